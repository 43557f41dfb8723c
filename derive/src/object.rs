//! `#[derive(Object)]` and `#[derive(RequestObject)]`.

use proc_macro::{Literal, TokenStream, TokenTree};

use crate::{
    attributes::{Container, DefaultValue, Member},
    case::Case,
    check::{Checks, has_parts},
    code::Code,
    constructor::{put_argument, put_documentation, put_signature},
    documentation,
    error::Error,
    given::Given,
    item::{Field, Item, plain},
    shape::{Shape, is_float, is_map, is_plain, value_type},
};

const RT: &str = Code::RUNTIME;

/// The derive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `Object`: reading and writing.
    Received,
    /// `RequestObject`: a constructor, setters and checks as well.
    Sent,
}

/// A field with its attributes.
struct Property {
    field: Field,
    /// Its name in JSON, as a string literal.
    name: String,
    member: Member,
    checks: Checks,
    /// The field's type, as a hole.
    ty: String,
    wrapper: Wrapper,
}

/// The wrapper of a type that may have no value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrapper {
    None,
    Option,
    Nullable,
}

impl Property {
    fn read(code: &mut Code, rename_all: Option<Case>, field: Field) -> Result<Self, Error> {
        let member = Member::read(&field.attributes)?;
        let checks = Checks::read(&field.attributes)?;
        let name = member.name(&field.name, rename_all);
        let shape = Shape::new(&field.ty);
        let wrapper = match shape.head.as_str() {
            "Option" => Wrapper::Option,
            "Nullable" => Wrapper::Nullable,
            _ => Wrapper::None,
        };
        if member.required && wrapper == Wrapper::Nullable {
            return Err(Error::new(field.name.span(), "a `Nullable` may be absent: `required` is for an `Option`"));
        }
        if member.flatten && !is_map(&shape.head) {
            return Err(Error::new(
                field.name.span(),
                "`flatten` is for a map: `BTreeMap<String, T>`, `HashMap` or `IndexMap`",
            ));
        }
        if let Some(default) = &member.default {
            let is_list = matches!(default, DefaultValue::Items(_));
            let value_head = if wrapper == Wrapper::Option { Shape::new(shape.inner).head } else { shape.head.clone() };
            let misuse = if wrapper == Wrapper::Nullable {
                Some(
                    "a `Nullable` shows that it is absent: a field with a `default` is an `Option` or the value itself",
                )
            } else if member.required || member.flatten {
                Some("`default` is for a property that may be absent: not beside `required` or `flatten`")
            } else if is_list && value_head != "Vec" {
                Some("a list is the `default` of a `Vec`")
            } else {
                None
            };
            if let Some(message) = misuse {
                return Err(Error::new(field.name.span(), message));
            }
        }
        let ty = code.hole(&field.ty);
        Ok(Self { field, name, member, checks, ty, wrapper })
    }

    /// Returns the constant value that the constructor sets, if there is one.
    fn fixed(&self) -> Option<&[TokenTree]> {
        let value = self.member.constant.as_deref().or(self.member.tag.as_deref());
        value.filter(|_| self.wrapper == Wrapper::None)
    }

    /// Returns true if the constructor takes the field.
    fn is_argument(&self) -> bool {
        self.is_needed() && self.fixed().is_none()
    }

    /// Returns true if the property cannot be absent.
    fn is_needed(&self) -> bool {
        let is_always_there =
            self.wrapper == Wrapper::None || (self.wrapper == Wrapper::Option && self.member.required);
        is_always_there && self.member.default.is_none() && !self.member.flatten
    }

    /// Returns the value of the field where the property is absent, if it is one of the attribute.
    fn default(&self, code: &mut Code) -> Option<String> {
        let default = self.member.default.as_ref()?;
        let ty: &[TokenTree] =
            if self.wrapper == Wrapper::Option { Shape::new(&self.field.ty).inner } else { &self.field.ty };
        let value = match default {
            DefaultValue::OfType => "::core::default::Default::default()".to_owned(),
            DefaultValue::Value(value) => literal_of(code, value, ty),
            DefaultValue::Items(items) => {
                let of_item = Shape::new(ty).inner;
                let items: Vec<String> = items.iter().map(|item| literal_of(code, item, of_item)).collect();
                let (ty, of_item) = (code.hole(ty), code.hole(of_item));
                let array = format!("[{of_item}; {}]", items.len());
                format!("<{ty} as ::core::convert::From<{array}>>::from([{}])", items.join(", "))
            }
        };
        Some(if self.wrapper == Wrapper::Option { format!("::core::option::Option::Some({value})") } else { value })
    }

    /// Returns the type of the value that is read, which tells whether the property was absent.
    fn slot_type(&self, code: &mut Code) -> String {
        match (&self.member.default, self.wrapper) {
            (None, _) => self.ty.clone(),
            (Some(_), Wrapper::Option) => {
                let inner = code.hole(Shape::new(&self.field.ty).inner);
                format!("{RT}::Nullable<{inner}>")
            }
            (Some(_), _) => format!("::core::option::Option<{}>", self.ty),
        }
    }
}

pub(crate) fn derive(item: TokenStream, kind: Kind) -> Result<TokenStream, Error> {
    let derive = if kind == Kind::Sent { "RequestObject" } else { "Object" };
    let item = Item::read(item, derive, "struct")?;
    let container = Container::of_struct(&item.attributes)?;
    let mut code = Code::default();
    let fields = item.fields()?;
    code.text.reserve(1_500 + 600 * fields.len());
    let (mut properties, mut rest) = (Vec::new(), None);
    for field in fields {
        let property = Property::read(&mut code, container.rename_all, field)?;
        if property.member.flatten { rest = Some(property) } else { properties.push(property) }
    }
    if kind == Kind::Sent {
        put_constructor(&mut code, &item, &properties, rest.as_ref());
    }
    put_reading(&mut code, &item, &properties, rest.as_ref());
    put_writing(&mut code, &item, &container, &properties, rest.as_ref());
    if kind == Kind::Sent {
        put_check(&mut code, &item, &properties, rest.as_ref())?;
    }
    put!(code, "}} ");
    put_serialize(&mut code, &item.name.to_string());
    put_default(&mut code, &item, &properties, rest.as_ref());
    code.into_tokens()
}

/// Writes `new` and the setters.
fn put_constructor(code: &mut Code, item: &Item, properties: &[Property], rest: Option<&Property>) {
    let (name, vis) = (&item.name, &item.vis);
    put!(code, "#[allow(deprecated)] impl {name} {{ ");
    let arguments: Vec<&Property> = properties.iter().filter(|property| property.is_argument()).collect();
    let makes = if arguments.is_empty() {
        " Creates a value with nothing set."
    } else {
        " Creates a value with its required members."
    };
    let taken: Vec<&Field> = arguments.iter().map(|property| &property.field).collect();
    put_documentation(code, makes, &taken);
    if arguments.is_empty() && properties.is_empty() {
        put!(code, "#[allow(clippy::new_without_default)] ");
    }
    put_signature(code, vis, &taken);
    put!(code, "{{ Self {{ ");
    for property in properties.iter().chain(rest) {
        let field = &property.field.name;
        if let Some(value) = property.fixed() {
            let value = literal_of(code, value, &property.field.ty);
            put!(code, "{field}: {value}, ");
        } else if !property.is_argument() {
            let nothing = property.default(code).unwrap_or_else(|| match property.wrapper {
                Wrapper::None => "::core::default::Default::default()".to_owned(),
                Wrapper::Option => "::core::option::Option::None".to_owned(),
                Wrapper::Nullable => format!("{RT}::Nullable::Absent"),
            });
            put!(code, "{field}: {nothing}, ");
        } else {
            put_argument(code, &property.field);
        }
    }
    put!(code, "}} }} ");
    for property in properties {
        put_setter(code, vis, property);
    }
    put!(code, "}} ");
}

/// Writes the setter of a property that the constructor does not take.
fn put_setter(code: &mut Code, vis: &str, property: &Property) {
    let field = &property.field.name;
    let is_filled = property.wrapper == Wrapper::None && property.member.default.is_some();
    if (property.wrapper == Wrapper::None && !is_filled) || property.fixed().is_some() || property.is_argument() {
        return;
    }
    let inner = if is_filled { &property.field.ty } else { Shape::new(&property.field.ty).inner };
    let some = |value: String| if is_filled { value } else { format!("::core::option::Option::Some({value})") };
    let sets = format!(" Sets `{}`.", plain(field));
    let documentation = code.hole(&documentation::inherited(&property.field.attributes));
    let is_nullable = property.wrapper == Wrapper::Nullable;
    let given = Given::of(code, if is_nullable { &property.field.ty } else { inner });
    let (takes, mut value) = (&given.takes, given.value("value"));
    if !is_nullable {
        value = some(value);
    }
    put!(code, "#[doc = {sets:?}] #[doc = \"\"] {documentation} #[must_use] ");
    put!(code, "{vis} fn {field}(mut self, value: {takes}) -> Self {{ self.{field} = {value}; self }} ");
}

/// Returns a fixed value as an expression of the type.
pub(crate) fn literal_of(code: &mut Code, value: &[TokenTree], ty: &[TokenTree]) -> String {
    let hole = code.hole(value);
    let head = Shape::new(ty).head;
    match value.last() {
        Some(TokenTree::Literal(literal)) if literal.to_string().starts_with(['"', 'r']) => {
            let ty = code.hole(ty);
            format!("<{ty} as ::core::convert::From<&str>>::from({hole})")
        }
        _ if is_float(&head) => format!("{hole} as {head}"),
        _ if is_plain(ty) => hole,
        _ => {
            let ty = code.hole(ty);
            format!("<{ty} as ::core::convert::From<_>>::from({hole})")
        }
    }
}

/// Writes the method of `ToJson` that checks a value, if it has constraints.
fn put_check(code: &mut Code, item: &Item, properties: &[Property], rest: Option<&Property>) -> Result<(), Error> {
    let of_object = Checks::read(&item.attributes)?;
    let is_checked = |property: &Property| {
        !property.checks.is_empty() || (!property.member.read_only && has_parts(&property.field.ty))
    };
    if of_object.is_empty() && !properties.iter().chain(rest).any(is_checked) {
        return Ok(());
    }
    put!(code, "fn check(&self, __checker: &mut {RT}::Checker) {{ ");
    of_object.put_of_object(code, "__checker")?;
    for property in properties {
        let value = format!("&self.{}", property.field.name);
        if property.member.read_only {
            property.checks.put(code, "__checker", &property.name, &value, &property.field.ty)?;
        } else {
            property.checks.put_with_parts(code, &property.name, &value, &property.field.ty)?;
        }
    }
    if let Some(rest) = rest {
        rest.checks.put_with_parts(code, "\"\"", &format!("&self.{}", rest.field.name), &rest.field.ty)?;
    }
    put!(code, "}} ");
    Ok(())
}

fn put_reading(code: &mut Code, item: &Item, properties: &[Property], rest: Option<&Property>) {
    let name = &item.name;
    put!(code, "#[allow(deprecated)] #[automatically_derived] impl {RT}::FromJson for {name} {{ ");
    put!(code, "const MEMBERS: &'static [&'static str] = &[");
    for property in properties {
        put!(code, "{},", property.name);
    }
    put!(
        code,
        "]; fn from_members<'de, __E: {RT}::__private::Error, __A: {RT}::__private::MapAccess<'de, Error = __E>>(\
             __members: &mut {RT}::__private::Members<'_, __A, __E>) -> ::core::option::Option<Self> {{ "
    );
    for (index, property) in properties.iter().enumerate() {
        let required = if property.member.required { ".required()" } else { "" };
        let ty = property.slot_type(code);
        put!(code, "let mut __{index} = {RT}::__private::slot::<{ty}>(){required}; ");
    }
    let slots: Vec<String> = (0..properties.len()).map(|index| format!("&mut __{index}")).collect();
    let slots = slots.join(",");
    if rest.is_some() {
        put!(code, "let mut __rest = ::core::default::Default::default(); ");
        put!(code, "if !__members.fill_beside(&mut [{slots}], &mut __rest)");
    } else {
        put!(code, "if !__members.fill(&mut [{slots}])");
    }
    put!(code, " {{ return ::core::option::Option::None; }} ");
    for (index, property) in properties.iter().enumerate() {
        let (constant, only) = (property.member.constant.as_deref(), property.member.only.as_deref());
        if let Some(constant) = constant.and_then(|constant| comparable(code, constant, &property.field.ty)) {
            put!(code, "__members.constant(&__{index}, {constant}); ");
        }
        if let Some(only) = only {
            let reference = if is_text(only) { "" } else { "&" };
            let only = code.hole(only);
            put!(code, "__members.only(&__{index}, {reference}{only}); ");
        }
    }
    if !properties.is_empty() {
        // One exit for all properties costs the compiler much less than one for each.
        put!(code, "let (");
        for index in 0..properties.len() {
            put!(code, "::core::option::Option::Some(__{index}),");
        }
        put!(code, ") = (");
        for index in 0..properties.len() {
            put!(code, "__{index}.value,");
        }
        put!(code, ") else {{ return ::core::option::Option::None; }}; ");
    }
    put!(code, "::core::option::Option::Some(Self {{ ");
    for (index, property) in properties.iter().enumerate() {
        let field = &property.field.name;
        match (property.default(code), property.wrapper) {
            (None, _) => put!(code, "{field}: __{index},"),
            (Some(default), Wrapper::Option) => put!(
                code,
                "{field}: match __{index} {{ {RT}::Nullable::Absent => {default}, __given => __given.into_value() }},"
            ),
            (Some(default), _) => put!(
                code,
                "{field}: match __{index} {{ ::core::option::Option::Some(__given) => __given, \
                     ::core::option::Option::None => {default} }},"
            ),
        }
    }
    if let Some(rest) = rest {
        put!(code, "{}: __rest,", rest.field.name);
    }
    put!(code, "}}) }} }} ");
    put_deserialize(code, &name.to_string());
}

/// Returns a reference to a constant that values of the type are compared with. Only numbers and booleans have constants
/// that are not strings.
fn comparable(code: &mut Code, constant: &[TokenTree], ty: &[TokenTree]) -> Option<String> {
    let ty = value_type(ty);
    let hole = code.hole(constant);
    match Shape::new(ty).head {
        _ if is_text(constant) => Some(hole),
        head if is_float(&head) => Some(format!("&({hole} as {head})")),
        _ => is_plain(ty).then(|| format!("&{hole}")),
    }
}

/// Returns true if a value is a string literal.
fn is_text(value: &[TokenTree]) -> bool {
    matches!(value, [TokenTree::Literal(literal)] if literal.to_string().starts_with(['"', 'r']))
}

/// Returns the expression of a tag.
pub(crate) fn own_tag(code: &mut Code, name: &Literal, value: &[TokenTree]) -> String {
    let (new, value) = if is_text(value) {
        ("new", code.hole(value))
    } else {
        ("scalar", format!("{:?}", value.iter().map(ToString::to_string).collect::<String>()))
    };
    format!("{RT}::__private::Tag::{new}({name}, {value}, ::core::option::Option::None)")
}

/// Writes `ToJson`, up to the end of its methods that write.
fn put_writing(code: &mut Code, item: &Item, container: &Container, properties: &[Property], rest: Option<&Property>) {
    let name = &item.name;
    put!(code, "#[allow(deprecated)] #[automatically_derived] impl {RT}::ToJson for {name} {{ ");
    put!(
        code,
        "fn write_members<__M: {RT}::__private::SerializeMap>(&self, __writer: &mut {RT}::__private::Writer<'_, __M>) \
             {{ let _ = &__writer; "
    );
    if rest.is_some() {
        put!(code, "__writer.keep_names(); ");
    }
    for property in properties {
        // Without null, an absent property would be read as its default.
        let is_required = property.member.required || property.member.default.is_some();
        let required = if is_required { ".required()" } else { "" };
        let read_only = if property.member.read_only { ".read_only()" } else { "" };
        put!(code, "__writer{required}{read_only}.member({}, &self.{}); ", property.name, property.field.name);
    }
    if let Some(rest) = rest {
        put!(code, "__writer.rest(&self.{}); ", rest.field.name);
    }
    let own = container.own_tags.iter().map(|(name, value)| own_tag(code, name, value)).collect::<Vec<_>>().join(", ");
    let write =
        |tag: &str| format!("{RT}::__private::write_identified_object(self, __serializer, __written, &[{own}], {tag})");
    put!(code, "}} ");
    let tagged = if own.is_empty() {
        format!("{RT}::__private::write_tagged_object(self, __serializer, __written, __tag)")
    } else {
        put!(
            code,
            "fn to_json<__S: {RT}::__private::Serializer>(&self, __serializer: __S, __written: {RT}::Written) \
                 -> ::core::result::Result<__S::Ok, __S::Error> {{ {} }} ",
            write("::core::option::Option::None")
        );
        write("::core::option::Option::Some(__tag)")
    };
    put!(
        code,
        "fn to_json_tagged<__S: {RT}::__private::Serializer>(&self, __serializer: __S, __written: {RT}::Written, \
             __tag: &{RT}::__private::Tag<'_>) -> ::core::result::Result<__S::Ok, __S::Error> {{ {tagged} }} "
    );
}

/// Writes `Default` for a struct with defaults of properties, if every property may be absent.
fn put_default(code: &mut Code, item: &Item, properties: &[Property], rest: Option<&Property>) {
    let is_any = properties.iter().any(|property| property.member.default.is_some());
    if !is_any || properties.iter().any(Property::is_needed) {
        return;
    }
    put!(code, "#[allow(deprecated)] #[automatically_derived] impl ::core::default::Default for {} {{ ", item.name);
    put!(code, "fn default() -> Self {{ Self {{ ");
    for property in properties.iter().chain(rest) {
        let field = &property.field.name;
        let value = property.default(code).unwrap_or_else(|| "::core::default::Default::default()".to_owned());
        put!(code, "{field}: {value}, ");
    }
    put!(code, "}} }} }} ");
}

/// Writes serde's `Deserialize`, which delegates to `FromJson`.
pub(crate) fn put_deserialize(code: &mut Code, name: &str) {
    put!(
        code,
        "#[allow(deprecated)] #[automatically_derived] impl<'de> {RT}::__private::Deserialize<'de> for {name} {{ \
             fn deserialize<__D: {RT}::__private::Deserializer<'de>>(__deserializer: __D) \
                 -> ::core::result::Result<Self, __D::Error> {{ {RT}::__private::deserialize(__deserializer) }} }} "
    );
}

/// Writes serde's `Serialize`, which delegates to `ToJson`.
pub(crate) fn put_serialize(code: &mut Code, name: &str) {
    put!(
        code,
        "#[allow(deprecated)] #[automatically_derived] impl {RT}::__private::Serialize for {name} {{ \
             fn serialize<__S: {RT}::__private::Serializer>(&self, __serializer: __S) \
                 -> ::core::result::Result<__S::Ok, __S::Error> {{ \
                 {RT}::ToJson::to_json(self, __serializer, {RT}::Written::All) }} }} "
    );
}
