//! Derives and attributes that the options add.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{TypeDef, TypeKind, Values};
use crate::options::Options;
use crate::type_attributes::TypeTarget;

/// The derives and attributes of a type beyond its own.
#[derive(Debug, Default)]
pub(super) struct Extra {
    /// The derives, each after a comma.
    pub derives: TokenStream,
    pub attributes: TokenStream,
}

impl Extra {
    /// Returns the derives and attributes that the options add to a type.
    pub(super) fn for_type(options: &Options, def: &TypeDef) -> Self {
        let is_new = |path: &str| !own(def).contains(&path);
        let derives = options.derives.iter().filter(|(target, path)| is_meant(target, def) && is_new(path));
        let derives = derives.map(|(_, path)| path.parse::<TokenStream>().unwrap_or_default());
        let attributes = options.attributes.iter().filter(|(target, _)| is_meant(target, def));
        let attributes = attributes.map(|(_, attribute)| attribute.parse::<TokenStream>().unwrap_or_default());
        Self { derives: quote!(#(, #derives)*), attributes: attributes.collect() }
    }
}

/// Returns the standard derives that the type has already and other types do not.
fn own(def: &TypeDef) -> &'static [&'static str] {
    match &def.kind {
        TypeKind::Object(object) if object.needs_nothing() => &["Default"],
        TypeKind::OpenEnum(listed) if listed.values == Values::Integers => &["Copy", "Eq", "Hash"],
        TypeKind::OpenEnum(_) => &["Eq", "Hash"],
        TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Alias(_) => &[],
    }
}

/// Returns true if a derive or an attribute for the target applies to this type. It never applies
/// to a type alias.
pub(crate) fn is_meant(target: &TypeTarget, def: &TypeDef) -> bool {
    match (&def.kind, target) {
        (TypeKind::Alias(_), _) => false,
        (_, TypeTarget::All)
        | (TypeKind::Object(_), TypeTarget::Objects)
        | (TypeKind::OpenEnum(_), TypeTarget::Enums)
        | (TypeKind::Union(_), TypeTarget::Unions) => true,
        (_, TypeTarget::Named(name)) => def.name.as_str() == name,
        (_, TypeTarget::Objects | TypeTarget::Enums | TypeTarget::Unions) => false,
    }
}
