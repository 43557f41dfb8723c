//! What the validators say against requests that are as good as the document lets them be.

use crate::plan::Call;

/// A fault of a validator's own, by what the message has in it.
const FAULTS: &[(&str, &str)] = &[
    // `{"type": "integer", "format": "int64"}` and the body `9223372036854775807`.
    ("must be <= 9007199254740991", "Prism allows an int64 no more than JavaScript counts exactly"),
    ("must be >= -9007199254740991", "Prism allows an int64 no less than JavaScript counts exactly"),
];

/// Why a violation is none of the generator's, when it is none.
pub(crate) fn reason(call: &Call, violation: &str) -> Option<&'static str> {
    let is_undeclared = |name: &String| violation.ends_with(&format!("must have required property '{name}'"));
    if call.undeclared.iter().any(is_undeclared) {
        return Some("the document requires a member that it declares nowhere, as the generator says");
    }
    FAULTS.iter().find(|(message, _)| violation.contains(message)).map(|(_, reason)| *reason)
}
