//! Requests from the API: webhooks, and the callbacks of operations.

mod component_names;

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use component_names::Part;
use serde_json::{Value, json};

use super::{EXTENSION_WEBHOOKS, METHODS, members, references, walk::Node, webhooks_member};
use crate::budget::of_name;
use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// The extension of a document with the names of the schema components of webhooks and callbacks:
/// `received` in requests, and `sent` in responses.
pub(crate) const WEBHOOK_COMPONENTS: &str = "x-openapi-bindgen-incoming";

/// Creates components for unnamed bodies of webhooks and callbacks, so that there is a type to
/// deserialize them. Lists the components of each direction in [`WEBHOOK_COMPONENTS`], since
/// webhooks and callbacks themselves are removed before lowering.
pub(super) fn extract(document: &mut Value, report: &mut Report) {
    let mut webhooks = Webhooks {
        document,
        report,
        names: BTreeSet::new(),
        numbers: HashMap::new(),
        visited: HashSet::new(),
        holders: VecDeque::new(),
        bodies: Vec::new(),
        places: HashSet::new(),
        received: Vec::new(),
        sent: Vec::new(),
    };
    webhooks.visit_webhooks();
    webhooks.visit_operations();
    webhooks.visit_components();
    while let Some((name, operation, at)) = webhooks.holders.pop_front() {
        webhooks.visit_callbacks(&name, operation, &at);
        if webhooks.report.is_over_budget(&at) {
            return;
        }
    }
    let Webhooks { bodies, received, sent, .. } = webhooks;
    let (mut received, sent) = (
        component_names::component_names(document, received, report),
        component_names::component_names(document, sent, report),
    );
    received.extend(bodies.iter().map(|(name, ..)| name.clone()));
    if let Some(root) = document.as_object_mut() {
        root.insert(WEBHOOK_COMPONENTS.to_owned(), json!({ "received": received, "sent": sent }));
    }
    let at = Pointer::root().child("components").child("schemas");
    let Some(components) = super::schema_components(document) else { return };
    for (name, schema, place) in bodies {
        report.record_move(at.child(&name), place);
        components.insert(name, schema);
    }
}

struct Webhooks<'v, 'r> {
    document: &'v Value,
    report: &'r mut Report,
    /// The names of the components and of those to add.
    names: BTreeSet<String>,
    /// The last number after each name that several bodies would have.
    numbers: HashMap<String, usize>,
    /// The places of the visited callbacks and path items. A path item can contain itself through its callbacks.
    visited: HashSet<Pointer>,
    /// The requests whose callbacks are not visited yet, each with its name and place.
    holders: VecDeque<(String, &'v Value, Pointer)>,
    /// The components to add, each with its name and place.
    bodies: Vec<(String, Value, Pointer)>,
    /// The places of the components to add.
    places: HashSet<Pointer>,
    /// Other received parts of webhooks and callbacks.
    received: Vec<Part<'v>>,
    /// The parts of responses to webhooks and callbacks.
    sent: Vec<Part<'v>>,
}

impl<'v> Webhooks<'v, '_> {
    fn visit_webhooks(&mut self) {
        let member = webhooks_member(self.document);
        let at = Pointer::root().child(member);
        if self.document.get(member).is_some() {
            self.report.push(Diagnostic::note(&at, "webhooks are generated as models only"));
        }
        if member != EXTENSION_WEBHOOKS && self.document.get(EXTENSION_WEBHOOKS).is_some() {
            let passed_over = Pointer::root().child(EXTENSION_WEBHOOKS);
            let message = format!("`{EXTENSION_WEBHOOKS}` is ignored, since the document has `{member}`");
            self.report.push(Diagnostic::note(&passed_over, message));
        }
        for (webhook, item) in members(self.document.get(member)) {
            self.visit_path_item(&format!("{webhook} webhook"), item, &at.child(webhook));
        }
    }

    fn visit_operations(&mut self) {
        let at = Pointer::root().child("paths");
        for (path, item) in members(self.document.get("paths")) {
            let at = at.child(path);
            for (method, operation) in members(Some(item)) {
                let id = operation.get("operationId").and_then(Value::as_str);
                let id = id.map_or_else(|| format!("{method} {path}"), str::to_owned);
                self.visit_callbacks(&id, operation, &at.child(method));
            }
        }
    }

    fn visit_components(&mut self) {
        let at = Pointer::root().child("components");
        self.visit_callbacks("", self.document.get("components").unwrap_or(&Value::Null), &at);
    }

    /// Visits the callbacks of an operation or of the components. Their names start with `holder`.
    fn visit_callbacks(&mut self, holder: &str, holding: &'v Value, at: &Pointer) {
        let Some(callbacks) = holding.get("callbacks") else { return };
        let at = at.child("callbacks");
        self.report.push(Diagnostic::note(&at, "callbacks are generated as models only"));
        for (name, callback) in members(Some(callbacks)) {
            // A callback component has its own name.
            let is_component =
                reference_of(callback).is_some_and(|reference| reference.starts_with("#/components/callbacks/"));
            let Some((callback, at)) = self.follow_reference(callback, &at.child(name)) else { continue };
            if is_component || !self.visited.insert(at.clone()) {
                continue;
            }
            let name = format!("{holder} {name} callback");
            // A callback in a callback has both names.
            if !self.report.budget().names(of_name(&name)) {
                return;
            }
            for (expression, item) in members(Some(callback)).filter(|(expression, _)| !expression.starts_with("x-")) {
                if let Some((item, at)) = self.follow_reference(item, &at.child(expression)) {
                    self.visit_path_item(name.trim(), item, &at);
                }
            }
        }
    }

    /// Visits the request and the responses of each method of a path item.
    fn visit_path_item(&mut self, name: &str, item: &'v Value, at: &Pointer) {
        if !self.visited.insert(at.clone()) {
            return;
        }
        for (method, operation) in members(Some(item)).filter(|(method, _)| METHODS.contains(&method.as_str())) {
            let holder_at = at;
            let at = at.child(method);
            for (holder, at) in [(item, holder_at), (operation, &at)] {
                let list = Part::member(holder, at, "parameters", Node::ListOf(&Node::Parameter));
                self.received.extend(list);
            }
            self.sent.extend(Part::member(operation, &at, "responses", Node::MapOf(&Node::Content)));
            if let Some((schema, place)) = self.body_of(operation, &at) {
                if is_component(schema) {
                    self.received.push(Part { value: schema, at: place, node: Node::Schema });
                } else if self.places.insert(place.clone()) {
                    if !self.report.may_copy(schema, &place) {
                        return;
                    }
                    let name = self.free_name(name, method);
                    self.bodies.push((name, schema.clone(), place));
                }
            }
            self.holders.push_back((name.to_owned(), operation, at));
        }
    }

    /// Returns an unused name. Methods after the first one with the name have the method in theirs.
    fn free_name(&mut self, name: &str, method: &str) -> String {
        let components = self.document.pointer("/components/schemas");
        let is_free = |candidate: &String| {
            !self.names.contains(candidate) && components.is_none_or(|all| all.get(candidate).is_none())
        };
        let (stem, kind) = name.rsplit_once(' ').unwrap_or((name, ""));
        let with_method = format!("{stem} {method} {kind}");
        // Earlier numbers are taken.
        let next = self.numbers.get(&with_method).copied().unwrap_or(2);
        let numbered = (next..).map(|number| (number, format!("{with_method} {number}")));
        let plain = [(next, name.to_owned()), (next, with_method.clone())];
        let mut candidates = plain.into_iter().chain(numbered);
        let free = candidates.find(|(_, candidate)| is_free(candidate));
        let (number, free) = free.unwrap_or_else(|| (next, name.to_owned()));
        self.numbers.insert(with_method, number);
        self.names.insert(free.clone());
        free
    }

    /// Returns the schema of a request body, and its place.
    fn body_of(&mut self, operation: &'v Value, at: &Pointer) -> Option<(&'v Value, Pointer)> {
        let (body, at) = self.follow_reference(operation.get("requestBody")?, &at.child("requestBody"))?;
        if !self.report.budget().parts(members(body.get("content")).count()) {
            return None;
        }
        let at = at.child("content");
        let mut schemas = members(body.get("content"))
            .filter_map(|(media_type, media)| Some((media_type, media.get("schema")?)))
            .map(|(media_type, schema)| (media_type, schema, at.child(media_type)));
        let (used, schema, place) = schemas.next()?;
        for (_, other, at) in schemas.filter(|(_, other, _)| *other != schema) {
            self.report
                .push(Diagnostic::note(&at, format!("the model is that of `{used}`, and not of this media type")));
            self.received.push(Part { value: other, at: at.child("schema"), node: Node::Schema });
        }
        Some((schema, place.child("schema")))
    }

    /// Follows the reference in a value, if there is one. Returns the target and its place.
    fn follow_reference(&mut self, value: &'v Value, at: &Pointer) -> Option<(&'v Value, Pointer)> {
        match reference_of(value) {
            Some(reference) => references::find_target(self.document, reference, &at.child("$ref"), self.report),
            None => Some((value, at.clone())),
        }
    }
}

fn reference_of(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str)
}

/// Returns true if a schema references a whole component, which has a type already.
fn is_component(schema: &Value) -> bool {
    let place = reference_of(schema).and_then(Pointer::from_reference);
    place.is_some_and(|place| references::component_name(&place).is_some())
}
