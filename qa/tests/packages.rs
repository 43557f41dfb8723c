//! Tests which packages are published, with which files and metadata.

use std::{env, path::Path, process::Command};

use serde_json::Value;

/// The published packages, each with its files outside `src/`, sorted.
const PACKAGES: &[(&str, &[&str])] = &[
    (
        "heygen-api",
        &[
            "CHANGELOG.md",
            "LICENSE-APACHE",
            "LICENSE-MIT",
            "README.md",
            "build.rs",
            "generated/client.rs",
            "generated/mod.rs",
            "generated/models.rs",
            "generated/operations/avatars.rs",
            "generated/operations/mod.rs",
            "openapi/bindgen.yaml",
            "openapi/external-api.json",
            "openapi/external-api.pages.yaml",
            "openapi/overlay.yaml",
        ],
    ),
    ("openapi-bindgen", &["LICENSE-APACHE", "LICENSE-MIT", "README.md"]),
    ("openapi-bindgen-derive", &["LICENSE-APACHE", "LICENSE-MIT", "README.md"]),
    ("openapi-bindgen-runtime", &["LICENSE-APACHE", "LICENSE-MIT", "README.md"]),
];

/// The files that Cargo adds to every package.
const ADDED: &[&str] = &[".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml", "Cargo.toml.orig"];

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--offline")
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_package_has_its_sources_its_texts_and_no_more() {
    for (package, expected) in PACKAGES {
        let list = cargo(&["package", "--list", "--allow-dirty", "--package", package]);
        let files = list.lines().filter(|file| !ADDED.contains(file));
        let (sources, others): (Vec<&str>, Vec<&str>) = files.partition(|file| file.starts_with("src/"));
        assert_eq!(others, *expected, "{package}");
        assert!(sources.contains(&"src/lib.rs"), "{package}");
        for file in sources {
            let ending = Path::new(file).extension().and_then(|ending| ending.to_str());
            assert!(ending.is_some_and(|ending| ["css", "md", "rs"].contains(&ending)), "{package}: {file}");
            let is_for_tests = |folder| ["fixtures", "snapshots", "tests"].contains(&folder);
            assert!(!file.split('/').any(is_for_tests), "{package}: {file}");
        }
    }
}

#[test]
fn a_published_package_has_metadata() {
    let metadata: Value = serde_json::from_str(&cargo(&["metadata", "--no-deps", "--format-version", "1"])).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    // A package that must not be published has an empty list of registries.
    let mut published: Vec<&Value> = packages.iter().filter(|package| package["publish"].is_null()).collect();
    published.sort_by_key(|package| package["name"].as_str());
    let names: Vec<&str> = published.iter().map(|package| package["name"].as_str().unwrap()).collect();
    assert_eq!(names, PACKAGES.iter().map(|(package, _)| *package).collect::<Vec<_>>());
    for package in published {
        let name = package["name"].as_str().unwrap();
        assert_eq!(package["documentation"], format!("https://docs.rs/{name}"));
        assert_eq!(package["license"], "MIT OR Apache-2.0", "{name}");
        assert_eq!(package["readme"], "README.md", "{name}");
        assert!(package["metadata"]["docs"]["rs"].is_object(), "{name} does not configure docs.rs");
        for field in ["description", "homepage", "repository", "rust_version"] {
            assert!(package[field].as_str().is_some_and(|text| !text.is_empty()), "{name} has no {field}");
        }
        for list in ["categories", "keywords"] {
            let length = package[list].as_array().map_or(0, Vec::len);
            assert!((1..=5).contains(&length), "{name} has {length} {list}");
        }
    }
}

#[test]
fn every_package_has_the_same_licenses() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let read = |folder: &str| std::fs::read_to_string(root.join(folder).join(license)).unwrap();
        for folder in ["codegen", "derive", "runtime"] {
            assert!(read(folder) == read("."), "{folder}/{license}");
        }
    }
}
