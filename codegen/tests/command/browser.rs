//! The page of `diff --format html` in a browser: it fits narrow and wide windows and is readable
//! in light and dark.
//!
//! The test needs a Chromium, which `CHROMIUM` names or which is at `/usr/bin/chromium` (Debian:
//! `apt-get install chromium`). Nothing is loaded from the network.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::diff_page::page;
use crate::folder::Folder;

/// The widths of two phones, of half a screen and of a whole one, in CSS pixels.
const WIDTHS: [u64; 4] = [360, 400, 899, 1600];

/// The contrast of readable text: level AA of the Web Content Accessibility Guidelines 2.2, 1.4.3.
const CONTRAST: f64 = 4.5;

fn chromium() -> PathBuf {
    std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}

/// Returns the results of `browser.js` in frames of those widths.
fn measured(chromium: &Path, scheme: &str) -> Vec<Value> {
    let folder = Folder::empty();
    // A frame can be narrower than the narrowest window. The script is beside the page, which runs
    // none itself.
    let page = page().replace('&', "&amp;").replace('"', "&quot;");
    let frames: Vec<String> =
        WIDTHS.iter().map(|width| format!("<iframe width={width} height=800 srcdoc=\"{page}\"></iframe>")).collect();
    let script = include_str!("browser.js");
    folder.write(
        "frames.html",
        &format!("<meta charset=utf-8><pre id=measured></pre>{}<script>{script}</script>", frames.concat()),
    );
    let output = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", folder.path("profile").display()))
        .arg(format!("--blink-settings=preferredColorScheme={scheme}"))
        .args(["--window-size=1800,1000", "--dump-dom"])
        .arg(format!("file://{}", folder.path("frames.html").display()))
        .stderr(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("`{}`: {error}", chromium.display()));
    let dom = String::from_utf8(output.stdout).unwrap();
    let found = dom.split_once("<pre id=\"measured\">").and_then(|(_, rest)| rest.split_once("</pre>"));
    let (found, _) = found.unwrap_or_else(|| panic!("the browser printed no page: {dom}"));
    serde_json::from_str(found).unwrap_or_else(|error| panic!("{error}: {found}"))
}

#[test]
#[ignore = "needs a Chromium"]
fn the_page_fits_and_can_be_read() {
    let chromium = chromium();
    let schemes = [("0", true), ("1", false)];
    for (scheme, is_dark) in schemes {
        for (found, width) in measured(&chromium, scheme).iter().zip(WIDTHS) {
            assert_eq!(found["dark"], is_dark, "{found:#}");
            assert_eq!(found["width"], width, "{found:#}");
            assert_eq!(found["overflow"], 0, "the page itself does not scroll sideways: {found:#}");
            assert!(found["contrast"].as_f64().unwrap() >= CONTRAST, "{found:#}");
            assert!(found["texts"].as_u64().unwrap() > 50, "{found:#}");
            assert_eq!(
                (&found["deadLinks"], &found["unreachable"], &found["loaded"]),
                (&0.into(), &0.into(), &0.into())
            );
            assert!(found["links"].as_u64().unwrap() > 3, "{found:#}");
            assert_eq!(found["isStacked"], width < 900, "{found:#}");
            if width < 900 {
                assert!(found["scrolling"].as_u64().unwrap() > 0, "long lines scroll in their block: {found:#}");
            }
        }
    }
}
