use std::fmt;

use super::{Breaks, Level, Rule};
use crate::diagnostic::Location;
use crate::pointer::Pointer;

/// The difference between two versions of a document, as users of the generated code see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The items that differ: those of the new output in its order, then the removed ones.
    pub items: Vec<ItemChange>,
}

/// An item of the output that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemChange {
    /// The name of the type, of the operation's struct or of the client, or the path of a file. A
    /// renamed item has its new name.
    pub name: String,
    /// The Rust code before. `None` for a new item and for a file.
    pub before: Option<String>,
    /// The Rust code after. `None` for a removed item and for a file.
    pub after: Option<String>,
    /// The changes of the item; at least one.
    pub changes: Vec<Change>,
}

/// A change of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The kind of the change.
    pub rule: Rule,
    /// The kind of the thing that changed.
    pub subject: Subject,
    /// The Rust path of the thing that changed: `Order`, `Order.note`, `Color::Red`,
    /// `Client::create_order`.
    pub path: String,
    /// A description of the change in the document.
    pub document: String,
    /// The Rust code before, on one line. `None` if there was none, or if it does not show the
    /// change.
    pub before: Option<String>,
    /// The Rust code after, on one line.
    pub after: Option<String>,
    /// The checks of an added property or parameter before it is sent, as in its documentation. `None`
    /// if it has none, or if something else changed.
    pub checks: Option<String>,
    /// The old description or summary, cut to the part that differs. `None` if there was none, or
    /// if something else changed.
    pub old_text: Option<String>,
    /// The new description or summary, cut to the part that differs.
    pub new_text: Option<String>,
    /// The place in the old document.
    pub old: Option<Place>,
    /// The place in the new document.
    pub new: Option<Place>,
}

/// A place in a document, or in the overlay that added the value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The name of the source.
    pub source: String,
    /// The pointer to the value in that source.
    pub pointer: Pointer,
    /// The line and column, if the source can be read.
    pub location: Option<Location>,
}

/// The kind of a thing that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// The document as a whole.
    Document,
    /// A type of the models.
    Type,
    /// A property of an object.
    Field,
    /// A value of an enum of strings or integers.
    Value,
    /// A variant of a union.
    Variant,
    /// An operation.
    Operation,
    /// A parameter of an operation.
    Parameter,
    /// The request body.
    Body,
    /// The setter of a call for one property of the request body.
    Setter,
    /// The value that a successful call returns.
    Output,
    /// The events of a response that is a stream of events.
    Events,
    /// The responses whose body can be downloaded in chunks.
    Download,
    /// A response status of an operation.
    Status,
    /// A header of a response.
    Header,
    /// A method that returns a value which several variants have.
    Accessor,
    /// The security requirements of an operation.
    Security,
    /// A credential of the client.
    Credential,
    /// A server of the API.
    Server,
    /// The client.
    Client,
    /// The runtime that the output calls.
    Runtime,
    /// A file of the output.
    File,
}

impl Difference {
    /// Returns true if both versions generate the same code.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns an iterator over all changes, in the order of the items.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.items.iter().flat_map(|item| &item.changes)
    }

    /// Returns the highest level of all changes, or `None` if nothing changed.
    pub fn level(&self) -> Option<Level> {
        self.changes().map(Change::level).max()
    }

    /// Returns the number of changes of a level.
    pub fn count(&self, level: Level) -> usize {
        self.changes().filter(|change| change.level() == level).count()
    }
}

impl Change {
    /// Returns what the change breaks.
    pub fn breaks(&self) -> Breaks {
        self.rule.breaks()
    }

    /// Returns the number of the version that the change raises.
    pub fn level(&self) -> Level {
        self.rule.level()
    }

    pub(super) fn new(rule: Rule, subject: Subject, path: impl Into<String>, document: impl Into<String>) -> Self {
        Self {
            rule,
            subject,
            path: path.into(),
            document: visible(document),
            before: None,
            after: None,
            checks: None,
            old_text: None,
            new_text: None,
            old: None,
            new: None,
        }
    }

    /// Sets the code before and after, unless the two are the same.
    pub(super) fn code(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        let (before, after) = (visible(before), visible(after));
        if before != after {
            (self.before, self.after) = (Some(before), Some(after));
        }
        self
    }

    /// Sets the code of an added item.
    pub(super) fn appears(mut self, after: impl Into<String>) -> Self {
        self.after = Some(visible(after));
        self
    }

    /// Sets the checks of an added item.
    pub(super) fn checks(mut self, checks: Option<String>) -> Self {
        self.checks = checks.map(visible);
        self
    }

    /// Sets the code of a removed item.
    pub(super) fn disappears(mut self, before: impl Into<String>) -> Self {
        self.before = Some(visible(before));
        self
    }

    /// Sets the description or summary of each version, cut to the part that differs.
    pub(super) fn texts(mut self, (old, new): (Option<String>, Option<String>)) -> Self {
        (self.old_text, self.new_text) = (old.map(visible), new.map(visible));
        self
    }

    /// Sets the places in the effective documents. An added or removed item has only one.
    pub(super) fn places(mut self, old: Option<Pointer>, new: Option<Pointer>) -> Self {
        self.old = old.map(Place::without_location);
        self.new = new.map(Place::without_location);
        self
    }
}

fn visible(text: impl Into<String>) -> String {
    crate::visible(&text.into()).into_owned()
}

impl Place {
    fn without_location(pointer: Pointer) -> Self {
        Self { source: String::new(), pointer, location: None }
    }
}

impl Subject {
    /// Returns the noun.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Type => "type",
            Self::Field => "field",
            Self::Value => "value",
            Self::Variant => "variant",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::Body => "body",
            Self::Setter => "setter",
            Self::Output => "output",
            Self::Events => "events",
            Self::Download => "download",
            Self::Status => "status",
            Self::Header => "header",
            Self::Accessor => "accessor",
            Self::Security => "security",
            Self::Credential => "credential",
            Self::Server => "server",
            Self::Client => "client",
            Self::Runtime => "runtime",
            Self::File => "file",
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Writes the source, the location and the pointer: `api.yaml:12:5 (/paths/~1orders/post)`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if let Some(location) = self.location {
            write!(f, ":{location}")?;
        }
        if self.pointer.is_root() { Ok(()) } else { write!(f, " ({})", crate::brief(self.pointer.as_str())) }
    }
}
