//! `#[derive(Parts)]`.

use proc_macro::TokenStream;

use crate::{
    attributes::{Container, Member},
    code::Code,
    error::Error,
    item::Item,
    literal,
    shape::Shape,
};

const RT: &str = Code::RUNTIME;

pub(crate) fn derive(item: TokenStream) -> Result<TokenStream, Error> {
    let item = Item::read(item, "Parts", "struct")?;
    let container = Container::of_struct(&item.attributes)?;
    // The discriminators that no field holds.
    let mut undeclared = Vec::new();
    for (name, value) in &container.own_tags {
        undeclared.push((literal::text(name)?, value));
    }
    let mut code = Code::default();
    put!(
        code,
        "#[allow(deprecated)] #[automatically_derived] impl {RT}::Parts for {} {{ \
             fn add_to(&self, __form: &mut {RT}::__private::Form) -> ::core::result::Result<(), {RT}::ReadError> {{ \
                 let _ = &__form; ",
        item.name
    );
    let mut rest = None;
    for field in item.fields()? {
        let member = Member::read(&field.attributes)?;
        let field_name = &field.name;
        if member.read_only {
            continue;
        }
        if member.flatten {
            rest = Some(field_name.clone());
            continue;
        }
        let name = member.name(&field.name, container.rename_all);
        let text = literal::unquoted(&name).unwrap_or_default();
        let own =
            undeclared.iter().position(|(own, _)| *own == text).map(|position| undeclared.swap_remove(position).1);
        let shape = Shape::new(&field.ty);
        let is_optional = shape.head == "Option";
        let add = format!("__form.value({name}, __value)?;");
        if is_optional {
            put!(code, "if let ::core::option::Option::Some(__value) = &self.{field_name} {{ {add} }} ");
            if let Some(value) = own {
                let value = code.hole(value);
                put!(code, "else {{ __form.value({name}, &{value})?; }} ");
            }
        } else if let (Some(value), "Nullable") = (own, shape.head.as_str()) {
            let value = code.hole(value);
            put!(code, "if self.{field_name}.is_absent() {{ __form.value({name}, &{value})?; }} ");
            put!(code, "else {{ let __value = &self.{field_name}; {add} }} ");
        } else {
            put!(code, "{{ let __value = &self.{field_name}; {add} }} ");
        }
    }
    // They come after the members whose names they must not have.
    if let Some(rest) = rest {
        put!(code, "for (__name, __value) in &self.{rest} {{ __form.rest(__name, __value)?; }} ");
    }
    for (name, value) in undeclared {
        let value = code.hole(value);
        put!(code, "__form.tag({name:?}, &{value})?; ");
    }
    put!(code, "::core::result::Result::Ok(()) }} }}");
    code.into_tokens()
}
