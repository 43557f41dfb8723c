//! Reads a project file and the files that it names.

use std::path::{Path, PathBuf};

use super::Project;
use super::files::{read_document, read_files};
use super::read::{read_source, read_text, without_detours};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::options::Options;
use crate::parse::located;
use crate::pointer::Pointer;
use crate::source::Source;

/// A project file and all files that it names, read into memory.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LoadedProject {
    /// The OpenAPI document, with the files that it refers to.
    pub document: Source,
    /// The folder that holds all files of the document, if it is not the document's own.
    pub root: Option<PathBuf>,
    /// The overlays, in the order in which they are applied.
    pub overlays: Vec<Source>,
    /// The options of the generator.
    pub options: Options,
    /// The folder for the output. A build script writes elsewhere.
    pub output: PathBuf,
    /// Every file that was read, for the `rerun-if-changed` instructions of a build script.
    pub files: Vec<PathBuf>,
}

impl Project {
    /// Reads the project file at `path`, the document with the files that it refers to (see [`read_document`]), and the
    /// overlays.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read or is not UTF-8, or if the project file has a mistake; see
    /// [`Project::parse`]. Mistakes in the document and the overlays are errors of the generator.
    pub fn load(path: impl AsRef<Path>) -> Result<LoadedProject, Diagnostics> {
        let path = path.as_ref();
        let file = read_source(path)?;
        let project = Self::parse(&file)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let root = project.root.map(|root| without_detours(&folder.join(root)));
        let mut files = vec![path.to_path_buf()];
        let mut wrong = Vec::new();
        let mut read = |name: &str, pointer: Pointer| {
            let path = without_detours(&folder.join(name));
            let source = read_text(&path).map_err(|what| wrong.push(Diagnostic::error(&pointer, what)));
            files.push(path);
            source.ok()
        };
        let document = read(&project.document, Pointer::root().child("document"));
        let at = Pointer::root().child("overlays");
        let overlays = project.overlays.iter().enumerate().filter_map(|(index, name)| read(name, at.index(index)));
        let overlays = overlays.collect();
        let document = document.and_then(|document| {
            let read = read_files(document, root.as_deref());
            let at = Pointer::root().child("root");
            read.map_err(|errors| wrong.extend(errors.into_iter().map(|error| Diagnostic::error(&at, error.message))))
                .ok()
        });
        files.extend(document.iter().flat_map(Source::files).map(|file| PathBuf::from(file.name())));
        match document {
            Some(document) if wrong.is_empty() => Ok(LoadedProject {
                document,
                root,
                overlays,
                options: project.options,
                output: without_detours(&folder.join(project.output)),
                files,
            }),
            _ => Err(located(&file, wrong)),
        }
    }
}

impl LoadedProject {
    /// Replaces the document by the one at `path`, such as a newer version, with the files below its folder that it refers
    /// to. The overlays stay.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read or is not UTF-8.
    pub fn with_document(mut self, path: impl AsRef<Path>) -> Result<Self, Diagnostics> {
        let path = path.as_ref();
        self.document = read_document(path, None)?;
        self.root = None;
        self.files.push(path.to_path_buf());
        self.files.extend(self.document.files().iter().map(|file| PathBuf::from(file.name())));
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::read::name;
    use super::*;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, content) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    #[test]
    fn a_project_is_read_with_all_that_it_names() {
        let folder = folder(&[
            ("openapi/bindgen.yaml", b"document: api.json\noverlays: [../o.yaml]\noutput: ../generated\n"),
            ("openapi/api.json", b"{}"),
            ("o.yaml", b"x: 1"),
        ]);
        let project = Project::load(folder.path().join("openapi/bindgen.yaml")).unwrap();
        assert_eq!(project.document.text(), "{}");
        assert_eq!(project.overlays[0].text(), "x: 1");
        assert_eq!(project.output, folder.path().join("generated"));
        let files = ["openapi/bindgen.yaml", "openapi/api.json", "o.yaml"];
        assert_eq!(project.files, files.map(|file| folder.path().join(file)));
        let other = folder.path().join("o.yaml");
        assert_eq!(project.with_document(&other).unwrap().document.name(), name(&other));
    }

    #[test]
    fn a_file_that_is_missing_or_not_text_is_reported_where_the_project_names_it() {
        let folder = folder(&[
            ("p.yaml", b"document: missing.json\noverlays:\n- o.yaml\noutput: out\n"),
            ("o.yaml", b"a: \xff\n"),
        ]);
        let message = Project::load(folder.path().join("p.yaml")).unwrap_err().to_string();
        assert!(message.contains("missing.json`\n") && message.contains("p.yaml:1:1 (/document)"), "{message}");
        assert!(message.contains("is not UTF-8 text, from byte 3 on"), "{message}");
        assert!(message.contains("p.yaml:3:3 (/overlays/0)"), "{message}");
    }

    #[test]
    fn paths_lose_their_detours() {
        for (path, short) in
            [("a/../b", "b"), ("./a/./b/../c", "a/c"), ("../a", "../a"), ("a/../../b", "../b"), ("/a/../b", "/b")]
        {
            assert_eq!(without_detours(Path::new(path)), Path::new(short), "{path}");
        }
    }
}
