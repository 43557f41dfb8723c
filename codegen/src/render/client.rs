use super::{Owner, Part, RustFile, Section, Table, Uses, doc, file::Row};
use crate::ir::{Api, Credential, Doc, SecurityScheme, Server};
use crate::options::Options;

/// The client, its builder, and the security schemes.
pub(super) fn client(api: &Api, options: &Options) -> RustFile {
    let mut uses = Uses::new(&options.runtime);
    uses.add_runtime("client");
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
    rows.extend(api.schemes.iter().map(|scheme| Row { doc: credential_doc(scheme), text: credential_row(scheme) }));
    let mut parts = vec![Part::Table(Table { name: "client", rows })];
    parts.extend(servers(api, &mut uses));
    let sections = vec![Section { owner: Owner::Client, parts }];
    RustFile { path: "client.rs".to_owned(), preamble: Vec::new(), uses, sections }
}

/// The row of the client's table with a credential: the builder's method, and the constant that is the scheme.
pub(crate) fn credential_row(scheme: &SecurityScheme) -> String {
    let wire = scheme.wire.as_str();
    let (kind, name) = match &scheme.credential {
        Credential::Header(header) => ("header", Some(header)),
        Credential::Query(parameter) => ("query", Some(parameter)),
        Credential::Cookie(cookie) => ("cookie", Some(cookie)),
        Credential::Bearer => ("bearer", None),
        Credential::Basic => ("basic", None),
        Credential::Http(scheme) => ("http", Some(scheme)),
        Credential::AnyHeader => ("any_header", None),
    };
    let name = name.map_or_else(String::new, |name| format!(", {name:?}"));
    format!("{} => {} = {kind}({wire:?}{name});", scheme.function, scheme.constant)
}

/// The servers between which the caller chooses, and their variables.
fn servers(api: &Api, uses: &mut Uses) -> Vec<Part> {
    let mut tables = Vec::new();
    if !api.servers.is_empty() {
        uses.add_runtime("servers");
        let rows = api.servers.iter().map(server).collect();
        tables.push(Table { name: "servers", rows });
    }
    if !api.server_variables.is_empty() {
        uses.add_runtime("server_variables");
        let rows = api.server_variables.iter().map(|setter| {
            let own = doc::lines(&setter.doc);
            let otherwise = || vec![format!("Sets the variable {}.", doc::code(setter.wire.as_str()))];
            Row {
                doc: if own.is_empty() { otherwise() } else { own },
                text: format!("{} => {:?};", setter.name, setter.wire.as_str()),
            }
        });
        tables.push(Table { name: "server_variables", rows: rows.collect() });
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
    Row { doc: if own.is_empty() { vec!["This server:".to_owned()] } else { own }, text }
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
