//! Discriminators: their mappings, and the bases that have them.

use serde_json::{Map, Value, json};

use super::Documents;
use crate::document::{document, list, object, reference, text};

/// Returns an object with a discriminator as a property.
fn kinds() -> Value {
    json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } })
}

fn discriminator(mapping: Value) -> Value {
    json!({ "propertyName": "kind", "mapping": mapping })
}

/// Returns a base, which other schemas extend.
fn base(mapping: Value) -> Value {
    let mut base = kinds();
    base["discriminator"] = discriminator(mapping);
    base
}

/// Returns a schema that extends this one.
fn extending(name: &str) -> Value {
    json!({ "allOf": [reference(name), { "type": "object", "properties": { "a": { "type": "string" } } }] })
}

/// Returns a mapping of `count` values.
fn mapping(count: usize, target: impl Fn(usize) -> String) -> Value {
    object(count, "v", |at| format!("#/components/schemas/{}", target(at)))
}

/// Returns a document with the union `It` of `count` branches, and the schemas `S0`, `S1`, ….
fn with_union(count: usize, schema: impl Fn(usize) -> Value, branch: impl Fn(usize) -> Value, mapping: Value) -> Value {
    let mut document = document(object(count, "S", schema), json!({}));
    document["components"]["schemas"]["It"] =
        json!({ "oneOf": list(count, branch), "discriminator": discriminator(mapping) });
    document
}

/// Returns unions in levels that divide `count` values of one discriminator, each by another bit of the value, or lead to the
/// next level at once. A value can so be one of many lists. The last level has this branch as well.
fn dividing(count: usize, last: Option<&str>) -> Value {
    let levels = count.ilog2();
    let one_of = |names: &[String]| json!({ "oneOf": names.iter().map(|name| reference(name)).chain([text()]).collect::<Vec<_>>() });
    let mut schemas = Map::new();
    for level in 0..levels {
        let next = format!("Level{}", level + 1);
        let halves = ["Zero", "One"].map(|half| format!("{half}{level}"));
        let mapping = object(count, "v", |value| halves[value >> level & 1].clone());
        let divided = halves.each_ref().map(|half| reference(half));
        schemas.insert(format!("Divided{level}"), json!({ "oneOf": divided, "discriminator": discriminator(mapping) }));
        schemas.extend(halves.map(|half| (half, one_of(std::slice::from_ref(&next)))));
        schemas.insert(format!("Level{level}"), one_of(&[format!("Divided{level}"), next]));
    }
    schemas.insert(format!("Level{levels}"), one_of(&Vec::from_iter(last.map(str::to_owned))));
    document(schemas.into(), json!({}))
}

pub(super) const DIMENSIONS: Documents = &[
    ("values of a discriminator that unions divide", 32, |n| dividing(n, None)),
    ("bases that map a value to one schema with many properties", 100, |n| {
        let base = |at| json!({ "discriminator": { "propertyName": format!("kind{at}"), "mapping": { "it": "It" } } });
        let mut document = document(object(n, "Base", base), json!({}));
        document["components"]["schemas"]["It"] = json!({
            "type": "object", "properties": object(n, "p", |_| text()),
            "allOf": list(n, |at| reference(&format!("Base{at}"))),
        });
        document
    }),
    ("unions of a base", 100, |n| {
        let mut document = document(object(n, "S", |_| extending("Base")), json!({}));
        let schemas = &mut document["components"]["schemas"];
        schemas["Base"] = base(json!({}));
        schemas["Other"] = kinds();
        for at in 0..n {
            let mapping = discriminator(json!({ format!("base{at}"): "Base", "other": "Other" }));
            schemas[format!("Union{at}")] =
                json!({ "oneOf": [reference("Base"), reference("Other")], "discriminator": mapping });
        }
        document
    }),
    ("mapped branches of a discriminator", 200, |n| {
        with_union(n, |_| kinds(), |at| reference(&format!("S{at}")), mapping(n, |at| format!("S{at}")))
    }),
    ("mapped inline branches of a discriminator", 100, |n| {
        with_union(n, |_| kinds(), |_| kinds(), mapping(n, |at| format!("It/oneOf/{at}")))
    }),
    ("mapped values of one branch", 200, |n| {
        with_union(2, |_| kinds(), |at| reference(&format!("S{at}")), mapping(n, |_| "S0".to_owned()))
    }),
    ("mapped values of no branch", 200, |n| {
        with_union(n, |_| kinds(), |at| reference(&format!("S{at}")), mapping(n, |at| format!("Missing{at}")))
    }),
    ("mapped values of other names of the branches", 100, |n| {
        let mut document =
            with_union(n, |_| reference("Same"), |at| reference(&format!("S{at}")), mapping(n, |_| "Same".to_owned()));
        document["components"]["schemas"]["Same"] = kinds();
        document
    }),
    ("mapped branches that are unions", 100, |n| {
        let inner = |at| {
            let leaf = |half: usize| reference(&format!("Leaf{}", 2 * at + half));
            json!({ "oneOf": [leaf(0), leaf(1)], "discriminator": discriminator(json!({})) })
        };
        let mapping = mapping(2 * n, |at| format!("Leaf{at}"));
        let mut document = with_union(n, inner, |at| reference(&format!("S{at}")), mapping);
        for at in 0..2 * n {
            document["components"]["schemas"][format!("Leaf{at}")] = kinds();
        }
        document
    }),
    ("bases", 100, |n| {
        let mut document = document(object(n, "Base", |_| base(json!({}))), json!({}));
        for at in 0..n {
            document["components"]["schemas"][format!("S{at}")] = extending(&format!("Base{at}"));
        }
        document
    }),
    ("bases with a mapping", 100, |n| {
        let with_mapping = |at| base(json!({ "it": format!("#/components/schemas/S{at}") }));
        let mut document = document(object(n, "Base", with_mapping), json!({}));
        for at in 0..n {
            document["components"]["schemas"][format!("S{at}")] = extending(&format!("Base{at}"));
        }
        document
    }),
    ("bases that map a value to one schema", 100, |n| {
        let with_mapping = |_| base(json!({ "it": "#/components/schemas/Same" }));
        let mut document = document(object(n, "Base", with_mapping), json!({}));
        document["components"]["schemas"]["Same"] = extending("Base0");
        for at in 0..n {
            document["components"]["schemas"][format!("S{at}")] = extending(&format!("Base{at}"));
        }
        document
    }),
    ("mapped values of a base", 200, |n| {
        let schemas = json!({ "Base": base(mapping(n, |_| "Base".to_owned())), "It": extending("Base") });
        document(schemas, json!({}))
    }),
    ("values of a base that another base maps", 200, |n| {
        let mut inner = extending("Outer");
        inner["discriminator"] = discriminator(json!({}));
        let schemas = json!({
            "Outer": base(mapping(n, |_| "Inner".to_owned())), "Inner": inner, "It": extending("Inner"),
        });
        document(schemas, json!({}))
    }),
    ("mapped branches of a base", 200, |n| {
        let mut document = document(object(n, "S", |_| extending("Base")), json!({}));
        document["components"]["schemas"]["Base"] = base(mapping(n, |at| format!("S{at}")));
        document
    }),
    ("unions of the branches of bases", 100, |n| {
        let mut document = document(object(n, "Base", |_| base(json!({}))), json!({}));
        for at in 0..n {
            let names = [format!("A{at}"), format!("B{at}")];
            let schemas = &mut document["components"]["schemas"];
            schemas[format!("Union{at}")] = json!({ "oneOf": names.each_ref().map(|name| reference(name)) });
            for name in names {
                schemas[name] = extending(&format!("Base{at}"));
            }
        }
        document
    }),
];

/// The number of bases in a row. More would nest too deep.
const ROW: usize = 90;

/// What multiplies. The library limits the product.
pub(super) const PRODUCTS: Documents = &[
    ("values of a discriminator that unions in a cycle divide", 16, |n| dividing(n, Some("Level0"))),
    ("schemas that extend the last of many bases in a row", 20, |n| {
        let own = |at| {
            let kind = format!("kind{at}");
            json!({
                "type": "object", "properties": { kind.clone(): text() },
                "discriminator": { "propertyName": kind },
            })
        };
        let extending = |base: usize, more: Value| json!({ "allOf": [reference(&format!("Base{base}")), more] });
        let bases = object(ROW, "Base", |at| if at == 0 { own(at) } else { extending(at - 1, own(at)) });
        let mut document = document(bases, json!({}));
        for at in 0..n {
            document["components"]["schemas"][format!("S{at}")] = extending(ROW - 1, json!({}));
        }
        document
    }),
    ("branches of a base, and the values that it lists", 200, |n| {
        let mut document = document(object(n, "S", |_| extending("Base")), json!({}));
        let mut listing = base(json!({}));
        listing["properties"]["kind"]["enum"] = list(n, |at| format!("S{at}"));
        document["components"]["schemas"]["Base"] = listing;
        document
    }),
    ("bases, and unions of branches that many of them have", 50, |n| {
        let two = |at: usize| {
            let names = if at.is_multiple_of(2) { ["A", "C"] } else { ["B", "D"] };
            let [one, two] = names.map(|name| format!("#/components/schemas/{name}"));
            base(json!({ "one": one, "two": two }))
        };
        let mut document = document(object(n, "Base", two), json!({}));
        let schemas = &mut document["components"]["schemas"];
        for name in ["A", "B", "C", "D"] {
            schemas[name] = kinds();
        }
        for at in 0..n {
            schemas[format!("S{at}")] = extending(&format!("Base{at}"));
            let others = if at.is_multiple_of(2) { ["A", "B"] } else { ["C", "B"] };
            schemas[format!("Union{at}")] = json!({ "title": format!("It {at}"), "oneOf": others.map(reference) });
        }
        document
    }),
];
