//! Reads the worst known bodies of a megabyte. Each must be read or rejected within a second.
//!
//! `cargo test --release -p openapi-bindgen-targets --test megabyte -- --nocapture` shows how long each takes.

use std::{fs, time::Instant};

use openapi_bindgen_runtime::{Json, Object, Union};
use openapi_bindgen_targets::api::{Either, Many, Shape, Thing, Tree};
use serde::de::DeserializeOwned;

const MEGABYTE: usize = 1024 * 1024;

/// The limit for reading one body, in seconds.
const MOST: f64 = 1.0;

/// Declares a union of wide objects, of which any object without these members is each.
macro_rules! wide {
    ($($branch:ident)+: $members:tt) => {
        $(wide! { @object $branch $members })+

        #[derive(Clone, Debug, PartialEq, Union)]
        #[json(untagged)]
        enum Wide {
            $($branch($branch),)+
            #[json(other)]
            Other(Json),
        }
    };
    (@object $branch:ident { $($member:ident)+ }) => {
        #[derive(Clone, Debug, PartialEq, Object)]
        struct $branch {
            $($member: Option<i64>,)+
        }
    };
}

wide! {
    B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12 B13 B14 B15 B16 B17 B18 B19 B20:
    { m1 m2 m3 m4 m5 m6 m7 m8 m9 m10 m11 m12 m13 m14 m15 m16 m17 m18 m19 m20 m21 m22 m23 m24 m25 m26 m27 m28 m29 m30 }
}

/// Repeats `item` between `open` and `close` as often as it fits into a megabyte.
fn list(open: &str, item: &str, close: &str) -> String {
    let count = MEGABYTE / (item.len() + 1);
    format!("{open}{}{close}", vec![item; count].join(","))
}

/// Does the same as [`list`], with a number in each item.
fn numbered(open: &str, item: impl Fn(usize) -> String, close: &str) -> String {
    let count = MEGABYTE / (item(99_999).len() + 1);
    format!("{open}{}{close}", (0..count).map(item).collect::<Vec<_>>().join(","))
}

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

/// Returns an object with `count` members that no type has.
fn numbered_members(count: usize) -> String {
    format!("{{{}}}", (0..count).map(|at| format!("\"x{at}\":0")).collect::<Vec<_>>().join(","))
}

fn bodies() -> Vec<(&'static str, String)> {
    let of_both = "{\"either\":[{\"name\":\"a\",\"either\":{}}],\"other\":{\"a\":{\"either\":1.5}}}";
    let thing = "\"id\":\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\",\"kind\":\"small\"";
    vec![
        ("lists in lists, too deep", "[".repeat(MEGABYTE)),
        ("objects in objects, too deep", "{\"either\":".repeat(MEGABYTE / 10)),
        ("lists in lists", list("[", &nested("[", "", "]", 120), "]")),
        ("objects in objects", list("[", &nested("{\"either\":", "1", "}", 120), "]")),
        ("objects of one member in objects", list("[", &nested("{\"a\":", "\"\"", "}", 120), "]")),
        ("members of two branches in each other", list("[", &nested("{\"either\":1,\"other\":", "{}", "}", 120), "]")),
        ("values of several branches", list("[", of_both, "]")),
        ("values of twenty branches", list("[", &nested("{\"p19\":", "\"\"", "}", 120), "]")),
        ("values of no branch", list("[", &nested("{\"p20\":", "\"\"", "}", 120), "]")),
        ("values of many branches", list("[", "{\"p0\":\"\",\"p7\":[],\"p19\":{\"p3\":\"\"},\"a\":1,\"b\":\"\"}", "]")),
        ("trees", list("{\"values\":[", "{\"left\":{\"right\":{}}}", "]}")),
        ("a tree", nested("{\"left\":{},\"right\":", "{}", "}", 120) + &" ".repeat(MEGABYTE)),
        ("empty lists", list("[", "[]", "]")),
        ("empty objects", list("[", "{}", "]")),
        ("empty texts", list("[", "\"\"", "]")),
        ("texts like dates", list("[", "\"2026-02-30\"", "]")),
        ("a long text", format!("\"{}\"", "a".repeat(MEGABYTE))),
        ("a text of escapes", format!("\"{}\"", "\\u0041".repeat(MEGABYTE / 6))),
        ("a text of surrogates", format!("\"{}\"", "\\ud83d\\ude00".repeat(MEGABYTE / 12))),
        ("a text of backslashes", format!("\"{}\"", "\\\\".repeat(MEGABYTE / 2))),
        ("a text without an end", format!("\"{}", "\\n".repeat(MEGABYTE / 2))),
        ("a number of digits", "1".repeat(MEGABYTE)),
        ("a fraction of digits", format!("0.{}", "1".repeat(MEGABYTE))),
        ("an exponent of digits", format!("1e{}", "9".repeat(MEGABYTE))),
        ("numbers of digits", list("[", &"7".repeat(400), "]")),
        ("fractions of digits", list("[", &format!("0.{}e-30", "3".repeat(760)), "]")),
        ("small numbers", list("[", "1.5", "]")),
        ("one member again and again", list("{", "\"either\":{}", "}")),
        ("another member again and again", list("{", "\"a\":[]", "}")),
        ("many members", numbered("{", |at| format!("\"m{at}\":{{}}"), "}")),
        ("members of an object again and again", format!("{{{thing},{}}}", list("", "\"size\":1", ""))),
        ("unknown members of an object", numbered(&format!("{{{thing},"), |at| format!("\"m{at}\":[{{}}]"), "}")),
        ("members of a map", numbered(&format!("{{{thing},\"names\":{{"), |at| format!("\"m{at}\":[\"\"]"), "}}")),
        ("shapes of an unknown tag", list(&format!("{{{thing},\"shapes\":["), "{\"type\":\"other\",\"a\":{}}", "]}")),
        (
            "shapes whose tag comes last",
            list(&format!("{{{thing},\"shapes\":["), "{\"side\":1,\"a\":\"\",\"type\":\"square\"}", "]}"),
        ),
        ("anything", list(&format!("{{{thing},\"anything\":["), "{\"a\":[{}]}", "]}")),
        ("lists as numbers", list("[", "{\"m1\":[]}", "]")),
        ("fractions as integers", list("[", "{\"m30\":1.5}", "]")),
        ("numbers as texts", list("[", "{\"p0\":1}", "]")),
        ("unknown members of wide objects", list("[", &numbered_members(10), "]")),
        ("space", " ".repeat(MEGABYTE)),
    ]
}

/// Returns the CPU seconds of this thread if the system reports them, and otherwise the seconds since `started`.
fn seconds(started: Instant) -> f64 {
    let nanoseconds = fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split_whitespace().next().and_then(|first| first.parse::<f64>().ok()));
    nanoseconds.map_or_else(|| started.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn read<T: DeserializeOwned>(body: &str) -> (bool, f64) {
    let started = Instant::now();
    let before = seconds(started);
    let is_read = serde_json::from_str::<T>(body).is_ok();
    (is_read, seconds(started) - before)
}

#[test]
#[cfg_attr(debug_assertions, ignore = "measures optimized code")]
fn a_megabyte_is_read_or_rejected_within_a_second() {
    let mut slow = Vec::new();
    for (what, body) in bodies() {
        let all = [
            ("Thing", read::<Thing>(&body)),
            ("Shape", read::<Shape>(&body)),
            ("Either", read::<Either>(&body)),
            ("Tree", read::<Tree>(&body)),
            ("Many", read::<Many>(&body)),
            ("Vec<Wide>", read::<Vec<Wide>>(&body)),
        ];
        let shown = all.map(|(name, (is_read, seconds))| {
            format!("{name} {} {:.0} ms", if is_read { "read" } else { "rejected" }, seconds * 1000.0)
        });
        println!("{what}: {}", shown.join(", "));
        slow.extend(
            all.iter().filter(|(_, (_, seconds))| *seconds > MOST).map(|(name, _)| format!("{what} as {name}")),
        );
    }
    assert!(slow.is_empty(), "too slow: {slow:?}");
}
