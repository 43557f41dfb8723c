use std::fmt;

use http::header::AUTHORIZATION;

/// A security scheme of the document (OpenAPI, "Security Scheme Object"): where and how a credential is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
}

/// The methods of a builder that set credentials, each with its scheme.
pub(crate) type Setters = &'static [(&'static str, SecurityScheme)];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
    Bearer,
    Basic,
    /// Another scheme of HTTP authentication.
    Http(&'static str),
    /// The header that the credential names.
    Any,
}

impl SecurityScheme {
    /// Creates a scheme with an API key in the header `header`. `name` is the scheme's name in the document.
    #[must_use]
    pub const fn header(name: &'static str, header: &'static str) -> Self {
        Self { name, place: Place::Header(header) }
    }

    /// Creates a scheme with an API key in the query parameter `parameter`.
    #[must_use]
    pub const fn query(name: &'static str, parameter: &'static str) -> Self {
        Self { name, place: Place::Query(parameter) }
    }

    /// Creates a scheme with an API key in the cookie `cookie`.
    #[must_use]
    pub const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        Self { name, place: Place::Cookie(cookie) }
    }

    /// Creates a scheme with a bearer token (RFC 6750), which is also the scheme of `OAuth2` and `OpenID` Connect.
    #[must_use]
    pub const fn bearer(name: &'static str) -> Self {
        Self { name, place: Place::Bearer }
    }

    /// Creates a scheme with a user name and password (RFC 7617), as `name:password`.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self { name, place: Place::Basic }
    }

    /// Creates another scheme of HTTP authentication (RFC 9110, section 11). The credential follows `scheme` in the
    /// `Authorization` header. For a scheme that answers a challenge, such as `Digest`, the caller computes it.
    #[must_use]
    pub const fn http(name: &'static str, scheme: &'static str) -> Self {
        Self { name, place: Place::Http(scheme) }
    }

    /// Creates a scheme that the document does not describe: the credential is a whole header, as `Name: value`.
    #[must_use]
    pub const fn any_header(name: &'static str) -> Self {
        Self { name, place: Place::Any }
    }

    /// Returns the header of the credential, if it is known.
    pub(crate) fn header_name(&self) -> Option<&'static str> {
        match self.place {
            Place::Header(name) => Some(name),
            Place::Bearer | Place::Basic | Place::Http(_) => Some(AUTHORIZATION.as_str()),
            Place::Query(_) | Place::Cookie(_) | Place::Any => None,
        }
    }

    /// Returns the query parameter of the credential, if it has one.
    pub(crate) fn query_parameter(&self) -> Option<&'static str> {
        if let Place::Query(parameter) = self.place { Some(parameter) } else { None }
    }

    /// Returns the scheme's name in the document.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// The scheme's name and how it travels: `ApiKeyAuth (header x-api-key)`.
impl fmt::Display for SecurityScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.name)?;
        match self.place {
            Place::Header(name) => write!(f, "(header {name})"),
            Place::Query(name) => write!(f, "(query parameter {name})"),
            Place::Cookie(name) => write!(f, "(cookie {name})"),
            Place::Bearer => f.write_str("(bearer token)"),
            Place::Basic => f.write_str("(user name and password)"),
            Place::Http(scheme) => write!(f, "(HTTP authentication {scheme})"),
            Place::Any => f.write_str("(a header)"),
        }
    }
}
