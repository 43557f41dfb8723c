//! The scripts in the workflows of the repository can be parsed.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;
use std::{fs, io::Write as _};

use serde_json::Value;

/// Adds the scripts of all steps in `value`.
fn scripts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("run").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| scripts(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| scripts(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_script_can_be_parsed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/workflows");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let workflow: Value = serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut found = Vec::new();
        scripts(&workflow, &mut found);
        count += found.len();
        for script in found {
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(script.as_bytes()).unwrap();
            let checked = Command::new("bash").arg("-n").arg(file.path()).output().unwrap();
            let message = String::from_utf8_lossy(&checked.stderr);
            assert!(checked.status.success(), "{}: {message}\n{script}", path.display());
        }
    }
    assert!(count > 4, "{count} scripts");
}
