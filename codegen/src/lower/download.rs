//! Successes that are text or bytes, which can be received in pieces.

use openapiv3::Operation as Given;

use super::{Lowering, body};
use crate::ir::{Download, Success};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// What of the successes can be downloaded: all that they bring, or what stands beside something else, such as JSON.
    pub(super) fn download(&self, given: &'d Given, success: &Success, at: &Pointer) -> Option<Download> {
        if let Success::One(body) = success
            && body.encoding.is_raw()
        {
            return Some(Download { accept: None });
        }
        let successes = self.successes(given, &at.child("responses"));
        let accept = body::joined(successes.iter().flat_map(|found| body::downloads(&found.item.content)))?;
        Some(Download { accept: Some(accept) })
    }
}
