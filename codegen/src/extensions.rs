//! The vendor extensions of a document, collected before the document is rewritten.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use crate::budget::Budget;
use crate::ir::{Api, Extensions, TypeKind};
use crate::pointer::Pointer;
use crate::render::Owner;

/// The extension of what is not for everyone.
pub(crate) const INTERNAL: &str = "x-internal";

/// Returns the extensions of every object, by its place in the document.
pub(crate) fn list(document: &Value) -> HashMap<Pointer, Extensions> {
    let mut found = HashMap::new();
    collect(document, &mut Vec::new(), &mut found);
    found
}

fn collect<'v>(value: &'v Value, path: &mut Vec<Step<'v>>, found: &mut HashMap<Pointer, Extensions>) {
    match value {
        Value::Object(members) => {
            let own = members.iter().filter(|(name, _)| name.starts_with("x-"));
            let own = Extensions(own.map(|(name, value)| (name.clone(), value.to_string())).collect());
            if !own.0.is_empty() {
                found.insert(pointer(path), own);
            }
            for (name, member) in members.iter().filter(|(_, member)| member.is_object() || member.is_array()) {
                path.push(Step::Member(name));
                collect(member, path, found);
                path.pop();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Index(index));
                collect(item, path, found);
                path.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[derive(Clone, Copy)]
enum Step<'v> {
    Member(&'v str),
    Index(usize),
}

fn pointer(path: &[Step<'_>]) -> Pointer {
    path.iter().fold(Pointer::root(), |at, step| match step {
        Step::Member(name) => at.child(name),
        Step::Index(index) => at.index(*index),
    })
}

/// Attaches the extensions to types, fields, operations and parameters by their places. Returns the first place for which
/// the budget does not suffice: several parts may have the extensions of one place.
pub(crate) fn attach(
    api: &mut Api,
    found: &HashMap<Pointer, Extensions>,
    budget: &Budget,
    place_of: impl Fn(&Pointer) -> Pointer,
) -> Option<Pointer> {
    if found.is_empty() {
        return None;
    }
    let length = |own: &Extensions| own.0.iter().map(|(name, value)| name.len() + value.len()).sum();
    let of = |at: &Pointer| {
        let own = found.get(&place_of(at)).filter(|own| budget.texts(length(own)));
        own.cloned().unwrap_or_default()
    };
    for def in &mut api.types {
        def.extensions = of(&def.pointer);
        if let TypeKind::Object(object) = &mut def.kind {
            object.fields.iter_mut().for_each(|field| field.extensions = of(&field.pointer));
        }
        if budget.is_spent() {
            return Some(def.pointer.clone());
        }
    }
    for operation in &mut api.operations {
        operation.extensions = of(&operation.pointer);
        // A parameter that the document does not declare has the place of its operation.
        let declared = operation.parameters.iter_mut().filter(|parameter| parameter.pointer != operation.pointer);
        declared.for_each(|parameter| {
            parameter.extensions = of(&parameter.pointer);
            parameter.schema_extensions = of(&parameter.pointer.child("schema"));
        });
        if budget.is_spent() {
            return Some(operation.pointer.clone());
        }
    }
    None
}

/// The values by name.
type Values = BTreeMap<String, Value>;

/// Returns the extensions of a type or an operation, and those of its fields by Rust name.
pub(crate) fn item_extensions(api: &Api, owner: Owner) -> (Values, BTreeMap<String, Values>) {
    let (own, members): (_, Vec<(String, &Extensions)>) = match owner {
        Owner::Type(id) => {
            let def = api.type_def(id);
            let fields = match &def.kind {
                TypeKind::Object(object) => object.fields.as_slice(),
                TypeKind::OpenEnum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => &[],
            };
            (&def.extensions, fields.iter().map(|field| (field.name.to_string(), &field.extensions)).collect())
        }
        Owner::Operation(index) => {
            let operation = &api.operations[index];
            let parameters = operation.parameters.iter();
            (&operation.extensions, parameters.map(|own| (own.name.to_string(), &own.extensions)).collect())
        }
        Owner::Method(_) | Owner::Client | Owner::Credential(_) | Owner::File => return Default::default(),
    };
    let members = members.into_iter().map(|(name, extensions)| (name, extensions.values()));
    (own.values(), members.filter(|(_, values)| !values.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::diff::Version;
    use crate::explain::explain;
    use crate::{Options, Selection, Source, generate};

    const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /a:
    get:
      operationId: readA
      x-mcp-visible: true
      parameters: [{ name: page, in: query, x-hint: 1, schema: { type: integer } }]
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } }
    post: { operationId: makeA, tags: [Make], x-mcp-visible: false, responses: { '204': { description: OK } } }
  /b: { get: { operationId: readB, tags: [Make], x-mcp-visible: true, responses: { '204': { description: OK } } } }
components:
  schemas:
    Order: { x-table: orders, type: object, properties: { note: { type: string, x-pii: { level: 2 } } } }
";

    fn names(selection: Selection) -> Vec<String> {
        let options = Options::default().select(selection);
        let generated = generate(&Source::new("api.yaml", DOCUMENT), &[], &options).unwrap();
        generated
            .items
            .into_iter()
            .filter(|item| item.pointer.as_str().starts_with("/paths"))
            .map(|item| item.name)
            .collect()
    }

    #[test]
    fn operations_are_selected_by_their_extensions() {
        let visible = Selection::default().extension("x-mcp-visible", true);
        let mut found = names(visible.clone());
        found.sort();
        assert_eq!(found, ["ReadA", "ReadB"]);
        assert_eq!(names(visible.clone().tag("Make")), ["ReadB"]);
        let rejected = |selection| {
            let options = Options::default().select(selection);
            generate(&Source::new("api.yaml", DOCUMENT), &[], &options).unwrap_err().to_string()
        };
        let error = rejected(Selection::default().extension("x-mcp-visble", true));
        assert!(error.contains("no operation has the extension `x-mcp-visble` with the value `true`"), "{error}");
        assert!(error.contains("help: a similar name exists: `x-mcp-visible`"), "{error}");
        assert!(rejected(visible.extension("x-mcp-visible", "true")).contains("with the value `\"true\"`"));
    }

    #[test]
    fn items_and_explanations_have_them() {
        let source = Source::new("api.yaml", DOCUMENT);
        let version = Version::generate(&source, &[], &Options::default()).unwrap();
        let item = |name: &str| version.generated().items.iter().find(|item| item.name == name).unwrap();
        assert_eq!(item("Order").extensions["x-table"], "orders");
        assert_eq!(item("Order").member_extensions["note"]["x-pii"], json!({ "level": 2 }));
        assert_eq!(item("ReadA").extensions["x-mcp-visible"], true);
        assert_eq!(item("ReadA").member_extensions["page"]["x-hint"], 1);
        for (path, name, value) in [
            ("Order", "x-table", json!("orders")),
            ("Order.note", "x-pii", json!({ "level": 2 })),
            ("read_a", "x-mcp-visible", json!(true)),
            ("read_a.page", "x-hint", json!(1)),
        ] {
            assert_eq!(explain(&version, path)[0].extensions[name], value, "{path}");
        }
    }
}
