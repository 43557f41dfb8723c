//! From pages of an API's reference to its document.
//!
//! Some publishers hand out no document, but a Markdown page for each operation, with the part of the document that the
//! operation needs in a fenced block. [`Page::read`] finds that part, [`import`] merges the parts of many pages into one
//! document, and [`PageRecords`] keeps which page gave what. Nothing here reads or writes a file.

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
