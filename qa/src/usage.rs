//! The resource usage of processes, from `/proc` on Linux. On other systems it is unknown, and the
//! table shows a dash.

use std::fs;

/// The unit of the times in `/proc/self/stat`, which is the same on every architecture that Rust
/// supports on Linux.
const TICKS_PER_SECOND: f64 = 100.0;

/// Returns the CPU seconds that the calling thread has used.
pub(crate) fn own_seconds() -> Option<f64> {
    // In nanoseconds, where `stat` has hundredths of a second: most documents take less than one.
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// Returns the CPU seconds of all processes that this one has started and waited for, and of their own.
pub(crate) fn children_seconds() -> Option<f64> {
    // The user and the system time, numbered as in `proc(5)`.
    Some(seconds(16)? + seconds(17)?)
}

/// Returns the peak memory of this process, in MB.
pub(crate) fn peak_megabytes() -> Option<f64> {
    megabytes("self", "VmHWM")
}

/// Returns the current memory of the process `id`, in MB.
pub(crate) fn megabytes_of(id: u32) -> Option<f64> {
    megabytes(&id.to_string(), "VmRSS")
}

fn seconds(field: usize) -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the program's name in parentheses, which may contain spaces and
    // parentheses.
    let (_, rest) = text.rsplit_once(')')?;
    let ticks: f64 = rest.split_whitespace().nth(field - 3)?.parse().ok()?;
    Some(ticks / TICKS_PER_SECOND)
}

fn megabytes(process: &str, field: &str) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
    let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024.0 / 1_000_000.0)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn this_process_uses_memory_and_time() {
        assert!(peak_megabytes().unwrap() > 1.0);
        assert!(megabytes_of(std::process::id()).unwrap() > 1.0);
        let before = own_seconds().unwrap();
        while own_seconds().unwrap() < before + 0.01 {}
        assert!(children_seconds().unwrap() >= 0.0);
    }
}
