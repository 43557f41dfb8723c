use std::{sync::Arc, time::Duration};

use http::{
    HeaderMap, Uri,
    uri::{Parts, PathAndQuery},
};

use super::{Machine, Step, shorter};
use crate::client::{
    RequestErrorKind, TransportErrorKind,
    request::{Query, push_query},
    security::{Granted, Issued, Masks, Renewing, TokenFailure, TokenStep, write_credentials},
    transport::BoxError,
};

/// The tokens of a call, for its schemes whose credentials come from a provider.
pub(super) struct Authorization {
    renewing: Vec<Arc<Renewing>>,
    /// The tokens of the next attempt, in the order of the schemes.
    issued: Vec<Arc<Issued>>,
    /// For each scheme, true if this call has a token that was requested after the server rejected the one before.
    renewed: Vec<bool>,
    /// True if the call was repeated because the server rejected its tokens.
    pub(super) is_repeated: bool,
}

impl Authorization {
    /// Returns `None` if no scheme of the call has a provider.
    pub(super) fn new(renewing: Vec<Arc<Renewing>>) -> Option<Box<Self>> {
        (!renewing.is_empty()).then(|| {
            let renewed = vec![false; renewing.len()];
            Box::new(Self { renewing, issued: Vec::new(), renewed, is_repeated: false })
        })
    }

    /// Forgets the tokens of the last attempt.
    pub(super) fn restart(&mut self) {
        self.issued.clear();
    }

    /// Counts the token of the next scheme as renewed if the server rejected the last one: the call requests no other.
    fn count_renewal(&mut self) {
        let index = self.issued.len();
        if let (Some(renewing), Some(is_renewed)) = (self.renewing.get(index), self.renewed.get_mut(index)) {
            *is_renewed |= renewing.is_rejected();
        }
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

    /// Invalidates the tokens of the last attempt that the call may renew, so that it can be repeated with others. Returns
    /// false if there is none: a provider whose tokens are always rejected is asked only once by each call.
    pub(super) fn reject_for_repetition(&mut self) -> bool {
        if self.is_repeated || self.renewed.iter().all(|is_renewed| *is_renewed) {
            return false;
        }
        for ((renewing, issued), is_renewed) in self.renewing.iter().zip(&self.issued).zip(&self.renewed) {
            if !is_renewed {
                renewing.reject(issued);
            }
        }
        self.is_repeated = true;
        true
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

impl Machine<'_> {
    /// Returns the step that gets the tokens of an attempt, or the attempt if it needs none.
    pub(super) fn authorize(&mut self, elapsed: Duration) -> Step {
        match &mut self.authorization {
            None => self.send(elapsed),
            Some(authorization) => {
                authorization.restart();
                self.next_token(elapsed)
            }
        }
    }

    fn next_token(&mut self, elapsed: Duration) -> Step {
        let next = self.authorization.as_mut().and_then(|authorization| {
            authorization.count_renewal();
            authorization.next()
        });
        let Some(renewing) = next.map(Arc::clone) else { return self.send(elapsed) };
        let limit = self.idle();
        match shorter(limit, self.body_timeouts(elapsed).rest) {
            Ok((time, expiry)) => Step::Authorize(Box::new(TokenStep { renewing, time, expiry, limit })),
            Err(kind) => self.out_of_time(kind),
        }
    }

    /// Returns the step after a token, or after there was none; `elapsed` is the time since the call began.
    pub(crate) fn authorized(&mut self, result: Result<Arc<Granted>, TokenFailure>, elapsed: Duration) -> Step {
        let Some(authorization) = &mut self.authorization else { return self.send(elapsed) };
        let scheme = authorization.next().map_or("", |renewing| renewing.name());
        let source = match result {
            Ok(granted) => match authorization.take(&granted, &mut self.masks, &self.settings.masks) {
                Ok(()) => return self.next_token(elapsed),
                Err(reason) => BoxError::from(format!("the token {reason}")).into(),
            },
            Err(TokenFailure::TimedOut(kind @ TransportErrorKind::Deadline(_))) => return self.out_of_time(kind),
            Err(TokenFailure::TimedOut(_)) => {
                BoxError::from(format!("the provider issued none within {:?}", self.idle())).into()
            }
            Err(TokenFailure::Provider(source)) => source,
        };
        self.unsent(RequestErrorKind::Token { scheme, source })
    }
}
