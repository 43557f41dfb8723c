use proc_macro::{Group, TokenStream, TokenTree};

use crate::error::Error;

/// Rust source with holes, which hold tokens of the item with their own spans.
#[derive(Default)]
pub(crate) struct Code {
    pub(crate) text: String,
    holes: Vec<Vec<TokenTree>>,
}

/// The prefix of an identifier that is a placeholder.
const HOLE: &str = "__hole_";

impl Code {
    /// The path of the runtime. A crate that has it under another name imports it under this name.
    pub(crate) const RUNTIME: &str = "openapi_bindgen_runtime";

    /// Returns an identifier for the source, which is replaced by `tokens`.
    pub(crate) fn hole(&mut self, tokens: &[TokenTree]) -> String {
        self.holes.push(tokens.to_vec());
        format!("{HOLE}{}", self.holes.len() - 1)
    }

    /// Returns the tokens of the source.
    pub(crate) fn into_tokens(self) -> Result<TokenStream, Error> {
        let Self { text, holes } = self;
        let tokens: TokenStream = text.parse().map_err(|error| {
            Error::new(proc_macro::Span::call_site(), format!("the derive wrote source that is not Rust: {error}"))
        })?;
        Ok(filled(tokens, &holes))
    }
}

fn filled(tokens: TokenStream, holes: &[Vec<TokenTree>]) -> TokenStream {
    let mut output = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let index = name.strip_prefix(HOLE).and_then(|index| index.parse::<usize>().ok());
                match index.and_then(|index| holes.get(index)) {
                    Some(hole) => output.extend(hole.iter().cloned()),
                    None => output.push(ident.into()),
                }
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), filled(group.stream(), holes));
                inner.set_span(group.span());
                output.push(inner.into());
            }
            other => output.push(other),
        }
    }
    output.into_iter().collect()
}
