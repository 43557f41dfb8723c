//! What the generator made of a document, read from the tables of the generated code.

use std::{collections::HashMap, io};

use openapi_bindgen::{Options, generate as bindgen, output, read_source};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::Item;

use crate::{document::Document, workspace::Workspace};

/// The operations and credentials of one generated client.
#[derive(Debug, Default)]
pub(crate) struct Bindings {
    pub operations: Vec<Binding>,
    /// The builder's methods that take a credential.
    pub credentials: Vec<String>,
}

/// One generated operation: a struct whose fields are what it sends.
#[derive(Debug)]
pub(crate) struct Binding {
    pub name: String,
    /// The document's name of the operation, or what stands for it.
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
    /// What it may be: one, or as many as the enum has variants.
    pub contents: Vec<Content>,
}

#[derive(Clone, Debug)]
pub(crate) struct Content {
    /// The enum and its variant, where there is a choice.
    pub variant: Option<String>,
    /// `json`, `form`, `multipart`, …
    pub kind: String,
    pub media_type: Option<String>,
}

/// Generates the module of a document into the workspace; the inner error is why the generator refuses the document.
///
/// # Errors
/// The files cannot be written.
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
        bindings.read(&items);
    }
    Ok(Ok(bindings))
}

impl Bindings {
    fn read(&mut self, items: &[Item]) {
        let mut choices: HashMap<String, Vec<Content>> = HashMap::new();
        let mut operations = Vec::new();
        for item in items {
            match item {
                Item::Macro(item) if item.mac.path.is_ident("client") => self.client(&item.mac.tokens),
                Item::Macro(item) if item.mac.path.is_ident("content") => choices.extend(choice(&item.mac.tokens)),
                Item::Macro(item) if item.mac.path.is_ident("operation") => operations.push(&item.mac.tokens),
                _ => {}
            }
        }
        self.operations.extend(operations.into_iter().filter_map(|table| operation(table, &choices)));
    }

    /// The rows `name => SCHEME = how(…);` of the client's table.
    fn client(&mut self, tokens: &TokenStream) {
        for row in rows(tokens) {
            if let [TokenTree::Ident(name), arrow, ..] = row.as_slice()
                && is(arrow, '=')
            {
                self.credentials.push(name.to_string());
            }
        }
    }
}

/// The name of what a table declares, and its rows.
fn table(tokens: &TokenStream) -> Option<(String, Vec<Vec<TokenTree>>)> {
    let mut tokens = tokens.clone().into_iter();
    tokens.find(|token| matches!(token, TokenTree::Ident(word) if word == "struct" || word == "enum"))?;
    let name = tokens.next()?.to_string();
    tokens.find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some((name.clone(), rows(&group.stream()))),
        _ => None,
    })
}

/// Reads the table of an enum of what a body may be: `Variant(Type) => kind "media/type";`.
fn choice(tokens: &TokenStream) -> Option<(String, Vec<Content>)> {
    let (name, rows) = table(tokens)?;
    let contents = rows.iter().filter_map(|row| {
        let variant = row.first()?;
        let written = after_arrow(row)?;
        Some(Content {
            variant: Some(format!("{name}::{variant}")),
            kind: written.first()?.to_string(),
            media_type: media_type(written),
        })
    });
    let contents = contents.collect();
    Some((name, contents))
}

/// Reads the table of an operation, whose choice of a body is among those of the same file.
fn operation(tokens: &TokenStream, choices: &HashMap<String, Vec<Content>>) -> Option<Binding> {
    let (name, rows) = table(tokens)?;
    let mut rows = rows.into_iter();
    let first = rows.next()?;
    let mut texts = first.iter().filter_map(text);
    let mut binding = Binding {
        name,
        method: first.first()?.to_string(),
        path: texts.next()?,
        id: texts.next()?,
        parameters: Vec::new(),
        body: None,
        fields: Vec::new(),
    };
    for row in rows {
        let words: Vec<String> = row.iter().take(2).map(ToString::to_string).collect();
        let Some(written) = after_arrow(&row) else { continue };
        let kind = written.first().map(ToString::to_string).unwrap_or_default();
        match words.as_slice() {
            [word, field] if word == "pub" => {
                let place = if kind == "idempotency" { "header".to_owned() } else { kind };
                let name = literal(written)?;
                let is_optional = is_optional(row.get(2)?);
                binding.parameters.push(Parameter { place, name, field: field.clone(), is_optional });
                binding.fields.push(field.clone());
            }
            [word, _] if word == "body" => {
                let contents = if kind == "content" {
                    let words = row.iter().cloned().flat_map(self::words).collect::<Vec<_>>();
                    words.iter().find_map(|word| choices.get(word))?.clone()
                } else {
                    vec![Content { variant: None, kind, media_type: media_type(written) }]
                };
                binding.body = Some(Body { field: word.clone(), is_optional: is_optional(row.get(1)?), contents });
                binding.fields.push(word.clone());
            }
            _ => {}
        }
    }
    Some(binding)
}

/// Whether a field that is given so may be left out: `(into)`, and neither `(new into)` nor nothing.
fn is_optional(given: &TokenTree) -> bool {
    let words = words(given.clone());
    matches!(given, TokenTree::Group(_)) && words.first().is_some_and(|word| word != "new")
}

/// The rows of a table, each without its semicolon and its documentation.
fn rows(table: &TokenStream) -> Vec<Vec<TokenTree>> {
    let mut rows = vec![Vec::new()];
    let mut is_attribute = false;
    for token in table.clone() {
        if is(&token, ';') {
            rows.push(Vec::new());
        } else if is(&token, '#') {
            is_attribute = true;
        } else if is_attribute {
            // The sign of an attribute of what the table declares.
            is_attribute = is(&token, '!');
        } else if let Some(row) = rows.last_mut() {
            row.push(token);
        }
    }
    rows
}

/// The identifiers of a type: `Option<Choice>` has two.
fn words(token: TokenTree) -> Vec<String> {
    match token {
        TokenTree::Group(group) => group.stream().into_iter().flat_map(words).collect(),
        TokenTree::Ident(word) => vec![word.to_string()],
        _ => Vec::new(),
    }
}

fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// The media type behind the kind of a content, before what is checked of it.
fn media_type(written: &[TokenTree]) -> Option<String> {
    written.get(1).and_then(text)
}

/// The first text of a row.
fn literal(row: &[TokenTree]) -> Option<String> {
    row.iter().find_map(text)
}

fn text(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
}

/// What stands behind the arrow of a row.
fn after_arrow(row: &[TokenTree]) -> Option<&[TokenTree]> {
    let arrow = row.windows(2).position(|pair| is(&pair[0], '=') && is(&pair[1], '>'))?;
    row.get(arrow + 2..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read() {
        let text = r#"
            client! {
                /// An API.
                Client at "https://example.com";
                /// A key.
                api_key => API_KEY = header("Key", "x-key");
            }
            operation! { pub struct GetThing {
                //! Gets a thing.

                PUT "/things/{id}" as "getThing" by get_thing;
                security [API_KEY];
                /// The thing.
                pub id(new into): String => path "id";
                pub version: String = "2024" => header "X-Version";
                pub r#type(into): Option<String> => query "type" as Commas, text.min_length(1);
                body(new into): models::Thing => json "application/vnd.thing+json";
                ok json: models::Thing;
                refused GetThingError;
                /// 404: None
                404 => NotFound;
            } }
        "#;
        let mut bindings = Bindings::default();
        bindings.read(&syn::parse_file(text).unwrap().items);
        assert_eq!(bindings.credentials, ["api_key"]);
        let [binding] = bindings.operations.as_slice() else { panic!("one operation") };
        assert_eq!(
            (binding.name.as_str(), binding.method.as_str(), binding.path.as_str()),
            ("GetThing", "PUT", "/things/{id}")
        );
        assert_eq!(binding.fields, ["id", "version", "r#type", "body"]);
        let [id, version, kind] = binding.parameters.as_slice() else { panic!("three parameters") };
        assert_eq!(
            (version.place.as_str(), version.name.as_str(), version.is_optional),
            ("header", "X-Version", false)
        );
        assert_eq!((id.place.as_str(), id.field.as_str(), id.is_optional), ("path", "id", false));
        assert_eq!((kind.name.as_str(), kind.field.as_str(), kind.is_optional), ("type", "r#type", true));
        let [content] = binding.body.as_ref().unwrap().contents.as_slice() else { panic!("one content") };
        assert_eq!(
            (content.kind.as_str(), content.media_type.as_deref()),
            ("json", Some("application/vnd.thing+json"))
        );
    }

    #[test]
    fn a_body_may_be_a_choice() {
        let text = r#"
            operation! { pub struct AddThing {
                POST "/things" as "addThing" by add_thing;
                body(into): Option<AddThingContent> => content, within;
                ok nothing: ();
                refused AddThingError;
            } }
            content! { pub enum AddThingContent of "addThing" {
                /// As `application/json`.
                Json(models::Thing) from models::Thing => json, within;
                /// As `image/png`.
                Picture(Upload) from Upload, Vec<u8>, &[u8] => raw "image/png";
            } }
        "#;
        let mut bindings = Bindings::default();
        bindings.read(&syn::parse_file(text).unwrap().items);
        let body = bindings.operations[0].body.as_ref().unwrap();
        let contents: Vec<(&str, &str)> =
            body.contents.iter().map(|content| (content.variant.as_deref().unwrap(), content.kind.as_str())).collect();
        assert_eq!(contents, [("AddThingContent::Json", "json"), ("AddThingContent::Picture", "raw")]);
        assert_eq!(body.contents[1].media_type.as_deref(), Some("image/png"));
        assert!(body.is_optional);
    }
}
