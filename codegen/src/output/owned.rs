//! The files of a folder that this output wrote: those that its `mod.rs` refers to.

use std::collections::{BTreeMap, BTreeSet};

use crate::generated::{GENERATED_HEADER, ROOT_MARK};

/// The root file of an output.
pub(super) const ROOT: &str = "mod.rs";

/// Returns true if the generator wrote the text, for any output.
pub(super) fn is_generated(text: &str) -> bool {
    text.starts_with(GENERATED_HEADER)
}

/// Returns true if the text is the root `mod.rs` of an output.
pub(super) fn is_root(text: &str) -> bool {
    is_generated(text) && text.lines().take_while(|line| line.starts_with("//")).any(|line| line.contains(ROOT_MARK))
}

/// Returns the paths of the files that the last run of this output wrote, of all `files` of the
/// folder by path.
///
/// These are the generated files that the modules in `mod.rs` refer to. The folder of another
/// output, which has a root `mod.rs`, is never part of it, whatever the name of a module.
pub(super) fn owned<'a>(files: &BTreeMap<&'a str, &str>) -> BTreeSet<&'a str> {
    let mut owned = BTreeSet::new();
    let mut next: Vec<&str> =
        files.get_key_value(ROOT).filter(|(_, text)| is_root(text)).map(|(path, _)| *path).into_iter().collect();
    while let Some(path) = next.pop() {
        if !owned.insert(path) {
            continue;
        }
        for child in children(path, files[path]) {
            let Some((child, text)) = files.get_key_value(child.as_str()) else { continue };
            if is_generated(text) && !is_root(text) {
                next.push(child);
            }
        }
    }
    owned
}

/// Returns the possible paths of the modules that a file declares.
pub(super) fn children(path: &str, text: &str) -> Vec<String> {
    let folder = folder_of_children(path);
    let files = |module| [format!("{folder}{module}.rs"), format!("{folder}{module}/mod.rs")];
    modules(text).flat_map(files).collect()
}

/// Returns the folder with the modules of the file at `path`, with a slash at its end, or an empty
/// text for the output folder.
pub(super) fn folder_of_children(path: &str) -> String {
    match path.strip_suffix(ROOT) {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder.to_owned(),
        _ => format!("{}/", path.strip_suffix(".rs").unwrap_or(path)),
    }
}

/// Returns the modules that a generated file declares, each on its own line: `mod client;`, `pub
/// mod r#type;`.
///
/// Reading lines also works for a file that does not parse, such as after a merge with conflicts.
pub(super) fn modules(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let line = line.trim_end().strip_suffix(';')?.trim_start();
        let name = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?.trim();
        let name = name.strip_prefix("r#").unwrap_or(name);
        let is_name = name.chars().all(|character| character == '_' || unicode_ident::is_xid_continue(character));
        (is_name && !name.is_empty()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(modules: &str) -> String {
        format!("{GENERATED_HEADER}. Do not edit.\n//\n// Shop 1, {ROOT_MARK} 00\n\n{modules}")
    }

    fn file(modules: &str) -> String {
        format!("{GENERATED_HEADER}. Do not edit.\n\n{modules}")
    }

    #[test]
    fn modules_lead_to_the_files_of_an_output_and_to_no_other() {
        let texts = BTreeMap::from([
            (
                "mod.rs",
                root("#[cfg(feature = \"client\")]\nmod client;\npub mod operations;\nmod v2;\nmod mine;\nmod deep;\n"),
            ),
            ("client.rs", file("")),
            ("operations/mod.rs", file("mod r#type;\n<<<<<<< ours\nmod users;\n=======\n")),
            ("operations/type.rs", file("")),
            ("operations/users.rs", file("")),
            ("operations/left.rs", file("")),
            ("deep.rs", file("mod er;\n")),
            ("deep/er.rs", file("")),
            ("er.rs", file("")),
            ("mine.rs", "// Mine.\nmod other;\n".to_owned()),
            ("other.rs", file("")),
            ("v2/mod.rs", root("mod client;\n")),
            ("v2/client.rs", file("")),
        ]);
        let texts = texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert_eq!(
            owned(&texts).into_iter().collect::<Vec<_>>(),
            [
                "client.rs",
                "deep.rs",
                "deep/er.rs",
                "mod.rs",
                "operations/mod.rs",
                "operations/type.rs",
                "operations/users.rs"
            ]
        );
    }

    #[test]
    fn a_folder_without_the_root_of_an_output_owns_nothing() {
        for text in [file("mod client;\n"), root("mod client;\n").replace("// @", "/* @")] {
            let client = file("");
            assert!(owned(&BTreeMap::from([("mod.rs", text.as_str()), ("client.rs", client.as_str())])).is_empty());
        }
    }

    #[test]
    fn no_module_leaves_the_folder() {
        let text =
            "mod ..;\nmod ../a;\nmod /etc;\nmod a::b;\nmod \"a\";\nmod ;\nmod good;\n// mod bad;\nmod inline {\n";
        assert_eq!(modules(text).collect::<Vec<_>>(), ["good"]);
    }
}
