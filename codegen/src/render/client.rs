use quote::quote;

use super::{
    Owner, Part, RustFile, Section, Table, Uses, doc,
    file::Row,
    tokens::{ident, text},
};
use crate::ir::{Api, Credential, Doc, SecurityScheme};
use crate::options::Options;

/// The client, its builder, and the security schemes.
pub(super) fn client(api: &Api, options: &Options) -> RustFile {
    let mut uses = Uses::new(&options.runtime);
    uses.add_runtime("client");
    let mut parts = Vec::new();
    if !api.schemes.is_empty() {
        uses.add_runtime("SecurityScheme");
        parts.push(Part::Group(api.schemes.iter().map(constant).collect()));
    }
    let title = if api.title.trim().is_empty() { "A client of the API" } else { api.title.trim() };
    let version = if api.version.trim().is_empty() { "" } else { &format!(", version {}", api.version.trim()) };
    let about = Doc { summary: Some(format!("{title}{version}")), ..api.doc.clone() };
    let mut line = "Client".to_owned();
    if let Some(server) = &api.server {
        line.push_str(&format!(" at {:?}", server.url));
    }
    for (status, code) in &options.in_progress {
        line.push_str(&format!(", in_progress {status} {code:?}"));
    }
    let mut rows = vec![Row { doc: doc::lines(&about), text: format!("{line};") }];
    rows.extend(api.schemes.iter().map(|scheme| Row {
        doc: credential_doc(scheme),
        text: format!("{} => {};", scheme.function, scheme.constant),
    }));
    parts.push(Part::Table(Table { name: "client".to_owned(), subject: None, rows }));
    let sections = vec![Section { owner: Owner::Client, parts }];
    RustFile { path: "client.rs".to_owned(), preamble: Vec::new(), uses, sections }
}

fn constant(scheme: &SecurityScheme) -> proc_macro2::TokenStream {
    let name = ident(&scheme.constant);
    let wire = text(scheme.wire.as_str());
    let made = match &scheme.credential {
        Credential::Header(header) => quote!(header(#wire, #header)),
        Credential::Query(parameter) => quote!(query(#wire, #parameter)),
        Credential::Cookie(cookie) => quote!(cookie(#wire, #cookie)),
        Credential::Bearer => quote!(bearer(#wire)),
        Credential::Basic => quote!(basic(#wire)),
    };
    quote!(pub(crate) const #name: SecurityScheme = SecurityScheme::#made;)
}

fn credential_doc(scheme: &SecurityScheme) -> Vec<String> {
    let own = doc::lines(&scheme.doc);
    if own.is_empty() { vec![format!("The credential {}.", doc::code(scheme.wire.as_str()))] } else { own }
}
