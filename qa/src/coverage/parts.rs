//! The parts of a document that generated code should have.

use std::fmt;

use indexmap::IndexMap;
use serde_json::Value;

use super::{
    schemas,
    tree::{Node, follow},
};

const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The statuses whose responses have no body, whatever a document says (RFC 9110, section 6.4.1).
const BODILESS: [&str; 3] = ["204", "205", "304"];

const LONGEST_PATH: usize = 4_000;

/// The kind of a part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A method of a path.
    Operation,
    /// A parameter of an operation.
    Parameter,
    /// A media type of a request body.
    Body,
    /// A status with its response.
    Response,
    /// A header of a response.
    Header,
    /// A property of a schema.
    Property,
}

impl Kind {
    pub(super) const ALL: [Self; 6] =
        [Self::Operation, Self::Parameter, Self::Body, Self::Response, Self::Header, Self::Property];

    /// Returns the heading of the column in the table.
    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Operation => "operations",
            Self::Parameter => "parameters",
            Self::Body => "bodies",
            Self::Response => "responses",
            Self::Header => "headers",
            Self::Property => "properties",
        }
    }
}

/// A part of a document.
#[derive(Clone, Debug)]
pub struct Part {
    /// The kind of the part.
    pub kind: Kind,
    /// The pointers to its use and to its declaration.
    pub places: Vec<String>,
    pub(super) what: What,
}

/// The name of a part, with the keys to find it in the code.
#[derive(Clone, Debug)]
pub(super) enum What {
    Operation(OperationKey),
    Parameter { of: OperationKey, place: String, name: String },
    Body { of: OperationKey, media_type: String },
    Response { of: OperationKey, status: String, has_body: bool },
    Header { of: OperationKey, status: String, name: String },
    Property { owners: Vec<String>, name: String, beside: Vec<String> },
}

/// The method, in capitals, and the path.
pub(super) type OperationKey = (String, String);

impl Part {
    /// Returns the operation that the part belongs to.
    pub(super) fn operation(&self) -> Option<&OperationKey> {
        match &self.what {
            What::Operation(of)
            | What::Parameter { of, .. }
            | What::Body { of, .. }
            | What::Response { of, .. }
            | What::Header { of, .. } => Some(of),
            What::Property { .. } => None,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} ", self.kind)?;
        match &self.what {
            What::Operation(_) => {}
            What::Parameter { place, name, .. } => write!(f, "`{name}` in {place} ")?,
            What::Body { media_type, .. } => write!(f, "`{media_type}` ")?,
            What::Response { status, .. } => write!(f, "{status} ")?,
            What::Header { status, name, .. } => write!(f, "`{name}` of {status} ")?,
            What::Property { name, .. } => write!(f, "`{name}` ")?,
        }
        f.write_str(self.places.first().map_or("", String::as_str))
    }
}

/// Returns all parts of a document: those of its operations, and the properties of every schema that they use.
pub(super) fn list(document: &Value) -> Vec<Part> {
    let mut walk = Walk { document, parts: Vec::new(), schemas: Vec::new() };
    let root = Node::new("", document);
    for (path, item) in root.members("paths") {
        // No server accepts so long a URL, and a diagnostic does not repeat it.
        if path.len() > LONGEST_PATH || path.starts_with("x-") {
            continue;
        }
        // A path item may refer to another, whose operations are its own.
        let items = [Some(item.clone()), follow(document, &item).filter(|target| target.at != item.at)];
        let mut methods = IndexMap::new();
        for item in items.into_iter().flatten() {
            for (method, operation) in item.children().into_iter().chain(item.members("additionalOperations")) {
                let is_method = METHODS.contains(&method.as_str()) || operation.at.contains("/additionalOperations/");
                if is_method && operation.object().is_some() {
                    methods.entry(method).or_insert((item.clone(), operation));
                }
            }
        }
        for (method, (item, operation)) in methods {
            // Paths that differ only in their fragments are the same path.
            let plain = path.split('#').next().unwrap_or_default();
            let plain = if plain.starts_with('/') { plain.to_owned() } else { format!("/{plain}") };
            walk.operation(&(method.to_uppercase(), without_names(&plain)), &item, &operation);
        }
    }
    let schemas = std::mem::take(&mut walk.schemas);
    walk.parts.extend(schemas::properties(document, schemas));
    walk.parts
}

/// Returns a path template with nothing between its braces, since the forms of parameters of several segments differ:
/// `/files/{path:path}` and `/files/{path=**}` are both `/files/{}`.
pub(super) fn without_names(template: &str) -> String {
    let mut depth = 0_usize;
    template
        .chars()
        .filter(|character| {
            let around = depth;
            match character {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            around.min(depth) == 0
        })
        .collect()
}

struct Walk<'d> {
    document: &'d Value,
    parts: Vec<Part>,
    /// The schemas that operations use.
    schemas: Vec<Node<'d>>,
}

impl<'d> Walk<'d> {
    fn push(&mut self, kind: Kind, used: &Node<'_>, declared: &Node<'_>, what: What) {
        let mut places = vec![used.at.clone()];
        if declared.at != used.at {
            places.push(declared.at.clone());
        }
        self.parts.push(Part { kind, places, what });
    }

    fn operation(&mut self, of: &OperationKey, item: &Node<'d>, operation: &Node<'d>) {
        self.push(Kind::Operation, operation, operation, What::Operation(of.clone()));
        let mut parameters = IndexMap::new();
        for (_, used) in item.members("parameters").into_iter().chain(operation.members("parameters")) {
            // A reference that leads nowhere has no name.
            let Some(declared) = follow(self.document, &used) else { continue };
            let (Some(place), Some(name)) = (declared.text("in"), declared.text("name")) else { continue };
            // Header names are case-insensitive. Each declaration in a list is a separate part.
            let list = used.at.rsplit_once('/').map(|(list, _)| list.to_owned());
            parameters.insert((place.to_owned(), name.to_owned(), list), (used, declared));
        }
        let of_operation = format!("{}/parameters", operation.at);
        let overridden = |place: &str, name: &str, list: &Option<String>| {
            list.as_ref() != Some(&of_operation)
                && parameters.keys().any(|(other_place, other_name, other)| {
                    let is_same =
                        if place == "header" { other_name.eq_ignore_ascii_case(name) } else { other_name == name };
                    other.as_ref() == Some(&of_operation) && other_place == place && is_same
                })
        };
        let kept: Vec<_> =
            parameters.iter().filter(|((place, name, list), _)| !overridden(place, name, list)).collect();
        for ((place, name, _), (used, declared)) in kept {
            self.schema_of(declared);
            let what = What::Parameter { of: of.clone(), place: place.clone(), name: name.clone() };
            self.push(Kind::Parameter, used, declared, what);
        }
        if let Some(used) = operation.child("requestBody")
            && let Some(declared) = follow(self.document, &used)
        {
            for (media_type, media) in declared.members("content") {
                self.schema_of(&media);
                self.push(Kind::Body, &media, &declared, What::Body { of: of.clone(), media_type });
            }
        }
        let is_head = operation.at.ends_with("/head");
        for (status, used) in operation.members("responses") {
            if status.starts_with("x-") {
                continue;
            }
            let Some(declared) = follow(self.document, &used) else { continue };
            let may_have_body = !is_head && !BODILESS.contains(&status.as_str());
            let has_body = may_have_body && !declared.members("content").is_empty();
            let what = What::Response { of: of.clone(), status: status.clone(), has_body };
            self.push(Kind::Response, &used, &declared, what);
            for (media_type, media) in declared.members("content") {
                // The runtime has the type of an event; only its data has a schema.
                if media_type.starts_with("text/event-stream") && self.is_event(&media) {
                    self.schemas.extend(self.event_data(&media));
                } else {
                    self.schema_of(&media);
                }
            }
            for (name, used) in declared.members("headers") {
                let Some(header) = follow(self.document, &used) else { continue };
                let what = What::Header { of: of.clone(), status: status.clone(), name };
                self.push(Kind::Header, &used, &header, what);
            }
        }
    }

    /// Returns the schema of each event of a media type.
    fn event(&self, media: &Node<'d>) -> Option<Node<'d>> {
        follow(self.document, &media.child("itemSchema").or_else(|| media.child("schema"))?)
    }

    /// Returns true if a media type describes whole events, with their fields.
    fn is_event(&self, media: &Node<'d>) -> bool {
        let fields = self.event(media).map(|event| event.members("properties")).unwrap_or_default();
        let is_field = |name: &str| ["comment", "data", "event", "id", "retry"].contains(&name);
        !fields.is_empty() && fields.iter().all(|(name, _)| is_field(name))
    }

    fn event_data(&self, media: &Node<'d>) -> Option<Node<'d>> {
        let data = self.event(media)?.child("properties")?.child("data")?;
        data.child("contentSchema").or(Some(data))
    }

    /// Collects the schema of a parameter or of a media type.
    fn schema_of(&mut self, holder: &Node<'d>) {
        let mut media = holder.members("content").into_iter().map(|(_, media)| media).collect::<Vec<_>>();
        media.push(holder.clone());
        self.schemas
            .extend(media.iter().flat_map(|media| [media.child("schema"), media.child("itemSchema")]).flatten());
    }
}
