//! Leaves out what the document marks as internal: `x-internal: true`.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Report};
use crate::extensions::INTERNAL;
use crate::ir::{
    Api, ChosenBy, Extensions, Field, Operation, Parameter, ParameterLocation, Presence, TypeDef, TypeId, TypeKind,
    TypeRef,
};
use crate::pointer::Pointer;

/// Removes the optional properties and parameters that are internal, or of an internal schema. Returns the types that they
/// had, and the internal types: none of them is wanted for its own sake.
pub(super) fn drop_members(api: &mut Api, report: &mut Report) -> Vec<TypeId> {
    let internal: HashSet<TypeId> =
        api.order.iter().copied().filter(|id| is_marked(&api.type_def(*id).extensions)).collect();
    let mut dropped: Vec<TypeId> = internal.iter().copied().collect();
    let mut places: Vec<Pointer> = internal.iter().map(|id| api.type_def(*id).pointer.clone()).collect();
    let is_of_internal = |ty: &TypeRef| ty.named(true).is_some_and(|id| internal.contains(&id));
    for id in api.order.clone() {
        let def = &mut api.types[id.0];
        let TypeDef { kind: TypeKind::Object(object), .. } = def else { continue };
        object.fields.retain(|field| {
            let is_kept = is_field_kept(field, is_of_internal(&field.ty), report);
            dropped.extend(field.ty.named(true).filter(|_| !is_kept));
            is_kept
        });
    }
    for operation in &mut api.operations {
        let key = key_header(operation);
        operation.parameters.retain(|parameter| {
            let is_kept = is_parameter_kept(parameter, is_of_internal(&parameter.ty), key.as_deref(), report);
            if !is_kept {
                dropped.extend(parameter.ty.named(true));
                places.push(parameter.pointer.clone());
            }
            is_kept
        });
    }
    forget_event_switches(api);
    api.internal.extend(places);
    dropped
}

fn is_field_kept(field: &Field, is_of_internal: bool, report: &mut Report) -> bool {
    if !is_of_internal && !is_marked(&field.extensions) {
        return true;
    }
    let is_required = field.presence == Presence::Required;
    if is_required {
        keep_required(report, &field.pointer, "property");
    }
    is_required
}

/// `key` is the header with the idempotency key, which the client needs.
fn is_parameter_kept(parameter: &Parameter, is_of_internal: bool, key: Option<&str>, report: &mut Report) -> bool {
    let is_key = parameter.location == ParameterLocation::Header
        && key.is_some_and(|key| key.eq_ignore_ascii_case(parameter.wire.as_str()));
    let is_marked = is_marked(&parameter.extensions) || is_marked(&parameter.schema_extensions);
    if is_key || !is_of_internal && !is_marked {
        return true;
    }
    if parameter.required {
        keep_required(report, &parameter.pointer, "parameter");
    }
    parameter.required
}

fn keep_required(report: &mut Report, at: &Pointer, what: &str) {
    report.push(
        Diagnostic::warning(at, format!("this {what} is internal (`x-internal`) and required, so it is not left out"))
            .help("make it optional, or leave out what contains it, for instance with an overlay"),
    );
}

fn is_marked(extensions: &Extensions) -> bool {
    extensions.get(INTERNAL) == Some("true")
}

/// Returns the header that the settings of an operation choose for its idempotency key.
fn key_header(operation: &Operation) -> Option<String> {
    let chosen = operation.settings.idempotency_header.as_ref()?;
    matches!(chosen.by, ChosenBy::Option(..)).then(|| chosen.value.clone())
}

/// Forgets the property of a body that requests events, where it was left out.
fn forget_event_switches(api: &mut Api) {
    let is_gone = |operation: &Operation| {
        let name = operation.events.as_ref()?.requested_by.as_ref()?;
        let content = operation.body.as_ref()?.contents.first()?;
        let TypeRef::Named(id) = api.without_aliases(&content.ty) else { return None };
        match &api.type_def(*id).kind {
            TypeKind::Object(object) => Some(object.fields.iter().all(|field| field.name != *name)),
            TypeKind::OpenEnum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => None,
        }
    };
    let gone: Vec<bool> = api.operations.iter().map(|operation| is_gone(operation) == Some(true)).collect();
    for (operation, is_gone) in api.operations.iter_mut().zip(gone) {
        if let Some(events) = operation.events.as_mut().filter(|_| is_gone) {
            events.requested_by = None;
        }
    }
}
