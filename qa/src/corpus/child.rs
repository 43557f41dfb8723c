//! Processes that may not end normally: a generator that panics, overflows its stack or loops
//! endlessly.

use std::{
    fmt,
    io::{self, Read},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::usage;

/// The memory limit of a child, in MB.
const MEGABYTES_LIMIT: f64 = 4_000.0;

/// The result of a child.
pub(crate) struct Finished {
    pub end: End,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the command for at most `limit`, without input.
///
/// # Errors
/// Returns an error if it cannot be started. An abnormal end is not an error.
pub(crate) fn finish(command: &mut Command, limit: Duration) -> io::Result<Finished> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    // Both pipes are drained while the child runs, because it waits if one is full.
    let stdout = drain(child.stdout.take());
    let stderr = drain(child.stderr.take());
    let end = wait(&mut child, limit)?;
    Ok(Finished { end, stdout: stdout.join().unwrap_or_default(), stderr: stderr.join().unwrap_or_default() })
}

fn drain(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // The output before a failing read is all that can be shown.
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The end of a child.
pub(crate) enum End {
    Exit(ExitStatus),
    TooLong(Duration),
    TooMuch,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exit(status) => status.fmt(f),
            Self::TooLong(limit) => write!(f, "stopped after {} s", limit.as_secs()),
            Self::TooMuch => write!(f, "stopped at {MEGABYTES_LIMIT} MB of memory"),
        }
    }
}

fn wait(child: &mut Child, limit: Duration) -> io::Result<End> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(End::Exit(status));
        }
        let end = if started.elapsed() > limit {
            End::TooLong(limit)
        } else if usage::megabytes_of(child.id()).is_some_and(|megabytes| megabytes > MEGABYTES_LIMIT) {
            End::TooMuch
        } else {
            thread::sleep(Duration::from_millis(5));
            continue;
        };
        child.kill()?;
        child.wait()?;
        return Ok(end);
    }
}

/// Returns the first lines of the output of a crashed child, which contain the place of a panic.
pub(crate) fn first_lines(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).take(2).collect::<Vec<_>>().join(" ")
}
