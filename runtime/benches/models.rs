//! The cost of reading and writing JSON with the runtime's derives, compared with `serde`'s derives of the same
//! structs. Both run in turns, so that other load affects both. The numbers are medians over rounds, and the ratio is
//! the median of the ratios of the rounds.
//!
//! ```text
//! cargo bench -p openapi-bindgen-runtime --bench models -- [ROUNDS]
//! ```
//!
//! With `read` or `write` and `derived` or `ours` on the command line, only that runs, this number of times. A profiler
//! that counts instructions then compares the two even under other load. The difference between two numbers of rounds
//! excludes the preparation:
//!
//! ```text
//! valgrind --tool=callgrind BENCHMARK --bench write ours 11
//! ```

use std::{env, error::Error, hint::black_box, time::Instant};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

const ROUNDS: usize = 51;
/// Groups in one text.
const GROUPS: usize = 2000;

mod ours {
    use openapi_bindgen_runtime::Object;

    #[derive(Clone, Debug, PartialEq, Object)]
    pub(crate) struct List {
        pub groups: Vec<Group>,
        pub token: Option<String>,
    }

    #[derive(Clone, Debug, PartialEq, Object)]
    pub(crate) struct Group {
        pub id: String,
        pub name: String,
        pub preview_image_url: Option<String>,
        pub preview_video_url: Option<String>,
        pub gender: Option<String>,
        pub created_at: i64,
        pub looks_count: i64,
        pub consent_status: Option<String>,
        pub looks: Vec<Look>,
    }

    #[derive(Clone, Debug, PartialEq, Object)]
    pub(crate) struct Look {
        pub id: String,
        pub weight: f64,
        pub is_public: Option<bool>,
    }
}

mod derived {
    use super::{Deserialize, Serialize};

    #[derive(Deserialize, Serialize)]
    pub(crate) struct List {
        groups: Vec<Group>,
        #[serde(skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    }

    #[derive(Deserialize, Serialize)]
    struct Group {
        id: String,
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        preview_image_url: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        preview_video_url: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        gender: Option<String>,
        created_at: i64,
        looks_count: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        consent_status: Option<String>,
        looks: Vec<Look>,
    }

    #[derive(Deserialize, Serialize)]
    struct Look {
        id: String,
        weight: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        is_public: Option<bool>,
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let rounds = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(ROUNDS).max(1);
    let json = groups();
    let ours: ours::List = serde_json::from_str(&json)?;
    let derived: derived::List = serde_json::from_str(&json)?;
    assert_eq!(serde_json::to_string(&ours)?, json);
    assert_eq!(serde_json::to_string(&derived)?, json);
    let alone: [(&str, &str, &dyn Fn()); 4] = [
        ("read", "derived", &|| read::<derived::List>(&json)),
        ("read", "ours", &|| read::<ours::List>(&json)),
        ("write", "derived", &|| write(&derived)),
        ("write", "ours", &|| write(&ours)),
    ];
    let is_given = |name: &str| arguments.iter().any(|argument| argument == name);
    if let Some((.., run)) = alone.iter().find(|(what, by, _)| is_given(what) && is_given(by)) {
        (0..rounds).for_each(|_| run());
        return Ok(());
    }

    println!("{rounds} rounds of {:.1} MB each, medians", megabytes(&json));
    println!("{:<14} {:>10} {:>10} {:>16}", "", "derived", "ours", "ours/derived");
    report("read, MB/s", &json, rounds, || read::<derived::List>(&json), || read::<ours::List>(&json));
    report("written, MB/s", &json, rounds, || write(&derived), || write(&ours));
    Ok(())
}

/// A text in which members come in the order of the struct, as servers write them.
fn groups() -> String {
    let look = |at: usize| format!(r#"{{"id":"look_{at}","weight":{at}.25,"is_public":true}}"#);
    let group = |at: usize| {
        let looks: Vec<String> = (0..at % 5).map(look).collect();
        let video = if at.is_multiple_of(2) { r#""preview_video_url":"https://example.com/video.mp4","# } else { "" };
        format!(
            r#"{{"id":"group_{at}","name":"Group {at}","preview_image_url":"https://example.com/{at}.webp",{video}"gender":"female","created_at":{},"looks_count":{},"consent_status":"completed","looks":[{}]}}"#,
            1_700_000_000 + at,
            looks.len(),
            looks.join(",")
        )
    };
    let groups: Vec<String> = (0..GROUPS).map(group).collect();
    format!(r#"{{"groups":[{}]}}"#, groups.join(","))
}

fn read<T: DeserializeOwned>(json: &str) {
    let _ = black_box(serde_json::from_str::<T>(black_box(json)));
}

fn write<T: Serialize>(value: &T) {
    let _ = black_box(serde_json::to_string(black_box(value)));
}

fn report(what: &str, json: &str, rounds: usize, derived: impl Fn(), ours: impl Fn()) {
    // The first turn of each fills the caches.
    derived();
    ours();
    let seconds: Vec<[f64; 2]> = (0..rounds).map(|_| [timed(&derived), timed(&ours)]).collect();
    let of = |which: fn(&[f64; 2]) -> f64| median(seconds.iter().map(which).collect());
    let rate = |seconds: f64| megabytes(json) / seconds;
    println!(
        "{what:<14} {:>10.0} {:>10.0} {:>16.2}",
        rate(of(|round| round[0])),
        rate(of(|round| round[1])),
        of(|round| round[0] / round[1])
    );
}

fn timed(run: &impl Fn()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[allow(clippy::cast_precision_loss, reason = "no text here has more than 2^52 bytes")]
fn megabytes(json: &str) -> f64 {
    json.len() as f64 / 1e6
}
