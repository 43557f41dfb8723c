use std::sync::Arc;

use http::{
    HeaderMap, Uri,
    uri::{Parts, PathAndQuery},
};

use crate::client::{
    request::{Query, push_query},
    security::{Granted, Issued, Masks, Renewing, write_credentials},
};

/// The tokens of a call, for its schemes whose credentials come from a provider.
pub(super) struct Authorization {
    renewing: Vec<Arc<Renewing>>,
    /// The tokens of the next attempt, in the order of the schemes.
    issued: Vec<Arc<Issued>>,
    /// True if the call was repeated because the server rejected its tokens.
    pub(super) is_repeated: bool,
}

impl Authorization {
    /// Returns `None` if no scheme of the call has a provider.
    pub(super) fn new(renewing: Vec<Arc<Renewing>>) -> Option<Box<Self>> {
        (!renewing.is_empty()).then(|| Box::new(Self { renewing, issued: Vec::new(), is_repeated: false }))
    }

    /// Forgets the tokens of the last attempt.
    pub(super) fn restart(&mut self) {
        self.issued.clear();
    }

    /// Returns the next scheme that needs a token.
    pub(super) fn next(&self) -> Option<&Arc<Renewing>> {
        self.renewing.get(self.issued.len())
    }

    /// Takes the token of the next scheme, and adds its masks to those of the call. `fixed` are the masks of the fixed
    /// credentials.
    ///
    /// # Errors
    /// The reason why the token cannot be sent.
    pub(super) fn take(
        &mut self,
        granted: &Arc<Granted>,
        masks: &mut Masks,
        fixed: &Masks,
    ) -> Result<(), &'static str> {
        let Some(renewing) = self.next() else { return Ok(()) };
        let issued = renewing.issue(granted, fixed).inspect_err(|_| renewing.discard(granted))?;
        // Most calls have one token, whose masks include the others.
        *masks = if masks.is_same(fixed) { issued.masks.clone() } else { masks.join(&issued.masks) };
        self.issued.push(issued);
        Ok(())
    }

    /// Invalidates the tokens of the last attempt.
    pub(super) fn reject(&self) {
        for (renewing, issued) in self.renewing.iter().zip(&self.issued) {
            renewing.reject(issued);
        }
    }

    /// Writes the tokens into the request of an attempt.
    pub(super) fn write(&self, headers: &mut HeaderMap, uri: &mut Uri) -> Result<(), http::Error> {
        let mut query = Query::default();
        write_credentials(&self.issued, headers, &mut query);
        if query.as_str().is_empty() {
            return Ok(());
        }
        let mut parts: Parts = uri.clone().into_parts();
        let mut target = parts.path_and_query.as_ref().map_or("/", PathAndQuery::as_str).to_owned();
        push_query(&mut target, query.as_str());
        parts.path_and_query = Some(PathAndQuery::try_from(target)?);
        *uri = Uri::from_parts(parts)?;
        Ok(())
    }
}
