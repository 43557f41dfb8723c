//! The document as a tree, with its references.

use serde_json::{Map, Value};

/// A value of the document, with its pointer.
#[derive(Clone, Debug)]
pub(super) struct Node<'d> {
    /// The pointer to its declaration.
    pub at: String,
    pub value: &'d Value,
}

impl<'d> Node<'d> {
    pub(super) fn new(at: &str, value: &'d Value) -> Self {
        Self { at: at.to_owned(), value }
    }

    /// Returns the member with this name.
    pub(super) fn child(&self, name: &str) -> Option<Self> {
        Some(Self { at: join(&self.at, name), value: self.value.get(name)? })
    }

    /// Returns the members of an object, or the items of a list.
    pub(super) fn children(&self) -> Vec<(String, Self)> {
        let named: Vec<(String, &'d Value)> = match self.value {
            Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
            Value::Array(items) => items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
            _ => Vec::new(),
        };
        named
            .into_iter()
            .map(|(name, value)| {
                let at = join(&self.at, &name);
                (name, Self { at, value })
            })
            .collect()
    }

    /// Returns the members of the object with this name.
    pub(super) fn members(&self, name: &str) -> Vec<(String, Self)> {
        self.child(name).map(|child| child.children()).unwrap_or_default()
    }

    pub(super) fn text(&self, name: &str) -> Option<&'d str> {
        self.value.get(name)?.as_str()
    }

    pub(super) fn object(&self) -> Option<&'d Map<String, Value>> {
        self.value.as_object()
    }
}

fn join(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// Follows all references of a node. Returns `None` if one leads nowhere.
pub(super) fn follow<'d>(document: &'d Value, node: &Node<'d>) -> Option<Node<'d>> {
    let mut node = node.clone();
    // The limit ends a cycle of references.
    for _ in 0..20 {
        let Some(reference) = node.text("$ref") else { return Some(node) };
        let encoded = reference.strip_prefix('#')?;
        let pointer = percent_encoding::percent_decode_str(encoded).decode_utf8().ok()?.into_owned();
        node = Node { value: document.pointer(&pointer)?, at: pointer };
    }
    None
}
