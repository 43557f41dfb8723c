use std::sync::{Arc, Mutex, PoisonError};

use super::{Masks, SecurityScheme, credentials::WireCredential, token::Granted, token_source::TokenSource};

/// A scheme of a client whose tokens come from a provider.
pub(crate) struct Renewing {
    pub(super) scheme: SecurityScheme,
    pub(super) source: Arc<TokenSource>,
    /// The last token as it is sent, so that calls with the same token share it.
    issued: Mutex<Option<Arc<Issued>>>,
}

/// A token as a client sends it.
pub(crate) struct Issued {
    granted: Arc<Granted>,
    pub(super) credential: WireCredential,
    /// The masks of the token, and of the fixed credentials of the client.
    pub(crate) masks: Masks,
}

impl Renewing {
    pub(super) fn new(scheme: SecurityScheme, source: Arc<TokenSource>) -> Arc<Self> {
        Arc::new(Self { scheme, source, issued: Mutex::default() })
    }

    /// Returns the scheme's name in the document.
    pub(crate) fn name(&self) -> &'static str {
        self.scheme.name
    }

    /// Returns the token as it is sent. `masks` are those of the fixed credentials.
    ///
    /// # Errors
    /// The reason why the token cannot be sent, without the token.
    pub(crate) fn issue(&self, granted: &Arc<Granted>, masks: &Masks) -> Result<Arc<Issued>, &'static str> {
        let mut last = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(issued) = last.as_ref().filter(|issued| Arc::ptr_eq(&issued.granted, granted)) {
            return Ok(Arc::clone(issued));
        }
        let credential = WireCredential::new(self.scheme.place, &granted.secret)?;
        let masks = masks.with([granted.secret.expose()]);
        let issued = Arc::new(Issued { granted: Arc::clone(granted), credential, masks });
        *last = Some(Arc::clone(&issued));
        Ok(issued)
    }

    /// Returns true if the server rejected the last token, and there is no other yet.
    pub(crate) fn is_rejected(&self) -> bool {
        self.source.is_rejected()
    }

    /// Invalidates a token that cannot be sent, so that the next call asks for another one.
    pub(crate) fn discard(&self, granted: &Arc<Granted>) {
        self.source.reject(granted);
    }

    /// Invalidates a token that the server rejected.
    pub(crate) fn reject(&self, issued: &Issued) {
        self.source.reject(&issued.granted);
    }
}
