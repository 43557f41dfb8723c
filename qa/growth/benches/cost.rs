//! Prints the time and the peak memory of the generator for an input of about one size in each dimension, the slowest
//! first: `cargo bench -p openapi-bindgen-growth --bench cost -- 400000 "query parameters"`.

use std::time::Instant;

use allocation_counter::measure;
use openapi_bindgen_growth::{Dimension, all, products};

/// The maximum number of anything. The sizes of some inputs hardly grow with it.
const MOST: usize = 1 << 21;

struct Cost {
    name: String,
    bytes: usize,
    seconds: f64,
    memory: u64,
    is_accepted: bool,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let (size, names) = match arguments.split_first() {
        None => (400_000, &[][..]),
        Some((size, names)) => (size.parse().expect("the first argument is a size in bytes"), names),
    };
    let is_chosen =
        |dimension: &Dimension| names.is_empty() || names.iter().any(|name| dimension.name.contains(name.as_str()));
    let mut costs: Vec<Cost> =
        all().chain(products()).filter(is_chosen).map(|dimension| cost(dimension, size)).collect();
    assert!(!costs.is_empty(), "no dimension has such a name");
    costs.sort_by(|one, other| other.seconds.total_cmp(&one.seconds));
    println!("{:>8} {:>8} {:>8}  dimension", "seconds", "MB", "input kB");
    for Cost { name, bytes, seconds, memory, is_accepted } in costs {
        let mark = if is_accepted { "" } else { " (rejected)" };
        println!("{seconds:>8.3} {:>8} {:>8}  {name}{mark}", memory / 1_000_000, bytes / 1_000);
    }
}

/// Measures the largest input of a dimension that has at most `size` bytes.
fn cost(dimension: Dimension, size: usize) -> Cost {
    let mut count = dimension.count;
    while count < MOST && dimension.work(2 * count).bytes <= size {
        count *= 2;
    }
    let work = dimension.work(count);
    let bytes = work.bytes;
    let mut is_accepted = false;
    let start = Instant::now();
    let memory = measure(|| is_accepted = work.run()).bytes_max;
    Cost { name: dimension.name, bytes, seconds: start.elapsed().as_secs_f64(), memory, is_accepted }
}
