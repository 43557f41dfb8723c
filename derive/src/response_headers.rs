//! `#[derive(ResponseHeaders)]`, and `#[header(…)]`.

use proc_macro::TokenStream;

use crate::{
    arguments::{Argument, single},
    code::Code,
    error::Error,
    item::{Field, Item, plain},
    shape::Shape,
};

const RT: &str = Code::RUNTIME;

pub(crate) fn derive(item: TokenStream) -> Result<TokenStream, Error> {
    let item = Item::read(item, "ResponseHeaders", "struct")?;
    let fields = item.fields()?;
    let mut code = Code::default();
    put!(
        code,
        "#[allow(deprecated)] #[automatically_derived] impl {RT}::ResponseHeaders for {} {{ \
             fn read(__reply: &{RT}::Reply) -> Self {{ let _ = __reply; Self {{ ",
        item.name
    );
    for field in &fields {
        put_header(&mut code, field)?;
    }
    put!(code, "}} }} }}");
    code.into_tokens()
}

/// Writes the field of a struct expression that is read from a header of `__reply`.
pub(crate) fn put_header(code: &mut Code, field: &Field) -> Result<(), Error> {
    let shape = Shape::new(&field.ty);
    if shape.head != "Option" {
        let message = "a header may be missing, so that its field is an `Option<T>`";
        return Err(Error::new(field.name.span(), message));
    }
    let name = match single(&field.attributes, "header")? {
        None => format!("{:?}", plain(&field.name).replace('_', "-")),
        Some(attribute) => match Argument::all(attribute).as_slice() {
            [name] => name.text()?.to_string(),
            _ => return Err(Error::new(attribute.span, "expected `#[header(\"X-Name\")]`")),
        },
    };
    let item = Shape::new(shape.inner);
    let (method, value) = if item.head == "Vec" { ("header_list", item.inner) } else { ("header", shape.inner) };
    let value = code.hole(value);
    put!(code, "{}: __reply.{method}::<{value}>({name}), ", field.name);
    Ok(())
}
