//! The work of the generator grows linearly with each dimension of a document. It is measured in
//! allocations and in allocated bytes, not in seconds, which depend on the machine.

use allocation_counter::measure;
use openapi_bindgen_growth::{Work, of_documents};

/// The maximum cost of twice the size, in percent: above linear for tables and sorting, but below
/// quadratic.
const MOST: u64 = 260;

/// Returns the allocations and the allocated bytes of a call.
fn allocations(work: Work) -> (u64, u64) {
    let counted = measure(|| {
        work.run();
    });
    (counted.count_total, counted.bytes_total)
}

#[test]
fn twice_as_much_of_anything_takes_twice_the_work() {
    let mut failures = Vec::new();
    for dimension in of_documents() {
        let name = &dimension.name;
        let [once, twice] = [1, 2].map(|factor| allocations(dimension.work(factor * dimension.count)));
        let (calls, bytes) = (twice.0 * 100 / once.0, twice.1 * 100 / once.1);
        println!("{name}: {calls} % of the allocations, {bytes} % of the bytes");
        if calls.max(bytes) > MOST {
            failures.push(format!("{name}: {calls} % of the allocations, {bytes} % of the bytes"));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
