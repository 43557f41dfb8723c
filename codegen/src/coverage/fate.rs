//! Finds the fate of each part of the document in the representation.

use std::collections::{HashMap, HashSet};

use super::{DocumentPart, Fate, Listed, PartKind};
use crate::ir::Api;
use crate::options::Selection;
use crate::pointer::Pointer;
use crate::render::Owner;

/// A part, its fate, and the items of the output that represent or contain it.
pub(crate) struct PartFate {
    pub part: DocumentPart,
    pub owners: Vec<Owner>,
}

/// The fate of a part, its reason, and the items of the output.
type Found = (Fate, String, Vec<Owner>);

/// The reason why something is left out that a diagnostic names.
const IS_LEFT_OUT: &str = "it is left out, as a diagnostic explains";
/// The reason why something internal is left out.
const IS_INTERNAL: &str = "it is internal (`x-internal`)";

/// The maximum number of operations that a reason names.
const NAMED: usize = 3;

/// The maximum number of items that a component takes over from one of its users. A webhook can consist of many components,
/// and all of its items would be repeated for each.
const TAKEN_OVER: usize = 32;

/// Finds the fate of each of `parts`. `api` still contains everything at the places of the
/// rewritten document; `place_of` maps those to the original document.
pub(crate) fn find_fates(
    parts: Vec<Listed>,
    api: &Api,
    selection: &Selection,
    place_of: impl Fn(&Pointer) -> Pointer,
) -> Vec<PartFate> {
    let left_out =
        api.left_out.iter().map(|left_out| (place_of(&left_out.pointer), left_out.reason.as_str())).collect();
    let internal = api.internal.iter().map(&place_of).collect();
    let operations = api.operations.iter().enumerate();
    let own = api.order.iter().map(|id| (*id, *id));
    let emitted = own.chain(api.merged());
    let types: Vec<_> = emitted.map(|(id, emitted)| (&api.type_def(id).pointer, Owner::Type(emitted))).collect();
    let mut made: HashMap<&Pointer, Vec<Owner>> = HashMap::new();
    for (pointer, owner) in
        types.iter().copied().chain(operations.map(|(index, made)| (&made.pointer, Owner::Operation(index))))
    {
        made.entry(pointer).or_default().push(owner);
    }
    let mut places: HashMap<Pointer, Vec<Owner>> = HashMap::new();
    for (pointer, owner) in types {
        places.entry(place_of(pointer)).or_default().push(owner);
    }
    let mut users: HashMap<Pointer, Vec<usize>> = HashMap::new();
    for (index, part) in parts.iter().enumerate().filter(|(_, part)| uses_others(part.kind)) {
        for target in &part.refers_to {
            users.entry(target.clone()).or_default().push(index);
        }
    }
    let names = api.schemes.iter().map(|scheme| scheme.wire.as_str());
    let schemes = names.enumerate().map(|(index, name)| (name, index)).collect();
    let mut fates = Fates {
        parts: &parts,
        api,
        selection,
        left_out,
        internal,
        schemes,
        made,
        places,
        users,
        of_users: HashMap::new(),
    };
    let of_users = parts.iter().enumerate().filter(|(_, part)| uses_others(part.kind));
    fates.of_users = of_users.map(|(index, part)| (index, fates.fate(part))).collect();
    let of_others: Vec<_> = parts.iter().map(|part| (!uses_others(part.kind)).then(|| fates.fate(part))).collect();
    let mut of_users = fates.of_users;
    let found =
        of_others.into_iter().enumerate().filter_map(|(index, found)| found.or_else(|| of_users.remove(&index)));
    let found: Vec<Found> = found.collect();
    let parts = parts.into_iter().zip(found);
    parts
        .map(|(Listed { kind, name, pointer, .. }, (fate, reason, owners))| PartFate {
            part: DocumentPart { kind, name, pointer, fate, reason, output: Vec::new() },
            owners,
        })
        .collect()
}

/// Returns true if such a part is used where another part refers to its target.
fn uses_others(kind: PartKind) -> bool {
    matches!(kind, PartKind::Operation | PartKind::Webhook | PartKind::Callback)
}

struct Fates<'a> {
    parts: &'a [Listed],
    api: &'a Api,
    selection: &'a Selection,
    left_out: HashMap<Pointer, &'a str>,
    /// The places of the schemas and parameters that are left out as internal.
    internal: HashSet<Pointer>,
    /// The security schemes, by name.
    schemes: HashMap<&'a str, usize>,
    /// The items made at a pointer.
    made: HashMap<&'a Pointer, Vec<Owner>>,
    /// The types at each place of the document.
    places: HashMap<Pointer, Vec<Owner>>,
    /// The operations, webhooks and callbacks that refer to each place, by index in the parts.
    users: HashMap<Pointer, Vec<usize>>,
    /// The fates of the operations, webhooks and callbacks, by index in the parts. Many components can have one user.
    of_users: HashMap<usize, Found>,
}

impl Fates<'_> {
    fn fate(&self, part: &Listed) -> Found {
        let unsupported = |reason: &str| (Fate::Unsupported, reason.to_owned(), Vec::new());
        match part.kind {
            PartKind::Operation => self.operation(part),
            PartKind::Webhook => self.webhook_or_callback(part, "webhooks"),
            PartKind::Schema => self.schema(part),
            PartKind::Callback => self.webhook_or_callback(part, "callbacks"),
            PartKind::Example => (Fate::Unused, "examples are not part of the code".to_owned(), Vec::new()),
            PartKind::Link => unsupported("links are not followed"),
            PartKind::SecurityScheme => match self.left_out(part) {
                Some(reason) => unsupported(reason),
                None if self.api.operations.is_empty() => {
                    let reason = "no operation is generated, and so no client that would take the credential";
                    (Fate::Unused, reason.to_owned(), Vec::new())
                }
                None => match self.schemes.get(part.name.as_str()) {
                    Some(&scheme) => {
                        let reason = "the client takes the credential".to_owned();
                        (Fate::Emitted, reason, vec![Owner::Credential(scheme)])
                    }
                    None => unsupported(IS_LEFT_OUT),
                },
            },
            PartKind::Response
            | PartKind::Parameter
            | PartKind::RequestBody
            | PartKind::Header
            | PartKind::PathItem
            | PartKind::MediaType => match self.left_out(part) {
                Some(reason) => unsupported(reason),
                None if self.internal.contains(&part.pointer) => {
                    (Fate::NotSelected, IS_INTERNAL.to_owned(), Vec::new())
                }
                None => self.used(part),
            },
        }
    }

    fn operation(&self, part: &Listed) -> Found {
        let owners = self.made.get(&part.rewritten_at).cloned().unwrap_or_default();
        let operation = owners.iter().find_map(|owner| match owner {
            Owner::Operation(index) => Some(&self.api.operations[*index]),
            Owner::Type(_) | Owner::Method(_) | Owner::Client | Owner::Credential(_) | Owner::File => None,
        });
        let Some(operation) = operation else {
            if self.selection.is_everything() {
                return (Fate::Unsupported, IS_LEFT_OUT.to_owned(), owners);
            }
            let reason = if self.selection.selects_nothing() {
                IS_INTERNAL
            } else if self.selection.extensions.is_empty() {
                "neither its `operationId` nor a tag nor its path is selected"
            } else {
                "its extensions, or its `operationId`, tags and path, are not selected"
            };
            return (Fate::NotSelected, reason.to_owned(), owners);
        };
        let tag = operation.tags.iter().find(|tag| self.selection.tags.contains(tag));
        let reason = match tag {
            _ if self.selection.is_everything() => "every operation is generated".to_owned(),
            _ if self.selection.operations.iter().any(|id| operation.id.as_str() == id) => {
                format!("`{}` is selected", operation.id)
            }
            Some(tag) => format!("the tag `{tag}` is selected"),
            None if self.selection.selects_nothing() => "it is not internal".to_owned(),
            None if self.selection.lists_nothing() => "its extensions are selected".to_owned(),
            None => "its path is selected".to_owned(),
        };
        (Fate::Emitted, reason, owners)
    }

    /// Returns the fate of a request from the API. `kind` names it.
    fn webhook_or_callback(&self, part: &Listed, kind: &str) -> Found {
        let owners: Vec<Owner> =
            part.refers_to.iter().filter_map(|schema| self.places.get(schema)).flatten().copied().collect();
        if !owners.is_empty() {
            (Fate::Emitted, format!("{kind} are generated as models only"), owners)
        } else if part.refers_to.is_empty() {
            let reason = format!("it has no body with a schema, and {kind} are generated as models only");
            (Fate::Unsupported, reason, owners)
        } else {
            (Fate::NotSelected, "no selected operation uses its schemas".to_owned(), owners)
        }
    }

    fn schema(&self, part: &Listed) -> Found {
        let owners = self.made.get(&part.rewritten_at).cloned().unwrap_or_default();
        let Some(Owner::Type(id)) = owners.first() else {
            let reason =
                if self.internal.contains(&part.pointer) { IS_INTERNAL } else { "no selected operation uses it" };
            return (Fate::NotSelected, reason.to_owned(), owners);
        };
        let def = self.api.type_def(*id);
        let reason = match self.api.counterpart(*id) {
            Some(other) => format!("{}, each as a type of its own", def.usage.or(other.usage)),
            None if def.usage.direction().is_none() => "nothing uses it, but a program may".to_owned(),
            None => def.usage.to_string(),
        };
        (Fate::Emitted, reason, owners)
    }

    /// Returns the fate of a component that is part of its users.
    fn used(&self, part: &Listed) -> Found {
        let Some(users) = self.users.get(&part.pointer) else {
            let user = if part.kind == PartKind::PathItem { "path" } else { "operation" };
            return (Fate::Unused, format!("no {user} refers to it"), Vec::new());
        };
        let mut names: Vec<String> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        let mut owners: Vec<Owner> = Vec::new();
        for index in users {
            let user = &self.parts[*index];
            let Some((Fate::Emitted, _, of_user)) = self.of_users.get(index) else { continue };
            if seen.insert(&user.name) {
                if names.len() < NAMED {
                    names.push(format!("`{}`", user.name));
                }
                owners.extend(of_user.iter().take(TAKEN_OVER));
            }
        }
        if names.is_empty() {
            return (Fate::NotSelected, "no selected operation refers to it".to_owned(), owners);
        }
        let more = seen.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let verb = if seen.len() == 1 { "refers" } else { "refer" };
        (Fate::Inlined, format!("{}{more} {verb} to it", names.join(", ")), owners)
    }

    /// Returns the reason why a part or its target is omitted.
    fn left_out(&self, part: &Listed) -> Option<&str> {
        std::iter::once(&part.pointer).chain(&part.refers_to).find_map(|pointer| self.left_out.get(pointer).copied())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::{Options, Source, generate};

    #[test]
    fn a_component_takes_over_the_first_items_of_a_callback() {
        let count = TAKEN_OVER + 8;
        let each = |name: &str, value: &dyn Fn(usize) -> Value| -> Value {
            (0..count).map(|at| (format!("{name}{at}"), value(at))).collect::<Map<_, _>>().into()
        };
        let item = |at: usize| {
            let schema = json!({ "type": "object", "properties": { format!("p{at}"): { "type": "string" } } });
            json!({ "post": { "requestBody": { "content": { "application/json": { "schema": schema } } } } })
        };
        let reference = |at: usize| json!({ "$ref": format!("#/components/pathItems/p{at}") });
        let callbacks = json!({ "back": each("{$request.query.u}", &reference) });
        let document = json!({
            "openapi": "3.1.0", "info": { "title": "It", "version": "1" },
            "paths": { "/a": { "get": { "callbacks": callbacks, "responses": { "204": { "description": "" } } } } },
            "components": { "pathItems": each("p", &item) },
        });
        let source = Source::new("api.json", document.to_string());
        let parts = generate(&source, &[], &Options::default()).unwrap().parts;
        let items = |kind| parts.iter().filter(move |part| part.kind == kind).map(|part| part.output.len());
        assert_eq!(items(PartKind::Callback).collect::<Vec<_>>(), [count]);
        assert_eq!(items(PartKind::PathItem).collect::<Vec<_>>(), vec![TAKEN_OVER; count]);
    }
}
