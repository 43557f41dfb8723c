//! Generates small, typed, readable Rust clients from OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 documents.
//!
//! A build script reads the document, generates the files, and writes them:
//!
//! ```
//! use openapi_bindgen::{Options, Source, generate, output};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let document = Source::new(
//!     "openapi.yaml",
//!     "
//! openapi: 3.1.0
//! info: { title: Pets, version: 1.0.0 }
//! paths:
//!   /pets/{name}:
//!     get:
//!       operationId: getPet
//!       parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
//!       responses: { '200': { description: A pet., content: { text/plain: { schema: { type: string } } } } }
//! ",
//! );
//! let generated = generate(&document, &[], &Options::default())?;
//! print!("{}", generated.warnings.for_cargo());
//! let folder = tempfile::tempdir()?; // `OUT_DIR` in a build script
//! output::write(&folder.path().join("pets"), &generated.files)?;
//! # Ok(())
//! # }
//! ```
//!
//! | task | item |
//! |---|---|
//! | generate code | [`generate`], [`Options`], [`Generated`] |
//! | read a document or a project file | [`read_document`], [`read_source`], [`Source`], [`Project`] |
//! | give the generator a document in several files | [`Source::with_files`], [`FileError`] |
//! | write the files, or compare them with those on disk | [`output`] |
//! | report errors and warnings | [`Diagnostics`], [`Diagnostic`] |
//! | compare two documents | [`diff`] |
//! | find the origin of an item | [`explain`](mod@explain) |
//! | read about the output and its limits | [`guide`] |
//!
//! The library does no I/O, except for [`output`], [`read_document`], [`read_files`], [`read_source`] and
//! [`Project::load`]. The feature `command`, on by default, builds the `openapi-bindgen` command; a build script turns it
//! off.

mod analyze;
mod budget;
mod bundle;
mod coverage;
mod diagnostic;
mod dialect;
pub mod diff;
mod digest;
mod document;
mod example;
pub mod explain;
mod extensions;
mod file_name;
mod format;
mod format_type;
mod generate;
mod generated;
pub mod guide;
#[cfg(feature = "command")]
pub mod import;
mod ir;
#[cfg(feature = "command")]
mod json_text;
mod layout;
mod lower;
mod map_type;
mod media_type;
mod name_pattern;
mod naming;
mod nearest;
mod operation_settings;
mod options;
mod options_origin;
pub mod output;
mod overlay;
mod pagination;
mod parse;
mod path_template;
mod pointer;
mod project;
mod rename;
mod render;
mod resolve;
#[cfg(feature = "command")]
pub mod scaffold;
mod source;
mod type_attributes;
mod type_path;
mod visible;

pub use bundle::FileError;
pub use coverage::{DocumentPart, Fate, OutputPlace, PartKind};
pub use diagnostic::{Diagnostic, Diagnostics, Location, Loss, Severity};
pub use format_type::{FormatType, UnknownFormatType};
pub use generate::generate;
pub use generated::{GENERATED_HEADER, Generated, GeneratedFile, Item, Summary, Untyped};
pub use ir::Direction;
pub use map_type::{MapType, UnknownMapType};
pub use operation_settings::{OperationSettings, RetryClass};
pub use options::{Options, Selection};
pub use overlay::{AppliedAction, Outcome};
#[cfg(feature = "command")]
pub use overlay::{Effective, apply_overlays};
pub use pagination::{NextPage, Pagination};
pub use parse::{locate, locate_all, parse};
pub use pointer::{InvalidPointer, Pointer};
pub use project::{LoadedProject, Project, read_document, read_files, read_source};
pub use source::Source;
pub use type_attributes::TypeTarget;
pub use visible::{brief, visible, visible_json};

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
