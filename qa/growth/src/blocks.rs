//! Counts how often each block of the program runs.
//!
//! LLVM's [`SanitizerCoverage`](https://clang.llvm.org/docs/SanitizerCoverage.html) calls a hook at the start of each
//! block. It instruments what the compiler generates for this program, including generic code of the standard library.
#![allow(unsafe_code, reason = "the hooks receive pointers to the tables of the instrumentation")]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicPtr, AtomicU64, AtomicUsize, Ordering};

/// The maximum number of blocks. The generator and its dependencies have about half a million.
const MOST: usize = 1 << 22;

/// The number of runs of each block. The guard of a block is its index; the guard 0 is no block.
static RUNS: [AtomicU64; MOST] = [const { AtomicU64::new(0) }; MOST];

/// The number of blocks.
static BLOCKS: AtomicUsize = AtomicUsize::new(0);

/// The table with two words for each block: its address, and whether it is the start of a function.
static ADDRESSES: AtomicPtr<usize> = AtomicPtr::new(std::ptr::null_mut());

/// Numbers the guards. Each part of the program calls it with the same table.
#[unsafe(no_mangle)]
unsafe extern "C" fn __sanitizer_cov_trace_pc_guard_init(start: *mut u32, stop: *mut u32) {
    let mut at = start;
    let mut number = 0;
    // SAFETY: the table is between the two pointers.
    unsafe {
        while at < stop {
            number += 1;
            *at = number;
            at = at.add(1);
        }
    }
    BLOCKS.store(number as usize, Ordering::Relaxed);
}

/// Receives the table of addresses.
#[unsafe(no_mangle)]
unsafe extern "C" fn __sanitizer_cov_pcs_init(start: *const usize, _stop: *const usize) {
    ADDRESSES.store(start.cast_mut(), Ordering::Relaxed);
}

/// Counts one run of a block.
#[unsafe(no_mangle)]
unsafe extern "C" fn __sanitizer_cov_trace_pc_guard(guard: *const u32) {
    // SAFETY: the instrumentation passes a pointer to a guard of its table.
    let index = unsafe { *guard } as usize;
    if let Some(runs) = RUNS.get(index) {
        runs.store(runs.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
    }
}

/// Returns the result of `work`, and the number of runs of each block.
pub(crate) fn count<T>(work: impl FnOnce() -> T) -> (T, Vec<u64>) {
    let blocks = BLOCKS.load(Ordering::Relaxed);
    assert!((1..MOST).contains(&blocks), "the program has {blocks} blocks");
    for runs in &RUNS[1..=blocks] {
        runs.store(0, Ordering::Relaxed);
    }
    let result = work();
    (result, RUNS[1..=blocks].iter().map(|runs| runs.load(Ordering::Relaxed)).collect())
}

/// Returns the functions of blocks, each with its lines.
pub(crate) fn functions(blocks: &[usize]) -> BTreeMap<String, Vec<u32>> {
    let mut functions: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for block in blocks {
        // SAFETY: the table has two words for each block.
        let address = unsafe { *ADDRESSES.load(Ordering::Relaxed).add(2 * block) };
        let mut name = String::from("?");
        let mut line = 0;
        // The innermost of several inlined functions comes first.
        backtrace::resolve((address + 1) as *mut _, |symbol| {
            let own = format!("{:#}", symbol.name().unwrap_or(backtrace::SymbolName::new(b"?")));
            let place =
                symbol.filename().and_then(|file| file.file_name()).map(|file| file.to_string_lossy().into_owned());
            let place = place.zip(symbol.lineno()).map(|(file, line)| format!(" ({file}:{line})")).unwrap_or_default();
            if name == "?" {
                name = own + &place;
            } else {
                name = format!("{name} in {own}{place}");
            }
            line = symbol.lineno().unwrap_or(line);
        });
        functions.entry(name).or_default().push(line);
    }
    functions
}
