use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// An error in an item, with its location.
pub(crate) struct Error {
    span: Span,
    message: String,
}

impl Error {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }

    /// Returns a `compile_error!` at the place of the error.
    pub(crate) fn into_compile_error(self) -> TokenStream {
        let Self { span, message } = self;
        let mut message = Literal::string(&message);
        message.set_span(span);
        let mut bang = Punct::new('!', Spacing::Alone);
        bang.set_span(span);
        let mut arguments = Group::new(Delimiter::Brace, TokenTree::from(message).into());
        arguments.set_span(span);
        [TokenTree::from(Ident::new("compile_error", span)), bang.into(), arguments.into()].into_iter().collect()
    }
}
