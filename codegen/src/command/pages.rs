//! The pages that a command imports.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use openapi_bindgen::import::{Page, PageRecords};
use openapi_bindgen::{Diagnostic, Diagnostics, Pointer, Source, read_source};

use super::inputs::{STANDARD_INPUT, standard_input};

/// The arguments that name pages.
#[derive(Debug, Args)]
pub(super) struct PageArgs {
    /// Pages of the reference in Markdown: files, folders with `.md` and `.mdx` files, or `-` for
    /// standard input
    #[arg(value_name = "PAGE", required = true)]
    pages: Vec<PathBuf>,

    /// The origin of the pages, for the record: the address of the folder, or of the page on
    /// standard input
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
}

/// The text of a page before it is parsed.
pub(super) struct PageSource {
    pub(super) source: Source,
    origin: String,
    /// True if the argument named a folder, not the page itself.
    is_from_folder: bool,
}

impl PageArgs {
    /// Reads the text of all pages. The pages of a folder are sorted by name.
    pub(super) fn sources(&self) -> Result<Vec<PageSource>, Diagnostics> {
        let mut sources = Vec::new();
        let mut wrong = Diagnostics::new();
        for path in &self.pages {
            match self.sources_of(path) {
                Ok(more) => sources.extend(more),
                Err(errors) => wrong.extend(errors),
            }
        }
        if wrong.is_empty() { Ok(sources) } else { Err(wrong) }
    }

    fn sources_of(&self, path: &Path) -> Result<Vec<PageSource>, Diagnostics> {
        if path == Path::new(STANDARD_INPUT) {
            let source = standard_input()?;
            let origin = self.origin.clone().unwrap_or_else(|| source.name().to_owned());
            return Ok(vec![PageSource { source, origin, is_from_folder: false }]);
        }
        if !path.is_dir() {
            return Ok(vec![self.page(path, path.parent().unwrap_or(Path::new("")), false)?]);
        }
        let mut files = Vec::new();
        collect(path, &mut files)
            .map_err(|error| Diagnostics::from(error_at(path, format!("cannot read the folder: {error}"))))?;
        if files.is_empty() {
            return Err(error_at(path, "this folder contains no page: no `.md` and no `.mdx` file").into());
        }
        files.sort();
        files.iter().map(|file| self.page(file, path, true)).collect()
    }

    fn page(&self, path: &Path, folder: &Path, is_from_folder: bool) -> Result<PageSource, Diagnostics> {
        let source = read_source(path)?;
        let origin = match &self.origin {
            Some(base) => {
                format!("{}/{}", base.trim_end_matches('/'), slashes(path.strip_prefix(folder).unwrap_or(path)))
            }
            None => slashes(path),
        };
        Ok(PageSource { source, origin, is_from_folder })
    }
}

/// Parses the pages. Pages of a folder that describe no operation and never did are skipped.
pub(super) fn read_pages(
    sources: &[PageSource],
    records: &PageRecords,
    notes: &mut Diagnostics,
) -> Result<Vec<Page>, Diagnostics> {
    let known: HashSet<&str> = records.records().iter().map(|record| record.origin.as_str()).collect();
    let mut pages = Vec::new();
    let mut wrong = Diagnostics::new();
    for PageSource { source, origin, is_from_folder } in sources {
        if *is_from_folder && !known.contains(origin.as_str()) && !Page::has_operation(source) {
            notes.push(
                Diagnostic::note(
                    &Pointer::root(),
                    "this page is skipped: none of its fences contains an OpenAPI document",
                )
                .with_location(source.name(), None),
            );
            continue;
        }
        match Page::read(source, origin.as_str()) {
            Ok(page) => pages.push(page),
            Err(errors) => wrong.extend(errors),
        }
    }
    if wrong.is_empty() && pages.is_empty() {
        wrong.extend(notes.clone());
        wrong.push(Diagnostic::error(&Pointer::root(), "none of these pages describes an operation"));
    }
    if wrong.is_empty() { Ok(pages) } else { Err(wrong) }
}

/// Collects the pages in the folder and below it. Links to folders are not followed, since they may
/// form a cycle.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "mdx") && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn error_at(path: &Path, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(&Pointer::root(), message).with_location(slashes(path), None)
}

/// Returns the path with forward slashes, as it is recorded on every system.
fn slashes(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}
