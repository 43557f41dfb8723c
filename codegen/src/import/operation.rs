//! The operations on a page.

use std::fmt;

use serde_json::Value;

use crate::dialect::{METHODS, webhooks_member};

/// The word in the fence of a webhook's page, instead of a method.
const WEBHOOK: &str = "webhook";

/// An operation by its method and path, or a webhook by its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Operation {
    method: String,
    path: String,
}

impl Operation {
    /// Finds an operation in two adjacent words: `external-api.json post /things`.
    pub(super) fn in_words<'w>(words: impl Iterator<Item = &'w str>) -> Option<Self> {
        let mut words = words.map(|word| word.trim_matches(['"', '\''])).peekable();
        while let Some(word) = words.next() {
            let method = word.to_ascii_lowercase();
            match words.peek() {
                Some(path) if METHODS.contains(&&*method) && path.starts_with('/') || method == WEBHOOK => {
                    return Some(Self { method, path: (*path).to_owned() });
                }
                _ => {}
            }
        }
        None
    }
}

/// Writes the operation as after a fence's language: `post /things`.
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// Returns the operations and the webhooks of an excerpt of a document, in its order.
pub(super) fn operations(fragment: &Value) -> Vec<Operation> {
    let items = |key: &str| fragment.get(key).and_then(Value::as_object).into_iter().flatten();
    let paths = items("paths").flat_map(|(path, item)| {
        let members = item.as_object().into_iter().flatten().map(|(method, _)| method);
        let methods = members.filter(|method| METHODS.contains(&method.as_str()));
        methods.map(|method| Operation { method: method.clone(), path: path.clone() })
    });
    let webhooks =
        items(webhooks_member(fragment)).map(|(name, _)| Operation { method: WEBHOOK.to_owned(), path: name.clone() });
    paths.chain(webhooks).collect()
}
