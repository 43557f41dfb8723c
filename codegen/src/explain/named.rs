//! The parts of the output that have a name.

use super::reasons::Reasons;
use super::{operation, type_def};
use crate::diff::{Places, Version};
use crate::generated::Item;
use crate::ir::{
    Api, Body, Field, Operation, Parameter, Response, RustIdent, TypeDef, TypeKind, TypeRef, Union, UnionVariant,
    Variant,
};
use crate::pointer::Pointer;
use crate::render::{Owner, signature};

/// One part of the output, by its path in Rust.
pub(super) struct Named<'a> {
    pub item: &'a Item,
    pub path: String,
    /// What else it is called.
    aliases: Vec<String>,
    part: Part<'a>,
}

enum Part<'a> {
    Type(&'a TypeDef),
    Field(&'a TypeDef, &'a Field),
    /// The members beyond the properties.
    Rest(&'a RustIdent, &'a TypeRef),
    Value(&'a Variant),
    /// The branch at this position of a union.
    Branch(&'a Union, usize),
    /// The branch at this position of a base, which the type extends.
    Extension(&'a Union, usize, &'a TypeDef),
    Operation(&'a Operation),
    Parameter(&'a Parameter),
    Body(&'a Operation, &'a Body),
    Refusal(&'a Response),
}

/// All of them, in the order of the output: an item, and then what is in it.
pub(super) fn all(version: &Version) -> Vec<Named<'_>> {
    let mut named = Vec::new();
    for item in &version.generated.items {
        match item.owner {
            Owner::Type(id) => of_type(item, &version.api, version.api.type_def(id), &mut named),
            Owner::Operation(index) => of_operation(item, &version.api.operations[index], &mut named),
            // The client is made of all the document says.
            Owner::Client | Owner::File => {}
        }
    }
    named
}

fn of_type<'a>(item: &'a Item, api: &'a Api, def: &'a TypeDef, named: &mut Vec<Named<'a>>) {
    let name = &def.name;
    let mut add = |path: String, aliases: Vec<String>, part| named.push(Named { item, path, aliases, part });
    add(name.to_string(), Vec::new(), Part::Type(def));
    match &def.kind {
        TypeKind::Object(object) => {
            for field in &object.fields {
                let aliases = vec![format!("{name}.{}", field.wire)];
                add(format!("{name}.{}", field.name), aliases, Part::Field(def, field));
            }
            if let Some((rest, ty)) = &object.additional {
                add(format!("{name}.{rest}"), Vec::new(), Part::Rest(rest, ty));
            }
        }
        TypeKind::StringEnum(texts) => {
            for variant in &texts.variants {
                let aliases = vec![format!("{name}::{}", variant.wire)];
                add(format!("{name}::{}", variant.name), aliases, Part::Value(variant));
            }
        }
        TypeKind::Union(union) => {
            for (position, variant) in union.variants.iter().enumerate() {
                let extending = variant.ty.named(true).filter(|_| union.is_base).map(|id| api.type_def(id));
                let part = extending.map_or(Part::Branch(union, position), |def| Part::Extension(union, position, def));
                add(format!("{name}::{}", variant.name), Vec::new(), part);
            }
        }
        TypeKind::Alias(_) => {}
    }
}

fn of_operation<'a>(item: &'a Item, operation: &'a Operation, named: &mut Vec<Named<'a>>) {
    let Operation { id, function, type_name, .. } = operation;
    let owners = [type_name.to_string(), format!("Client::{function}"), id.to_string()];
    let within = |name: &str| owners.iter().map(|owner| format!("{owner}.{name}")).collect::<Vec<_>>();
    let mut add = |path: String, aliases: Vec<String>, part| named.push(Named { item, path, aliases, part });
    add(function.to_string(), owners.to_vec(), Part::Operation(operation));
    for parameter in &operation.parameters {
        let mut aliases = within(parameter.name.as_str());
        aliases.push(format!("{function}.{}", parameter.wire));
        add(format!("{function}.{}", parameter.name), aliases, Part::Parameter(parameter));
    }
    if let Some(body) = &operation.body {
        add(format!("{function}.body"), within("body"), Part::Body(operation, body));
    }
    for response in &operation.errors {
        let aliases = vec![format!("{function}.{}", response.status.label())];
        add(format!("{type_name}Error::{}", response.name), aliases, Part::Refusal(response));
    }
}

impl Named<'_> {
    /// Whether it is also called so.
    pub(super) fn is(&self, name: &str) -> bool {
        self.aliases.iter().any(|alias| alias == name)
    }

    /// What it was made from.
    pub(super) fn pointer(&self, places: &Places<'_>) -> Pointer {
        let at = &self.item.pointer;
        match &self.part {
            Part::Type(_) | Part::Rest(..) | Part::Operation(_) => at.clone(),
            Part::Field(_, field) => places.property(at, &field.wire),
            Part::Value(variant) => places.value(at, &variant.wire),
            Part::Extension(_, _, def) if def.pointer == *at => at.clone(),
            Part::Extension(_, _, def) => type_def::extension(places, &def.pointer),
            Part::Branch(_, position) => {
                let choice = ["oneOf", "anyOf"].iter().find_map(|keyword| places.keyword(at, keyword, |_| true));
                let branch = choice.map(|choice| choice.index(*position));
                branch.filter(|branch| places.get(branch).is_some()).unwrap_or_else(|| at.clone())
            }
            Part::Parameter(parameter) => places.parameter(at, &parameter.wire, parameter.place),
            Part::Body(..) => at.child("requestBody"),
            Part::Refusal(response) => places.response(at, &response.status.label()),
        }
    }

    /// Its declaration, in a line.
    pub(super) fn code(&self, version: &Version) -> String {
        let api = &version.api;
        match &self.part {
            Part::Type(def) => {
                let name = &def.name;
                match &def.kind {
                    TypeKind::Object(_) => format!("pub struct {name}"),
                    TypeKind::StringEnum(_) | TypeKind::Union(_) => format!("pub enum {name}"),
                    TypeKind::Alias(target) => format!("pub type {name} = {};", signature::type_text(api, target)),
                }
            }
            Part::Field(_, field) => format!("pub {}: {}", field.name, signature::field_text(api, field)),
            Part::Rest(name, ty) => format!("pub {name}: BTreeMap<String, {}>", signature::type_text(api, ty)),
            Part::Value(variant) => variant.name.to_string(),
            Part::Branch(union, position) | Part::Extension(union, position, _) => {
                let UnionVariant { name, ty, .. } = &union.variants[*position];
                format!("{name}({})", signature::type_text(api, ty))
            }
            Part::Operation(operation) => crate::diff::declaration(api, operation),
            Part::Parameter(parameter) => signature::parameter_text(api, parameter),
            Part::Body(_, body) => format!("body: {}", signature::body_text(api, body)),
            Part::Refusal(response) => signature::variant_text(api, response),
        }
    }

    /// Adds the reasons why it is what it is; `at` is its pointer.
    pub(super) fn explain(&self, at: &Pointer, reasons: &mut Reasons<'_>) {
        match &self.part {
            Part::Type(def) => type_def::of_type(reasons, def, at),
            Part::Field(def, field) => type_def::of_field(reasons, def, field, at),
            Part::Rest(_, ty) => type_def::of_rest(reasons, ty, at),
            Part::Value(variant) => type_def::of_value(reasons, variant, at),
            Part::Branch(union, position) => {
                type_def::of_branch(reasons, union, &union.variants[*position], at);
            }
            Part::Extension(union, position, def) => {
                type_def::of_extension(reasons, union, &union.variants[*position], (def, &self.item.pointer), at);
            }
            Part::Operation(operation) => operation::of_operation(reasons, operation, at),
            Part::Parameter(parameter) => operation::of_parameter(reasons, parameter, at),
            Part::Body(operation, body) => operation::of_body(reasons, operation, body, at),
            Part::Refusal(response) => operation::of_refusal(reasons, response, at),
        }
    }
}
