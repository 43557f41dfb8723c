use quote::quote;

use super::{
    Owner, Part, RustFile, Section, Table, Uses, doc,
    file::Row,
    tokens::{ident, text},
};
use crate::ir::{Api, Credential, Doc, SecurityScheme, Server};
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
    let mut rows = vec![Row::documented(doc::lines(&about), format!("{line};"))];
    rows.extend(api.schemes.iter().map(|scheme| Row::documented(credential_doc(scheme), credential_row(scheme))));
    parts.push(Part::Table(Table::new("client", None, rows)));
    parts.extend(servers(api, &mut uses));
    let sections = vec![Section { owner: Owner::Client, parts }];
    RustFile { path: "client.rs".to_owned(), preamble: Vec::new(), uses, sections }
}

/// The row of the client's table with a credential.
pub(crate) fn credential_row(scheme: &SecurityScheme) -> String {
    format!("{} => {};", scheme.function, scheme.constant)
}

/// The servers between which the caller chooses, and their variables.
fn servers(api: &Api, uses: &mut Uses) -> Vec<Part> {
    let mut tables = Vec::new();
    if !api.servers.is_empty() {
        uses.add_runtime("servers");
        let rows = api.servers.iter().map(server).collect();
        tables.push(Table::new("servers", None, rows));
    }
    if !api.server_variables.is_empty() {
        uses.add_runtime("server_variables");
        let rows = api.server_variables.iter().map(|setter| {
            let own = doc::lines(&setter.doc);
            let otherwise = || vec![format!("Sets the variable {}.", doc::code(setter.wire.as_str()))];
            Row::documented(
                if own.is_empty() { otherwise() } else { own },
                format!("{} => {:?};", setter.name, setter.wire.as_str()),
            )
        });
        tables.push(Table::new("server_variables", None, rows.collect()));
    }
    tables.into_iter().map(Part::Table).collect()
}

fn server(server: &Server) -> Row {
    let mut text = format!("{} => {:?}", server.name, server.template);
    for variable in &server.variables {
        text.push_str(&format!(", {:?} = {:?}", variable.wire.as_str(), variable.default));
        if !variable.values.is_empty() {
            let values: Vec<String> = variable.values.iter().map(|value| format!("{value:?}")).collect();
            text.push_str(&format!(" of {}", values.join(" ")));
        }
    }
    text.push(';');
    let own = doc::lines(&server.doc);
    Row::documented(if own.is_empty() { vec!["This server:".to_owned()] } else { own }, text)
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
        Credential::Http(scheme) => quote!(http(#wire, #scheme)),
        Credential::AnyHeader => quote!(any_header(#wire)),
    };
    quote!(pub(crate) const #name: SecurityScheme = SecurityScheme::#made;)
}

fn credential_doc(scheme: &SecurityScheme) -> Vec<String> {
    let own = doc::lines(&scheme.doc);
    let mut lines =
        if own.is_empty() { vec![format!("The credential {}.", doc::code(scheme.wire.as_str()))] } else { own };
    let how = match &scheme.credential {
        Credential::Http(scheme) => {
            let scheme = doc::code(scheme);
            format!(
                "It is what follows {scheme} in the header `Authorization`; an answer to a challenge is the caller's."
            )
        }
        Credential::AnyHeader => {
            "The document does not say how it is sent: give a whole header, `Name: value`.".to_owned()
        }
        Credential::Header(_)
        | Credential::Query(_)
        | Credential::Cookie(_)
        | Credential::Bearer
        | Credential::Basic => {
            return lines;
        }
    };
    lines.extend([String::new(), how]);
    lines
}
