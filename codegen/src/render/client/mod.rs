mod server;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Credential, Doc, Flow, SecurityScheme};
use crate::options::Options;
use crate::render::{Owner, Part, RustFile, Section, Uses, attributes, doc, tokens::ident};

/// Renders the client, its builder and its calls, and the security schemes.
pub(super) fn client(api: &Api, options: &Options) -> RustFile {
    let mut uses = Uses::new(&options.runtime);
    for name in ["ApiCall", "ApiClient", "ApiClientBuilder", "Async"] {
        uses.add_runtime(name);
    }
    let builder_doc = if api.schemes.is_empty() { &BUILDER_DOC[..1] } else { BUILDER_DOC };
    let mut parts = vec![
        Part::Item(client_type(api, options, &uses)),
        Part::Item(wrapper(builder_doc, &quote!(ApiClientBuilder), BUILDER_UNUSED, "ClientBuilder", &uses)),
    ];
    let mut methods: Vec<(Owner, TokenStream)> = Vec::new();
    for (index, scheme) in api.schemes.iter().enumerate() {
        let flows = scheme.flows.iter().map(|flow| self::flow(scheme, flow));
        methods.extend(flows.chain([setter(scheme)]).map(|item| (Owner::Credential(index), item)));
    }
    if api.schemes.iter().any(|scheme| !scheme.flows.is_empty()) {
        uses.add_runtime("OAuth2Flow");
    }
    if api.schemes.iter().any(|scheme| scheme.credential == Credential::Basic) {
        uses.add_runtime("Secret");
    }
    if api.schemes.iter().any(|scheme| scheme.credential != Credential::Basic) {
        uses.add_runtime("Credential");
    }
    if !api.schemes.is_empty() {
        uses.add_runtime("SecurityScheme");
    }
    if !api.servers.is_empty() {
        methods.push((Owner::File, server::builder_method()));
    }
    if !methods.is_empty() {
        parts.push(Part::Methods { header: quote!(impl ClientBuilder), methods });
    }
    parts.push(Part::Item(wrapper(CALL_DOC, &quote!(Clone, ApiCall), CALL_UNUSED, "Call", &uses)));
    parts.extend(server::items(api, &mut uses));
    if !api.schemes.is_empty() {
        parts.push(Part::Group(api.schemes.iter().map(constant).collect()));
    }
    let sections = vec![Section { owner: Owner::Client, parts }];
    RustFile { path: "client.rs".to_owned(), preamble: Vec::new(), uses, sections }
}

const CLIENT_DOC: &str = "It is cheap to clone; clones share their connections.";

const BUILDER_DOC: &[&str] = &[
    "Builds a [`Client`].",
    "",
    "A call sends the credentials of the first security requirement of its operation for which all are set,",
    "and no others. Whitespace around a credential is removed. A credential that is empty or contains a",
    "control character is an error of `build`.",
];

const BUILDER_UNUSED: &str = "builders do nothing until `build` is called";

const CALL_DOC: &[&str] = &[
    "A call to an operation: await it, or [`send`](Call::send) it with a blocking client.",
    "",
    "It has a setter for each optional parameter and property of the request body. Nothing is sent until it is",
    "awaited or sent. The future is `Send` and borrows nothing, so that it can be spawned.",
];

const CALL_UNUSED: &str = "calls do nothing unless awaited or sent";

fn client_type(api: &Api, options: &Options, uses: &Uses) -> TokenStream {
    let title = if api.title.trim().is_empty() { "A client of the API" } else { api.title.trim() };
    let version = if api.version.trim().is_empty() { "" } else { &format!(", version {}", api.version.trim()) };
    let about = Doc { summary: Some(format!("{title}{version}")), ..api.doc.clone() };
    let mut lines = doc::lines(&about);
    lines.extend([String::new(), CLIENT_DOC.to_owned()]);
    let doc = doc::attributes(&lines);
    let base_url = api.server.iter().map(|server| {
        let url = &server.url;
        quote!(base_url = #url)
    });
    let in_progress = options.in_progress.iter().map(|(status, code)| {
        let status = proc_macro2::Literal::u16_unsuffixed(*status);
        quote!(in_progress(#status, #code))
    });
    let credentials = api.schemes.iter().map(|scheme| {
        let (function, constant) = (ident(&scheme.function), ident(&scheme.constant));
        quote!(credential(#function = #constant))
    });
    let arguments: Vec<TokenStream> = base_url.chain(in_progress).chain(credentials).collect();
    let of_client = attributes::each("client", &arguments);
    let inner = uses.runtime_path("Client");
    quote! {
        #doc
        #[derive(Clone, ApiClient)]
        #(#of_client)*
        pub struct Client<D = Async> {
            inner: #inner<D>,
        }
    }
}

/// Renders a struct that wraps the runtime type of the same name.
fn wrapper(about: &[&str], derives: &TokenStream, unused: &str, name: &str, uses: &Uses) -> TokenStream {
    let doc = doc::attributes(&about.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
    let inner = uses.runtime_path(name);
    let name = quote::format_ident!("{name}");
    let (parameters, arguments) =
        if name == "Call" { (quote!(<O, D = Async>), quote!(<O, D>)) } else { (quote!(), quote!()) };
    quote! {
        #doc
        #[derive(#derives)]
        #[must_use = #unused]
        pub struct #name #parameters {
            inner: #inner #arguments,
        }
    }
}

/// Renders the constant of a security scheme, which operations refer to.
fn constant(scheme: &SecurityScheme) -> TokenStream {
    let (constant, wire) = (ident(&scheme.constant), scheme.wire.as_str());
    let value = match &scheme.credential {
        Credential::Header(header) => quote!(header(#wire, #header)),
        Credential::Query(parameter) => quote!(query(#wire, #parameter)),
        Credential::Cookie(cookie) => quote!(cookie(#wire, #cookie)),
        Credential::Bearer => quote!(bearer(#wire)),
        Credential::Basic => quote!(basic(#wire)),
        Credential::Http(scheme) => quote!(http(#wire, #scheme)),
        Credential::AnyHeader => quote!(any_header(#wire)),
    };
    quote!(pub(crate) const #constant: SecurityScheme = SecurityScheme::#value;)
}

/// Renders the constant of a flow.
fn flow(scheme: &SecurityScheme, flow: &Flow) -> TokenStream {
    let Flow { name, constant, token_url, refresh_url, scopes } = flow;
    let lines = [
        format!("The flow {} of {}.", doc::code(name), doc::code(scheme.wire.as_str())),
        String::new(),
        format!(
            "With the feature `oauth2` of the runtime, it makes a credential for [`{0}`](Self::{0}).",
            scheme.function
        ),
    ];
    let (doc, constant) = (doc::attributes(&lines), ident(constant));
    let refresh_url = refresh_url.iter().map(|url| quote!(.with_refresh_url(#url)));
    let scopes = (!scopes.is_empty()).then(|| quote!(.with_scopes(&[#(#scopes),*])));
    quote! {
        #doc
        pub const #constant: OAuth2Flow = OAuth2Flow::new(#token_url)#(#refresh_url)*#scopes;
    }
}

/// Renders the builder method for the credential of a scheme.
fn setter(scheme: &SecurityScheme) -> TokenStream {
    let doc = doc::attributes(&setter_doc(scheme));
    let (function, constant) = (ident(&scheme.function), ident(&scheme.constant));
    if matches!(scheme.credential, Credential::Basic) {
        return quote! {
            #doc
            pub fn #function(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
                Self { inner: self.inner.basic(#constant, user, password) }
            }
        };
    }
    quote! {
        #doc
        pub fn #function(self, credential: impl Into<Credential>) -> Self {
            Self { inner: self.inner.credential(#constant, credential) }
        }
    }
}

fn setter_doc(scheme: &SecurityScheme) -> Vec<String> {
    let own = doc::lines(&scheme.doc);
    let name = doc::code(scheme.wire.as_str());
    let mut lines = if own.is_empty() { vec![format!("Sets the credential {name}.")] } else { own };
    let more = match &scheme.credential {
        Credential::Http(scheme) => format!(
            "The credential follows {} in the header `Authorization`. The caller computes the response to a challenge.",
            doc::code(scheme)
        ),
        Credential::AnyHeader => {
            "The document does not define how it is sent. Pass a whole header, such as `Name: value`.".to_owned()
        }
        Credential::Basic => "A user name that contains a colon is an error of `build`.".to_owned(),
        Credential::Header(_) | Credential::Query(_) | Credential::Cookie(_) | Credential::Bearer => return lines,
    };
    lines.extend([String::new(), more]);
    lines
}
