//! A long name with many uses takes no memory for each byte and each use. The counts of `bash qa/growth/run` do not show
//! this: a text is copied as a whole.

use allocation_counter::measure;
use openapi_bindgen_growth::lengths;

/// The factor for the size of an input: 3,000 uses of a name of 30,000 bytes. Each copy for all uses has 90 MB.
const FACTOR: usize = 20;

/// The most bytes that are in use at the same time, in MB.
const MOST: u64 = 150;

/// The most bytes that are allocated, in MB.
const MOST_IN_TOTAL: u64 = 1_000;

#[test]
fn a_long_name_is_not_repeated_without_bounds() {
    let mut failures = Vec::new();
    for dimension in lengths() {
        let work = dimension.work(FACTOR * dimension.count);
        let mut is_accepted = false;
        let counted = measure(|| is_accepted = work.run());
        let (most, total) = (counted.bytes_max / 1_000_000, counted.bytes_total / 1_000_000);
        let outcome = if is_accepted { "accepted" } else { "rejected" };
        let measured = format!("{}: {outcome} with {most} MB at most, {total} MB in total", dimension.name);
        println!("{measured}");
        if most > MOST || total > MOST_IN_TOTAL {
            failures.push(measured);
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
