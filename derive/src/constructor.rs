//! The arguments of `new`, and the fields that they become.

use crate::{
    code::Code,
    documentation,
    given::Given,
    item::{Field, plain},
};

/// The maximum number of arguments of a function before Clippy warns.
const ARGUMENTS: usize = 7;

/// Writes the documentation of `new`: its result, and each argument.
pub(crate) fn put_documentation(code: &mut Code, makes: &str, fields: &[&Field]) {
    put!(code, "#[doc = {makes:?}] ");
    for (index, field) in fields.iter().enumerate() {
        let name = plain(&field.name);
        let summary = documentation::summary(&field.attributes);
        let line = if summary.is_empty() { format!(" - `{name}`") } else { format!(" - `{name}`: {summary}") };
        put!(code, "{}#[doc = {line:?}] ", if index == 0 { "#[doc = \"\"] " } else { "" });
    }
}

/// Writes `new` up to its body, with an argument for each field.
pub(crate) fn put_signature(code: &mut Code, vis: &str, fields: &[&Field]) {
    if fields.len() > ARGUMENTS {
        put!(code, "#[allow(clippy::too_many_arguments)] ");
    }
    put!(code, "#[must_use] {vis} fn new(");
    for field in fields {
        let takes = Given::of(code, &field.ty).takes;
        put!(code, "{}: {takes}, ", field.name);
    }
    put!(code, ") -> Self ");
}

/// Writes the field as its argument sets it.
pub(crate) fn put_argument(code: &mut Code, field: &Field) {
    let name = &field.name;
    let value = Given::of(code, &field.ty).value(&name.to_string());
    put!(code, "{name}: {value}, ");
}
