//! Properties of responses that have their `default` where they are absent.

use std::collections::HashSet;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Report};
use crate::example::{self, Work};
use crate::ir::{Api, Direction, Field, Object, Presence, Scalar, TypeDef, TypeId, TypeKind, TypeRef};
use crate::nearest::suggestion;
use crate::options::ALL_DEFAULTS;
use crate::pointer::Pointer;

/// Keeps the defaults of the properties that `targets` select and whose fields can have a default, and removes all others.
///
/// A type that a request sends keeps its `Option`s: a default in place of an absent property would be sent, and a `PATCH`
/// would then overwrite what it does not mention.
pub(crate) fn fill(api: &mut Api, targets: &[String], report: &mut Report) {
    if targets.is_empty() {
        return;
    }
    report_what_selects_nothing(api, targets, report);
    let tags = discriminators(api);
    let work = Work::default();
    let mut filled = HashSet::new();
    for &id in &api.order {
        let def = api.type_def(id);
        let TypeKind::Object(object) = &def.kind else { continue };
        for (index, field) in object.fields.iter().enumerate() {
            let Some(default) = field.default.as_deref().filter(|_| is_selected(def, field, targets, report)) else {
                continue;
            };
            match obstacle(api, def, field, default, tags.contains(&(id, field.wire.as_str())), &work) {
                None => {
                    filled.insert((id, index));
                }
                Some(Obstacle::Expected) => {}
                Some(Obstacle::Note(message)) => {
                    report.push(Diagnostic::note(&field.pointer.child("default"), message));
                }
                Some(Obstacle::Misfit(message)) => report.warn(&field.pointer.child("default"), message),
            }
        }
    }
    for (position, def) in api.types.iter_mut().enumerate() {
        let TypeKind::Object(object) = &mut def.kind else { continue };
        for (index, field) in object.fields.iter_mut().enumerate() {
            field.default = field.default.take().filter(|_| filled.contains(&(TypeId(position), index)));
            // An absent property is not kept apart, as it has its default.
            if field.default.is_some() && field.presence == Presence::Nullable {
                field.presence = Presence::Optional;
            }
        }
    }
}

/// Why a property keeps its `Option`.
enum Obstacle {
    /// Nobody expects otherwise.
    Expected,
    Note(&'static str),
    Misfit(&'static str),
}

fn obstacle(api: &Api, def: &TypeDef, field: &Field, default: &Value, is_tag: bool, work: &Work) -> Option<Obstacle> {
    if !example::is_value(api, &field.ty, &[], default, work) {
        return Some(Obstacle::Misfit("this default is no value of its schema, so the field stays an `Option`"));
    }
    let is_only = field.constant.as_ref().is_none_or(|only| example::constant_value(only).as_ref() == Some(default));
    if !is_only || !example::is_value(api, &field.ty, &field.constraints, default, work) {
        return Some(Obstacle::Misfit(
            "this default does not certainly meet the constraints of its schema, so the field stays an `Option`",
        ));
    }
    if def.usage.has(Direction::Sent) && field.is_sent() {
        return Some(if def.usage.has(Direction::Received) {
            Obstacle::Note(
                "this default is not filled in, since requests send the type as well: the field stays an `Option`",
            )
        } else {
            Obstacle::Expected
        });
    }
    if is_tag {
        return Some(Obstacle::Note(
            "this default is not filled in, since the property selects a branch: the field stays an `Option`",
        ));
    }
    (!is_constant(api, &field.ty, default)).then_some(Obstacle::Note(
        "this default is not filled in, since it is not a constant in Rust: the field stays an `Option`",
    ))
}

/// Returns true if a derive can write the value as one of the type.
fn is_constant(api: &Api, ty: &TypeRef, value: &Value) -> bool {
    match api.without_aliases(ty) {
        TypeRef::Scalar(scalar) => is_literal(*scalar),
        TypeRef::Named(id) => match &api.type_def(*id).kind {
            TypeKind::OpenEnum(_) => true,
            TypeKind::Object(object) => is_empty(value) && object.needs_nothing(),
            TypeKind::Union(_) | TypeKind::Alias(_) => false,
        },
        TypeRef::Array(item) => {
            value.as_array().is_some_and(Vec::is_empty)
                || match api.without_aliases(item) {
                    TypeRef::Scalar(scalar) => is_literal(*scalar),
                    TypeRef::Named(id) => matches!(api.type_def(*id).kind, TypeKind::OpenEnum(_)),
                    TypeRef::Array(_)
                    | TypeRef::Map(_)
                    | TypeRef::Boxed(_)
                    | TypeRef::Deep(_)
                    | TypeRef::Nullable(_) => false,
                }
        }
        TypeRef::Map(_) => is_empty(value),
        // A box breaks a cycle, whose defaults might never end.
        TypeRef::Boxed(_) | TypeRef::Deep(_) | TypeRef::Nullable(_) => false,
    }
}

fn is_literal(scalar: Scalar) -> bool {
    match scalar {
        Scalar::String
        | Scalar::Bool
        | Scalar::I32
        | Scalar::I64
        | Scalar::U32
        | Scalar::U64
        | Scalar::F32
        | Scalar::F64 => true,
        Scalar::Json | Scalar::Bytes | Scalar::Upload | Scalar::File | Scalar::Formatted(_) | Scalar::Custom(_) => {
            false
        }
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_object().is_some_and(serde_json::Map::is_empty)
}

/// Returns the properties that select the branch of a union, with their types.
fn discriminators(api: &Api) -> HashSet<(TypeId, &str)> {
    let mut found = HashSet::new();
    for def in &api.types {
        let TypeKind::Union(union) = &def.kind else { continue };
        let Some(tag) = &union.tag else { continue };
        for branch in &union.variants {
            found.extend(api.without_aliases(&branch.ty).named(true).map(|id| (id, tag.as_str())));
        }
    }
    found
}

fn is_selected(def: &TypeDef, field: &Field, targets: &[String], report: &Report) -> bool {
    targets
        .iter()
        .any(|target| target == ALL_DEFAULTS || names_type(def, target, report) || names(def, field, target, report))
}

fn names_type(def: &TypeDef, target: &str, report: &Report) -> bool {
    match Pointer::of_target(target) {
        Some(pointer) => report.place_of(&def.pointer) == pointer,
        None => def.name.as_str() == target,
    }
}

fn names(def: &TypeDef, field: &Field, target: &str, report: &Report) -> bool {
    match Pointer::of_target(target) {
        Some(pointer) => report.place_of(&field.pointer) == pointer,
        None => target.split_once('.').is_some_and(|(ty, name)| {
            def.name.as_str() == ty && (field.name.as_str() == name || field.wire.as_str() == name)
        }),
    }
}

/// Reports targets without a default.
fn report_what_selects_nothing(api: &Api, targets: &[String], report: &mut Report) {
    let objects: Vec<(&TypeDef, &Object)> = api
        .order
        .iter()
        .filter_map(|id| match api.type_def(*id) {
            def @ TypeDef { kind: TypeKind::Object(object), .. } => Some((def, object)),
            _ => None,
        })
        .collect();
    for (index, target) in targets.iter().enumerate().filter(|(_, target)| *target != ALL_DEFAULTS) {
        let has_default = |def: &TypeDef, field: &Field| {
            field.default.is_some() && (names_type(def, target, report) || names(def, field, target, report))
        };
        if objects.iter().any(|(def, object)| object.fields.iter().any(|field| has_default(def, field))) {
            continue;
        }
        let paths = objects.iter().flat_map(|(def, object)| {
            let with_default = object.fields.iter().filter(|field| field.default.is_some());
            let fields = with_default.map(|field| format!("{}.{}", def.name, field.name));
            std::iter::once(def.name.to_string()).chain(fields).collect::<Vec<_>>()
        });
        let help = suggestion(target, paths).unwrap_or_else(|| {
            "write `*`, the name in Rust of a struct (`Order`) or a field (`Order.note`) with a `default`, or a JSON Pointer"
                .to_owned()
        });
        let message =
            format!("the option `defaults` names `{target}`, but there is no optional property with a default");
        let place = Pointer::root().child("defaults").index(index);
        report.push_unmatched(&place, Diagnostic::error(&Pointer::root(), message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Source, generate};

    const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
components:
  schemas:
    Order: { type: object, properties: { open: { type: boolean, default: true }, count: { type: integer, default: 1 } } }
    Item: { type: object, required: [name], properties: { size: { type: integer, default: 2 }, name: { type: string, default: a } } }
";

    fn models(targets: &[&str]) -> Result<String, String> {
        let options = Options::default().defaults(targets.iter().copied());
        let generated =
            generate(&Source::new("api.yaml", DOCUMENT), &[], &options).map_err(|error| error.to_string())?;
        let text: String = generated.files.iter().map(|file| file.text.as_str()).collect();
        assert_eq!(generated.summary.defaults, text.matches("json(default").count());
        Ok(text)
    }

    #[test]
    fn a_target_is_a_type_a_field_or_a_place() {
        for (targets, filled) in [
            (&[][..], &[][..]),
            (&["*"], &["open: bool", "count: i64", "size: i64"]),
            (&["Order"], &["open: bool", "count: i64"]),
            (&["Order.open", "#/components/schemas/Item"], &["open: bool", "size: i64"]),
            (&["/components/schemas/Order/properties/count"], &["count: i64"]),
        ] {
            let text = models(targets).unwrap();
            for field in ["open: bool", "count: i64", "size: i64"] {
                assert_eq!(text.contains(field), filled.contains(&field), "{targets:?}: {field}");
            }
        }
    }

    #[test]
    fn a_target_without_a_default_is_an_error() {
        for (target, help) in [
            ("Ordr.open", "a similar name exists: `Order.open`"),
            ("Item.name", "a similar name exists: `Item"),
            ("/components/schemas/Zebra", "write `*`, the name in Rust of a struct"),
        ] {
            let message = models(&[target]).unwrap_err();
            let expected =
                format!("the option `defaults` names `{target}`, but there is no optional property with a default");
            assert!(message.contains(&expected) && message.contains(help), "{message}");
        }
    }
}
