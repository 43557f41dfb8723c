//! The history of an operation: `update` from each version to the next, and its effects on the
//! programs of the old version and on the JSON of both.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use similar::{ChangeTag, TextDiff};

use crate::folder::Folder;

const PAGES: [&str; 3] = ["1-reroute-url.md", "2-consent-text.md", "3-consent-video.md"];

/// A program with the three versions as modules, which reads the JSON of each with the types of the
/// others.
const PROGRAM: &str = include_str!("history_program.rs");

/// A step from one version to the next.
struct Step {
    report: Value,
    /// The numbers of lines that were added to and removed from the generated files. One of each
    /// has the digest of the document.
    generated: (usize, usize),
    /// The same numbers for snapshots of these files, which lack the comment at the top.
    snapshots: (usize, usize),
}

impl Step {
    /// Returns the reported changes: the level, the rule, and the place.
    fn changes(&self) -> Vec<String> {
        let changes = self.report["difference"]["changes"].as_array().unwrap();
        let text = |change: &Value, member: &str| change[member].as_str().unwrap().to_owned();
        changes.iter().map(|change| ["level", "rule", "path"].map(|member| text(change, member)).join(" ")).collect()
    }
}

/// Creates the project with the first page.
fn first() -> Folder {
    let folder = Folder::empty();
    folder.write(
        "openapi/bindgen.yaml",
        "document: api.json\noutput: ../generated\noptions:\n  envelopes: [data, error]\n",
    );
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/history");
    for page in PAGES {
        folder.write(page, &fs::read_to_string(pages.join(page)).unwrap());
    }
    folder.succeed(&["import", PAGES[0], "--into", "openapi/api.json"]);
    folder.succeed(&["generate"]);
    folder
}

/// Returns the generated files by their paths.
fn generated(folder: &Folder) -> BTreeMap<PathBuf, String> {
    folder.files("generated").into_iter().map(|(path, (text, _))| (path, text)).collect()
}

/// Returns the snapshots that `tests/bindings.rs` of the bindings would write: a `.snap` file each.
fn snapshots(generated: &BTreeMap<PathBuf, String>) -> BTreeMap<PathBuf, String> {
    let snapshot = |(path, text): (&PathBuf, &String)| {
        let header: usize = text.split_inclusive('\n').take_while(|line| line.starts_with("//")).map(str::len).sum();
        let metadata = format!("---\nsource: tests/bindings.rs\ninput_file: {}\n---\n", path.display());
        (path.clone(), metadata + text[header..].trim_start())
    };
    generated.iter().map(snapshot).collect()
}

/// Returns the numbers of added and removed lines.
fn size(before: &BTreeMap<PathBuf, String>, after: &BTreeMap<PathBuf, String>) -> (usize, usize) {
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let (mut added, mut removed) = (0, 0);
    for (path, text) in after {
        for change in TextDiff::from_lines(before[path].as_str(), text.as_str()).iter_all_changes() {
            match change.tag() {
                ChangeTag::Insert => added += 1,
                ChangeTag::Delete => removed += 1,
                ChangeTag::Equal => {}
            }
        }
    }
    (added, removed)
}

fn update(folder: &Folder, page: &str) -> Step {
    let before = generated(folder);
    folder.succeed(&["update", page, "--report", "report.json"]);
    let after = generated(folder);
    let report = fs::read_to_string(folder.path("report.json")).unwrap();
    Step {
        report: serde_json::from_str(&report).unwrap(),
        generated: size(&before, &after),
        snapshots: size(&snapshots(&before), &snapshots(&after)),
    }
}

#[test]
fn an_optional_text_is_a_minor_change_of_a_few_lines() {
    let folder = first();
    let step = update(&folder, PAGES[1]);
    assert_eq!(step.report["difference"]["level"], "minor", "{:#}", step.report);
    let expected =
        ["minor added CreateAvatarConsentRequest.consent_text", "minor added Call<CreateAvatarConsent>::consent_text"];
    assert_eq!(step.changes(), expected);
    // The field with its checks, and its setter on the call.
    assert_eq!((step.generated, step.snapshots), ((7, 1), (6, 0)));
}

#[test]
fn an_optional_member_of_a_response_is_two_lines() {
    let folder = first();
    let page = fs::read_to_string(folder.path(PAGES[0])).unwrap();
    let id = "id: {type: string, description: Which group it is.}\n";
    folder.write(
        PAGES[0],
        &page.replace(id, &format!("{id}        owner: {{type: string, description: Whose it is.}}\n")),
    );
    let step = update(&folder, PAGES[0]);
    assert_eq!(step.changes(), ["minor added AvatarGroupItem.owner"]);
    // Its documentation and the field.
    assert_eq!((step.generated, step.snapshots), ((3, 1), (2, 0)));
}

#[test]
fn an_optional_member_of_a_request_is_a_few_lines() {
    let folder = first();
    let page = fs::read_to_string(folder.path(PAGES[0])).unwrap();
    let url = page.lines().find(|line| line.trim_start().starts_with("reroute_url:")).unwrap();
    let indent = &url[..url.len() - url.trim_start().len()];
    let note = format!("{indent}note: {{type: string, description: For the records.}}\n{url}");
    folder.write(PAGES[0], &page.replace(url, &note));
    let step = update(&folder, PAGES[0]);
    let expected = ["minor added CreateAvatarConsentRequest.note", "minor added Call<CreateAvatarConsent>::note"];
    assert_eq!(step.changes(), expected);
    // Its documentation, the field, and its setter on the call.
    assert_eq!((step.generated, step.snapshots), ((4, 1), (3, 0)));
}

#[test]
fn a_video_and_an_optional_page_break_readers_of_the_page() {
    let folder = first();
    update(&folder, PAGES[1]);
    let step = update(&folder, PAGES[2]);
    assert_eq!(step.report["difference"]["level"], "major", "{:#}", step.report);
    let expected = [
        "minor added CreateAvatarConsentRequest.consent_video",
        "major became-optional CreateAvatarConsentResponse.url",
        "minor added ConsentVideo",
        "minor added VideoByUrl",
        "minor added VideoByAsset",
        "minor added VideoInline",
        "minor added Call<CreateAvatarConsent>::consent_video",
    ];
    assert_eq!(step.changes(), expected);
    assert_eq!((step.generated, step.snapshots), ((61, 3), (60, 2)));
}

#[test]
fn the_json_of_each_version_is_read_by_the_others() {
    let folder = first();
    let program = Folder::empty();
    let keep = |name: &str| {
        for (path, (text, _)) in folder.files("generated") {
            let inner = path.strip_prefix(folder.path("generated")).unwrap().to_str().unwrap().to_owned();
            program.write(&format!("src/{name}/{inner}"), &text);
        }
    };
    keep("first");
    for (page, name) in PAGES[1..].iter().zip(["second", "third"]) {
        update(&folder, page);
        keep(name);
    }
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let runtime = repository.join("runtime").display().to_string();
    program.write(
        "Cargo.toml",
        &format!(
            "[workspace]\n\n[package]\nname = \"history\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             openapi-bindgen-runtime = {{ path = {runtime:?}, features = [\"client\"] }}\nserde_json = \"1\"\n\n\
             [profile.dev]\ndebug = 0\nincremental = false\n"
        ),
    );
    program.write("Cargo.lock", &fs::read_to_string(repository.join("Cargo.lock")).unwrap());
    program.write("src/main.rs", PROGRAM);
    let output = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("history"))
        .current_dir(program.path("."))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
