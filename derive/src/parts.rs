//! `#[derive(Parts)]`.

use proc_macro::{TokenStream, TokenTree};

use crate::{
    attributes::{Container, Member},
    code::Code,
    error::Error,
    item::{Item, plain},
    shape::{Shape, element_type, value_type},
};

const RT: &str = Code::RUNTIME;

pub(crate) fn derive(item: TokenStream) -> Result<TokenStream, Error> {
    let item = Item::read(item, "Parts", "struct")?;
    let container = Container::read(&item.attributes, &["rename_all"])?;
    let mut code = Code::default();
    put!(
        code,
        "#[allow(deprecated)] #[automatically_derived] impl {RT}::Parts for {} {{ \
             fn add_to(&self, __form: &mut {RT}::Form) -> ::core::result::Result<(), {RT}::ReadError> {{ ",
        item.name
    );
    for field in item.fields()? {
        let member = Member::read(&field.attributes)?;
        if member.read_only || member.flatten {
            continue;
        }
        let plain = plain(&field.name);
        let name = match &member.rename {
            Some(literal) => literal.to_string(),
            None => format!("{:?}", container.rename_all.map_or_else(|| plain.clone(), |case| case.field(&plain))),
        };
        let (method, fails) = if is_file(&field.ty) { ("files", "") } else { ("value", "?") };
        if Shape::new(&field.ty).head == "Option" {
            put!(code, "if let ::core::option::Option::Some(__value) = &self.{} ", field.name);
            put!(code, "{{ __form.{method}({name}, __value){fails}; }} ");
        } else {
            put!(code, "__form.{method}({name}, &self.{}){fails}; ", field.name);
        }
    }
    put!(code, "let _ = __form; ::core::result::Result::Ok(()) }} }}");
    code.into_tokens()
}

/// Whether it is a file, or a list of files.
fn is_file(ty: &[TokenTree]) -> bool {
    match Shape::new(value_type(ty)).head.as_str() {
        "File" => true,
        "Vec" => Shape::new(element_type(ty)).head == "File",
        _ => false,
    }
}
