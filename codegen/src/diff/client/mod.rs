pub(super) mod security;
mod servers;

use crate::diff::{Change, Rule, Subject, doc, matching::matched_by, pair::Pair};
use crate::ir::{Api, Credential, Doc, Flow, SecurityScheme, Server};
use crate::pointer::Pointer;
pub(crate) use servers::{server_code, setter_code};

/// Compares the client: the title, the servers and the credentials.
pub(super) fn compare(pair: &Pair<'_>, changes: &mut Vec<Change>) {
    let Api {
        title: _,
        version: _,
        doc: _,
        server,
        servers,
        server_variables,
        schemes,
        types: _,
        order: _,
        operations: _,
        webhook_types: _,
        untyped: _,
        left_out: _,
        internal: _,
        custom: _,
        map: _,
        renamed: _,
    } = pair.old.api;
    let info = Pointer::root().child("info");
    let (before, after) = (about(pair.old.api), about(pair.new.api));
    doc::compare(Subject::Client, "Client", (&before, &info), (&after, &info), changes);
    address(server.as_ref(), pair.new.api.server.as_ref(), changes);
    servers::compare((servers, &pair.new.api.servers), changes);
    servers::setters((server_variables, &pair.new.api.server_variables), changes);
    credentials(pair, schemes, changes);
}

/// Returns the title, version and description of the document as documentation.
fn about(api: &Api) -> Doc {
    Doc { summary: Some(format!("{} {}", api.title, api.version)), ..api.doc.clone() }
}

fn address(old: Option<&Server>, new: Option<&Server>, changes: &mut Vec<Change>) {
    let pointer = Pointer::root().child("servers");
    let change = |rule, document: &str| {
        Change::new(rule, Subject::Server, "Client", document).places(Some(pointer.clone()), Some(pointer.clone()))
    };
    // `servers` compares the other fields of a server.
    changes.extend(match (old.map(|server| &server.url), new.map(|server| &server.url)) {
        (None, None) => None,
        (None, Some(url)) => Some(change(Rule::Added, "it now has a server").appears(url)),
        (Some(url), None) => Some(change(Rule::ServerRemoved, "it no longer has a server").disappears(url)),
        (Some(before), Some(after)) => {
            (before != after).then(|| change(Rule::ServerChanged, "the first server changed").code(before, after))
        }
    });
}

fn credentials(pair: &Pair<'_>, schemes: &[SecurityScheme], changes: &mut Vec<Change>) {
    let by_wire = |scheme: &SecurityScheme| scheme.wire.to_string();
    let by_name = |scheme: &SecurityScheme| scheme.function.to_string();
    let matched = matched_by(schemes, &pair.new.api.schemes, &[&by_wire, &by_name]);
    let pointer = |scheme: &SecurityScheme| {
        Pointer::root().child("components").child("securitySchemes").child(scheme.wire.as_str())
    };
    let all = || Some(Pointer::root().child("components").child("securitySchemes"));
    let path = |scheme: &SecurityScheme| format!("ClientBuilder::{}", scheme.function);
    for scheme in &matched.added {
        let document = format!("the security scheme `{}` is new", scheme.wire);
        changes.push(
            Change::new(Rule::Added, Subject::Credential, path(scheme), document)
                .appears(credential_code(scheme))
                .places(all(), Some(pointer(scheme))),
        );
    }
    for scheme in &matched.removed {
        let document = format!("the security scheme `{}` was removed", scheme.wire);
        changes.push(
            Change::new(Rule::Removed, Subject::Credential, path(scheme), document)
                .disappears(credential_code(scheme))
                .places(Some(pointer(scheme)), all()),
        );
    }
    for (before, after) in &matched.both {
        let SecurityScheme { wire, function, constant, credential, flows, doc } = before;
        let change = |rule, document: &str| {
            Change::new(rule, Subject::Credential, path(after), document)
                .code(credential_code(before), credential_code(after))
                .places(Some(pointer(before)), Some(pointer(after)))
        };
        if *function != after.function {
            changes.push(change(Rule::Renamed, &format!("the security scheme `{wire}` has a new name in Rust")));
        }
        if (wire, constant) != (&after.wire, &after.constant) {
            let document = format!("the security scheme `{wire}` is now called `{}`", after.wire);
            changes.push(change(Rule::LabelChanged, &document));
        }
        if *credential != after.credential {
            let document = format!(
                "it is sent as {} instead of {}",
                credential_text(&after.credential),
                credential_text(credential)
            );
            changes.push(change(Rule::CredentialChanged, &document));
        }
        compare_flows(flows, &after.flows, (&pointer(before), &pointer(after)), changes);
        doc::compare(
            Subject::Credential,
            &path(after),
            (doc, &pointer(before)),
            (&after.doc, &pointer(after)),
            changes,
        );
    }
    if matched.is_reordered {
        changes.push(Change::new(Rule::Reordered, Subject::Client, "Client", "its security schemes were reordered"));
    }
}

/// Compares the flows of a scheme, which are constants of the builder.
fn compare_flows(before: &[Flow], after: &[Flow], at: (&Pointer, &Pointer), changes: &mut Vec<Change>) {
    let code = |flow: &Flow| format!("const {}: OAuth2Flow", flow.constant);
    let change = |rule, flow: &Flow, document: String| {
        Change::new(rule, Subject::Credential, format!("ClientBuilder::{}", flow.constant), document)
            .places(Some(at.0.child("flows")), Some(at.1.child("flows")))
    };
    for old in before {
        let Some(new) = after.iter().find(|new| new.constant == old.constant) else {
            let document = format!("the flow `{}` was removed, or has no token URL", old.name);
            changes.push(change(Rule::Removed, old, document).disappears(code(old)));
            continue;
        };
        if (&old.token_url, &old.refresh_url) != (&new.token_url, &new.refresh_url) {
            let document = format!("tokens come from `{}` instead of `{}`", new.token_url, old.token_url);
            changes.push(change(Rule::TokenUrlChanged, new, document));
        }
        if old.scopes != new.scopes {
            changes.push(change(Rule::ScopesChanged, new, "its scopes changed".to_owned()));
        }
    }
    for new in after.iter().filter(|new| before.iter().all(|old| old.constant != new.constant)) {
        let document = format!("the flow `{}` is new, or has a token URL now", new.name);
        changes.push(change(Rule::Added, new, document).appears(code(new)));
    }
}

/// Returns the declaration of the builder method that takes a credential.
pub(crate) fn credential_code(scheme: &SecurityScheme) -> String {
    let arguments = match scheme.credential {
        Credential::Basic => "user: impl Into<String>, password: impl Into<Secret>",
        _ => "credential: impl Into<Credential>",
    };
    format!("fn {}(self, {arguments})", scheme.function)
}

/// Returns the part of a request in which a credential is sent.
pub(crate) fn credential_text(credential: &Credential) -> String {
    match credential {
        Credential::Header(name) => format!("the header `{name}`"),
        Credential::Query(name) => format!("the query parameter `{name}`"),
        Credential::Cookie(name) => format!("the cookie `{name}`"),
        Credential::Bearer => "a bearer token".to_owned(),
        Credential::Basic => "a user name and a password".to_owned(),
        Credential::Http(scheme) => format!("HTTP authentication `{scheme}`"),
        Credential::AnyHeader => "a header that the caller names".to_owned(),
    }
}
