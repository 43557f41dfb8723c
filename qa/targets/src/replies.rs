//! The target for responses to a call.

use std::fmt::Debug;

use openapi_bindgen_runtime::Error;

use crate::wire::{Answer, Canned, SECRET};

/// Calls two operations, with the input as their response. No result may show the credential.
///
/// The input is the status, a line for each header, an empty line, and the body.
pub fn reply(input: &[u8]) {
    let Some(answer) = Answer::read(input) else { return };
    let client = Canned::new(answer, usize::MAX).client();
    match client.read_thing("a", "b").send() {
        Ok(response) => {
            shows_no_secret(&response.http_status());
            shows_no_secret(&response.request_id());
        }
        Err(error) => ends_with(&error),
    }
    if let Err(error) = client.read_text().send() {
        ends_with(&error);
    }
}

fn ends_with<E: Debug>(error: &Error<E>) {
    shows_no_secret(error);
    let text = error.to_string();
    assert!(!text.is_empty() && !text.contains(SECRET), "{text}");
    let _ = (error.outcome(), error.retry_after(), error.code(), error.message(), error.request_id());
}

fn shows_no_secret(shown: &impl Debug) {
    for text in [format!("{shown:?}"), format!("{shown:#?}")] {
        assert!(!text.contains(SECRET), "{text}");
    }
}
