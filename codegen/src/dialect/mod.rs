//! OpenAPI 3.1 to the OpenAPI 3.0 that `openapiv3` reads.
//!
//! 3.1 schemas are JSON Schema 2020-12: types are arrays, null is a type, `$ref` has siblings. What 3.0 can say in other
//! words is rewritten in place, so that the pointers of diagnostics stay true; what it cannot say is reported. A 3.0
//! document goes the same way, since real ones use 3.1 keywords and the other way round.

mod schema;
mod structure;
mod walk;

pub(crate) use schema::NULL_DEFAULT;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// Rewrites a document, after its overlays, into 3.0.
pub(crate) fn lower_dialect(mut document: Value, report: &mut Report) -> Value {
    if version(&document, report).is_some() {
        structure::complete(&mut document);
        walk::schemas(&mut document, &mut |schema, pointer| schema::lower(schema, pointer, report));
        if let Some(version) = document.get_mut("openapi") {
            *version = Value::from("3.0.3");
        }
    }
    document
}

/// Refuses everything but 3.0 and 3.1.
fn version(document: &Value, report: &mut Report) -> Option<()> {
    let root = Pointer::root();
    let Some(object) = document.as_object() else {
        report.error(&root, "an OpenAPI document is an object");
        return None;
    };
    match object.get("openapi") {
        Some(Value::String(version)) if version.starts_with("3.0.") || version.starts_with("3.1.") => Some(()),
        Some(version) => {
            report.push(
                Diagnostic::error(&root.child("openapi"), format!("OpenAPI {version} is not supported"))
                    .help("write the document in OpenAPI 3.0 or 3.1"),
            );
            None
        }
        None if object.contains_key("swagger") => {
            report.push(
                Diagnostic::error(&root.child("swagger"), "Swagger 2.0 is not supported")
                    .help("convert the document to OpenAPI 3.0 or 3.1"),
            );
            None
        }
        None => {
            report.push(
                Diagnostic::error(&root, "this is not an OpenAPI document: it has no `openapi` version")
                    .help("begin the document with `openapi: 3.1.0`"),
            );
            None
        }
    }
}
