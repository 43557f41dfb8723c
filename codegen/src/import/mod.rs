//! Imports the pages of an API reference into a document.
//!
//! Some APIs publish no document, but a Markdown page for each operation, with an excerpt of the
//! document in a fenced block. [`Page::read`] reads that excerpt, [`import`] merges the excerpts of
//! many pages into one document, and [`PageRecords`] records the source of each operation. Nothing
//! here reads or writes files.

mod fence;
mod merge;
mod operation;
mod page;
mod part;
mod record;

pub use merge::{Imported, import};
pub use operation::Operation;
pub use page::Page;
pub use part::{Effect, Part};
pub use record::{PageRecord, PageRecords};
