use std::collections::HashMap;

use serde_json::Value;

use super::{Origins, Source};
use crate::diagnostic::Diagnostic;

/// A document made of several files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bundle {
    pub(crate) value: Value,
    /// The files except the entry document.
    pub(crate) files: Vec<Source>,
    pub(crate) origins: Origins,
    /// The diagnostics of references, with pointers into the bundle.
    pub(crate) problems: Vec<Diagnostic>,
    /// The diagnostic of each reference without a target, by its text in the bundle.
    pub(crate) unresolved: HashMap<String, Diagnostic>,
}
