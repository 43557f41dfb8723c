//! `#[derive(Operation)]`.

mod head;
mod parameter;
mod placeholder;
mod response;
mod setter;

use proc_macro::TokenStream;

use self::{
    head::Head,
    parameter::Parameter,
    response::{Response, put_streams},
    setter::put_setters,
};
use crate::{
    arguments::single,
    body::Body,
    check::{Checks, has_parts},
    code::Code,
    constructor::{put_argument, put_documentation, put_signature},
    error::Error,
    item::{Field, Item},
    object::literal_of,
    pages::Pages,
    shape::Shape,
};

const RT: &str = Code::RUNTIME;

/// An operation with its attributes.
pub(crate) struct Operation {
    head: Head,
    response: Response,
    parameters: Vec<Parameter>,
    body: Option<(Field, Body, Checks)>,
    pages: Option<Pages>,
}

pub(crate) fn derive(item: TokenStream) -> Result<TokenStream, Error> {
    let item = Item::read(item, "Operation", "struct")?;
    let operation = Operation::read(&item)?;
    let mut code = Code::default();
    operation.put_constructor(&mut code, &item);
    put_setters(&mut code, &item, &operation)?;
    operation.put_check(&mut code, &item)?;
    operation.put_impl(&mut code, &item);
    put_streams(&mut code, &item, operation.body.as_ref().map(|(field, ..)| &field.name))?;
    if let Some(pages) = &operation.pages {
        pages.put(&mut code, &item);
    }
    code.into_tokens()
}

impl Operation {
    fn read(item: &Item) -> Result<Self, Error> {
        let head = Head::read(item)?;
        let placeholders = head.placeholders()?;
        let (mut parameters, mut body): (Vec<Parameter>, _) = (Vec::new(), None);
        for field in item.fields()? {
            let Some(written) = Body::read(&field.attributes)? else {
                parameters.push(Parameter::read(field, &placeholders)?);
                continue;
            };
            if body.is_some() {
                return Err(Error::new(field.name.span(), "an operation has one body"));
            }
            if let Some(attribute) = single(&field.attributes, "param")? {
                return Err(Error::new(attribute.span, "the body is not a parameter: expected `#[body(…)]` alone"));
            }
            let checks = Checks::read(&field.attributes)?;
            body = Some((field, written, checks));
        }
        if let Some(missing) = placeholders
            .iter()
            .map(|placeholder| &placeholder.name)
            .find(|name| !parameters.iter().any(|field| field.is_for(name)))
        {
            return Err(Error::new(
                head.path_span(),
                format!("`{{{missing}}}` has no field: expected one of its name"),
            ));
        }
        let pages = single(&item.attributes, "pages")?.map(Pages::read).transpose()?;
        Ok(Self { head, response: Response::read(item)?, parameters, body, pages })
    }

    /// Returns the fields that the constructor takes.
    fn arguments(&self) -> Vec<&Field> {
        let is_argument = |parameter: &&Parameter| !parameter.is_optional() && parameter.value.is_none();
        let parameters = self.parameters.iter().filter(is_argument).map(|parameter| &parameter.field);
        let is_given = |body: &&(Field, Body, Checks)| !body.1.is_optional(&body.0.ty) && !body.1.begins_as_default;
        parameters.chain(self.body.as_ref().filter(is_given).map(|(field, ..)| field)).collect()
    }

    fn put_constructor(&self, code: &mut Code, item: &Item) {
        let (name, vis) = (&item.name, &item.vis);
        let arguments = self.arguments();
        put!(code, "#[allow(deprecated)] impl {name} {{ ");
        put_documentation(
            code,
            " Creates a call from the required arguments; everything else starts unset.",
            &arguments,
        );
        if arguments.is_empty() {
            put!(code, "#[allow(clippy::new_without_default)] ");
        }
        put_signature(code, vis, &arguments);
        put!(code, "{{ Self {{ ");
        for parameter in &self.parameters {
            let field = &parameter.field;
            match &parameter.value {
                Some(value) => {
                    let value = literal_of(code, value, &field.ty);
                    put!(code, "{}: {value}, ", field.name);
                }
                None => put_begun(code, field, !parameter.is_optional()),
            }
        }
        if let Some((field, body, _)) = &self.body {
            if body.begins_as_default {
                put!(code, "{}: ::core::default::Default::default(), ", field.name);
            } else {
                put_begun(code, field, !body.is_optional(&field.ty));
            }
        }
        put!(code, "}} }} }} ");
    }

    fn put_check(&self, code: &mut Code, item: &Item) -> Result<(), Error> {
        put!(
            code,
            "#[allow(deprecated)] #[automatically_derived] impl {RT}::Check for {} {{ \
                 fn check(&self, __checker: &mut {RT}::Checker) {{ let _ = &__checker; ",
            item.name
        );
        for parameter in &self.parameters {
            let Parameter { field, wire, checks, .. } = parameter;
            let value = format!("&self.{}", field.name);
            if parameter.is_styled() {
                checks.put_with_parts(code, wire, &value, &field.ty)?;
            } else {
                checks.put(code, "__checker", wire, &value, &field.ty)?;
            }
        }
        if let Some((field, body, checks)) = &self.body {
            let value = format!("&self.{}", field.name);
            checks.put(code, "__checker", "\"\"", &value, &field.ty)?;
            if body.has_parts() && has_parts(&field.ty) {
                if Shape::new(&field.ty).head == "Option" {
                    put!(code, "if let ::core::option::Option::Some(__body) = {value} {{ ");
                    put!(code, "__checker.within(\"\", __body); }} ");
                } else {
                    put!(code, "__checker.within(\"\", {value}); ");
                }
            }
        }
        put!(code, "}} }} ");
        Ok(())
    }

    fn put_impl(&self, code: &mut Code, item: &Item) {
        put!(code, "#[allow(deprecated)] #[automatically_derived] impl {RT}::Operation for {} {{ ", item.name);
        self.response.put_types(code, item);
        self.head.put_meta(code);
        put!(code, "fn request(&self, __request: &mut {RT}::RequestBuilder) {{ let _ = &__request; ");
        for parameter in &self.parameters {
            parameter.put(code, "__request");
        }
        if let Some((field, body, _)) = &self.body {
            if body.is_optional(&field.ty) {
                put!(code, "if let ::core::option::Option::Some(__body) = &self.{} {{ ", field.name);
                body.put(code, "__request", "__body");
                put!(code, "}} ");
            } else {
                body.put(code, "__request", &format!("&self.{}", field.name));
            }
        }
        put!(code, "}} ");
        self.response.put_output(code);
        put!(code, "}} ");
    }
}

/// Writes the field as the constructor sets it: from its argument, or to an empty value.
fn put_begun(code: &mut Code, field: &Field, is_argument: bool) {
    if is_argument {
        put_argument(code, field);
    } else {
        put!(code, "{}: ::core::option::Option::None, ", field.name);
    }
}
