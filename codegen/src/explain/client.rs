//! Why the client, and what its builder takes, is what it is.

use serde_json::Value;

use super::reasons::Reasons;
use crate::diff::{Places, credential_text};
use crate::ir::{Credential, SecurityScheme, Server, ServerSetter, WireName};
use crate::pointer::Pointer;

/// The client.
pub(super) fn of_client(reasons: &mut Reasons<'_>) {
    let root = Pointer::root();
    reasons.because("`paths` has operations → `Client`, with a method for each", &root.child("paths"));
    let info = root.child("info");
    if reasons.places.get(&info.child("title")).is_some() {
        reasons.because("`info` → its documentation", &info);
    }
    let servers = root.child("servers");
    match &reasons.api.server {
        Some(server) => {
            let text = format!("the first server → calls go to `{}`, unless the caller says otherwise", server.url);
            reasons.because(text, &servers.index(0));
        }
        None => reasons.say("no server has a whole address → the caller gives the base URL"),
    }
    for scheme in &reasons.api.schemes {
        let place = scheme_place(reasons.places, &scheme.wire);
        reasons
            .because(format!("the security scheme `{}` → `ClientBuilder::{}`", scheme.wire, scheme.function), &place);
    }
    for (status, code) in &reasons.options.in_progress {
        reasons.say(format!(
            "the option `in-progress` → a refusal with {status} and `{code}` leaves open what became of a keyed call"
        ));
    }
    if let Some(feature) = &reasons.options.client_feature {
        reasons.say(format!("the option `client-feature` → it is there with the Cargo feature `{feature}`"));
    }
}

/// A credential that the client's builder takes.
pub(super) fn of_credential(reasons: &mut Reasons<'_>, scheme: &SecurityScheme, at: &Pointer) {
    if scheme.credential == Credential::AnyHeader {
        let text =
            format!("`{}` is required, and no security scheme has that name → the caller names a header", scheme.wire);
        reasons.because(text, at);
    } else {
        let how = credential_text(&scheme.credential);
        let said =
            ["scheme", "name"].iter().find_map(|keyword| reasons.find(at, keyword).map(|place| (keyword, place)));
        match said {
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

/// A server between which the caller chooses.
pub(super) fn of_server(reasons: &mut Reasons<'_>, server: &Server, at: &Pointer) {
    reasons.keyword(at, "url", &format!("a server that `ClientBuilder::server` takes, at `{}`", server.template));
    if !reasons.keyword(at, "description", &format!("`{}`", server.name)) {
        reasons.say(format!("the server has no name of its own → `{}`, after its address", server.name));
    }
    for variable in &server.variables {
        let place = at.child("variables").child(variable.wire.as_str());
        reasons.because(format!("the variable `{}` is `{}` at first", variable.wire, variable.default), &place);
    }
}

/// The method that sets a variable of servers.
pub(super) fn of_variable(reasons: &mut Reasons<'_>, setter: &ServerSetter, at: &Pointer) {
    reasons.because(format!("servers have the variable `{}` → `Server::{}` sets it", setter.wire, setter.name), at);
    reasons.keyword(at, "enum", "no other values are taken");
}

/// Where a security scheme is declared, or else asked for.
pub(super) fn scheme_place(places: &Places<'_>, wire: &WireName) -> Pointer {
    let declared = Pointer::root().child("components").child("securitySchemes").child(wire.as_str());
    if places.get(&declared).is_some() {
        return places.followed(&declared).0;
    }
    let asks = |at: Pointer| {
        let alternatives = places.get(&at)?.as_array()?.len();
        (0..alternatives).map(|index| at.index(index).child(wire.as_str())).find(|at| places.get(at).is_some())
    };
    let operations = places.api().operations.iter().map(|operation| operation.pointer.child("security"));
    let mut lists = std::iter::once(Pointer::root().child("security")).chain(operations);
    lists.find_map(asks).unwrap_or(declared)
}

/// Where a server stands.
pub(super) fn server_place(places: &Places<'_>, server: &Server) -> Pointer {
    find_server(places, |given| given.get("url").is_some_and(|url| *url == *server.template))
}

/// Where the first server stands that has a variable, or the variable in it.
pub(super) fn variable_place(places: &Places<'_>, wire: &WireName) -> Pointer {
    let has = |given: &Value| given.get("variables").is_some_and(|all| all.get(wire.as_str()).is_some());
    find_server(places, has).child("variables").child(wire.as_str())
}

fn find_server(places: &Places<'_>, is_meant: impl Fn(&Value) -> bool) -> Pointer {
    let at = Pointer::root().child("servers");
    let servers = places.get(&at).and_then(Value::as_array);
    let index = servers.and_then(|servers| servers.iter().position(is_meant));
    index.map_or_else(|| at.clone(), |index| at.index(index))
}
