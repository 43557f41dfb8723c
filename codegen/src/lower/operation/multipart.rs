//! Finds the components in multipart bodies. A binary string is a file there, and a string
//! elsewhere.

use std::collections::{BTreeMap, HashSet};

use openapiv3::ReferenceOr;

use super::{content_kind::multipart_schemas, methods};
use crate::diagnostic::Diagnostic;
use crate::ir::Direction;
use crate::lower::{
    Files, Lowering,
    schema::{Additional, JsonType, Leaf, Part, Shape, borrowed, has_null_default},
};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// Returns the components that an operation sends as a multipart body or as a part of one.
    pub(in crate::lower) fn multipart_components(&self) -> BTreeMap<usize, Files> {
        // Lowering the body reports an invalid reference.
        let mut found = BTreeMap::new();
        let items = self.document.document.paths.paths.values().filter_map(ReferenceOr::as_item);
        for request_body in items.flat_map(methods).filter_map(|(_, operation)| operation.request_body.as_ref()) {
            let body = self.document.find(request_body, &Pointer::root(), self.report.budget());
            let Ok(body) = body else { continue };
            for schema in multipart_schemas(&body.item.content) {
                let part = Part { schema: borrowed(schema), pointer: Pointer::root() };
                self.visit(&part, Files::InProperties, &mut found, &mut |_| {});
            }
        }
        found
    }

    /// Returns true if a multipart body contains a file.
    pub(super) fn has_files(&self, body: &Part<'d>) -> bool {
        let mut is_any = false;
        let mut look = |shape: &Shape<'d>| is_any |= shape.format.as_deref() == Some("binary");
        self.visit(body, Files::InProperties, &mut BTreeMap::new(), &mut look);
        is_any
    }

    /// Visits the possible files in a multipart body, and collects the components on the path, each
    /// once.
    fn visit(
        &self,
        part: &Part<'d>,
        files: Files,
        found: &mut BTreeMap<usize, Files>,
        look: &mut impl FnMut(&Shape<'d>),
    ) {
        // Schemas refer to each other in rows of any length.
        let mut open = vec![(part.clone(), files)];
        while let Some((part, files)) = open.pop() {
            for leaf in self.leaves(std::slice::from_ref(&part)) {
                match leaf {
                    Leaf::Reference { index } => {
                        let known = found.entry(index).or_default();
                        if *known < files {
                            *known = files;
                            open.extend(self.component_part(index).map(|part| (part, files)));
                        }
                    }
                    Leaf::Item { shape } => {
                        look(&shape);
                        let branches = shape.choices.iter().flat_map(|choice| &choice.branches);
                        open.extend(shape.items.iter().chain(branches).map(|part| (part.clone(), files)));
                        let others = match &shape.additional {
                            Some(Additional::Typed(part)) => Some(part),
                            Some(Additional::Any(_) | Additional::Forbidden) | None => None,
                        };
                        let inside = files.of_properties();
                        if inside != Files::Nowhere {
                            let members = shape.properties.values().flatten().chain(others);
                            open.extend(members.map(|part| (part.clone(), inside)));
                        }
                    }
                }
            }
        }
    }

    /// Warns about files in the objects of parts. Such a part is JSON, which has no bytes.
    pub(super) fn warn_of_files_in_json(&mut self, body: &Part<'d>) {
        let Some(body) = self.resolved_shape(body) else { return };
        for part in body.properties.values().flatten() {
            let Some(shape) = self.resolved_shape(part) else { continue };
            let around = [&shape.items, &shape.choices.iter().flat_map(|choice| choice.branches.clone()).collect()];
            let inner: Vec<Shape<'d>> =
                around.into_iter().flatten().filter_map(|part| self.resolved_shape(part)).collect();
            for shape in std::iter::once(&shape).chain(&inner) {
                let value = match &shape.additional {
                    Some(Additional::Typed(value)) => Some(value),
                    Some(Additional::Any(_) | Additional::Forbidden) | None => None,
                };
                for member in shape.properties.values().flatten().chain(value) {
                    self.warn_of_file_in_json(member);
                }
            }
        }
    }

    fn warn_of_file_in_json(&mut self, part: &Part<'d>) {
        // A component has one type wherever it is used.
        let result = match part.schema {
            ReferenceOr::Item(_) => "is a string there",
            ReferenceOr::Reference { .. } => "a call with it fails before it is sent",
        };
        if self.resolved_shape(part).is_some_and(|shape| shape.format.as_deref() == Some("binary")) {
            let message = format!("this file is inside the JSON of a part, and {result}");
            self.report.push(
                Diagnostic::warning(&part.pointer, message)
                    .help("move it to a property of the body, or give it the format `byte` if it is Base64"),
            );
        }
    }

    /// Reports the properties of a multipart body or a form that may be null, which a form cannot say. `what` is the body.
    pub(super) fn report_nulls(&mut self, body: &Part<'d>, what: &str) {
        let Some(shape) = self.resolved_shape(body) else { return };
        let branches = shape.choices.iter().flat_map(|choice| &choice.branches);
        let branches: Vec<Shape<'d>> = branches.filter_map(|branch| self.resolved_shape(branch)).collect();
        for shape in std::iter::once(&shape).chain(&branches) {
            for (name, parts) in &shape.properties {
                if self.direction(parts) != Direction::Received {
                    self.report_null(parts, shape.required.contains_key(name), what);
                }
            }
        }
    }

    fn report_null(&mut self, property: &[Part<'d>], is_required: bool, what: &str) {
        let allows_null =
            |parts: &[Part<'d>]| self.leaves(parts).iter().any(|leaf| leaf.allows_null(self, &mut HashSet::new()));
        let Some(at) = property.first().map(|part| &part.pointer) else { return };
        let is_null_default = property.iter().any(has_null_default);
        let diagnostic = if allows_null(property) && is_required {
            let message = format!("this is required and may be null, which a {what} cannot say: null is left out");
            Diagnostic::warning(at, message)
                .help("if the server needs it, an overlay can remove null; otherwise it can remove it from `required`")
        } else if allows_null(property) && !is_null_default {
            Diagnostic::note(at, format!("a {what} cannot say null: null is left out, as if it were not set"))
        } else if property.iter().filter_map(|part| self.resolved_shape(part)).any(|shape| allows_null(&shape.items)) {
            Diagnostic::note(at, format!("a {what} cannot say null: a null in this list is left out"))
        } else {
            return;
        };
        self.report.push(diagnostic);
    }

    /// Warns about a multipart body or a form without properties.
    pub(super) fn warn_of_body_without_members(&mut self, body: &Part<'d>, what: &str) {
        let Some(shape) = self.resolved_shape(body) else { return };
        let is_one_value = match shape.json_type {
            Some(JsonType::Object) | None => false,
            Some(JsonType::Array | JsonType::String | JsonType::Number | JsonType::Integer | JsonType::Boolean) => true,
        };
        if is_one_value {
            self.report.push(
                Diagnostic::warning(&body.pointer, format!("this {what}: every call fails before it is sent"))
                    .help("an overlay can make it an object with a property for each part"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Source, generate};

    #[test]
    fn a_member_that_is_a_list_of_itself_ends() {
        for schemas in [
            "F: {type: array, items: {$ref: '#/components/schemas/F'}}",
            "F: {type: [array, 'null'], items: {$ref: '#/components/schemas/F'}}",
            "F: {type: array, items: {$ref: '#/components/schemas/G'}}, G: {type: array, items: {$ref: '#/components/schemas/F'}}",
            "F: {type: array, items: {$ref: '#/components/schemas/G'}}, G: {type: object, properties: {f: {$ref: '#/components/schemas/F'}}}",
        ] {
            let document = Source::new(
                "api.yaml",
                format!(
                    "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{/f: {{post: {{operationId: up, requestBody: {{content: \
                     {{multipart/form-data: {{schema: {{type: object, properties: {{m: {{$ref: '#/components/schemas/F'}}}}}}}}}}}}, \
                     responses: {{'204': {{description: d}}}}}}}}}}\ncomponents: {{schemas: {{{schemas}}}}}\n"
                ),
            );
            // The result does not matter here.
            let _ = generate(&document, &[], &Options::default());
        }
    }
}
