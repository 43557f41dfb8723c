//! Counts the names and texts that the parts of the output repeat. See [`Budget`](crate::budget::Budget).

use crate::budget::{PART, of_name, of_place};
use crate::diagnostic::Report;
use crate::ir::{
    Api, Constant, Constraint, Encoding, Field, Object, OpenEnum, Operation, Parameter, Response, ResponseHeader,
    Scalar, SecurityScheme, Segments, Success, TypeId, TypeKind, TypeRef,
};

/// The constraints that a value has at no cost.
const USUAL_CONSTRAINTS: usize = 8;

/// Returns the steps of the names in a type. `allOf` may repeat the properties of a base with a long name.
pub(super) fn names_of_kind(kind: &TypeKind) -> u64 {
    match kind {
        TypeKind::Object(object) => names_of_object(object) + places_of_object(object),
        TypeKind::Union(union) => {
            let tag = union.tag.as_ref().map_or(0, |tag| of_name(tag.as_str()));
            let of_variants = union.variants.iter().map(|variant| {
                let values: u64 = variant.tags.iter().map(|value| of_name(value.as_str())).sum();
                let own = of_name(variant.name.as_str()) + of_place(&variant.pointer);
                tag + own + values + of_constraints(&variant.constraints)
            });
            of_variants.sum()
        }
        TypeKind::OpenEnum(listed) => listed.variants.iter().map(|variant| of_name(variant.wire.as_str())).sum(),
        TypeKind::Alias(_) => 0,
    }
}

/// Returns the steps of the names in the properties of an object.
pub(super) fn names_of_object(object: &Object) -> u64 {
    object.fields.iter().map(of_field).sum()
}

fn places_of_object(object: &Object) -> u64 {
    object.fields.iter().map(|field| of_place(&field.pointer)).sum()
}

/// Returns the length of the texts that an operation repeats: its own documentation, which may be that of its path, and
/// that of its parameters, responses and headers.
pub(super) fn docs_of(operation: &Operation) -> usize {
    let of_parameters: usize = operation.parameters.iter().map(|parameter| parameter.doc.len()).sum();
    let of_responses: usize = responses(operation).map(|response| response.doc.len()).sum();
    operation.doc.len()
        + of_parameters
        + of_responses
        + headers(operation).map(|header| header.doc.len()).sum::<usize>()
}

/// Returns the steps of the names in an operation. Several paths may refer to one path item, several operations to one
/// response, and all operations have the security and the servers of the document.
pub(super) fn names_of_operation(operation: &Operation, schemes: &[SecurityScheme]) -> u64 {
    let own = [operation.id.as_str(), operation.type_name.as_str(), operation.path.as_str()];
    let own = own.into_iter().chain(operation.tags.iter().map(String::as_str));
    let events = operation.events.as_ref().and_then(|events| events.accept.as_deref());
    let download = operation.download.as_ref().and_then(|download| download.accept.as_deref());
    let texts = own.chain(operation.accept.as_deref()).chain(operation.server.as_deref()).chain(events).chain(download);
    let of_own = texts.map(of_name).sum::<u64>() + of_place(&operation.pointer);
    let of_parameters: u64 = operation.parameters.iter().map(of_parameter).sum();
    let contents = operation.contents();
    let of_body: u64 = contents
        .map(|content| {
            of_name(&content.media_type) + of_encoding(&content.encoding) + of_constraints(&content.constraints)
        })
        .sum();
    let bodies =
        operation.success.bodies().chain(operation.errors.iter().filter_map(|response| response.body.as_ref()));
    let of_bodies = bodies.map(|body| {
        let envelope = body.envelope.as_ref().map_or(0, |envelope| of_name(envelope.0.as_str()));
        body.media_type.as_deref().map_or(0, of_name) + envelope
    });
    let of_headers = headers(operation).map(|header| of_name(header.wire.as_str()));
    let used = operation.security.iter().flatten().filter_map(|id| schemes.get(id.0));
    let of_security: u64 = used.map(|scheme| of_name(scheme.wire.as_str())).sum();
    of_own + of_parameters + of_body + of_bodies.sum::<u64>() + of_headers.sum::<u64>() + of_security
}

/// Counts the names of the types that each type and each operation of an API uses.
pub(super) fn count_uses(api: &Api, report: &mut Report) {
    let count = api.types.len();
    let mut uses = Uses { api, types: vec![None; count], rows: vec![0; count], objects: vec![None; count] };
    for id in &api.order {
        let def = api.type_def(*id);
        let of_part = |ty| match def.kind {
            TypeKind::Alias(_) => uses.of(ty),
            TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::OpenEnum(_) => uses.of_part(ty),
        };
        let mut steps: u64 = def.kind.parts().map(of_part).sum();
        if let TypeKind::Union(union) = &def.kind {
            steps = steps.saturating_add(of_name(def.name.as_str()).saturating_mul(union.variants.len() as u64));
        }
        if !report.budget().names(steps) {
            report.is_over_budget(&def.pointer);
            return;
        }
    }
    for operation in &api.operations {
        let mut steps: u64 = operation.types().map(|ty| uses.of_part(ty)).sum();
        // A call has a setter for each property of its body, and of a parameter that is an object.
        let bodies = operation.contents().map(|content| &content.ty);
        for ty in bodies.chain(operation.parameters.iter().map(|parameter| &parameter.ty)) {
            steps = steps.saturating_add(uses.of_properties(ty));
        }
        if !report.budget().names(steps) {
            report.is_over_budget(&operation.pointer);
            return;
        }
    }
}

/// The steps of the uses of each type, as far as they are known.
struct Uses<'a> {
    api: &'a Api,
    /// The steps of a use of the type.
    types: Vec<Option<u64>>,
    /// The aliases in a row from each type whose steps are known.
    rows: Vec<u64>,
    /// The steps of the types of its properties.
    objects: Vec<Option<u64>>,
}

impl Uses<'_> {
    /// Returns the steps of a use: those of the name and, for an alias, of its constraints and its target.
    fn of(&mut self, ty: &TypeRef) -> u64 {
        let mut aliases: Vec<TypeId> = Vec::new();
        let mut leaf = ty.leaf();
        let mut steps = loop {
            match leaf {
                TypeRef::Scalar(Scalar::Custom(index)) => break of_name(self.api.custom[*index].path.as_str()),
                TypeRef::Named(id) => {
                    if let Some(known) = self.types[id.0] {
                        break known;
                    }
                    let def = self.api.type_def(*id);
                    let target = match &def.kind {
                        TypeKind::Alias(target) => target,
                        kind => break of_name(def.name.as_str()) + of_only_value(kind),
                    };
                    aliases.push(*id);
                    leaf = target.leaf();
                }
                _ => break 0,
            }
        };
        let mut row = self.row(leaf);
        for id in aliases.into_iter().rev() {
            let def = self.api.type_def(id);
            row += 1;
            self.rows[id.0] = row;
            steps += of_name(def.name.as_str()) + of_constraints(&def.constraints);
            self.types[id.0] = Some(steps);
        }
        steps
    }

    /// Returns the steps of a use in a part. Each alias in a row is one more, since many stages look for the end of the row.
    fn of_part(&mut self, ty: &TypeRef) -> u64 {
        self.of(ty) + self.row(ty.leaf())
    }

    fn row(&self, leaf: &TypeRef) -> u64 {
        if let TypeRef::Named(id) = leaf { self.rows[id.0] } else { 0 }
    }

    /// Returns the steps of the types in the setters for the properties of a type, if it is an object.
    fn of_properties(&mut self, ty: &TypeRef) -> u64 {
        let api = self.api;
        let TypeRef::Named(id) = api.without_aliases(ty) else { return 0 };
        let TypeKind::Object(object) = &api.type_def(*id).kind else { return 0 };
        if let Some(known) = self.objects[id.0] {
            return known;
        }
        let steps = object.fields.iter().map(|field| self.of_part(&field.ty)).sum();
        self.objects[id.0] = Some(steps);
        steps
    }
}

fn of_field(field: &Field) -> u64 {
    let default = field.default.as_ref().map_or(0, |value| of_name(&value.to_string()));
    of_name(field.wire.as_str()) + default + of_constant(field.constant.as_ref()) + of_constraints(&field.constraints)
}

fn of_parameter(parameter: &Parameter) -> u64 {
    let segments = match &parameter.segments {
        Segments::Pattern(pattern) => of_name(pattern),
        Segments::One | Segments::Reserved => 0,
    };
    let values = [&parameter.constant, &parameter.default, &parameter.server_default];
    let of_values: u64 = values.into_iter().map(|value| of_constant(value.as_ref())).sum();
    let own = of_name(parameter.wire.as_str()) + of_place(&parameter.pointer);
    own + segments + of_values + of_constraints(&parameter.constraints)
}

/// Returns the steps of the value of an enum that has only one: each field with such a type has it.
fn of_only_value(kind: &TypeKind) -> u64 {
    match kind {
        TypeKind::OpenEnum(OpenEnum { variants, .. }) if variants.len() == 1 => of_name(variants[0].wire.as_str()),
        _ => 0,
    }
}

fn of_encoding(encoding: &Encoding) -> u64 {
    match encoding {
        Encoding::Form { styles, .. } => styles.iter().map(|style| of_name(style.wire.as_str())).sum(),
        Encoding::Multipart { parts, .. } => {
            let of_parts = parts.iter().map(|part| {
                let headers: u64 = part.headers.iter().map(|(name, value)| of_name(name) + of_name(value)).sum();
                of_name(part.wire.as_str()) + part.media_type.as_deref().map_or(0, of_name) + headers
            });
            of_parts.sum()
        }
        Encoding::Json(_) | Encoding::JsonLines(_) | Encoding::Text(_) | Encoding::Bytes(_) => 0,
    }
}

fn of_constant(constant: Option<&Constant>) -> u64 {
    match constant {
        Some(Constant::Text(text)) => of_name(text),
        Some(Constant::Number(number)) => of_name(number.as_str()),
        Some(Constant::Bool(_)) | None => 0,
    }
}

/// Returns the steps of the constraints of a value. `allOf` may combine any number of patterns and factors.
fn of_constraints(constraints: &[Constraint]) -> u64 {
    let steps = constraints.iter().enumerate().map(|(at, constraint)| match constraint {
        Constraint::Characters(pattern) | Constraint::Pattern(pattern) if at < USUAL_CONSTRAINTS => of_name(pattern),
        Constraint::Characters(pattern) | Constraint::Pattern(pattern) => PART + pattern.len() as u64,
        // Each number is a value of its own.
        Constraint::OneOf(numbers) => numbers.iter().map(|number| number.as_str().len() as u64).sum(),
        Constraint::Each(inner) => of_constraints(inner),
        _ if at < USUAL_CONSTRAINTS => 0,
        _ => PART,
    });
    steps.sum()
}

fn responses(operation: &Operation) -> impl Iterator<Item = &Response> {
    let successes = match &operation.success {
        Success::ByStatus(responses) => responses.as_slice(),
        Success::Nothing | Success::One(_) => &[],
    };
    successes.iter().chain(&operation.errors)
}

fn headers(operation: &Operation) -> impl Iterator<Item = &ResponseHeader> {
    operation.success_headers.iter().chain(operation.errors.iter().flat_map(|response| &response.headers))
}
