//! Generates small, typed, readable Rust clients from OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 documents.

mod analyze;
mod bundle;
mod coverage;
mod diagnostic;
mod dialect;
pub mod diff;
mod digest;
mod document;
pub mod explain;
mod extensions;
mod file_name;
mod format;
mod format_type;
mod generate;
mod generated;
#[cfg(feature = "command")]
pub mod import;
mod ir;
#[cfg(feature = "command")]
mod json_text;
mod lower;
mod media_type;
mod naming;
mod nearest;
mod options;
pub mod output;
mod overlay;
mod pagination;
mod parse;
mod pointer;
mod project;
mod rename;
mod render;
mod resolve;
mod source;
mod type_attributes;
mod type_path;

pub use bundle::FileError;
pub use coverage::{DocumentPart, Fate, OutputPlace, PartKind};
pub use diagnostic::{Diagnostic, Diagnostics, Location, Loss, Severity};
pub use format_type::{FormatType, UnknownFormatType};
pub use generate::generate;
pub use generated::{GENERATED_HEADER, Generated, GeneratedFile, Item, Side, Summary, Untyped};
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
