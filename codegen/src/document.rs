//! Reads the document into `openapiv3` types.

mod mend;

use openapiv3::OpenAPI;
use serde_core::Deserialize;
use serde_json::Value;

use crate::diagnostic::Report;
use crate::pointer::Pointer;

/// Reads a 3.0 document. Removes the smallest parts that are invalid, each with a warning.
pub(crate) fn read(document: &mut Value, report: &mut Report) -> Option<OpenAPI> {
    mend::schemas(document, report);
    if let Ok(document) = OpenAPI::deserialize(&*document) {
        return Some(document);
    }
    mend::document(document, report);
    match OpenAPI::deserialize(&*document) {
        Ok(document) => Some(document),
        Err(error) => {
            report.error(&Pointer::root(), format!("this is not valid OpenAPI: {error}"));
            None
        }
    }
}
