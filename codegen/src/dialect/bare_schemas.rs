//! Schemas that lack the object around them: the schema of a response as in Swagger 2.0, and a schema in place of a media
//! type.

use serde_json::{Map, Value, json};

use super::{references::has_keyword, walk};
use crate::diagnostic::{Diagnostic, Report};
use crate::media_type::JSON;
use crate::pointer::Pointer;

/// Adds the missing `content`, media type or `schema` around the schema of every request body and response.
pub(super) fn complete(document: &mut Value, report: &mut Report) {
    walk::contents(document, &mut |holder, at| {
        let Some(members) = holder.as_object_mut() else { return };
        if members.contains_key("$ref") {
            return;
        }
        if !members.contains_key("content") {
            if members.get("schema").is_some_and(Value::is_object) {
                add_content(members, at, report);
            } else if has_keyword(members) {
                move_schema(members, at, report);
            }
        }
        let at = at.child("content");
        let Some(content) = members.get_mut("content").and_then(Value::as_object_mut) else { return };
        if content.get("schema").is_some_and(is_schema) {
            add_media_type(content, &at, report);
        }
        for (name, media) in content.iter_mut().filter(|(_, media)| is_schema(media)) {
            let at = at.child(name);
            report.warn(&at, "this is a schema in place of a media type object, and is read as its `schema`");
            report.record_move(at.child("schema"), at);
            *media = json!({ "schema": media.take() });
        }
    });
}

fn add_content(members: &mut Map<String, Value>, at: &Pointer, report: &mut Report) {
    let Some(schema) = members.shift_remove("schema") else { return };
    let message = format!("`schema` belongs in `content`, and is read as the schema of `{JSON}`");
    report.push(
        Diagnostic::warning(&at.child("schema"), message).help("add the media type, for instance with an overlay"),
    );
    report.record_move(at.child("content").child(JSON).child("schema"), at.child("schema"));
    members.insert("content".to_owned(), json!({ JSON: { "schema": schema } }));
}

/// Moves the keywords of a response that is a schema itself.
fn move_schema(members: &mut Map<String, Value>, at: &Pointer, report: &mut Report) {
    const KEPT: [&str; 5] = ["description", "headers", "links", "required", "summary"];
    let is_kept = |name: &str, member: &Value| {
        // A request body has a flag of this name, and a schema a list.
        name.starts_with("x-") || KEPT.contains(&name) && !(name == "required" && member.is_array())
    };
    let (kept, schema): (Map<_, _>, Map<_, _>) =
        std::mem::take(members).into_iter().partition(|(name, member)| is_kept(name, member));
    *members = kept;
    for keyword in schema.keys() {
        report.record_move(at.child("content").child(JSON).child("schema").child(keyword), at.child(keyword));
    }
    report.record_move(at.child("content").child(JSON).child("schema"), at.clone());
    let message = format!("this is a schema, and is read as the schema of `{JSON}` in `content`");
    report.push(Diagnostic::warning(at, message).help("add `content`, for instance with an overlay"));
    members.insert("content".to_owned(), json!({ JSON: { "schema": schema } }));
}

fn add_media_type(content: &mut Map<String, Value>, at: &Pointer, report: &mut Report) {
    let Some(schema) = content.shift_remove("schema") else { return };
    report.warn(&at.child("schema"), format!("the media type is missing, and is read as `{JSON}`"));
    if !content.contains_key(JSON) {
        report.record_move(at.child(JSON).child("schema"), at.child("schema"));
        content.insert(JSON.to_owned(), json!({ "schema": schema }));
    }
}

/// Returns true for an object that is a schema and not a media type.
fn is_schema(value: &Value) -> bool {
    let is_media_type =
        ["schema", "itemSchema", "example", "examples", "encoding"].iter().any(|member| value.get(member).is_some());
    let refers_to_schema = || {
        value
            .get("$ref")
            .and_then(Value::as_str)
            .is_some_and(|reference| reference.starts_with("#/components/schemas/"))
    };
    !is_media_type && (value.as_object().is_some_and(has_keyword) || refers_to_schema())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_around_a_schema_is_added() {
        let text = json!({ "type": "string" });
        let right = json!({ JSON: { "schema": text } });
        let document = |body: &Value| json!({ "paths": { "/a": { "post": { "requestBody": body, "responses": { "200": body } } } } });
        let mut report = Report::default();
        let mut itself = document(&json!({ "description": "d", "type": "object", "required": ["a"], "x-b": 1 }));
        complete(&mut itself, &mut report);
        let schema = json!({ JSON: { "schema": { "type": "object", "required": ["a"] } } });
        let expected = json!({ "description": "d", "x-b": 1, "content": schema });
        assert_eq!((itself, report.len()), (document(&expected), 2));
        for given in
            [json!({ "schema": text }), json!({ "content": { "schema": text } }), json!({ "content": { JSON: text } })]
        {
            let mut report = Report::default();
            let mut given = document(&given);
            complete(&mut given, &mut report);
            assert_eq!((given, report.len()), (document(&json!({ "content": right })), 2));
        }
        for right in [
            json!({ "content": right }),
            json!({ "content": { JSON: {} } }),
            json!({ "content": { JSON: { "$ref": "#/components/mediaTypes/A" } } }),
            json!({ "$ref": "#/components/responses/A" }),
        ] {
            let mut report = Report::default();
            let mut given = document(&right);
            complete(&mut given, &mut report);
            assert_eq!((given, report.len()), (document(&right), 0));
        }
    }
}
