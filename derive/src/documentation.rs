use proc_macro::{Delimiter, TokenTree};

use crate::{item::Attribute, literal, tokens::Tokens};

/// Returns the lines of an item's documentation, as their source has them.
fn lines(attributes: &[Attribute]) -> impl Iterator<Item = String> {
    attributes.iter().filter(|attribute| attribute.name == "doc").filter_map(|attribute| {
        let mut tokens = Tokens::new(attribute.tokens.clone(), attribute.span);
        tokens.punct('#');
        let mut inside = Tokens::inside(&tokens.group(Delimiter::Bracket)?);
        inside.next();
        inside.punct('=');
        literal::text(&inside.literal()?).ok()
    })
}

/// Returns the first paragraph, on one line.
pub(crate) fn summary(attributes: &[Attribute]) -> String {
    let paragraph = lines(attributes).map(|line| line.trim().to_owned()).take_while(|line| !line.is_empty());
    paragraph.collect::<Vec<_>>().join(" ")
}

/// Returns the attributes that a setter has from its field: documentation and deprecation.
pub(crate) fn inherited(attributes: &[Attribute]) -> Vec<TokenTree> {
    let inherited = attributes.iter().filter(|attribute| matches!(attribute.name.as_str(), "deprecated" | "doc"));
    inherited.flat_map(|attribute| attribute.tokens.clone()).collect()
}
