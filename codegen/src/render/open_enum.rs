use super::{Part, Table, Uses, doc, file::Row, object::models_doc};
use crate::ir::{OpenEnum, TypeDef, Values, Variant};

/// An enum of texts or of numbers that is open: a value that the document does not list is kept.
pub(super) fn open_enum(def: &TypeDef, listed: &OpenEnum, uses: &mut Uses) -> Vec<Part> {
    let OpenEnum { values, variants } = listed;
    let table = match values {
        Values::Texts => "string_enum",
        Values::Integers => "integer_enum",
    };
    uses.add_runtime(table);
    let rows = variants.iter().map(|variant| {
        Row::documented(variant_doc(variant), format!("{} => {};", variant.name, values.literal(&variant.wire)))
    });
    vec![Part::Table(Table {
        name: table.to_owned(),
        subject: Some(format!("pub enum {}", def.name)),
        about: doc::said_or(&def.doc, &[], &models_doc(def)),
        rows: rows.collect(),
    })]
}

/// What the document says of a value, and the value.
fn variant_doc(variant: &Variant) -> Vec<String> {
    let mut lines = doc::lines(&variant.doc);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(doc::code(variant.wire.as_str()));
    lines
}
