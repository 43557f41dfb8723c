use proc_macro::TokenTree;

/// The shape of a type, from its tokens: the last name of its path, and its generic arguments.
pub(crate) struct Shape<'t> {
    pub(crate) head: String,
    pub(crate) inner: &'t [TokenTree],
}

impl<'t> Shape<'t> {
    pub(crate) fn new(ty: &'t [TokenTree]) -> Self {
        let mut head = String::new();
        for (index, token) in ty.iter().enumerate() {
            match token {
                TokenTree::Ident(ident) => head = ident.to_string(),
                TokenTree::Punct(punct) if punct.as_char() == '<' => {
                    let inner = ty.get(index + 1..ty.len() - 1).unwrap_or_default();
                    return Self { head, inner: without_last_comma(inner) };
                }
                _ => {}
            }
        }
        Self { head, inner: &[] }
    }
}

/// Returns the arguments without a trailing comma, which formatters add when they break long lines.
fn without_last_comma(arguments: &[TokenTree]) -> &[TokenTree] {
    match arguments {
        [rest @ .., TokenTree::Punct(punct)] if punct.as_char() == ',' => rest,
        _ => arguments,
    }
}

/// Returns the type of a value that may be missing, null or on the heap.
pub(crate) fn value_type(ty: &[TokenTree]) -> &[TokenTree] {
    let shape = Shape::new(ty);
    match shape.head.as_str() {
        "Option" | "Nullable" | "Box" | "DeepBox" => value_type(shape.inner),
        _ => ty,
    }
}

/// Returns the function that puts a value into a type with this name, if it is a box.
pub(crate) fn new_box(name: &str) -> Option<&'static str> {
    match name {
        "Box" => Some("::std::boxed::Box::new"),
        "DeepBox" => Some("openapi_bindgen_runtime::DeepBox::new"),
        _ => None,
    }
}

/// Returns the type of the items of a list or the values of a map.
pub(crate) fn element_type(ty: &[TokenTree]) -> &[TokenTree] {
    let Shape { head, inner } = Shape::new(value_type(ty));
    // The item of a list may be a map, whose comma is not that of the list.
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let comma = inner.iter().position(is_comma).filter(|_| is_map(&head));
    comma.and_then(|comma| inner.get(comma + 1..)).unwrap_or(inner)
}

/// Returns true for the names of the maps that a model can have.
pub(crate) fn is_map(name: &str) -> bool {
    matches!(name, "BTreeMap" | "HashMap" | "IndexMap")
}

/// Returns true if the type is a number or a boolean. Setters take these by value, so that a literal needs no suffix.
pub(crate) fn is_plain(ty: &[TokenTree]) -> bool {
    let [TokenTree::Ident(ident)] = ty else { return false };
    let name = ident.to_string();
    name == "bool" || is_integer(&name) || is_float(&name)
}

/// Returns true if the type is a list of strings, which setters take in more forms than `Into` has.
pub(crate) fn is_strings(ty: &[TokenTree]) -> bool {
    let Shape { head, inner } = Shape::new(ty);
    head == "Vec" && matches!(inner, [TokenTree::Ident(item)] if item.to_string() == "String")
}

pub(crate) fn is_integer(name: &str) -> bool {
    matches!(name, "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64")
}

pub(crate) fn is_float(name: &str) -> bool {
    matches!(name, "f32" | "f64")
}
