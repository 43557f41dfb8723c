use openapiv3::Schema;

use super::{Draft, Lowering, schema::doc_of};
use crate::ir::{StringEnum, TypeKind, Variant, WireName};
use crate::naming::{Scope, variant};
use crate::pointer::Pointer;

impl Lowering<'_, '_> {
    /// A schema with a list of texts. A null in the list is a matter of the place where the enum is used.
    pub(super) fn string_enum(&mut self, schema: &Schema, values: &[Option<String>], at: &Pointer) -> Draft {
        let mut scope = Scope::with(&["Unknown"]);
        let mut variants: Vec<Variant> = Vec::new();
        for value in values.iter().flatten() {
            if variants.iter().any(|known| known.wire.as_str() == value) {
                self.report.warn(&at.child("enum"), format!("the value `{value}` is listed twice"));
                continue;
            }
            let name = scope.take([variant(value), variant(&format!("{value} value"))]);
            variants.push(Variant { wire: WireName::new(value), name });
        }
        Draft { doc: doc_of(schema), kind: TypeKind::StringEnum(StringEnum { variants }), pointer: at.clone() }
    }
}
