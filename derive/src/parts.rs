//! `#[derive(Parts)]`.

use proc_macro::{TokenStream, TokenTree};

use crate::{
    attributes::{Container, Member},
    code::Code,
    error::Error,
    item::Item,
    shape::Shape,
};

const RT: &str = Code::RUNTIME;

pub(crate) fn derive(item: TokenStream) -> Result<TokenStream, Error> {
    let item = Item::read(item, "Parts", "struct")?;
    let container = Container::read(&item.attributes, &["rename_all"])?;
    let mut code = Code::default();
    put!(
        code,
        "#[allow(deprecated)] #[automatically_derived] impl {RT}::Parts for {} {{ \
             fn add_to(&self, __form: &mut {RT}::__private::Form) -> ::core::result::Result<(), {RT}::ReadError> {{ \
                 let _ = &__form; ",
        item.name
    );
    for field in item.fields()? {
        let member = Member::read(&field.attributes)?;
        let field_name = &field.name;
        if member.read_only {
            continue;
        }
        if member.flatten {
            put!(code, "for (__name, __value) in &self.{field_name} {{ __form.value(__name, __value)?; }} ");
            continue;
        }
        let name = member.name(&field.name, container.rename_all);
        let shape = Shape::new(&field.ty);
        let is_optional = shape.head == "Option";
        let add = if is_file(if is_optional { shape.inner } else { &field.ty }) {
            format!("__form.files({name}, __value);")
        } else {
            format!("__form.value({name}, __value)?;")
        };
        if is_optional {
            put!(code, "if let ::core::option::Option::Some(__value) = &self.{field_name} {{ {add} }} ");
        } else {
            put!(code, "{{ let __value = &self.{field_name}; {add} }} ");
        }
    }
    put!(code, "::core::result::Result::Ok(()) }} }}");
    code.into_tokens()
}

/// Returns true if the type is `File`, or a list of `File`.
fn is_file(ty: &[TokenTree]) -> bool {
    let shape = Shape::new(ty);
    shape.head == "File" || (shape.head == "Vec" && is_file(shape.inner))
}
