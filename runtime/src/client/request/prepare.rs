use std::{borrow::Cow, error::Error, mem, ops::Range};

use bytes::Bytes;
use http::{
    HeaderValue, Request,
    header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, USER_AGENT},
    uri::PathAndQuery,
};

use super::{Draft, RequestBuilder, path};
use crate::{
    Checker,
    client::{
        Meta, Operation, SecurityScheme,
        added::{Added, AddedQuery},
        body::Outgoing,
        error::{RequestError, RequestErrorKind},
        idempotency::fresh_key,
        response::ACCEPTED_CODINGS,
        security::Masks,
        settings::Settings,
    },
};

/// A request that is ready to be sent, as often as need be and its body allows.
pub(crate) struct Prepared {
    pub(crate) meta: &'static Meta,
    pub(crate) request: Request<Outgoing>,
    pub(crate) idempotency_key: Option<Box<str>>,
    /// The range of the path and the query, after the base URL and without credentials, in the URL.
    resource: Range<usize>,
    /// The schemes of the credentials that are sent.
    pub(crate) schemes: Cow<'static, [SecurityScheme]>,
    /// The header with the idempotency key.
    pub(crate) idempotency_header: Option<&'static str>,
    /// True if the caller declared that sending the request again has no further effect.
    pub(crate) is_idempotent: bool,
    /// True if the caller set the accepted media types.
    pub(crate) keeps_accept: bool,
    /// The query parameters that the caller added.
    pub(crate) added_query: Option<AddedQuery>,
    /// The credentials that no message shows, if there are more than those of the client.
    pub(crate) masks: Option<Masks>,
}

impl Prepared {
    /// Returns the path and the query after the base URL, without credentials.
    pub(crate) fn resource(&self) -> &str {
        self.target().get(self.resource.clone()).unwrap_or_default()
    }

    /// Returns the path and the query without credentials.
    #[cfg(feature = "tracing")]
    pub(crate) fn public_target(&self) -> &str {
        self.target().get(..self.resource.end).unwrap_or_default()
    }

    fn target(&self) -> &str {
        self.request.uri().path_and_query().map_or("", PathAndQuery::as_str)
    }
}

/// Checks the operation and builds its request. If it needs an idempotency key, the key is `key` or a random one.
pub(crate) fn prepare<O: Operation>(
    operation: &O,
    settings: &Settings,
    added: Option<&Added>,
    key: Option<&str>,
) -> Result<Prepared, RequestError> {
    let mut request = RequestBuilder::new(const { &O::META });
    if settings.is_checking {
        let mut checker = Checker::new();
        operation.check(&mut checker);
        checker.finish().map_err(|violations| request.error(RequestErrorKind::Constraints(violations)))?;
    }
    operation.request(&mut request);
    if request.error.is_none()
        && request.needs_key()
        && let Some(name) = request.idempotency_header
    {
        let key = key.map_or_else(|| fresh_key(&settings.randomness), |key| Ok(key.to_owned()));
        let key = key.map_err(|error| request.no_randomness(&*error))?;
        request.header(name).value(&key);
    }
    request.finish(settings, added)
}

impl RequestBuilder {
    pub(super) fn needs_key(&self) -> bool {
        self.idempotency_header.is_some_and(|name| !self.headers.contains_key(name))
    }

    fn finish(mut self, settings: &Settings, added: Option<&Added>) -> Result<Prepared, RequestError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let base_url = settings.base_of(self.meta).map_err(|reason| self.no_address(reason))?;
        let mut target = String::with_capacity(base_url.path().len() + self.meta.path.len() + 64);
        target.push_str(base_url.path());
        let mut all_schemes = None;
        match &self.raw {
            Some(raw) => {
                let schemes = settings.credentials.all(settings.credential_setters);
                let credentials: Vec<&str> = schemes.iter().filter_map(SecurityScheme::query_parameter).collect();
                target.push_str(&raw.without(&credentials));
                all_schemes = Some(schemes);
            }
            None => self.write_path(&mut target)?,
        }
        if let Some(added) = added {
            self.add(added, target.split_once('?').map_or("", |(_, fixed)| fixed))?;
        }
        push_query(&mut target, self.query.as_str());
        let resource = base_url.path().len()..target.len();
        let written = self.query.as_str().len();
        let schemes = self.authenticate(settings, all_schemes)?;
        if let Some(added) = added {
            self.check_added(added)?;
        }
        push_query(&mut target, self.query.as_str()[written..].trim_start_matches('&'));

        // If the document declares a parameter with one of these names, the caller's value stays.
        self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(self.meta.accept));
        self.headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static(ACCEPTED_CODINGS));
        self.headers.entry(USER_AGENT).or_insert_with(|| settings.user_agent.clone());

        let idempotency_key = self
            .idempotency_header
            .and_then(|name| self.headers.get(name))
            .map(|key| String::from_utf8_lossy(key.as_bytes()).into());
        let uri = base_url.address(target).map_err(|error| self.no_address(error.to_string()))?;
        let body = self.written(settings)?;
        let mut request = Request::new(body);
        *request.uri_mut() = uri;
        *request.method_mut() = self.raw.as_ref().map_or_else(|| self.meta.method(), |raw| raw.method.clone());
        *request.headers_mut() = self.headers;
        Ok(Prepared {
            meta: self.meta,
            request,
            idempotency_key,
            resource,
            schemes,
            idempotency_header: self.idempotency_header,
            is_idempotent: self.raw.is_some_and(|raw| raw.is_idempotent),
            keeps_accept: added.is_some_and(|added| added.has_header(&ACCEPT)),
            added_query: added.and_then(Added::extension),
            masks: added.and_then(|added| added.masks(&settings.masks)),
        })
    }

    /// Returns the body, and sets its media type if it is a form.
    fn written(&mut self, settings: &Settings) -> Result<Outgoing, RequestError> {
        let form = match mem::replace(&mut self.body, Draft::Written(Outgoing::Whole(Bytes::new()))) {
            Draft::Written(body) => return Ok(body),
            Draft::Form(form) => form,
        };
        let (media_type, body) = form.finish(&settings.randomness).map_err(|error| self.no_randomness(&*error))?;
        if let Ok(media_type) = HeaderValue::try_from(media_type) {
            self.headers.insert(CONTENT_TYPE, media_type);
        }
        Ok(body)
    }

    fn no_randomness(&self, error: &(dyn Error + Send + Sync)) -> RequestError {
        self.error(RequestErrorKind::Randomness(error.to_string()))
    }

    /// Writes the fixed credentials of `all_schemes`, or else of the operation's own schemes, and returns the schemes.
    fn authenticate(
        &mut self,
        settings: &Settings,
        all_schemes: Option<Vec<SecurityScheme>>,
    ) -> Result<Cow<'static, [SecurityScheme]>, RequestError> {
        let schemes = match all_schemes {
            Some(schemes) => Cow::Owned(schemes),
            None => Cow::Borrowed(settings.credentials.choose(self.meta.security).ok_or_else(|| {
                self.error(RequestErrorKind::MissingCredential {
                    alternatives: self.meta.security,
                    setters: settings.credential_setters,
                })
            })?),
        };
        settings.credentials.apply(&schemes, &mut self.headers, &mut self.query);
        Ok(schemes)
    }

    fn no_address(&self, reason: String) -> RequestError {
        self.error(RequestErrorKind::Address(reason))
    }

    pub(super) fn write_path(&self, target: &mut String) -> Result<(), RequestError> {
        path::expand(target, self.meta.path, &self.path).map_err(|placeholder| {
            self.error(RequestErrorKind::Parameter {
                location: "path",
                name: placeholder.to_owned(),
                reason: "has no value".into(),
            })
        })
    }
}

/// Appends pairs of a query, if there are some.
pub(crate) fn push_query(target: &mut String, pairs: &str) {
    if !pairs.is_empty() {
        // Some documents write a fixed query into the path template.
        target.push(if target.contains('?') { '&' } else { '?' });
        target.push_str(pairs);
    }
}
