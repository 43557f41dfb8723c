use http::header::COOKIE;

use super::{RequestBuilder, cookies::add_secret_cookies, query::decoded_name};
use crate::client::{
    RequestError, RequestErrorKind,
    added::{Added, AddedError, AddedHeader, Level},
};

impl RequestBuilder {
    /// Writes the headers and query parameters that the caller added. `fixed` is the query in the path.
    ///
    /// A parameter of the operation replaces a header or query parameter of the client with the same name.
    ///
    /// # Errors
    /// If one cannot be sent, or if a header or query parameter of the call is also a parameter that has a value.
    pub(super) fn add(&mut self, added: &Added, fixed: &str) -> Result<(), RequestError> {
        if let Some(error) = added.error() {
            return Err(self.error(error.clone().into()));
        }
        for header in added.headers() {
            let name = &header.name;
            if self.idempotency_header.is_some_and(|key| name.as_str().eq_ignore_ascii_case(key)) {
                let reason = "is the idempotency key of the operation; use the setter of that parameter";
                return Err(self.not_added("header", name.as_str(), reason));
            }
            match self.headers.get(name) {
                Some(_) if *name == COOKIE => add_secret_cookies(&mut self.headers, header.value.as_bytes()),
                Some(_) if header.level == Level::Call => {
                    let reason = "is a parameter of the operation that has a value";
                    return Err(self.not_added("header", name.as_str(), reason));
                }
                Some(_) => {}
                None => _ = self.headers.insert(name, header.value.clone()),
            }
        }
        self.add_query(added, fixed)
    }

    fn add_query(&mut self, added: &Added, fixed: &str) -> Result<(), RequestError> {
        let own = self.query.as_str().len();
        for pair in added.pairs() {
            let name = &*decoded_name(&pair.encoded);
            let mut pairs = self.query.as_str()[..own].split('&').chain(fixed.split('&'));
            if !pairs.any(|own| decoded_name(own) == name) {
                self.query.push_encoded(&pair.encoded);
            } else if pair.level == Level::Call {
                let reason = "is a parameter of the operation that has a value";
                return Err(self.not_added("query parameter", name, reason));
            }
        }
        Ok(())
    }

    /// Checks that no credential took the place of a header that the caller added.
    ///
    /// # Errors
    /// If one did.
    pub(super) fn check_added(&self, added: &Added) -> Result<(), RequestError> {
        let is_replaced = |header: &&AddedHeader| {
            header.level == Level::Call
                && header.name != COOKIE
                && self.headers.get(&header.name).is_none_or(|sent| *sent != header.value)
        };
        match added.headers().iter().find(is_replaced) {
            Some(header) => {
                let reason = "is a credential of the client, which sets it on its builder";
                Err(self.not_added("header", header.name.as_str(), reason))
            }
            None => Ok(()),
        }
    }

    fn not_added(&self, location: &'static str, name: &str, reason: &str) -> RequestError {
        self.error(AddedError::new(location, name, reason).into())
    }
}

impl From<AddedError> for RequestErrorKind {
    fn from(AddedError { location, name, reason }: AddedError) -> Self {
        Self::Added { location, name, reason }
    }
}
