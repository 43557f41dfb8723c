//! Compares an output folder with the generated files.

use std::collections::BTreeMap;

use super::owned::{ROOT, is_generated, is_root, owned};
use super::{Conflict, Obstacle};
use crate::file_name::folded;
use crate::generated::GeneratedFile;

/// The differences between an output folder and the generated files. Paths are relative to the
/// folder, with forward slashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Differences {
    /// Generated files whose text in the folder differs.
    pub changed: Vec<Change>,
    /// Generated files that are missing in the folder.
    pub missing: Vec<String>,
    /// Files that an earlier run of this output wrote and that are no longer generated.
    pub orphans: Vec<String>,
    /// Entries at the path of a generated file that are not part of this output.
    pub conflicts: Vec<Conflict>,
    /// Other Rust files in the folders of the output, which the generator did not write.
    pub foreign: Vec<String>,
    /// Other files in the folders of the output that the generator wrote and no `mod.rs` of this
    /// output names. They may belong to another output, or be left from a merge.
    pub unlisted: Vec<String>,
    /// Generated files that are up to date in the folder.
    pub unchanged: Vec<String>,
}

/// A generated file whose text in the folder differs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The path of the file.
    pub path: String,
    /// The text in the folder.
    pub before: String,
    /// The generated text.
    pub after: String,
}

impl Differences {
    /// Returns true if the folder contains exactly the generated files, apart from files that the
    /// generator did not write.
    pub fn is_fresh(&self) -> bool {
        self.changed.is_empty() && self.missing.is_empty() && self.orphans.is_empty() && self.conflicts.is_empty()
    }
}

/// Compares the files of an output folder with the generated files.
///
/// An orphan is a file that the modules of the folder's `mod.rs` refer to and that is no longer
/// generated. Line endings are ignored, since a checkout may have changed them.
///
/// ```
/// use openapi_bindgen::output::compare;
/// use openapi_bindgen::{GeneratedFile, Options, Source, generate};
///
/// let document = "openapi: 3.1.0\ninfo: { title: Shop, version: 1.0.0 }\n";
/// let files = |schemas: &str| {
///     let document = Source::new("api.yaml", format!("{document}components: {{ schemas: {{ {schemas} }} }}\n"));
///     generate(&document, &[], &Options::default()).map(|generated| generated.files)
/// };
/// let differences = compare(&files("Price: { type: number }")?, &files("")?);
/// assert_eq!(differences.orphans, ["models.rs"]);
/// assert_eq!(differences.changed[0].path, "mod.rs");
/// # Ok::<(), openapi_bindgen::Diagnostics>(())
/// ```
pub fn compare(existing: &[GeneratedFile], generated: &[GeneratedFile]) -> Differences {
    let mut rest: BTreeMap<&str, &str> = existing.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
    let owned = owned(&rest);
    let others = OtherOutputs::new(&rest);
    let strangers: BTreeMap<String, &str> =
        rest.keys().filter(|path| !owned.contains(**path)).map(|path| (folded(path), *path)).collect();
    let mut differences = Differences::default();
    for file in generated {
        let path = file.path.as_str();
        let before = rest.remove(path);
        let in_the_way = match before {
            Some(text) if is_same(text, &file.text) => {
                differences.unchanged.push(path.to_owned());
                continue;
            }
            Some(text) if !is_generated(text) => Some((path, Obstacle::Foreign)),
            // A `mod.rs` that is not a root belongs to an output in a parent folder.
            Some(text) if path == ROOT && !is_root(text) => Some((path, Obstacle::OtherOutput)),
            _ if others.has(path) => Some((path, Obstacle::OtherOutput)),
            None => strangers.get(&folded(path)).map(|other| (*other, Obstacle::Case)),
            Some(_) => None,
        };
        match (in_the_way, before) {
            (Some((path, obstacle)), _) => differences.conflicts.push(Conflict::new(path, obstacle)),
            (None, None) => differences.missing.push(path.to_owned()),
            (None, Some(text)) => differences.changed.push(Change {
                path: path.to_owned(),
                before: text.to_owned(),
                after: file.text.clone(),
            }),
        }
    }
    for (path, text) in rest {
        let list = if owned.contains(path) {
            &mut differences.orphans
        } else if is_generated(text) {
            &mut differences.unlisted
        } else {
            &mut differences.foreign
        };
        list.push(path.to_owned());
    }
    differences
}

/// The folders below this output that are outputs of their own.
struct OtherOutputs<'a>(Vec<&'a str>);

impl<'a> OtherOutputs<'a> {
    fn new(existing: &BTreeMap<&'a str, &str>) -> Self {
        let roots = existing.iter().filter(|(_, text)| is_root(text));
        Self(roots.filter_map(|(path, _)| path.strip_suffix(ROOT)).filter(|folder| folder.ends_with('/')).collect())
    }

    fn has(&self, path: &str) -> bool {
        self.0.iter().any(|folder| path.starts_with(folder))
    }
}

fn is_same(left: &str, right: &str) -> bool {
    left == right || left.lines().eq(right.lines()) && left.ends_with('\n') == right.ends_with('\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::{GENERATED_HEADER, ROOT_MARK};

    fn generated(path: &str, text: &str) -> GeneratedFile {
        GeneratedFile::new(path, format!("{GENERATED_HEADER}.\n{text}"))
    }

    fn root(path: &str, modules: &str) -> GeneratedFile {
        generated(path, &format!("// {ROOT_MARK} 00\n{modules}"))
    }

    #[test]
    fn every_file_is_of_one_kind() {
        let existing = [
            root("mod.rs", "mod old;\n"),
            generated("same.rs", "a\n"),
            generated("crlf.rs", "a\r\n"),
            generated("changed.rs", "a\n"),
            generated("old/mod.rs", "mod orphan;\n"),
            generated("old/orphan.rs", "a\n"),
            generated("old/unlisted.rs", "a\n"),
            GeneratedFile::new("mine.rs", "// Mine.\n"),
            GeneratedFile::new("taken.rs", "// Mine too.\n"),
            GeneratedFile::new("Case.rs", "// Mine too.\n"),
        ];
        let new = ["same.rs", "crlf.rs", "new.rs", "taken.rs", "case.rs"].map(|path| generated(path, "a\n"));
        let new = [&new[..], &[root("mod.rs", "mod old;\n"), generated("changed.rs", "b\n")]].concat();
        let differences = compare(&existing, &new);
        assert_eq!(differences.unchanged, ["same.rs", "crlf.rs", "mod.rs"]);
        assert_eq!(differences.missing, ["new.rs"]);
        assert_eq!(
            differences.conflicts,
            [Conflict::new("taken.rs", Obstacle::Foreign), Conflict::new("Case.rs", Obstacle::Case)]
        );
        assert_eq!(differences.changed.iter().map(|change| &change.path).collect::<Vec<_>>(), ["changed.rs"]);
        assert_eq!(differences.orphans, ["old/mod.rs", "old/orphan.rs"]);
        assert_eq!(differences.unlisted, ["old/unlisted.rs"]);
        assert_eq!(differences.foreign, ["Case.rs", "mine.rs"]);
        assert!(!differences.is_fresh());
    }

    #[test]
    fn files_of_another_output_are_conflicts() {
        let existing = [root("operations/mod.rs", ""), generated("operations/users.rs", "")];
        let new = [
            root("mod.rs", "mod operations;\n"),
            generated("operations/mod.rs", "mod users;\n"),
            generated("operations/users.rs", "new\n"),
        ];
        let other = |path: &str| Conflict::new(path, Obstacle::OtherOutput);
        assert_eq!(compare(&existing, &new).conflicts, [other("operations/mod.rs"), other("operations/users.rs")]);
        // The other output is the one in the parent folder.
        assert_eq!(compare(&[generated("mod.rs", "mod users;\n")], &[root("mod.rs", "")]).conflicts, [other("mod.rs")]);
    }

    #[test]
    fn a_file_whose_name_changes_in_case_is_an_orphan() {
        let differences =
            compare(&[root("mod.rs", "mod Users;\n"), generated("Users.rs", "")], &[generated("users.rs", "")]);
        assert_eq!((differences.missing.len(), differences.conflicts.len()), (1, 0));
        assert_eq!(differences.orphans, ["Users.rs", "mod.rs"]);
    }

    #[test]
    fn foreign_files_do_not_make_an_output_stale() {
        assert!(compare(&[GeneratedFile::new("mine.rs", ""), generated("left.rs", "")], &[]).is_fresh());
    }

    #[test]
    fn a_missing_last_line_end_is_a_difference() {
        assert!(!compare(&[generated("a.rs", "a")], &[generated("a.rs", "a\n")]).is_fresh());
    }
}
