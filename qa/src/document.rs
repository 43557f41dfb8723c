//! The documents of a folder.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

/// A file that may be an OpenAPI document.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// The path of the file.
    pub path: PathBuf,
    /// The path in the folder, with forward slashes, as the table shows it.
    pub name: String,
    /// The name of the generated module, which is unique.
    pub module: String,
}

/// Finds the `.json`, `.yaml` and `.yml` files in `folder` and below whose path contains `filter`,
/// sorted by path. A `folder` that is a file is the only document.
pub(crate) fn find(folder: &Path, filter: Option<&str>) -> io::Result<Vec<Document>> {
    let mut paths = Vec::new();
    if folder.is_dir() {
        collect(folder, &mut paths)?;
    } else {
        paths.push(folder.to_path_buf());
    }
    let mut named: Vec<(String, PathBuf)> = paths
        .into_iter()
        .map(|path| {
            let name = match path.strip_prefix(folder) {
                Ok(inner) if inner != Path::new("") => inner,
                _ => path.file_name().map_or(path.as_path(), Path::new),
            };
            (name.display().to_string().replace(std::path::MAIN_SEPARATOR, "/"), path)
        })
        .filter(|(name, _)| filter.is_none_or(|filter| name.contains(filter)))
        .collect();
    named.sort();
    let mut taken = HashSet::new();
    let with_module = |(name, path): (String, PathBuf)| {
        let module = module(&name, &mut taken);
        Document { path, name, module }
    };
    Ok(named.into_iter().map(with_module).collect())
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path
            .extension()
            .is_some_and(|extension| ["json", "yaml", "yml"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
        {
            paths.push(path);
        }
    }
    Ok(())
}

/// Returns a module name for the document. The prefix avoids keywords and leading digits.
fn module(name: &str, taken: &mut HashSet<String>) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let plain = format!("api_{}", words.join("_"));
    let mut candidate = plain.clone();
    for number in 2.. {
        if taken.insert(candidate.clone()) {
            break;
        }
        candidate = format!("{plain}_{number}");
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_in_the_order_of_their_paths() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["b/x-1.yaml", "b/x.1.YAML", "a.json", "notes.md"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let found = find(folder.path(), None).unwrap();
        let names: Vec<(&str, &str)> =
            found.iter().map(|document| (document.name.as_str(), document.module.as_str())).collect();
        assert_eq!(
            names,
            [("a.json", "api_a_json"), ("b/x-1.yaml", "api_b_x_1_yaml"), ("b/x.1.YAML", "api_b_x_1_yaml_2")]
        );
        assert_eq!(find(folder.path(), Some("x-")).unwrap().len(), 1);
        assert_eq!(find(&folder.path().join("a.json"), None).unwrap()[0].name, "a.json");
    }
}
