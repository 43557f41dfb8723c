use proc_macro::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::{error::Error, tokens::Tokens};

/// A struct with named fields, or an enum.
pub(crate) struct Item {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) vis: String,
    pub(crate) name: Ident,
    /// The contents of its braces.
    pub(crate) body: Group,
}

/// `#[name(arguments)]` or `#[name = value]`.
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) arguments: Option<Group>,
    /// The whole attribute, to be copied.
    pub(crate) tokens: TokenStream,
}

/// A named field.
pub(crate) struct Field {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) ty: Vec<TokenTree>,
}

/// A variant, with the type in its parentheses.
pub(crate) struct Variant {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) ty: Vec<TokenTree>,
    /// The attributes before the type.
    pub(crate) inner: Vec<Attribute>,
}

/// A variant, with its fields if they are named.
pub(crate) type VariantWithFields = (Variant, Option<Vec<Field>>);

impl Item {
    /// Reads the item of a derive that is for `keyword`: `struct` or `enum`.
    pub(crate) fn read(item: TokenStream, derive: &str, keyword: &str) -> Result<Self, Error> {
        let mut tokens = Tokens::new(item, Span::call_site());
        let attributes = attributes(&mut tokens)?;
        let vis = visibility(&mut tokens);
        let found = tokens.ident("an item")?;
        let what = if keyword == "struct" { "a struct with named fields" } else { "an enum" };
        let expected = format!("`{derive}` can only be derived for {what} without generic parameters");
        if found.to_string() != keyword {
            return Err(Error::new(found.span(), expected));
        }
        let name = tokens.ident("a name")?;
        match tokens.group(Delimiter::Brace) {
            Some(body) => Ok(Self { attributes, vis, name, body }),
            None => Err(tokens.error(expected)),
        }
    }

    pub(crate) fn fields(&self) -> Result<Vec<Field>, Error> {
        fields(&self.body)
    }

    pub(crate) fn variants(&self) -> Result<Vec<Variant>, Error> {
        let expected = "expected a variant without a value, or with one in parentheses";
        let variants = self.variants_with_fields()?.into_iter();
        variants
            .map(|(variant, fields)| match fields {
                Some(_) => Err(Error::new(variant.name.span(), expected)),
                None => Ok(variant),
            })
            .collect()
    }

    /// Returns the variants, some of them possibly with named fields.
    pub(crate) fn variants_with_fields(&self) -> Result<Vec<VariantWithFields>, Error> {
        let mut tokens = Tokens::inside(&self.body);
        let mut variants = Vec::new();
        while !tokens.is_empty() {
            let attributes = attributes(&mut tokens)?;
            let name = tokens.ident("a variant")?;
            let (mut ty, mut inner) = (Vec::new(), Vec::new());
            if let Some(group) = tokens.group(Delimiter::Parenthesis) {
                let mut inside = Tokens::inside(&group);
                inner = self::attributes(&mut inside)?;
                ty = ungrouped(inside.until_comma());
                if !inside.is_empty() {
                    return Err(inside.error("expected one value in the parentheses"));
                }
            }
            let fields = tokens.group(Delimiter::Brace).map(|group| fields(&group)).transpose()?;
            if !tokens.punct(',') && !tokens.is_empty() {
                return Err(tokens.error("expected a variant without a value, or with one in parentheses"));
            }
            variants.push((Variant { attributes, name, ty, inner }, fields));
        }
        Ok(variants)
    }
}

fn fields(body: &Group) -> Result<Vec<Field>, Error> {
    let mut tokens = Tokens::inside(body);
    let mut fields = Vec::new();
    while !tokens.is_empty() {
        let attributes = attributes(&mut tokens)?;
        visibility(&mut tokens);
        let name = tokens.ident("a field")?;
        if !tokens.punct(':') {
            return Err(tokens.error("expected `:` and a type"));
        }
        fields.push(Field { attributes, name, ty: ungrouped(tokens.until_comma()) });
    }
    Ok(fields)
}

/// Returns a type without the group in which a macro's `$ty:ty` puts it.
fn ungrouped(ty: Vec<TokenTree>) -> Vec<TokenTree> {
    match ty.as_slice() {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => group.stream().into_iter().collect(),
        _ => ty,
    }
}

pub(crate) fn attributes(tokens: &mut Tokens) -> Result<Vec<Attribute>, Error> {
    let mut attributes = Vec::new();
    while tokens.punct('#') {
        let Some(group) = tokens.group(Delimiter::Bracket) else { return Err(tokens.error("expected an attribute")) };
        let mut inside = Tokens::inside(&group);
        // An attribute with a path, such as that of a tool, is ignored.
        let (name, span) = match inside.ident("a name") {
            Ok(name) => (name.to_string(), name.span()),
            Err(_) => (String::new(), group.span()),
        };
        let arguments = inside.group(Delimiter::Parenthesis);
        let tokens = [Punct::new('#', Spacing::Alone).into(), TokenTree::from(group)].into_iter().collect();
        attributes.push(Attribute { name, span, arguments, tokens });
    }
    Ok(attributes)
}

pub(crate) fn visibility(tokens: &mut Tokens) -> String {
    if tokens.peek_ident().as_deref() != Some("pub") {
        return String::new();
    }
    tokens.next();
    let scope = tokens.group(Delimiter::Parenthesis).map(|scope| scope.to_string());
    format!("pub{}", scope.unwrap_or_default())
}

/// Returns an identifier without `r#`.
pub(crate) fn plain(name: &Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").map_or_else(|| name.clone(), str::to_owned)
}
