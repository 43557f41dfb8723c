//! Path parameters and the placeholders of their path.

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::ParameterData;

use crate::diagnostic::Diagnostic;
use crate::dialect::RESERVED_PATH;
use crate::ir::{Doc, Extensions, Parameter, ParameterLocation, Scalar, Segments, Style, TypeRef, WireName};
use crate::lower::Lowering;
use crate::naming::field;
use crate::path_template::{Placeholder, is_plain_name, placeholders};
use crate::pointer::Pointer;

/// The extension of a path parameter whose value may have slashes, as GitHub's document has it.
const MULTI_SEGMENT: &str = "x-multi-segment";

impl Lowering<'_, '_> {
    /// Returns the segments that a path parameter may have by its own description.
    pub(super) fn segments(
        &mut self,
        data: &ParameterData,
        location: ParameterLocation,
        style: Style,
        at: &Pointer,
    ) -> Segments {
        let has = |name: &str| data.extensions.get(name).is_some_and(|value| *value == true);
        let segments = match () {
            () if location != ParameterLocation::Path => Segments::One,
            () if has(RESERVED_PATH) => Segments::Reserved,
            () if has(MULTI_SEGMENT) => Segments::Pattern("**".to_owned()),
            () => Segments::One,
        };
        if segments == Segments::One || style == Style::Plain && is_plain_name(&data.name) {
            return segments;
        }
        if style == Style::Plain {
            let message = "a slash in this parameter is percent-encoded, since its name has a sign of a placeholder";
            self.report.push(Diagnostic::note(at, message));
        } else {
            self.note_encoded_slashes(at);
        }
        Segments::One
    }

    /// Gives a path parameter the name of its placeholder, and the segments that the placeholder stands for.
    fn set_segments(&mut self, parameter: &mut Parameter, placeholder: &Placeholder<'_>) {
        parameter.wire = WireName::new(placeholder.name);
        match &placeholder.segments {
            Segments::One => {}
            segments if parameter.style == Style::Plain => parameter.segments = segments.clone(),
            Segments::Reserved | Segments::Pattern(_) => {
                let at = parameter.pointer.clone();
                self.note_encoded_slashes(&at);
            }
        }
    }

    fn note_encoded_slashes(&mut self, at: &Pointer) {
        let message = "a slash in this parameter is percent-encoded, since it is not one text";
        self.report.push(Diagnostic::note(at, message));
    }

    /// Adds a string parameter for each placeholder without one. Drops path parameters without a
    /// placeholder.
    pub(super) fn match_template(&mut self, path: &str, parameters: &mut Vec<Parameter>, at: &Pointer) {
        let placeholders: IndexMap<&str, Placeholder<'_>> =
            placeholders(path).map(|placeholder| (placeholder.name, placeholder)).collect();
        for parameter in parameters.iter_mut().filter(|parameter| parameter.location == ParameterLocation::Path) {
            let wire = parameter.wire.as_str();
            let is_it = |placeholder: &&Placeholder<'_>| placeholder.name == wire || placeholder.text == wire;
            if let Some(placeholder) = placeholders.values().find(is_it) {
                self.set_segments(parameter, placeholder);
            }
        }
        parameters.retain(|parameter| {
            let is_used =
                parameter.location != ParameterLocation::Path || placeholders.contains_key(parameter.wire.as_str());
            if !is_used {
                let message =
                    format!("the path parameter `{}` is not in the path `{path}`, so it is left out", parameter.wire);
                self.report.leave_out(at, message);
            }
            is_used
        });
        let of_path = parameters.iter().filter(|parameter| parameter.location == ParameterLocation::Path);
        let known: HashSet<String> = of_path.map(|parameter| parameter.wire.as_str().to_owned()).collect();
        for (name, placeholder) in placeholders {
            if !known.contains(name) {
                let message = format!("the path parameter `{name}` is not declared, and is read as a string");
                self.report.warn(at, message);
                parameters.push(Parameter {
                    wire: WireName::new(name),
                    name: field(name),
                    location: ParameterLocation::Path,
                    style: Style::Plain,
                    segments: placeholder.segments,
                    reserved: false,
                    empty: false,
                    required: true,
                    ty: TypeRef::Scalar(Scalar::String),
                    constant: None,
                    default: None,
                    server_default: None,
                    doc: Doc::default(),
                    constraints: Vec::new(),
                    pointer: at.clone(),
                    extensions: Extensions::default(),
                    schema_extensions: Extensions::default(),
                });
            }
        }
    }
}
