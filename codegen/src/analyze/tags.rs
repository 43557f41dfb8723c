use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::ir::{
    Api, Constant, Field, Number, OpenEnum, Presence, Scalar, TypeDef, TypeId, TypeKind, TypeRef, Values, WireName,
};

/// The values of a discriminator that select a struct.
#[derive(Default)]
struct Meant {
    all: BTreeSet<String>,
    /// The values that unions send.
    sent: BTreeSet<String>,
    /// True if the values are integers or booleans.
    is_scalar: bool,
    /// True if some union with the discriminator is a base and the schemas that extend it.
    has_base: bool,
    /// True if a value of the union may lack the discriminator.
    is_optional: bool,
}

/// Sets the discriminator value of each struct. A struct with several values needs one from the
/// caller.
pub(crate) fn mark(api: &mut Api) {
    let own_structs = own_structs_of_bases(api);
    let mut of_structs: BTreeMap<TypeId, BTreeMap<WireName, Meant>> = BTreeMap::new();
    for def in &api.types {
        let TypeKind::Union(union) = &def.kind else { continue };
        let Some(tag) = &union.tag else { continue };
        for branch in &union.variants {
            if let Some(id) = struct_of(api, &own_structs, &branch.ty) {
                let values = branch.tags.iter().map(ToString::to_string);
                let meant = of_structs.entry(id).or_default().entry(tag.clone()).or_default();
                meant.sent.extend(values.clone().next());
                meant.all.extend(values);
                meant.is_scalar |= union.is_tag_scalar;
                meant.is_optional |= union.is_tag_optional;
                meant.has_base |= union.is_base;
            }
        }
    }
    // The structs of the bases' own properties are never alone.
    let bases: HashSet<TypeId> = own_structs.into_values().collect();
    for (id, discriminators) in of_structs {
        let TypeKind::Object(object) = &api.types[id.0].kind else { continue };
        let fields: HashMap<&WireName, usize> =
            object.fields.iter().enumerate().map(|(position, field)| (&field.wire, position)).collect();
        let mut of_fields: Vec<(usize, String)> = Vec::new();
        let mut alone: Vec<(WireName, Constant)> = Vec::new();
        for (tag, meant) in discriminators {
            let position = fields.get(&tag).copied();
            let field = position.map(|position| &object.fields[position]);
            if let (1, Some(value), Some(position)) = (meant.all.len(), meant.all.first(), position)
                && may_be(api, &object.fields[position].ty, value)
            {
                of_fields.push((position, value.clone()));
            }
            if let (1, Some(value)) = (meant.sent.len(), meant.sent.first())
                && !bases.contains(&id)
                && !meant.is_optional
                && let Some(value) = sent_alone(api, field, &meant, value)
            {
                alone.push((tag, value));
            }
        }
        if let TypeKind::Object(object) = &mut api.types[id.0].kind {
            for (position, value) in of_fields {
                object.fields[position].tag = Some(value);
            }
            object.tags.extend(alone);
        }
    }
}

/// Returns the value of a discriminator that a struct is sent with also where it is no branch: that of a base, or of a
/// union if the struct declares the property. A required property always has a value.
///
/// `field` is the property, if the struct declares it.
fn sent_alone(api: &Api, field: Option<&Field>, meant: &Meant, value: &str) -> Option<Constant> {
    let value = if meant.is_scalar { scalar(value)? } else { Constant::Text(value.to_owned()) };
    match field {
        None => meant.has_base.then_some(value),
        Some(field) => {
            let fits = match (&field.constant, &value) {
                (Some(constant), value) => constant == value,
                (None, Constant::Text(text)) => may_be(api, &field.ty, text),
                (None, Constant::Number(_) | Constant::Bool(_)) => false,
            };
            let is_always_there = field.presence == Presence::Required && !field.nullable && field.is_sent();
            (fits && !is_always_there).then_some(value)
        }
    }
}

/// Returns the integer or the boolean that a text stands for.
fn scalar(text: &str) -> Option<Constant> {
    let number = text.parse().ok().map(|number: i64| Constant::Number(Number::integer(number.into())));
    number.or_else(|| text.parse().ok().map(Constant::Bool))
}

/// Returns the struct of the own properties of each base.
fn own_structs_of_bases(api: &Api) -> HashMap<TypeId, TypeId> {
    let own_struct = |def: &TypeDef| match &def.kind {
        TypeKind::Union(base) if base.is_base => {
            let mut branches = base.variants.iter().filter_map(|variant| variant.ty.named(true));
            branches.find(|branch| api.type_def(*branch).pointer == def.pointer)
        }
        TypeKind::Union(_) | TypeKind::Object(_) | TypeKind::OpenEnum(_) | TypeKind::Alias(_) => None,
    };
    let bases = api.types.iter().enumerate();
    bases.filter_map(|(index, def)| Some((TypeId(index), own_struct(def)?))).collect()
}

/// Returns the struct of a branch. For a base, that is the struct of its own properties.
fn struct_of(api: &Api, own_structs: &HashMap<TypeId, TypeId>, branch: &TypeRef) -> Option<TypeId> {
    let TypeRef::Named(id) = api.without_aliases(branch) else { return None };
    match api.type_def(*id).kind {
        TypeKind::Object(_) => Some(*id),
        TypeKind::Union(_) | TypeKind::OpenEnum(_) | TypeKind::Alias(_) => own_structs.get(id).copied(),
    }
}

/// Returns true if a field of the type allows the string.
fn may_be(api: &Api, ty: &TypeRef, text: &str) -> bool {
    match api.without_aliases(ty) {
        TypeRef::Scalar(scalar) => *scalar == Scalar::String,
        TypeRef::Named(id) => match &api.type_def(*id).kind {
            TypeKind::OpenEnum(OpenEnum { values: Values::Texts, variants }) => {
                variants.iter().any(|variant| variant.wire.as_str() == text)
            }
            TypeKind::OpenEnum(_) | TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Alias(_) => false,
        },
        TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Deep(_) | TypeRef::Nullable(_) => false,
    }
}
