//! Schemas that the caller replaces with own types.

use std::collections::HashMap;

use openapiv3::ReferenceOr;
use serde_json::Value;

use super::{
    Lowering,
    schema::{Part, Shape, Use},
};
use crate::diagnostic::Diagnostic;
use crate::ir::{CustomType, Scalar};
use crate::name_pattern::NamePattern;
use crate::nearest::suggestion;
use crate::options_origin::option_place;
use crate::pointer::Pointer;
use crate::type_path::TypePath;

/// The extension that names the type of a schema.
pub(crate) const TYPE: &str = "x-rust-type";

/// The prefix of a target of the option `replace` that is a format.
const FORMAT: &str = "format:";

/// The types of the caller, and their targets.
#[derive(Debug, Default)]
pub(super) struct Replaced {
    pub types: Vec<CustomType>,
    by_place: HashMap<Pointer, usize>,
    by_format: HashMap<String, usize>,
    /// The types that the extension names.
    by_extension: HashMap<TypePath, usize>,
    used: Vec<bool>,
}

/// Returns the place of a schema component.
fn component(name: &str) -> Pointer {
    Pointer::root().child("components").child("schemas").child(name)
}

impl<'d> Lowering<'d, '_> {
    /// Resolves the targets of the option `replace`.
    pub(super) fn find_replaced(&mut self) {
        let is_replaced = |target: &str| !self.options.without_replaced_schemas || target.starts_with(FORMAT);
        for (target, path) in self.options.replace.iter().filter(|(target, _)| is_replaced(target)) {
            // Invalid paths are already reported.
            let Ok(path) = path.parse::<TypePath>() else { continue };
            let at = self.replaced.types.len();
            self.replaced.types.push(CustomType { path, target: Some(target.clone()) });
            self.replaced.used.push(false);
            if let Some(format) = target.strip_prefix(FORMAT) {
                self.replaced.by_format.insert(format.to_owned(), at);
                continue;
            }
            if let Some(pattern) = NamePattern::of_target(target) {
                for name in self.document.schemas().keys().filter(|name| pattern.matched(name).is_some()) {
                    let place = self.report.place_of(&component(name));
                    self.replaced.by_place.entry(place).or_insert(at);
                }
                continue;
            }
            let pointer = Pointer::of_target(target).unwrap_or_else(|| self.report.place_of(&component(target)));
            self.replaced.by_place.insert(pointer, at);
        }
    }

    /// Returns the type that replaces the schemas, if there is one.
    pub(super) fn replacement(&mut self, parts: &[Part<'d>]) -> Option<Use> {
        let found = parts.iter().find_map(|part| {
            let is_asked = !self.replaced.by_place.is_empty();
            let place = is_asked.then(|| self.report.place_of(&part.pointer))?;
            self.replaced.by_place.get(&place).copied()
        });
        let index = match found {
            Some(index) => index,
            None => parts.iter().find_map(|part| self.by_extension(part))?,
        };
        Some(self.custom(index))
    }

    /// Returns the type that replaces the format of a shape.
    pub(super) fn replacement_of_format(&mut self, shape: &Shape<'d>) -> Option<Use> {
        let index = *self.replaced.by_format.get(shape.format.as_deref()?)?;
        Some(self.custom(index))
    }

    fn custom(&mut self, index: usize) -> Use {
        if let Some(used) = self.replaced.used.get_mut(index) {
            *used = true;
        }
        Use::scalar(Scalar::Custom(index))
    }

    fn by_extension(&mut self, part: &Part<'d>) -> Option<usize> {
        let ReferenceOr::Item(schema) = part.schema else { return None };
        let value = schema.schema_data.extensions.get(TYPE).filter(|_| !self.options.without_replaced_schemas)?;
        let read = match value {
            Value::String(text) => text.parse::<TypePath>(),
            other => Err(format!("`{other}` is not the path of a type")),
        };
        let path = match read {
            Ok(path) => path,
            Err(message) => {
                self.report.push(Diagnostic::error(&part.pointer.child(TYPE), format!("`{TYPE}`: {message}")));
                return None;
            }
        };
        let Replaced { types, by_extension, used, .. } = &mut self.replaced;
        Some(*by_extension.entry(path).or_insert_with_key(|path| {
            types.push(CustomType { path: path.clone(), target: None });
            used.push(true);
            types.len() - 1
        }))
    }

    /// Reports the targets of the option that no schema used.
    pub(super) fn report_unused_replacements(&mut self) {
        let names = || self.document.schemas().keys();
        let mut unused = Vec::new();
        for (custom, used) in self.replaced.types.iter().zip(&self.replaced.used) {
            let Some(target) = custom.target.as_ref().filter(|_| !used) else { continue };
            let (what, help) = match target.strip_prefix(FORMAT) {
                Some(format) => (format!("no schema has the format `{format}`"), None),
                None if NamePattern::of_target(target).is_some() => {
                    ("no schema has such a name".to_owned(), suggestion(&target.replace('*', ""), names()))
                }
                None => (
                    format!("no schema has this name; a format is written `{FORMAT}{target}`"),
                    suggestion(target, names()),
                ),
            };
            let message = format!("the option `replace` names `{target}`, but {what}");
            let otherwise = "write the name of a component, a JSON Pointer to a schema, or a format";
            let diagnostic = Diagnostic::error(&Pointer::root(), message);
            let diagnostic = diagnostic.help(help.unwrap_or_else(|| otherwise.to_owned()));
            unused.push((option_place("replace", target), diagnostic));
        }
        for (place, diagnostic) in unused {
            self.report.push_unmatched(&place, diagnostic);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diff::Version;
    use crate::explain::explain;
    use crate::{Options, Source, generate};

    const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
components:
  schemas:
    Money: { type: string, format: decimal }
    Order: { type: object, properties: { total: { $ref: '#/components/schemas/Money' }, tax: { type: number, format: decimal } } }
";

    fn rejected(target: &str, path: &str) -> String {
        let options = Options::default().replace(target, path);
        generate(&Source::new("api.yaml", DOCUMENT), &[], &options).unwrap_err().to_string()
    }

    #[test]
    fn a_missing_target_is_an_error() {
        let error = rejected("Mony", "crate::Money");
        assert!(error.contains("names `Mony`, but no schema has this name"), "{error}");
        assert!(error.contains("help: a similar name exists: `Money`"), "{error}");
        assert!(rejected("format:money", "crate::Money").contains("no schema has the format `money`"));
        assert!(rejected("/components/schemas/Nothing", "crate::Money").contains("no schema has this name"));
    }

    #[test]
    fn a_pattern_replaces_all_components_that_match() {
        let document = DOCUMENT
            .replace("    Money: {", "    TaxMoney: { type: string }\n    NetMoney: { type: string }\n    Money: {");
        let text = |options: &Options, document: &str| {
            let generated = generate(&Source::new("api.yaml", document), &[], options).unwrap();
            generated.files.into_iter().map(|file| file.text).collect::<String>()
        };
        let options = Options::default().replace("*Money", "crate::Money").replace("NetMoney", "crate::Net");
        let made = text(&options, &document);
        assert!(made.contains("pub type TaxMoney = crate::Money;"), "{made}");
        assert!(made.contains("pub type NetMoney = crate::Net;"), "{made}");
        assert!(made.contains("pub type Money = crate::Money;"), "{made}");
        let reversed = Options::default().replace("NetMoney", "crate::Net").replace("*Money", "crate::Money");
        assert_eq!(text(&reversed, &document), made);
        let error = rejected("*Mony", "crate::Money");
        assert!(error.contains("names `*Mony`, but no schema has such a name"), "{error}");
        assert!(error.contains("help: a similar name exists: `Money`"), "{error}");
        let swagger = "
swagger: '2.0'
info: { title: Shop, version: 1.0.0 }
paths: {}
definitions: { TaxMoney: { type: string }, Money: { type: string } }
";
        let options = Options::default().replace("*Money", "crate::Money").replace("Money", "crate::Other");
        let made = text(&options, swagger);
        assert!(made.contains("pub type TaxMoney = crate::Money;") && made.contains("Money = crate::Other;"), "{made}");
    }

    #[test]
    fn an_invalid_path_is_an_error() {
        assert!(rejected("Money", "Money").contains("the option `replace`: `Money` is not a whole path"));
        assert!(rejected("Money", "fn(").contains("`fn(` is not the path of a type"));
        for value in ["1", "Money"] {
            let document = DOCUMENT.replace("Money: {", &format!("Money: {{ x-rust-type: {value},"));
            let error = generate(&Source::new("api.yaml", document), &[], &Options::default()).unwrap_err().to_string();
            assert!(
                error.contains("/components/schemas/Money/x-rust-type") && error.contains("api.yaml:6:"),
                "{error}"
            );
        }
    }

    #[test]
    fn explanations_say_why_it_is_the_type() {
        let options = Options::default().replace("Money", "crate::Money").replace("format:decimal", "a::B");
        let version = Version::generate(&Source::new("api.yaml", DOCUMENT), &[], &options).unwrap();
        let first = |path: &str| explain(&version, path)[0].reasons[0].text.clone();
        assert_eq!(first("Money"), "the option `replace` for `Money` → `crate::Money`");
        let tax = explain(&version, "Order.tax").remove(0);
        assert_eq!(tax.code, "pub tax: Option<openapi_bindgen_runtime::Serde<a::B>>");
        assert!(tax.reasons[0].text.starts_with("the option `replace` for `format:decimal` → "), "{:?}", tax.reasons);
    }
}
