//! The generated code, as `syn` reads it.

use std::collections::{HashMap, HashSet};

use http::StatusCode;
use openapi_bindgen::Generated;
use syn::{
    Attribute, Expr, Fields, GenericArgument, Item, Lit, PathArguments, Token, Type, ext::IdentExt,
    punctuated::Punctuated,
};

use super::parts::{OperationKey, Part, What, without_names};
use crate::requests::bindings::{Binding, Bindings, Content};

/// The types and operations of one output.
pub(super) struct Output {
    /// The operations by method and path. Paths that differ only in their fragments have the same key.
    operations: HashMap<OperationKey, Vec<Operation>>,
    /// The types of the models, by name.
    models: HashMap<String, Model>,
    /// The names of the types of each schema, by its pointer.
    types: HashMap<String, Vec<String>>,
}

struct Operation {
    binding: Binding,
    /// True if the output depends on the status.
    is_by_status: bool,
    output: Option<String>,
    headers: HashSet<String>,
    output_statuses: Statuses,
    error_statuses: Statuses,
}

/// The statuses of an enum with a variant for each, with the names of their headers in lower case.
type Statuses = HashMap<String, HashSet<String>>;

enum Model {
    /// The names of its members in JSON.
    Struct(HashSet<String>),
    /// The types of its variants.
    Union(Vec<String>),
    /// The aliased type.
    Alias(String),
}

impl Output {
    pub(super) fn read(generated: &Generated) -> Self {
        let mut types: HashMap<String, Vec<String>> = HashMap::new();
        for item in generated.items.iter().filter(|item| item.is_type()) {
            types.entry(item.pointer.to_string()).or_default().push(item.name.clone());
        }
        let (mut models, mut of_operations, mut bindings) = (HashMap::new(), Vec::new(), Bindings::default());
        for file in &generated.files {
            let items = syn::parse_file(&file.text).expect("generated code is Rust").items;
            bindings.read(&items).expect("operations are of the known form");
            if file.path.starts_with("operations") {
                of_operations.extend(items);
            } else {
                models.extend(items.iter().filter_map(model));
            }
        }
        let declared = Declared::new(&of_operations);
        let structs: HashMap<String, &syn::ItemStruct> = of_operations
            .iter()
            .filter_map(|item| match item {
                Item::Struct(item) => Some((item.ident.to_string(), item)),
                _ => None,
            })
            .collect();
        let mut operations: HashMap<OperationKey, Vec<Operation>> = HashMap::new();
        for binding in bindings.operations {
            let key = (binding.method.to_uppercase(), without_names(&binding.path));
            operations.entry(key).or_default().push(declared.operation(structs[&binding.name], binding));
        }
        Self { operations, models, types }
    }

    pub(super) fn has_operation(&self, key: &OperationKey) -> bool {
        self.operations.contains_key(key)
    }

    /// Returns true if the code has the part.
    pub(super) fn has(&self, part: &Part) -> bool {
        if let What::Property { owners, name, beside } = &part.what {
            return self.has_property(owners, name, beside);
        }
        let operations = part.operation().and_then(|key| self.operations.get(key)).into_iter().flatten();
        operations.into_iter().any(|operation: &Operation| operation.has(part))
    }

    fn has_property(&self, owners: &[String], name: &str, beside: &[String]) -> bool {
        let names: Vec<&String> = owners.iter().filter_map(|owner| self.types.get(owner)).flatten().collect();
        if names.is_empty() {
            // A schema without a type of its own, such as an envelope or a form: one type has all its members.
            return self.models.values().any(|model| match model {
                Model::Struct(members) => {
                    members.contains(name) && beside.iter().all(|beside| members.contains(beside))
                }
                Model::Union(_) | Model::Alias(_) => false,
            });
        }
        names.into_iter().any(|ty| self.type_has(ty, name, 6))
    }

    fn type_has(&self, ty: &str, name: &str, depth: usize) -> bool {
        match self.models.get(ty) {
            Some(Model::Struct(members)) => members.contains(name),
            Some(Model::Union(types)) => depth > 0 && types.iter().any(|ty| self.type_has(ty, name, depth - 1)),
            Some(Model::Alias(ty)) => depth > 0 && self.type_has(ty, name, depth - 1),
            None => false,
        }
    }
}

impl Operation {
    fn has(&self, part: &Part) -> bool {
        match &part.what {
            What::Parameter { place, name, .. } => self.has_parameter(place, name),
            What::Body { media_type, .. } => self.has_body(media_type),
            What::Response { status, has_body, .. } => self.has_response(status, *has_body),
            What::Header { status, name, .. } => self.has_header(status, &name.to_ascii_lowercase()),
            What::Operation(_) | What::Property { .. } => true,
        }
    }

    fn has_parameter(&self, place: &str, name: &str) -> bool {
        self.binding.parameters.iter().any(|parameter| match place {
            "header" => parameter.place == place && parameter.name.eq_ignore_ascii_case(name),
            // A field that has the name of a placeholder needs no attribute.
            // Some frameworks write the kind of the parameter after its name: `{path:path}`.
            "path" => {
                let name = name.split_once(':').map_or(name, |(name, _)| name);
                parameter.place != "header" && letters(&parameter.name).eq(letters(name))
            }
            // The whole query is one parameter in the document, and one for each member in the code.
            "querystring" => parameter.place == "query",
            _ => parameter.place == place && parameter.name == name,
        })
    }

    fn has_body(&self, media_type: &str) -> bool {
        let Some(body) = &self.binding.body else { return false };
        let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        // Some documents write several media types into one key. The caller chooses within a range.
        let wanted: Vec<String> = media_type.split(',').map(essence).collect();
        body.contents.iter().any(|Content { kind, media_type: named, .. }| {
            let sent = match (named, kind.as_str()) {
                (Some(named), _) => essence(named),
                (None, "json") => "application/json".to_owned(),
                (None, "multipart" | "fields") => "multipart/form-data".to_owned(),
                (None, _) => "application/x-www-form-urlencoded".to_owned(),
            };
            wanted.iter().any(|wanted| *wanted == sent || wanted.contains('*'))
        })
    }

    fn has_response(&self, status: &str, has_body: bool) -> bool {
        if self.error_statuses.contains_key(&status.to_ascii_lowercase()) {
            return true;
        }
        if self.is_by_status {
            return self.output_statuses.contains_key(&status.to_ascii_lowercase()) || !has_body;
        }
        // A call returns its only success directly.
        status.starts_with('2') && (self.output.is_some() || !has_body)
    }

    fn has_header(&self, status: &str, name: &str) -> bool {
        let status = status.to_ascii_lowercase();
        let of_variant = [&self.error_statuses, &self.output_statuses].into_iter().filter_map(|all| all.get(&status));
        self.headers.contains(name) || of_variant.into_iter().any(|headers| headers.contains(name))
    }
}

/// The enums by status, the structs of headers and the aliases among operations.
struct Declared {
    by_status: HashMap<String, Statuses>,
    headers: HashMap<String, HashSet<String>>,
    aliases: HashMap<String, String>,
}

impl Declared {
    fn new(items: &[Item]) -> Self {
        let mut declared = Self { by_status: HashMap::new(), headers: HashMap::new(), aliases: HashMap::new() };
        for item in items {
            match item {
                Item::Enum(item) => {
                    let statuses = item.variants.iter().filter_map(|variant| {
                        let status = status(variant)?;
                        Some((status, header_names(&variant.fields)))
                    });
                    declared.by_status.insert(item.ident.to_string(), statuses.collect());
                }
                Item::Struct(item) => {
                    declared.headers.insert(item.ident.to_string(), header_names(&item.fields));
                }
                Item::Type(item) => {
                    declared.aliases.insert(item.ident.to_string(), last_name(&item.ty).unwrap_or_default());
                }
                _ => {}
            }
        }
        declared
    }

    fn operation(&self, item: &syn::ItemStruct, binding: Binding) -> Operation {
        let (mut output, mut is_by_status, mut headers) = (None, false, HashSet::new());
        let mut error = format!("{}Error", item.ident);
        for (index, argument) in response(&item.attrs).into_iter().enumerate() {
            match argument {
                Argument::Type(ty) if index == 0 => output = Some(ty),
                Argument::Type(how) => is_by_status |= how == "by_status",
                Argument::Named(name, ty) if name == "headers" => {
                    headers = self.headers.get(&ty).cloned().unwrap_or_default();
                }
                Argument::Named(name, ty) if name == "error" => error = ty,
                Argument::Named(..) => {}
            }
        }
        let statuses = |name: &str| {
            let name = self.aliases.get(name).map_or(name, String::as_str);
            self.by_status.get(name).cloned().unwrap_or_default()
        };
        let output_statuses = output.as_deref().filter(|_| is_by_status).map(statuses).unwrap_or_default();
        let error_statuses = statuses(&error);
        Operation { binding, is_by_status, output, headers, output_statuses, error_statuses }
    }
}

/// An argument of `#[response(…)]`.
enum Argument {
    Type(String),
    Named(String, String),
}

fn response(attributes: &[Attribute]) -> Vec<Argument> {
    let Some(attribute) = attributes.iter().find(|attribute| attribute.path().is_ident("response")) else {
        return Vec::new();
    };
    // `syn` does not read the keyword `in` as the name of an argument.
    let parse = |input: syn::parse::ParseStream<'_>| -> syn::Result<Vec<Argument>> {
        let mut arguments = Vec::new();
        while !input.is_empty() {
            if input.peek(syn::Ident::peek_any) && input.peek2(Token![=]) {
                let name = input.call(syn::Ident::parse_any)?.to_string();
                input.parse::<Token![=]>()?;
                let value = if input.peek(syn::LitStr) {
                    input.parse::<syn::LitStr>()?.value()
                } else {
                    last_name(&input.parse()?).unwrap_or_default()
                };
                arguments.push(Argument::Named(name, value));
            } else {
                arguments.push(Argument::Type(last_name(&input.parse()?).unwrap_or_default()));
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(arguments)
    };
    attribute.parse_args_with(parse).expect("the arguments of `response` are of the known form")
}

/// Returns the status of a variant as in a document, in lower case.
fn status(variant: &syn::Variant) -> Option<String> {
    let attribute = variant.attrs.iter().find(|attribute| attribute.path().is_ident("status"));
    let arguments =
        attribute.and_then(|attribute| attribute.parse_args_with(Punctuated::<Expr, Token![,]>::parse_terminated).ok());
    let literal = arguments.and_then(|arguments| match arguments.into_iter().next() {
        Some(Expr::Lit(literal)) => Some(literal.lit),
        _ => None,
    });
    match literal {
        Some(Lit::Str(text)) => Some(text.value().to_ascii_lowercase()),
        Some(Lit::Int(number)) => Some(number.base10_digits().to_owned()),
        _ => named_status(&variant.ident.to_string()),
    }
}

/// Returns the status whose reason phrase is the name of the variant.
fn named_status(name: &str) -> Option<String> {
    // The phrases in which RFC 9110 differs from the crate `http`.
    let newer = [("ContentTooLarge", "413"), ("UnprocessableContent", "422")];
    let found = newer.iter().find(|(newer, _)| *newer == name).map(|(_, status)| (*status).to_owned());
    found.or_else(|| {
        let mut all = (100..600).filter_map(|code| StatusCode::from_u16(code).ok());
        let is_it =
            |status: &StatusCode| status.canonical_reason().is_some_and(|reason| letters(reason).eq(letters(name)));
        all.find(is_it).map(|status| status.as_u16().to_string())
    })
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Returns the names of the headers of the fields, in lower case.
fn header_names(fields: &Fields) -> HashSet<String> {
    let names = fields.iter().filter_map(|field| {
        let own = field.ident.as_ref()?.unraw().to_string().replace('_', "-");
        let attribute = field.attrs.iter().find(|attribute| attribute.path().is_ident("header"));
        let named = attribute.and_then(|attribute| attribute.parse_args::<syn::LitStr>().ok());
        Some(named.map_or(own, |name| name.value()).to_ascii_lowercase())
    });
    names.collect()
}

fn model(item: &Item) -> Option<(String, Model)> {
    match item {
        Item::Struct(item) => Some((item.ident.unraw().to_string(), Model::Struct(members(item)))),
        Item::Enum(item) => {
            let types = item.variants.iter().filter_map(|variant| last_name(&variant.fields.iter().next()?.ty));
            Some((item.ident.unraw().to_string(), Model::Union(types.collect())))
        }
        Item::Type(item) => Some((item.ident.unraw().to_string(), Model::Alias(last_name(&item.ty)?))),
        _ => None,
    }
}

/// Returns the JSON names of the members of a struct.
fn members(item: &syn::ItemStruct) -> HashSet<String> {
    let rule = json(&item.attrs, "rename_all");
    let names = item.fields.iter().filter_map(|field| {
        let own = field.ident.as_ref()?.unraw().to_string();
        let by_rule = || rule.as_deref().map_or_else(|| own.clone(), |rule| renamed(&own, rule));
        Some(json(&field.attrs, "rename").unwrap_or_else(by_rule))
    });
    names.collect()
}

/// Applies a rule of serde's `rename_all` to a name in snake case.
fn renamed(name: &str, rule: &str) -> String {
    let capitalized = |word: &str| -> String {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    };
    let pascal = || -> String { name.split('_').map(capitalized).collect() };
    match rule {
        "camelCase" => name.chars().take(1).chain(pascal().chars().skip(1)).collect(),
        "PascalCase" => pascal(),
        "kebab-case" => name.replace('_', "-"),
        "UPPERCASE" | "SCREAMING_SNAKE_CASE" => name.to_ascii_uppercase(),
        "SCREAMING-KEBAB-CASE" => name.to_ascii_uppercase().replace('_', "-"),
        _ => name.to_owned(),
    }
}

/// Returns the text of an argument of `#[json(…)]`.
fn json(attributes: &[Attribute], name: &str) -> Option<String> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("json")) {
        let parse = |input: syn::parse::ParseStream<'_>| -> syn::Result<()> {
            while !input.is_empty() {
                let argument = input.call(syn::Ident::parse_any)?;
                if input.peek(Token![=]) {
                    input.parse::<Token![=]>()?;
                    let value: Expr = input.parse()?;
                    if let (true, Expr::Lit(literal)) = (argument == name, value)
                        && let Lit::Str(text) = literal.lit
                    {
                        found = Some(text.value());
                    }
                }
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        };
        attribute.parse_args_with(parse).expect("the arguments of `json` are of the known form");
    }
    found
}

/// Returns the name of the innermost type in lists, maps, boxes and options.
fn last_name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let inside = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.iter().rev().find_map(|argument| match argument {
            GenericArgument::Type(inside) => last_name(inside),
            _ => None,
        }),
        _ => None,
    };
    Some(inside.unwrap_or_else(|| last.ident.unraw().to_string()))
}
