//! Checks of the path of a generated file: below its output folder, with a name that every file
//! system permits.

use std::collections::HashSet;
use std::path::PathBuf;

use super::OutputError;
use crate::file_name::{folded, is_device};
use crate::generated::GeneratedFile;

/// The longest name that common file systems permit, in bytes.
const LONGEST_NAME: usize = 255;

/// Checks the paths of all files of an output, before the first is used.
///
/// # Errors
/// Returns an error if a path leaves the output folder or cannot exist on every system, or if two
/// paths differ in case only.
pub(super) fn check_paths(files: &[GeneratedFile]) -> Result<(), OutputError> {
    let rejected = |file: &GeneratedFile, reason| OutputError::Path { path: PathBuf::from(&file.path), reason };
    let mut taken = HashSet::new();
    for file in files {
        file.path.split('/').try_for_each(check_name).map_err(|reason| rejected(file, reason))?;
        if !taken.insert(folded(&file.path)) {
            return Err(rejected(file, "another file of the output has the same path where case is ignored"));
        }
    }
    // A path cannot be both a file and a folder.
    let parents =
        files.iter().flat_map(|file| file.path.match_indices('/').map(move |(end, _)| (file, &file.path[..end])));
    for (file, parent) in parents {
        if taken.contains(&folded(parent)) {
            return Err(rejected(file, "the folder that it is in is itself a file of the output"));
        }
    }
    Ok(())
}

/// Checks one component of a path.
fn check_name(name: &str) -> Result<(), &'static str> {
    let stem = name.split('.').next().unwrap_or_default();
    if name.is_empty() || name == "." || name == ".." {
        Err("the path is not relative to the output folder, or has `.`, `..` or an empty name in it")
    } else if name.contains(|character: char| character.is_control() || r#"\:<>"|?*"#.contains(character)) {
        Err("the name has a character that file names cannot have on every system")
    } else if name.ends_with(['.', ' ']) {
        Err("the name ends with a dot or a space, which Windows leaves out")
    } else if is_device(stem.trim_end()) {
        Err("Windows keeps the name for a device")
    } else if name.len() > LONGEST_NAME {
        Err("the name is longer than 255 bytes")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paths: &[&str]) -> Result<(), OutputError> {
        let files: Vec<_> = paths.iter().map(|path| GeneratedFile::new(*path, "")).collect();
        check_paths(&files)
    }

    #[test]
    fn paths_below_the_folder_are_accepted() {
        check(&["mod.rs", "models.rs", "operations/mod.rs", "operations/größe.rs", "operations/con_.rs"]).unwrap();
    }

    #[test]
    fn paths_that_leave_the_folder_or_do_not_exist_everywhere_are_rejected() {
        let long = "a".repeat(256);
        for path in [
            "",
            "/",
            "/etc/mod.rs",
            "../mod.rs",
            "a/../b.rs",
            "a/..",
            "./a.rs",
            "a//b.rs",
            "a/",
            r"..\a.rs",
            r"C:\a.rs",
            "C:a.rs",
            "a.rs:stream",
            "con.rs",
            "a/NUL.rs",
            "aux",
            "com1.rs",
            "lpt9.tar.rs",
            "con .rs",
            "a.",
            "a ",
            "a\0.rs",
            "a\n.rs",
            "a?.rs",
            &long,
        ] {
            let error = check(&["mod.rs", path]).unwrap_err();
            assert!(matches!(error, OutputError::Path { .. }), "{path:?}: {error}");
        }
    }

    #[test]
    fn two_files_of_one_path_are_rejected() {
        for paths in
            [["a.rs", "a.rs"], ["A.rs", "a.rs"], ["ſ.rs", "s.rs"], ["e\u{301}.rs", "é.rs"], ["a.rs", "A.rs/b.rs"]]
        {
            check(&paths).unwrap_err();
        }
    }
}
