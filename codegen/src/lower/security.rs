use indexmap::{IndexMap, IndexSet};
use openapiv3::{APIKeyLocation, Operation as Given, ReferenceOr, SecurityScheme as GivenScheme};
use serde_json::Value;

use super::{Lowering, operation::methods, token_url};
use crate::diagnostic::Diagnostic;
use crate::dialect::{FLOWS, members};
use crate::ir::{Credential, Doc, Flow, RustIdent, SchemeId, SecurityScheme, WireName};
use crate::naming::{Scope, constant, field};
use crate::pointer::Pointer;

/// The most credentials of one operation. Each operation without alternatives of its own repeats those of the document.
const MOST_CREDENTIALS: usize = 200;

/// The most credentials in one header of which one can be chosen.
const MOST_OF_HEADER: usize = 8;

/// The scheme, in lower case, that the dialect substitutes for `mutualTLS`.
const CERTIFICATE: &str = "mutualtls";

impl Flow {
    /// Reads a flow that has a token URL. `constant` names its constant.
    fn read(name: &str, given: &Value, server: Option<&str>, constant: impl FnOnce() -> RustIdent) -> Option<Self> {
        let url = |member: &str| token_url::absolute(given.get(member)?.as_str()?, server);
        let token_url = url("tokenUrl")?;
        Some(Self {
            name: name.to_owned(),
            constant: constant(),
            refresh_url: url("refreshUrl").filter(|refresh_url| *refresh_url != token_url),
            token_url,
            scopes: members(given.get("scopes")).map(|(scope, _)| scope.clone()).collect(),
        })
    }
}

impl<'d> Lowering<'d, '_> {
    /// Lowers the security schemes, in document order. `server` is the URL of the document's server.
    pub(super) fn security_schemes(&mut self, server: Option<&str>) -> Vec<SecurityScheme> {
        // Every builder has these methods.
        let mut functions = Scope::with(crate::render::BUILDER_METHODS);
        let mut constants = Scope::default();
        let mut flow_constants = Scope::default();
        let at = Pointer::root().child("components").child("securitySchemes");
        let mut schemes: Vec<SecurityScheme> = Vec::new();
        let mut add = |wire: &str, credential, flows: Option<&Value>, description: Option<&str>| {
            let flows = members(flows).filter_map(|(name, flow)| {
                Flow::read(name, flow, server, || flow_constants.take([constant(&format!("{wire} {name}"))]))
            });
            schemes.push(SecurityScheme {
                flows: flows.collect(),
                wire: WireName::new(wire),
                function: functions.take([field(wire), field(&format!("{wire} credential"))]),
                constant: constants.take([constant(wire)]),
                credential,
                doc: Doc::described(description),
            });
        };
        for (wire, scheme) in self.document.security_schemes() {
            let Some(found) = self.document.follow(scheme, &at.child(wire), self.report) else {
                add(wire, Credential::AnyHeader, None, None);
                continue;
            };
            let credential = Self::credential(found.item);
            if credential.is_none() {
                self.leave_out(&found.pointer, "the transport presents the certificate, not the request");
            }
            if let Some((credential, description)) = credential {
                let flows = match found.item {
                    GivenScheme::HTTP { extensions, .. } => extensions.get(FLOWS),
                    _ => None,
                };
                add(wire, credential, flows, description);
            }
        }
        for wire in self.undeclared_schemes() {
            add(wire, Credential::AnyHeader, None, None);
        }
        schemes
    }

    /// Returns the required schemes without a definition, in document order.
    fn undeclared_schemes(&self) -> IndexSet<&'d str> {
        let items = self.document.document.paths.paths.values().filter_map(ReferenceOr::as_item);
        let of_operations = items.flat_map(methods).filter_map(|(_, operation)| operation.security.as_ref());
        let required =
            self.document.document.security.iter().chain(of_operations).flatten().flat_map(|names| names.keys());
        let undeclared = required.filter(|name| !self.document.security_schemes().contains_key(*name));
        undeclared.map(String::as_str).collect()
    }

    /// Returns the credential of a scheme and its description. Returns `None` if the request does
    /// not contain it.
    fn credential(given: &'d GivenScheme) -> Option<(Credential, Option<&'d str>)> {
        Some(match given {
            GivenScheme::APIKey { location, name, description, .. } => {
                let credential = match location {
                    APIKeyLocation::Header => Credential::Header(name.clone()),
                    APIKeyLocation::Query => Credential::Query(name.clone()),
                    APIKeyLocation::Cookie => Credential::Cookie(name.clone()),
                };
                (credential, description.as_deref())
            }
            GivenScheme::HTTP { scheme, description, .. } => {
                let credential = match scheme.to_ascii_lowercase().as_str() {
                    "bearer" => Credential::Bearer,
                    "basic" => Credential::Basic,
                    // The connection presents a certificate, not the request.
                    CERTIFICATE => return None,
                    _ => Credential::Http(scheme.clone()),
                };
                (credential, description.as_deref())
            }
            // Every flow ends in a bearer token (RFC 6750).
            GivenScheme::OAuth2 { description, .. } | GivenScheme::OpenIDConnect { description, .. } => {
                (Credential::Bearer, description.as_deref())
            }
        })
    }

    /// Splits an alternative whose credentials share a header: a request has only one of them.
    fn one_for_each_header(
        &mut self,
        together: &[SchemeId],
        schemes: &[SecurityScheme],
        at: &Pointer,
    ) -> Vec<Vec<SchemeId>> {
        let mut by_header: IndexMap<String, Vec<SchemeId>> = IndexMap::new();
        let header = |id: SchemeId| schemes.get(id.0).and_then(|scheme| header_of(&scheme.credential));
        for &id in together {
            if let Some(header) = header(id) {
                by_header.entry(header).or_default().push(id);
            }
        }
        let most = by_header.values().map(Vec::len).max().unwrap_or(1).min(MOST_OF_HEADER);
        for (header, ids) in by_header.iter().filter(|(_, ids)| ids.len() > 1) {
            let sharing = ids.iter().take(MOST_OF_HEADER).filter_map(|id| schemes.get(id.0));
            let names: Vec<String> = sharing.clone().map(|scheme| format!("`{}`", scheme.wire)).collect();
            let message =
                format!("{} are required together in the header `{header}`: one is sent", names.join(" and "));
            let mut credentials = sharing.map(|scheme| &scheme.credential);
            let first = credentials.next();
            // A server cannot distinguish two tokens.
            self.report.push(if credentials.all(|other| Some(other) == first) {
                Diagnostic::note(at, message)
            } else {
                Diagnostic::warning(at, message)
                    .help("a request has each header once: an overlay can make them two items of `security`")
            });
        }
        (0..most)
            .map(|index| {
                let is_chosen = |id: &SchemeId| {
                    let of_header = header(*id).and_then(|header| by_header.get(&header));
                    of_header.is_none_or(|ids| ids.get(index.min(ids.len() - 1)) == Some(id))
                };
                together.iter().copied().filter(is_chosen).collect()
            })
            .collect()
    }

    /// Returns the security alternatives of an operation, or those of the document if it has none.
    pub(super) fn security(&mut self, given: &Given, schemes: &[SecurityScheme], at: &Pointer) -> Vec<Vec<SchemeId>> {
        let (alternatives, at) = match &given.security {
            Some(own) => (Some(own), at.child("security")),
            None => (self.document.document.security.as_ref(), Pointer::root().child("security")),
        };
        // Alternatives that differ only in their scopes need the same credentials.
        let mut lowered = IndexSet::new();
        let mut credentials = 0;
        for (index, alternative) in alternatives.into_iter().flatten().enumerate() {
            credentials += alternative.len().max(1);
            if credentials > MOST_CREDENTIALS {
                if index == 0 {
                    self.report.error(&at, format!("an operation can need at most {MOST_CREDENTIALS} credentials"));
                } else {
                    let message = format!(
                        "only the first {index} alternatives are used: the others need more than {MOST_CREDENTIALS} credentials"
                    );
                    self.report.leave_out(&at, message);
                }
                break;
            }
            let at = at.index(index);
            let mut together: Vec<SchemeId> = Vec::new();
            for name in alternative.keys() {
                let Some(&position) = self.schemes.get(name) else {
                    // The connection presents the certificate.
                    continue;
                };
                if schemes[position].credential == Credential::AnyHeader {
                    self.report.push(
                        Diagnostic::warning(
                            &at.child(name),
                            format!(
                                "the security scheme `{name}` has no valid declaration, so the caller has to name its header"
                            ),
                        )
                        .help("declare it in `#/components/securitySchemes`; an overlay can do that"),
                    );
                }
                together.push(SchemeId(position));
            }
            lowered.extend(self.one_for_each_header(&together, schemes, &at));
        }
        lowered.into_iter().collect()
    }
}

/// Returns the header of a credential, in lower case, if it is known.
fn header_of(credential: &Credential) -> Option<String> {
    match credential {
        Credential::Header(name) => Some(name.to_ascii_lowercase()),
        Credential::Bearer | Credential::Basic | Credential::Http(_) => Some("authorization".to_owned()),
        Credential::Query(_) | Credential::Cookie(_) | Credential::AnyHeader => None,
    }
}
