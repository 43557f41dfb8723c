//! Explains the client, its credentials and its servers.

use super::reasons::Reasons;
use crate::diff::{Places, credential_text};
use crate::ir::{Credential, SecurityScheme, Server, ServerSetter, WireName};
use crate::pointer::Pointer;

/// Explains the client.
pub(super) fn explain_client(reasons: &mut Reasons<'_>) {
    let root = Pointer::root();
    reasons.because("`paths` has operations → `Client`, with a method for each", &root.child("paths"));
    let info = root.child("info");
    if reasons.places.get(&info.child("title")).is_some() {
        reasons.because("`info` → its documentation", &info);
    }
    let servers = root.child("servers");
    match &reasons.api.server {
        Some(server) => {
            let text =
                format!("the first server → calls go to `{}`, unless the caller sets another base URL", server.url);
            reasons.because(text, &servers.index(0));
        }
        None => reasons.add("no server has an absolute URL → the caller sets the base URL"),
    }
    for scheme in &reasons.api.schemes {
        let place = scheme_place(reasons.places, &scheme.wire);
        reasons
            .because(format!("the security scheme `{}` → `ClientBuilder::{}`", scheme.wire, scheme.function), &place);
    }
    for (status, code) in &reasons.options.in_progress {
        reasons.add(format!(
            "the option `in-progress` → after an error response with {status} and `{code}` the outcome of a keyed call is unknown"
        ));
    }
    if let Some(feature) = &reasons.options.client_feature {
        reasons.add(format!("the option `client-feature` → available with the Cargo feature `{feature}`"));
    }
}

/// Explains a credential of the client.
pub(super) fn explain_credential(reasons: &mut Reasons<'_>, scheme: &SecurityScheme, at: &Pointer) {
    if scheme.credential == Credential::AnyHeader {
        let text = format!(
            "`{}` is required, and no security scheme has this name → the caller passes a whole header",
            scheme.wire
        );
        reasons.because(text, at);
    } else {
        let how = credential_text(&scheme.credential);
        let found =
            ["scheme", "name"].iter().find_map(|keyword| reasons.find(at, keyword).map(|place| (keyword, place)));
        match found {
            Some((keyword, place)) => {
                let quoted = reasons.quoted(keyword, &place);
                reasons.because(format!("{quoted} → it is sent as {how}"), &place);
            }
            None => {
                reasons.keyword(at, "type", &format!("it is sent as {how}"));
            }
        }
    }
    reasons.renamed(&scheme.wire, &scheme.function, "functions");
}

/// Explains one of the servers that callers choose from.
pub(super) fn explain_server(reasons: &mut Reasons<'_>, server: &Server, at: &Pointer) {
    reasons.keyword(at, "url", &format!("a server for `ClientBuilder::server`, at `{}`", server.template));
    if !reasons.keyword(at, "description", &format!("`{}`", server.name)) {
        reasons.add(format!("the server has no description → `{}`, after its URL", server.name));
    }
    for variable in &server.variables {
        let place = at.child("variables").child(variable.wire.as_str());
        reasons.because(format!("the variable `{}` defaults to `{}`", variable.wire, variable.default), &place);
    }
}

/// Explains the setter of a server variable.
pub(super) fn explain_variable(reasons: &mut Reasons<'_>, setter: &ServerSetter, at: &Pointer) {
    reasons.because(format!("servers have the variable `{}` → `Server::{}` sets it", setter.wire, setter.name), at);
    reasons.keyword(at, "enum", "no other values are accepted");
}

/// Returns the place where a security scheme is declared, or else the first place that requires it.
pub(super) fn scheme_place(places: &Places<'_>, wire: &WireName) -> Pointer {
    let declared = Pointer::root().child("components").child("securitySchemes").child(wire.as_str());
    if places.get(&declared).is_some() {
        return places.followed(&declared).0;
    }
    places.requirement(wire).unwrap_or(declared)
}
