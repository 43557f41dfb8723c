use openapiv3::{APIKeyLocation, Operation as Given, SecurityScheme as GivenScheme};

use super::Lowering;
use crate::diagnostic::Diagnostic;
use crate::ir::{Credential, Doc, SchemeId, SecurityScheme, WireName};
use crate::naming::{Scope, constant, field};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// The ways to say who is calling, in the document's order.
    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        // What every builder has already.
        let mut functions = Scope::with(super::super::render::BUILDER_METHODS);
        let mut constants = Scope::default();
        let at = Pointer::root().child("components").child("securitySchemes");
        let mut schemes = Vec::new();
        for (wire, scheme) in self.document.security_schemes() {
            let Some(found) = self.document.security_scheme(scheme, &at.child(wire), self.report) else { continue };
            if let Some((credential, description)) = self.credential(found.item, &found.pointer) {
                schemes.push(SecurityScheme {
                    wire: WireName::new(wire),
                    function: functions.take([field(wire), field(&format!("{wire} credential"))]),
                    constant: constants.take([constant(wire)]),
                    credential,
                    doc: Doc::described(description),
                });
            }
        }
        schemes
    }

    fn credential(&mut self, given: &'d GivenScheme, at: &Pointer) -> Option<(Credential, Option<&'d str>)> {
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
                    other => {
                        self.report.push(
                            Diagnostic::warning(&at.child("scheme"), format!("no credential is sent for `{other}`"))
                                .help("a transport of your own can present it"),
                        );
                        return None;
                    }
                };
                (credential, description.as_deref())
            }
            // However the token was obtained, it is sent as a bearer token (RFC 6750).
            GivenScheme::OAuth2 { description, .. } | GivenScheme::OpenIDConnect { description, .. } => {
                (Credential::Bearer, description.as_deref())
            }
        })
    }

    /// The alternatives of an operation, or of the document where the operation has none of its own.
    pub(super) fn security(&mut self, given: &Given, schemes: &[SecurityScheme], at: &Pointer) -> Vec<Vec<SchemeId>> {
        let (alternatives, at) = match &given.security {
            Some(own) => (Some(own), at.child("security")),
            None => (self.document.document.security.as_ref(), Pointer::root().child("security")),
        };
        let mut lowered = Vec::new();
        for (index, alternative) in alternatives.into_iter().flatten().enumerate() {
            let at = at.index(index);
            let mut together = Vec::new();
            for name in alternative.keys() {
                match schemes.iter().position(|scheme| scheme.wire.as_str() == name) {
                    Some(position) => together.push(SchemeId(position)),
                    None => self.report.warn(
                        &at.child(name),
                        format!("there is no security scheme `{name}`, so this alternative is left out"),
                    ),
                }
            }
            // An alternative without one of its schemes would be a weaker one.
            if together.len() == alternative.len() {
                lowered.push(together);
            }
        }
        lowered
    }
}
