use std::fmt;

use super::{Breaks, Level, Rule};
use crate::diagnostic::Location;
use crate::pointer::Pointer;
use crate::render::is_invisible;

/// How two versions of a document differ, for who uses what is generated from them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// What differs, in the order of the new output, and then what is gone.
    pub items: Vec<ItemChange>,
}

/// An item of the output that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemChange {
    /// The name of the type, of the operation's struct or of the client; the path of the file for what concerns a whole
    /// file. Of a renamed item, the new name.
    pub name: String,
    /// The Rust code before; `None` for an item that is new and for a file.
    pub before: Option<String>,
    /// The Rust code after; `None` for an item that is gone and for a file.
    pub after: Option<String>,
    /// What changed, at least one change.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// What kind of change it is.
    pub rule: Rule,
    /// What it happened to.
    pub subject: Subject,
    /// The Rust path of what it happened to: `Order`, `Order.note`, `Color::Red`, `Client::create_order`.
    pub path: String,
    /// What is different, in the words of the document.
    pub document: String,
    /// The Rust code before, in a line; `None` where there was none or the code is not the point.
    pub before: Option<String>,
    /// The Rust code after, in a line.
    pub after: Option<String>,
    /// The old description or summary, cut to the part that differs. `None` if the item had none or another part of it
    /// changed.
    pub old_text: Option<String>,
    /// The new description or summary, cut to the part that differs.
    pub new_text: Option<String>,
    /// Where the old document has it.
    pub old: Option<Place>,
    /// Where the new document has it.
    pub new: Option<Place>,
}

/// Where in a document, or in an overlay that added it, something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The name of the source.
    pub source: String,
    /// The value in that source.
    pub pointer: Pointer,
    /// Line and column, where the source can be read.
    pub location: Option<Location>,
}

/// What a change happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// The document as a whole.
    Document,
    /// A type of the models.
    Type,
    /// A member of an object.
    Field,
    /// A value of an enum of texts.
    Value,
    /// A branch of a union.
    Variant,
    /// An operation.
    Operation,
    /// A parameter of an operation.
    Parameter,
    /// The body of a request.
    Body,
    /// The method of a call that sets one member of the body.
    Setter,
    /// What a successful call brings.
    Output,
    /// The events that a successful call may bring one by one.
    Events,
    /// What of a success can be received in pieces.
    Download,
    /// A status with which an operation may end.
    Status,
    /// A header of a response.
    Header,
    /// A method that gives what several variants have.
    Accessor,
    /// The alternatives of credentials that an operation takes.
    Security,
    /// A credential that the client can be given.
    Credential,
    /// Where the API is.
    Server,
    /// The client.
    Client,
    /// The runtime that the output calls.
    Runtime,
    /// A file of the output.
    File,
}

impl Difference {
    /// Whether the same code is generated from both.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Every change, in the order of the items.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.items.iter().flat_map(|item| &item.changes)
    }

    /// What the new version costs: the most that any change does. `None` when nothing changed.
    pub fn level(&self) -> Option<Level> {
        self.changes().map(Change::level).max()
    }

    /// How many changes cost that much.
    pub fn count(&self, level: Level) -> usize {
        self.changes().filter(|change| change.level() == level).count()
    }
}

impl Change {
    /// Whom it breaks.
    pub fn breaks(&self) -> Breaks {
        self.rule.breaks()
    }

    /// What it costs.
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
            old_text: None,
            new_text: None,
            old: None,
            new: None,
        }
    }

    /// With the code before and after, unless that is the same.
    pub(super) fn code(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        let (before, after) = (visible(before), visible(after));
        if before != after {
            (self.before, self.after) = (Some(before), Some(after));
        }
        self
    }

    /// With the code of something new.
    pub(super) fn appears(mut self, after: impl Into<String>) -> Self {
        self.after = Some(visible(after));
        self
    }

    /// With the code of something that is gone.
    pub(super) fn disappears(mut self, before: impl Into<String>) -> Self {
        self.before = Some(visible(before));
        self
    }

    /// Sets the description or summary of each version, cut to the part that differs.
    pub(super) fn texts(mut self, (old, new): (Option<String>, Option<String>)) -> Self {
        (self.old_text, self.new_text) = (old.map(visible), new.map(visible));
        self
    }

    /// With the places in the effective documents; what is new or gone has only one.
    pub(super) fn at(mut self, old: Option<Pointer>, new: Option<Pointer>) -> Self {
        self.old = old.map(Place::of);
        self.new = new.map(Place::of);
        self
    }
}

/// A text of the document for a line that people read: what cannot be seen, or moves the text around it, is spelled out.
fn visible(text: impl Into<String>) -> String {
    let mut shown = String::new();
    for character in text.into().chars() {
        if is_invisible(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

impl Place {
    fn of(pointer: Pointer) -> Self {
        Self { source: String::new(), pointer, location: None }
    }
}

impl Subject {
    /// The noun.
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

/// `api.yaml:12:5 (/paths/~1orders/post)`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if let Some(location) = self.location {
            write!(f, ":{location}")?;
        }
        if self.pointer.is_root() { Ok(()) } else { write!(f, " ({})", visible(self.pointer.as_str())) }
    }
}
