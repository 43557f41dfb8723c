//! Parameters and headers without a schema, as in Swagger 2.0 or by mistake.

use serde_json::{Map, Value, json};

use super::{
    swagger::{
        collection::{Collection, collection},
        parameter::OF_SCHEMA,
    },
    walk,
};
use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// Adds a schema to every parameter and header without one: of the keywords beside it, or else of a string.
/// `keyword` is where a document of this version has the type: `schema`, or `type` in Swagger 2.0.
pub(super) fn complete(document: &mut Value, keyword: &str, report: &mut Report) {
    walk::parameters(document, &mut |parameter, at| {
        let Some(members) = parameter.as_object_mut() else { return };
        let is_empty = |name: &str| match members.get(name) {
            Some(Value::Null) | None => true,
            Some(Value::Object(content)) => name == "content" && content.is_empty(),
            Some(_) => false,
        };
        // What is in a list and has no place is no header.
        let is_header = at.split_last().is_some_and(|(_, name)| name.parse::<usize>().is_err());
        let is_known = members.contains_key("in") || is_header;
        if is_known && !members.contains_key("$ref") && is_empty("schema") && is_empty("content") {
            add_schema(members, keyword, at, report);
        } else if members.contains_key("collectionFormat") {
            let note =
                Diagnostic::note(&at.child("collectionFormat"), "`collectionFormat` has no effect beside `schema`");
            report.push(note.help("write `style` and `explode`, for instance with an overlay"));
        }
    });
}

fn add_schema(members: &mut Map<String, Value>, keyword: &str, at: &Pointer, report: &mut Report) {
    members.shift_remove("content");
    let place = members.get("in").and_then(Value::as_str).unwrap_or("header").to_owned();
    let collection = members
        .contains_key("collectionFormat")
        .then(|| collection(&Value::Object(members.clone()), &place, at, report))
        .flatten();
    members.shift_remove("collectionFormat");
    let moved: Vec<&str> = OF_SCHEMA.into_iter().filter(|keyword| members.contains_key(*keyword)).collect();
    let mut schema: Map<String, Value> = moved
        .iter()
        .filter_map(|keyword| {
            report.record_move(at.child("schema").child(keyword), at.child(keyword));
            Some(((*keyword).to_owned(), members.shift_remove(*keyword)?))
        })
        .collect();
    match collection {
        Some(Collection::Style(style, explode)) if members.contains_key("in") => {
            members.entry("style").or_insert_with(|| Value::from(style));
            members.entry("explode").or_insert_with(|| Value::from(explode));
        }
        Some(Collection::Text) => schema = Map::from_iter([("type".to_owned(), Value::from("string"))]),
        Some(Collection::Style(..)) | None => {}
    }
    let what = if members.contains_key("in") { "parameter" } else { "header" };
    if let Some(first) = moved.first() {
        let (verb, copula) = if moved.len() == 1 { ("belongs", "is") } else { ("belong", "are") };
        let names = moved.join("`, `");
        let message = format!("`{names}` {verb} in the `schema` of this {what}, and {copula} read there");
        report.push(Diagnostic::warning(&at.child(first), message));
        members.insert("schema".to_owned(), Value::Object(schema));
    } else {
        let message = format!("this {what} has no `{keyword}`, and is read as a string");
        report.push(
            Diagnostic::warning(at, message)
                .loosened()
                .help(format!("add a `{keyword}`, for instance with an overlay")),
        );
        members.insert("schema".to_owned(), json!({ "type": "string" }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_without_a_schema_gets_one() {
        let mut document = json!({
            "paths": { "/a": {
                "parameters": [{ "name": "a", "in": "query", "type": "integer", "format": "int32" }],
                "get": { "parameters": [
                    { "name": "b", "in": "query" },
                    { "name": "c", "in": "header", "schema": null, "content": {} },
                    { "name": "d", "in": "query", "schema": { "type": "boolean" }, "collectionFormat": "csv" },
                    { "name": "e", "in": "query", "content": { "application/json": {} } },
                    { "$ref": "#/components/parameters/F" },
                ] },
            } },
            "components": {
                "parameters": { "F": { "name": "f", "in": "query", "enum": ["x"] } },
                "headers": { "G": {} },
            },
        });
        let mut report = Report::default();
        complete(&mut document, "schema", &mut report);
        let string = json!({ "type": "string" });
        let of_path = &document["paths"]["/a"]["parameters"];
        assert_eq!(
            *of_path,
            json!([{ "name": "a", "in": "query", "schema": { "type": "integer", "format": "int32" } }])
        );
        let of_operation = &document["paths"]["/a"]["get"]["parameters"];
        assert_eq!(of_operation[0]["schema"], string);
        assert_eq!(of_operation[1], json!({ "name": "c", "in": "header", "schema": string }));
        assert_eq!(of_operation[2]["schema"], json!({ "type": "boolean" }));
        assert_eq!(of_operation[3].get("schema"), None);
        assert_eq!(of_operation[4], json!({ "$ref": "#/components/parameters/F" }));
        assert_eq!(document["components"]["parameters"]["F"]["schema"], json!({ "enum": ["x"] }));
        assert_eq!(document["components"]["headers"]["G"]["schema"], string);
        assert_eq!(report.len(), 6);
    }
}
