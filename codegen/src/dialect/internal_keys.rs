//! Removes internal keys from a document, so that only the stages themselves can set them.

use serde_json::Value;

use super::walk::Node;

/// The prefix of the keys that one stage writes and a later one reads.
const PREFIX: &str = "x-openapi-bindgen-";

/// The keywords whose values are data.
const DATA: &[&str] = &["const", "default", "enum", "example", "examples"];

/// Removes them wherever a document can have extensions.
pub(super) fn drop_internal_keys(document: &mut Value) {
    drop_inside(document, Some(Node::Document));
}

fn drop_inside(value: &mut Value, node: Option<Node>) {
    match value {
        Value::Array(items) => {
            let inner = if let Some(Node::ListOf(inner)) = node { Some(*inner) } else { None };
            for item in items {
                drop_inside(item, inner);
            }
        }
        Value::Object(members) => {
            // The keys of a map are names, not keywords.
            if let Some(Node::MapOf(inner)) = node {
                for member in members.values_mut() {
                    drop_inside(member, Some(*inner));
                }
                return;
            }
            members.retain(|key, _| !key.starts_with(PREFIX));
            for (key, member) in members.iter_mut().filter(|(key, _)| !DATA.contains(&key.as_str())) {
                drop_inside(member, node.and_then(|node| node.member(key)));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Source, generate};

    const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: Things, version: 1.0.0 }
servers: [{ url: 'https://example.com', x-openapi-bindgen-server-name: other }]
paths:
  /things:
    post:
      operationId: addThing
      x-openapi-bindgen-method: OTHER
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses: { '204': { description: Done } }
components:
  x-openapi-bindgen-incoming: [Thing]
  schemas:
    Thing:
      type: object
      required: [note]
      x-openapi-bindgen-hoisted: true
      properties:
        note: { type: string, x-openapi-bindgen-null-default: true }
        colour: { type: string, enum: [red], x-openapi-bindgen-open-choice: true, x-openapi-bindgen-value-names: [Other] }
        x-openapi-bindgen-name: { type: integer }
";

    #[test]
    fn a_document_sets_no_key_that_the_stages_leave_for_each_other() {
        let files = |text: &str| {
            let generated = generate(&Source::new("api.yaml", text), &[], &Options::default()).unwrap();
            let texts = generated.files.into_iter().filter(|file| file.path != "mod.rs").map(|file| file.text);
            texts.collect::<Vec<_>>().concat()
        };
        let with_keys = files(DOCUMENT);
        let plain = DOCUMENT.replace("x-openapi-bindgen-name", "kept").replace(PREFIX, "x-");
        let plain = files(&plain.replace("kept", "x-openapi-bindgen-name"));
        assert_eq!(with_keys, plain);
        assert!(with_keys.contains("\"x-openapi-bindgen-name\""), "a property may have any name: {with_keys}");
    }
}
