use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    Part, RustFile, Table, Uses, check, doc, error_enum,
    file::Row,
    object,
    tokens::{Models, argument, ident, row_type, takes_into, text, type_ref},
};
use crate::ir::{Api, Body, Object, Operation, Place, RustIdent, TypeKind, TypeRef};
use crate::naming::{Scope, field};
use crate::options::Options;

/// The files of the operations: one a tag, and the module that holds them.
pub(super) fn files(api: &Api, options: &Options) -> Vec<RustFile> {
    let mut tags: Vec<Option<&str>> = Vec::new();
    for operation in &api.operations {
        if !tags.contains(&operation.tag.as_deref()) {
            tags.push(operation.tag.as_deref());
        }
    }
    let mut names = Scope::with(&["mod"]);
    let modules: Vec<(RustIdent, Option<&str>)> = tags
        .into_iter()
        .map(|tag| (names.take([tag.map_or_else(|| field("untagged"), field)]), tag))
        .collect();
    let mut files = vec![module(&modules)];
    for (name, tag) in &modules {
        let mut uses = Uses::default();
        let of_tag = api.operations.iter().filter(|operation| operation.tag.as_deref() == *tag);
        let parts = of_tag.flat_map(|operation| parts(api, operation, &options.runtime, &mut uses)).collect();
        let path = format!("operations/{}.rs", name.as_str().trim_start_matches("r#"));
        files.push(RustFile { path, preamble: Vec::new(), uses, parts });
    }
    files
}

fn module(modules: &[(RustIdent, Option<&str>)]) -> RustFile {
    let names: Vec<_> = modules.iter().map(|(name, _)| ident(name)).collect();
    let declarations = names.iter().map(|name| quote!(mod #name;)).collect();
    let reexports = names.iter().map(|name| quote!(pub use #name::*;)).collect();
    let parts = vec![Part::Group(declarations), Part::Group(reexports)];
    RustFile { path: "operations/mod.rs".to_owned(), preamble: Vec::new(), uses: Uses::default(), parts }
}

fn parts(api: &Api, operation: &Operation, runtime: &str, uses: &mut Uses) -> Vec<Part> {
    for name in ["Meta", "Method", "Operation", "ReadError", "Reply", "RequestBuilder", "RequestError"] {
        uses.add(runtime, name);
    }
    uses.add("super::super::client", "Call");
    uses.add("super::super::client", "Client");
    let mut parts = vec![
        Part::Item(endpoint(api, operation, uses)),
        Part::Item(declaration(api, operation, uses)),
        Part::Item(constructor(api, operation, uses)),
    ];
    parts.extend(setters(api, operation, runtime, uses).map(Part::Table));
    parts.push(Part::Item(implementation(api, operation, runtime, uses)));
    parts.extend(error_enum::error_enum(api, operation, uses));
    parts
}

/// How the body of a call is given.
enum BodyArgument<'a> {
    /// There is none.
    None,
    /// Nothing in it is required: the call has a setter per member.
    Members(&'a Object),
    /// As a whole, with the call.
    Required,
    /// As a whole, by a setter.
    Optional,
}

fn body_argument<'a>(api: &'a Api, body: Option<&Body>) -> BodyArgument<'a> {
    let Some(body) = body else { return BodyArgument::None };
    match object_of(api, &body.ty) {
        Some(object) if body.required && object.needs_nothing() => BodyArgument::Members(object),
        _ if body.required => BodyArgument::Required,
        _ => BodyArgument::Optional,
    }
}

fn object_of<'a>(api: &'a Api, ty: &TypeRef) -> Option<&'a Object> {
    let TypeRef::Named(id) = ty else { return None };
    match &api.type_def(*id).kind {
        TypeKind::Object(object) => Some(object),
        TypeKind::Alias(target) => object_of(api, target),
        TypeKind::StringEnum(_) => None,
    }
}

/// The parameters of the endpoint function and of the constructor, and the names to hand them on.
fn arguments(api: &Api, operation: &Operation, uses: &mut Uses) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let mut declared = Vec::new();
    let mut given = Vec::new();
    for parameter in operation.required_parameters() {
        let name = ident(&parameter.name);
        let ty = argument(api, &parameter.ty, Models::ByModule, uses);
        declared.push(quote!(#name: #ty));
        given.push(quote!(#name));
    }
    if let (BodyArgument::Required, Some(body)) = (body_argument(api, operation.body.as_ref()), &operation.body) {
        let ty = argument(api, &body.ty, Models::ByModule, uses);
        declared.push(quote!(body: #ty));
        given.push(quote!(body));
    }
    (declared, given)
}

/// The method of the client.
fn endpoint(api: &Api, operation: &Operation, uses: &mut Uses) -> TokenStream {
    let name = ident(&operation.type_name);
    let function = ident(&operation.function);
    let line = format!("`{} {}`", operation.method.as_str(), operation.path);
    let doc = doc::documented(&operation.doc, &[line]);
    let (declared, given) = arguments(api, operation, uses);
    quote! {
        impl<D: Clone> Client<D> {
            #doc
            pub fn #function(&self, #(#declared),*) -> Call<#name, D> {
                self.call(#name::new(#(#given),*))
            }
        }
    }
}

/// The call as a plain struct.
fn declaration(api: &Api, operation: &Operation, uses: &mut Uses) -> TokenStream {
    let name = ident(&operation.type_name);
    let about = doc::attributes(&[format!("A call of [`Client::{}`].", operation.function)]);
    let mut fields: Vec<TokenStream> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let doc = doc::documented(&parameter.doc, &check::sentence(&parameter.constraints));
            let name = ident(&parameter.name);
            let ty = type_ref(api, &parameter.ty, Models::ByModule, uses);
            let ty = if parameter.required { ty } else { quote!(Option<#ty>) };
            quote!(#doc pub #name: #ty)
        })
        .collect();
    if let Some(body) = &operation.body {
        let ty = type_ref(api, &body.ty, Models::ByModule, uses);
        let ty = if body.required { ty } else { quote!(Option<#ty>) };
        fields.push(quote!(#[doc = " The request body."] pub body: #ty));
    }
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

fn constructor(api: &Api, operation: &Operation, uses: &mut Uses) -> TokenStream {
    let name = ident(&operation.type_name);
    let (declared, _) = arguments(api, operation, uses);
    let mut values: Vec<TokenStream> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let name = ident(&parameter.name);
            match parameter.required {
                true if takes_into(api, &parameter.ty) => quote!(#name: #name.into()),
                true => quote!(#name),
                false => quote!(#name: None),
            }
        })
        .collect();
    values.extend(match (body_argument(api, operation.body.as_ref()), &operation.body) {
        (BodyArgument::Members(_), Some(body)) => {
            let ty = type_ref(api, &body.ty, Models::ByModule, uses);
            Some(quote!(body: #ty::default()))
        }
        (BodyArgument::Required, Some(body)) if takes_into(api, &body.ty) => Some(quote!(body: body.into())),
        (BodyArgument::Required, _) => Some(quote!(body)),
        (BodyArgument::Optional, _) => Some(quote!(body: None)),
        (BodyArgument::None | BodyArgument::Members(_), _) => None,
    });
    quote! {
        impl #name {
            /// A call with what the document requires; everything else is left out until it is set.
            pub fn new(#(#declared),*) -> Self {
                Self { #(#values),* }
            }
        }
    }
}

/// One setter per optional parameter, and per member of a body of which nothing is required.
fn setters(api: &Api, operation: &Operation, runtime: &str, uses: &mut Uses) -> Option<Table> {
    // What every call has already.
    let mut names = Scope::with(&["operation", "operation_mut", "send"]);
    let mut rows = Vec::new();
    for parameter in operation.optional_parameters() {
        let ty = row_type(&type_ref(api, &parameter.ty, Models::ByModule, uses));
        let into = if takes_into(api, &parameter.ty) { "into " } else { "" };
        let wire = parameter.wire.as_str();
        let name = names.take([parameter.name.clone(), field(&format!("{wire} parameter"))]);
        rows.push(Row::new(format!("{name}({into}{ty}) => {};", parameter.name)));
    }
    match (body_argument(api, operation.body.as_ref()), &operation.body) {
        (BodyArgument::Members(members), _) => {
            for member in &members.fields {
                let name = names.take([member.name.clone(), field(&format!("body {}", member.wire))]);
                let named = crate::ir::Field { name, ..member.clone() };
                let setter = object::setter(api, &named, Models::ByModule, uses);
                rows.push(Row::new(format!("{setter} => body.{};", member.name)));
            }
        }
        (BodyArgument::Optional, Some(body)) => {
            let name = names.take([field("body"), field("request body")]);
            let ty = row_type(&type_ref(api, &body.ty, Models::ByModule, uses));
            let into = if takes_into(api, &body.ty) { "into " } else { "" };
            rows.push(Row::new(format!("{name}({into}{ty}) => body;")));
        }
        (BodyArgument::None | BodyArgument::Required | BodyArgument::Optional, _) => {}
    }
    if rows.is_empty() {
        return None;
    }
    uses.add(runtime, "call_setters");
    Some(Table { name: "call_setters".to_owned(), subject: Some(format!("Call<{}>", operation.type_name)), rows })
}

fn implementation(api: &Api, operation: &Operation, runtime: &str, uses: &mut Uses) -> TokenStream {
    let name = ident(&operation.type_name);
    let error = format_ident!("{}Error", operation.type_name.as_str());
    let output = match &operation.success {
        Some(body) => type_ref(api, &body.ty, Models::ByModule, uses),
        None => quote!(()),
    };
    let meta = meta(api, operation, uses);
    let check = checks(api, operation, runtime, uses);
    let (reply, read_output) = match &operation.success {
        Some(body) => {
            let read = error_enum::body_reading(body);
            (format_ident!("reply"), quote!(Ok(#read)))
        }
        None => (format_ident!("_reply"), quote!(Ok(()))),
    };
    let read_error = error_enum::reading(operation);
    let error_reply = if operation.errors.is_empty() { format_ident!("_reply") } else { format_ident!("reply") };
    let statements = request(operation);
    let builder = if statements.is_empty() { format_ident!("_request") } else { format_ident!("request") };
    quote! {
        impl Operation for #name {
            type Output = #output;
            type Error = #error;
            const META: Meta = #meta;
            #check
            fn request(&self, #builder: &mut RequestBuilder) -> Result<(), RequestError> {
                #(#statements)*
                Ok(())
            }
            fn output(#reply: &Reply) -> Result<Self::Output, ReadError> {
                #read_output
            }
            fn error(#error_reply: &Reply) -> Result<Self::Error, ReadError> {
                #read_error
            }
            fn undeclared() -> Self::Error {
                #error::Undeclared
            }
        }
    }
}

fn meta(api: &Api, operation: &Operation, uses: &mut Uses) -> TokenStream {
    let id = text(operation.id.as_str());
    let method = format_ident!("{}", operation.method.as_str());
    let path = text(&operation.path);
    let alternatives: Vec<TokenStream> = operation
        .security
        .iter()
        .map(|together| {
            let names = together.iter().map(|id| {
                let constant = &api.schemes[id.0].constant;
                uses.add("super::super::client", constant.as_str());
                ident(constant)
            });
            quote!(&[#(#names),*])
        })
        .collect();
    let security = (!alternatives.is_empty()).then(|| quote!(.security(&[#(#alternatives),*])));
    let idempotency = operation.idempotency_key().map(|parameter| {
        let wire = text(parameter.wire.as_str());
        quote!(.idempotency_header(#wire))
    });
    let envelope = operation.error_envelope().map(|member| {
        let member = text(member.as_str());
        quote!(.error_envelope(#member))
    });
    quote!(Meta::new(#id, Method::#method, #path)#security #idempotency #envelope)
}

fn checks(api: &Api, operation: &Operation, runtime: &str, uses: &mut Uses) -> Option<TokenStream> {
    let mut statements: Vec<TokenStream> = operation
        .parameters
        .iter()
        .filter_map(|parameter| {
            let name = ident(&parameter.name);
            let place = quote!(self.#name);
            check::statement(api, &parameter.wire, &place, &parameter.ty, &parameter.constraints, !parameter.required, false)
        })
        .collect();
    let checked = |ty: &TypeRef| ty.named(true).is_some_and(|id| api.type_def(id).checked);
    if operation.body.as_ref().is_some_and(|body| checked(&body.ty)) {
        uses.add(runtime, "Check");
        statements.push(quote!(self.body.check(checker);));
    }
    if statements.is_empty() {
        return None;
    }
    uses.add(runtime, "Checker");
    Some(quote! {
        fn check(&self, checker: &mut Checker) {
            #(#statements)*
        }
    })
}

fn request(operation: &Operation) -> Vec<TokenStream> {
    let mut statements: Vec<TokenStream> = Vec::new();
    for parameter in &operation.parameters {
        let name = ident(&parameter.name);
        let wire = text(parameter.wire.as_str());
        let write = |value: TokenStream| match parameter.place {
            Place::Path => quote!(request.path(#wire, #value)?;),
            Place::Query => quote!(request.query(#wire, #value);),
            Place::Header => quote!(request.header(#wire, #value)?;),
        };
        statements.push(if parameter.required {
            write(quote!(&self.#name))
        } else {
            let write = write(quote!(value));
            quote! {
                if let Some(value) = &self.#name {
                    #write
                }
            }
        });
    }
    statements.extend(operation.body.as_ref().map(|body| {
        if body.required {
            quote!(request.json(&self.body)?;)
        } else {
            quote! {
                if let Some(body) = &self.body {
                    request.json(body)?;
                }
            }
        }
    }));
    statements
}
