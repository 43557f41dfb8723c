//! Processes that may not come back: a generator that panics, overflows its stack or loops without end.

use std::{
    fmt,
    io::{self, Read},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::usage;

/// The memory that a child may take.
const MEGABYTES_LIMIT: f64 = 4_000.0;

/// What a child did.
pub(crate) struct Finished {
    pub end: End,
    /// Its standard output.
    pub said: String,
    /// Its standard error.
    pub complained: String,
}

/// Runs the command for at most `limit`, with nothing to read.
///
/// # Errors
/// It cannot be started. How it ends is no error.
pub(crate) fn finish(command: &mut Command, limit: Duration) -> io::Result<Finished> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    // Both pipes are drained while the child runs: it waits when one is full.
    let said = drain(child.stdout.take());
    let complained = drain(child.stderr.take());
    let end = wait(&mut child, limit)?;
    Ok(Finished { end, said: said.join().unwrap_or_default(), complained: complained.join().unwrap_or_default() })
}

fn drain(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What was said before a failing read is all that there is to show.
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// How a child ended.
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

/// Enough of what a crashed child wrote to find the place: a panic says it in its first two lines.
pub(crate) fn first_lines(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).take(2).collect::<Vec<_>>().join(" ")
}
