//! The parts of a document, and the references between them.

use std::borrow::Cow;

use serde_json::Value;

use super::PartKind;
use crate::budget::{Budget, of_name, of_place};
use crate::dialect::{ADDITIONAL, METHODS, components_at, is_too_long, members, path_of_method, webhooks_member};
use crate::pointer::Pointer;

/// A part of a document without its fate.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub kind: PartKind,
    pub name: String,
    /// Its place.
    pub pointer: Pointer,
    /// The place in the rewritten document, for an operation or a component.
    ///
    /// There, references to path items are inlined, and other versions are converted to OpenAPI
    /// 3.0.
    pub rewritten_at: Pointer,
    /// The components that it references and, for a webhook or a callback, the schemas of its
    /// bodies.
    pub refers_to: Vec<Pointer>,
}

/// The maximum length of a chain of references.
const MOST_REFERENCES: usize = 32;

/// The components, in the order of the specification ("Components Object").
const COMPONENTS: [PartKind; 11] = [
    PartKind::Schema,
    PartKind::Response,
    PartKind::Parameter,
    PartKind::Example,
    PartKind::RequestBody,
    PartKind::Header,
    PartKind::SecurityScheme,
    PartKind::Link,
    PartKind::Callback,
    PartKind::PathItem,
    PartKind::MediaType,
];

/// Lists all parts of a document: operations and webhooks with their callbacks and links, then
/// components.
pub(crate) fn list(document: &Value, budget: &Budget) -> Vec<Listed> {
    let mut list = List { document, parts: Vec::new(), budget };
    list.path_items("paths", PartKind::Operation);
    list.path_items(webhooks_member(document), PartKind::Webhook);
    list.components();
    list.parts
}

struct List<'v, 'b> {
    document: &'v Value,
    parts: Vec<Listed>,
    /// Each use of a component follows the references in it.
    budget: &'b Budget,
}

impl<'v, 'b> List<'v, 'b> {
    fn path_items(&mut self, group: &str, kind: PartKind) {
        let at = Pointer::root().child(group);
        for (path, item) in members(self.document.get(group)).filter(|(path, _)| !path.starts_with("x-")) {
            let chain = self.reference_chain(item, &at.child(path));
            if self.budget.is_spent() {
                return;
            }
            let mut of_path: Vec<Pointer> = chain.iter().skip(1).map(|(at, _)| at.clone()).collect();
            let parameters =
                chain.iter().find_map(|(at, item)| Some((at.child("parameters"), item.get("parameters")?)));
            if kind == PartKind::Operation
                && let Some((at, parameters)) = parameters
            {
                self.elements(parameters, &at, &mut of_path);
            }
            for (parent, method, rewritten_at) in self.methods(path, &at, &chain, kind) {
                let found = chain.iter().find_map(|(at, item)| match parent {
                    Some(parent) => Some((at.child(parent).child(method), item.get(parent)?.get(method)?)),
                    None => Some((at.child(method), item.get(method)?)),
                });
                let Some((pointer, operation)) = found else { continue };
                if is_too_long(path) {
                    let name = operation.get("operationId").and_then(Value::as_str).unwrap_or(method).to_owned();
                    self.add(kind, &name, pointer, Vec::new());
                    continue;
                }
                // Each operation repeats the parameters of its path.
                if !self.budget.parts(of_path.len()) {
                    return;
                }
                let mut refers_to = of_path.clone();
                if kind == PartKind::Operation {
                    self.operation(operation, &pointer, &mut refers_to);
                } else {
                    // The schemas of its request represent a webhook.
                    self.webhook(operation, &pointer, &mut refers_to);
                }
                let name = match (kind, operation.get("operationId").and_then(Value::as_str)) {
                    (PartKind::Operation, Some(id)) => id.to_owned(),
                    (PartKind::Operation, None) => format!("{method} {path}"),
                    _ => path.clone(),
                };
                let (callbacks, responses) = (pointer.child("callbacks"), pointer.child("responses"));
                self.push(Listed { kind, name, pointer, rewritten_at, refers_to });
                for (name, callback) in self.members(operation.get("callbacks")) {
                    let at = callbacks.child(name);
                    let refers_to = self.callback(callback, &at);
                    self.add(PartKind::Callback, name, at, refers_to);
                }
                self.links(operation.get("responses"), &responses);
            }
        }
    }

    /// Returns the methods of the path item at the start of `chain`. Each has the field that holds
    /// its operation, if that is not the path item itself, and the place of the operation in the
    /// rewritten document.
    fn methods<'c>(
        &self,
        path: &str,
        at: &Pointer,
        chain: &'c [(Pointer, &'v Value)],
        kind: PartKind,
    ) -> Vec<(Option<&'static str>, &'c str, Pointer)> {
        let path = &*self.rewritten_path(path, kind);
        let mut methods: Vec<_> = METHODS.iter().map(|method| (None, *method, at.child(path).child(method))).collect();
        let version = self.document.get("openapi").and_then(Value::as_str).unwrap_or_default();
        if kind == PartKind::Operation && version.starts_with("3.2") {
            let rewritten_at = |method: &str| at.child(&path_of_method(path, method)).child("post");
            methods.push((None, "query", rewritten_at("QUERY")));
            let additional = members(chain.iter().find_map(|(_, item)| item.get(ADDITIONAL)));
            methods.extend(additional.map(|(method, _)| (Some(ADDITIONAL), method.as_str(), rewritten_at(method))));
        }
        methods
    }

    /// Returns a path with the slash that it begins with in the rewritten document.
    fn rewritten_path<'p>(&self, path: &'p str, kind: PartKind) -> Cow<'p, str> {
        let whole = format!("/{path}");
        let is_taken = || self.document.get("paths").is_some_and(|paths| paths.get(&whole).is_some());
        if kind != PartKind::Operation || path.starts_with('/') || is_taken() { path.into() } else { whole.into() }
    }

    fn components(&mut self) {
        for kind in COMPONENTS {
            let Some(group) = kind.group() else { continue };
            let at = components_at(self.document, group);
            let rewritten_at = Pointer::root().child("components").child(group);
            for (name, component) in members(self.document.pointer(at.as_str())) {
                let (at, rewritten_at) = (at.child(name), rewritten_at.child(name));
                let refers_to = if kind == PartKind::Callback {
                    self.callback(component, &at)
                } else {
                    let mut refers_to = Vec::new();
                    self.follow_to_end(component, &at, &mut refers_to);
                    refers_to
                };
                self.push(Listed { kind, name: name.clone(), pointer: at, rewritten_at, refers_to });
            }
            if kind == PartKind::Response {
                self.links(self.document.pointer(at.as_str()), &at);
            }
        }
    }

    /// Adds the links of the responses at `at`, without those behind references.
    fn links(&mut self, responses: Option<&'v Value>, at: &Pointer) {
        if self.budget.is_spent() {
            return;
        }
        for (key, response) in self.members(responses) {
            let at = at.child(key).child("links");
            for (name, link) in self.members(response.get("links")) {
                let (at, mut refers_to) = (at.child(name), Vec::new());
                self.follow_to_end(link, &at, &mut refers_to);
                self.add(PartKind::Link, name, at, refers_to);
            }
        }
    }

    fn add(&mut self, kind: PartKind, name: &str, pointer: Pointer, refers_to: Vec<Pointer>) {
        self.push(Listed { kind, name: name.to_owned(), rewritten_at: pointer.clone(), pointer, refers_to });
    }

    /// Adds a part. Each use of a path item repeats its operations, callbacks and links.
    fn push(&mut self, part: Listed) {
        if self.budget.parts(1) {
            self.parts.push(part);
        }
    }

    /// Adds the components that an operation uses.
    fn operation(&self, operation: &'v Value, at: &Pointer, refers_to: &mut Vec<Pointer>) {
        if let Some(parameters) = operation.get("parameters") {
            self.elements(parameters, &at.child("parameters"), refers_to);
        }
        if let Some(body) = operation.get("requestBody") {
            let (at, body) = self.follow_to_end(body, &at.child("requestBody"), refers_to);
            let at = at.child("content");
            for (media_type, media) in self.members(body.get("content")) {
                let (at, media) = self.follow_to_end(media, &at.child(media_type), refers_to);
                let at = at.child("encoding");
                for (name, encoding) in self.members(media.get("encoding")) {
                    self.headers(encoding, &at.child(name), refers_to);
                }
            }
        }
        let at = at.child("responses");
        for (status, response) in self.members(operation.get("responses")) {
            let (at, response) = self.follow_to_end(response, &at.child(status), refers_to);
            self.headers(response, &at, refers_to);
            for (media_type, media) in self.members(response.get("content")) {
                self.follow_to_end(media, &at.child("content").child(media_type), refers_to);
            }
        }
    }

    /// Returns the schemas in the requests of a callback, and the components on the path to them.
    fn callback(&self, callback: &'v Value, at: &Pointer) -> Vec<Pointer> {
        let mut refers_to = Vec::new();
        let (at, callback) = self.follow_to_end(callback, at, &mut refers_to);
        for (expression, item) in self.members(Some(callback)).filter(|(expression, _)| !expression.starts_with("x-")) {
            let (at, item) = self.follow_to_end(item, &at.child(expression), &mut refers_to);
            for (method, operation) in self.members(Some(item)) {
                self.webhook(operation, &at.child(method), &mut refers_to);
            }
        }
        refers_to
    }

    /// Adds the schema of the request of a webhook or a callback, and the components on the path to
    /// it.
    fn webhook(&self, operation: &'v Value, at: &Pointer, refers_to: &mut Vec<Pointer>) {
        let Some(body) = operation.get("requestBody") else { return };
        let (at, body) = self.follow_to_end(body, &at.child("requestBody"), refers_to);
        for (media_type, media) in self.members(body.get("content")) {
            let (at, media) = self.follow_to_end(media, &at.child("content").child(media_type), refers_to);
            if let Some(schema) = media.get("schema") {
                let at = at.child("schema");
                self.follow_to_end(schema, &at, refers_to);
                refers_to.push(at);
            }
        }
    }

    fn elements(&self, list: &'v Value, at: &Pointer, refers_to: &mut Vec<Pointer>) {
        let elements = list.as_array().into_iter().flatten().take_while(|_| self.budget.kept(1));
        for (index, element) in elements.enumerate() {
            self.follow_to_end(element, &at.index(index), refers_to);
        }
    }

    fn headers(&self, holder: &'v Value, at: &Pointer, refers_to: &mut Vec<Pointer>) {
        for (name, header) in self.members(holder.get("headers")) {
            self.follow_to_end(header, &at.child("headers").child(name), refers_to);
        }
    }

    /// Follows references from `value` to the end, and adds each component on the path. Returns null if the budget is
    /// spent.
    fn follow_to_end(&self, value: &'v Value, at: &Pointer, refers_to: &mut Vec<Pointer>) -> (Pointer, &'v Value) {
        if !(self.budget.parts(1) && self.budget.names(of_place(at))) {
            return (at.clone(), &Value::Null);
        }
        let mut chain = self.reference_chain(value, at);
        refers_to.extend(chain.iter().skip(1).map(|(at, _)| at.clone()));
        chain.pop().unwrap_or((at.clone(), value))
    }

    /// Returns the members of an object. Each reference to it reads them again.
    fn members(&self, value: Option<&'v Value>) -> impl Iterator<Item = (&'v String, &'v Value)> + use<'v, 'b> {
        let budget = self.budget;
        members(value).take_while(|_| budget.kept(1))
    }

    /// Returns a value, its target, the target of that, and so on.
    fn reference_chain(&self, value: &'v Value, at: &Pointer) -> Vec<(Pointer, &'v Value)> {
        let mut chain = vec![(at.clone(), value)];
        while let Some(reference) = chain.last().and_then(|(_, value)| reference_of(value))
            && chain.len() < MOST_REFERENCES
            // Each use reads the references of its target again.
            && (chain.len() == 1 || self.budget.names(of_name(reference)))
            && let Some(target) = Pointer::from_reference(reference)
            && let Some(value) = self.document.pointer(target.as_str())
        {
            chain.push((target, value));
        }
        chain
    }
}

fn reference_of(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()
}
