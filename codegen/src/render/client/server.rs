use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Server, ServerSetter, ServerVariable};
use crate::render::{Part, Uses, doc, tokens::ident};

/// Renders the type of the servers and their variables, if there is a choice of servers.
pub(super) fn items(api: &Api, uses: &mut Uses) -> Vec<Part> {
    if api.servers.is_empty() {
        return Vec::new();
    }
    let inner = uses.runtime_path("Server");
    if api.servers.iter().any(|server| !server.variables.is_empty()) {
        uses.add_runtime("ServerVariable");
    }
    let server = quote! {
        /// A server of the document, for [`ClientBuilder::server`].
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[must_use = "pass a server to `ClientBuilder::server`"]
        pub struct Server {
            inner: #inner,
        }
    };
    let constructors = api.servers.iter().map(|server| constructor(server, &inner));
    let setters = api.server_variables.iter().map(setter);
    let methods = constructors.chain(setters).map(|method| (super::Owner::File, method)).collect();
    vec![Part::Item(server), Part::Methods { header: quote!(impl Server), methods }]
}

/// Renders the builder method that takes a server.
pub(super) fn builder_method() -> TokenStream {
    quote! {
        /// Sets the base URL to a server of the document.
        ///
        /// All calls go there, as with [`base_url`](Self::base_url). A variable that the server does not have, or
        /// a value that the document does not list, is an error of `build`.
        pub fn server(self, server: Server) -> Self {
            Self { inner: self.inner.server(&server.inner) }
        }
    }
}

fn constructor(server: &Server, inner: &TokenStream) -> TokenStream {
    let own = doc::lines(&server.doc);
    let url = doc::code(&server.template);
    let lines =
        if own.is_empty() { vec![format!("The server {url}.")] } else { [own, vec![String::new(), url]].concat() };
    let doc = doc::attributes(&lines);
    let (name, template) = (ident(&server.name), &server.template);
    let variables = server.variables.iter().map(variable);
    quote! {
        #doc
        pub const fn #name() -> Self {
            Self { inner: #inner::new(#template, &[#(#variables),*]) }
        }
    }
}

fn variable(variable: &ServerVariable) -> TokenStream {
    let (wire, default, values) = (variable.wire.as_str(), &variable.default, &variable.values);
    let values = (!values.is_empty()).then(|| quote!(.values(&[#(#values),*])));
    quote!(const { ServerVariable::new(#wire, #default) #values })
}

fn setter(setter: &ServerSetter) -> TokenStream {
    let own = doc::lines(&setter.doc);
    let wire = setter.wire.as_str();
    let doc =
        doc::attributes(&if own.is_empty() { vec![format!("Sets the variable {}.", doc::code(wire))] } else { own });
    let name = ident(&setter.name);
    quote! {
        #doc
        pub fn #name(self, value: impl Into<String>) -> Self {
            Self { inner: self.inner.variable(#wire, value) }
        }
    }
}
