//! Text and byte responses that can be received in pieces.

use openapiv3::Operation as Given;

use super::{
    body,
    response::{is_success, status_of},
};
use crate::diagnostic::Diagnostic;
use crate::ir::{Download, Method, Status, Success};
use crate::lower::Lowering;
use crate::media_type::essence;
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// Returns the responses that can be downloaded: all of a text or byte response, the other
    /// media types beside JSON, or a body without `content`.
    pub(super) fn download(
        &mut self,
        given: &'d Given,
        method: &Method,
        success: &Success,
        at: &Pointer,
    ) -> Option<Download> {
        if let Success::One(body) = success
            && body.encoding.is_raw()
        {
            return Some(Download { accept: None });
        }
        if matches!(success, Success::Nothing) && *method != Method::Head && has_undescribed_body(given) {
            if *method == Method::Get {
                let is_listed = given.responses.responses.keys().any(|status| is_success(status_of(status)));
                let message = if is_listed {
                    "the document does not describe the body of this success: `.download()` returns it"
                } else {
                    "the document lists no success: `.download()` returns the body of any"
                };
                self.report.push(Diagnostic::note(at, message));
            }
            return Some(Download { accept: Some("*/*".to_owned()) });
        }
        let successes = self.successes(given, &at.child("responses"));
        let accept = body::joined(successes.iter().flat_map(|found| body::downloads(&found.item.content)), essence)?;
        Some(Download { accept: Some(accept) })
    }
}

/// Returns true if a success may have a body, by its status, but has no `content`.
pub(super) fn has_undescribed_body(given: &Given) -> bool {
    let statuses = given.responses.responses.keys().map(status_of);
    let mut successes = statuses.filter(|status| is_success(*status)).peekable();
    // An operation without responses may return anything.
    successes.peek().is_none() || successes.any(|status| !matches!(status, Status::Code(202 | 204 | 205)))
}
