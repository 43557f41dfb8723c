//! The paths that `CONTRIBUTING.md` names exist.

use std::path::Path;

/// Returns the paths in a backticked text, each with its line. Braces in a path expand to several
/// paths.
fn paths(text: &str) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for quoted in line.split('`').skip(1).step_by(2) {
            let is_path = quoted.contains('/') && !quoted.contains(' ') && !quoted.contains("://");
            if !is_path {
                continue;
            }
            match (quoted.find('{'), quoted.find('}')) {
                (Some(open), Some(close)) if open < close => {
                    for part in quoted[open + 1..close].split(',') {
                        paths.push((index + 1, format!("{}{part}{}", &quoted[..open], &quoted[close + 1..])));
                    }
                }
                _ => paths.push((index + 1, quoted.to_owned())),
            }
        }
    }
    paths
}

#[test]
fn every_file_and_folder_of_the_generator_is_in_the_guide() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let listed: Vec<String> = paths(&text).into_iter().map(|(_, path)| path).collect();
    for entry in std::fs::read_dir(root.join("codegen/src")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        // `guide.rs` declares the modules of `guide/`, and so on.
        let path = format!("codegen/src/{}", name.trim_end_matches(".rs"));
        let is_listed = listed.iter().any(|listed| listed.trim_end_matches(".rs").starts_with(&path));
        assert!(is_listed || ["lib.rs", "main.rs"].contains(&name.as_str()), "{path} is not in CONTRIBUTING.md");
    }
}

#[test]
fn every_path_of_the_guide_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let paths = paths(&text);
    assert!(paths.len() > 40, "only {} paths are found", paths.len());
    let missing: Vec<String> = paths
        .iter()
        .filter(|(_, path)| !root.join(path).exists())
        .map(|(line, path)| format!("CONTRIBUTING.md:{line}: {path}"))
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn braces_stand_for_several_paths() {
    let expected = [(1, "a/b/".to_owned()), (1, "a/c/".to_owned()), (2, "d/e.rs".to_owned())];
    assert_eq!(paths("`a/{b,c}/` and `f`\n`d/e.rs` `x y/z`"), expected);
}
