//! The generated bindings of a document, read from the code.

mod attributes;

use std::{collections::HashMap, io};

use openapi_bindgen::{Options, generate as bindgen, output, read_source};
use syn::{
    Error, Field, Fields, GenericArgument, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, PathArguments, Type,
    ext::IdentExt,
};

use self::attributes::{Argument, arguments, derives};
use crate::{document::Document, workspace::Workspace};

const PLACES: [&str; 4] = ["cookie", "header", "path", "query"];

/// The operations and credentials of one generated client.
#[derive(Debug, Default)]
pub(crate) struct Bindings {
    pub operations: Vec<Binding>,
    pub credentials: Vec<Credential>,
}

/// A method of the builder that takes a credential.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Credential {
    pub method: String,
    /// True if it takes a user name and a password.
    pub is_basic: bool,
}

/// A generated operation: a struct with the values to send as fields.
#[derive(Debug)]
pub(crate) struct Binding {
    pub name: String,
    /// The `operationId`, or its substitute.
    pub id: String,
    pub method: String,
    /// The path template, without a fragment.
    pub path: String,
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    /// The fields of the struct.
    pub fields: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Parameter {
    /// `path`, `query`, `header` or `cookie`.
    pub place: String,
    pub name: String,
    pub field: String,
    pub is_optional: bool,
}

#[derive(Debug)]
pub(crate) struct Body {
    pub field: String,
    pub is_optional: bool,
    /// The possible contents: one, or one for each variant of the enum.
    pub contents: Vec<Content>,
}

#[derive(Clone, Debug)]
pub(crate) struct Content {
    /// The enum and its variant, if there is a choice.
    pub variant: Option<String>,
    /// `json`, `form`, `multipart`, …
    pub kind: String,
    pub media_type: Option<String>,
}

/// Generates the module of a document into the workspace. The inner error is the generator's reason
/// to reject the document.
///
/// # Errors
/// Returns an error if the files cannot be written, or if they do not have the expected form.
pub(crate) fn generate(workspace: &Workspace, document: &Document) -> io::Result<Result<Bindings, String>> {
    let generated = read_source(&document.path).and_then(|source| bindgen(&source, &[], &Options::default()));
    let generated = match generated {
        Ok(generated) => generated,
        Err(diagnostics) => return Ok(Err(diagnostics.to_string())),
    };
    output::write(&workspace.module(&document.module), &generated.files).map_err(io::Error::other)?;
    let mut bindings = Bindings::default();
    for file in &generated.files {
        let items = syn::parse_file(&file.text).map_err(io::Error::other)?.items;
        bindings.read(&items).map_err(io::Error::other)?;
    }
    Ok(Ok(bindings))
}

impl Bindings {
    fn read(&mut self, items: &[Item]) -> syn::Result<()> {
        let mut choices: HashMap<String, Vec<Content>> = HashMap::new();
        let mut operations = Vec::new();
        for item in items {
            match item {
                Item::Impl(item) if last_name(&item.self_ty).as_deref() == Some("ClientBuilder") => {
                    self.credentials.extend(credentials(item));
                }
                Item::Enum(item) if derives(&item.attrs, "BodyContent")? => {
                    choices.insert(item.ident.to_string(), choice(item)?);
                }
                Item::Struct(item) if derives(&item.attrs, "Operation")? => operations.push(item),
                _ => {}
            }
        }
        for item in operations {
            self.operations.push(operation(item, &choices)?);
        }
        Ok(())
    }
}

/// Returns the methods that take credentials, without the one for a server.
fn credentials(builder: &ItemImpl) -> impl Iterator<Item = Credential> {
    let methods = builder.items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) if method.sig.ident != "server" => Some(&method.sig),
        _ => None,
    });
    methods.map(|method| Credential { method: method.ident.to_string(), is_basic: method.inputs.len() == 3 })
}

/// Returns the possible contents of a body, from the variants of an enum.
fn choice(item: &ItemEnum) -> syn::Result<Vec<Content>> {
    let contents = item.variants.iter().map(|variant| {
        let expected = || Error::new_spanned(variant, "expected `#[body(kind)]`");
        let arguments = arguments(&variant.attrs, "body")?.ok_or_else(expected)?;
        let variant = Some(format!("{}::{}", item.ident, variant.ident));
        Ok(Content { variant, ..content(&arguments).ok_or_else(expected)? })
    });
    contents.collect()
}

/// Reads an operation. Its enum of contents is among those of the same file.
fn operation(item: &ItemStruct, choices: &HashMap<String, Vec<Content>>) -> syn::Result<Binding> {
    let expected = || Error::new_spanned(&item.ident, "expected `#[operation(METHOD = \"/path\")]`");
    let arguments = arguments(&item.attrs, "operation")?.ok_or_else(expected)?;
    let (first, others) = arguments.split_first().ok_or_else(expected)?;
    let id = others.iter().find(|argument| argument.name == "id").and_then(|argument| argument.text.clone());
    let mut binding = Binding {
        name: item.ident.to_string(),
        method: first.name.clone(),
        path: first.text.clone().ok_or_else(expected)?,
        id: id.unwrap_or_else(|| lower_first(&item.ident.unraw().to_string())),
        parameters: Vec::new(),
        body: None,
        fields: Vec::new(),
    };
    let Fields::Named(fields) = &item.fields else {
        return Err(Error::new_spanned(&item.ident, "expected fields with names"));
    };
    for field in &fields.named {
        match body(field, choices)? {
            Some(body) => binding.body = Some(body),
            None => binding.parameters.push(parameter(field, &binding.path)?),
        }
        binding.fields.push(name(field)?);
    }
    Ok(binding)
}

fn parameter(field: &Field, path: &str) -> syn::Result<Parameter> {
    let arguments = arguments(&field.attrs, "param")?.unwrap_or_default();
    let field_name = name(field)?;
    let own = field_name.trim_start_matches("r#").to_owned();
    let place = arguments.iter().find(|argument| PLACES.contains(&argument.name.as_str()));
    let otherwise = if path.contains(&format!("{{{own}}}")) { "path" } else { "query" };
    Ok(Parameter {
        place: place.map_or(otherwise, |argument| argument.name.as_str()).to_owned(),
        name: place.and_then(|argument| argument.text.clone()).unwrap_or(own),
        field: field_name,
        is_optional: is_optional(&field.ty, &arguments),
    })
}

/// Reads the body, if the field is one.
fn body(field: &Field, choices: &HashMap<String, Vec<Content>>) -> syn::Result<Option<Body>> {
    let Some(arguments) = arguments(&field.attrs, "body")? else { return Ok(None) };
    let content = content(&arguments).ok_or_else(|| Error::new_spanned(field, "expected `#[body(kind)]`"))?;
    let contents = if content.kind == "content" {
        let choice = last_name(inside_option(&field.ty).unwrap_or(&field.ty)).and_then(|name| choices.get(&name));
        choice.ok_or_else(|| Error::new_spanned(&field.ty, "expected a `BodyContent` of the same file"))?.clone()
    } else {
        vec![content]
    };
    Ok(Some(Body { field: name(field)?, is_optional: is_optional(&field.ty, &arguments), contents }))
}

/// Returns the content of `#[body(kind = "media/type", …)]`.
fn content(arguments: &[Argument]) -> Option<Content> {
    let first = arguments.first()?;
    Some(Content { variant: None, kind: first.name.clone(), media_type: first.text.clone() })
}

/// Returns true if a field may be omitted. An `Option` that is `required` may only be null.
fn is_optional(ty: &Type, arguments: &[Argument]) -> bool {
    inside_option(ty).is_some() && !arguments.iter().any(|argument| argument.name == "required")
}

fn inside_option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|segment| segment.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inside) => Some(inside),
        _ => None,
    }
}

fn last_name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last().map(|segment| segment.ident.to_string())
}

fn name(field: &Field) -> syn::Result<String> {
    field.ident.as_ref().map(ToString::to_string).ok_or_else(|| Error::new_spanned(field, "expected a name"))
}

fn lower_first(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| format!("{}{}", first.to_ascii_lowercase(), rest.as_str()))
}

#[cfg(test)]
mod tests;
