//! Envelopes, and error responses by status.

use openapi_bindgen_runtime::{Error, Outcome};

use crate::canned::{Canned, client};

#[tokio::test]
async fn an_envelope_is_taken_off() {
    let transport = Canned::new(200, r#"{"data":[{"name":"a"}]}"#);
    let users = client!(envelopes, transport).list_users().await.unwrap();
    assert_eq!(users[0].name, "a");

    for (body, path) in [("{}", "$.data"), (r#"{"data":[{}]}"#, "$.data[0].name")] {
        let error = client!(envelopes, Canned::new(200, body)).list_users().await.unwrap_err();
        let Error::Decode(error) = error else { panic!("{error}") };
        assert_eq!(error.path(), path);
    }
}

#[tokio::test]
async fn an_error_response_has_the_body_of_its_status() {
    use openapi_bindgen_specs::envelopes::operations::ListUsersError;

    for (status, body, expected) in [
        (400, r#"{"error":{"code":"bad"}}"#, "BadRequest(Problem { code: \"bad\" })"),
        (404, r#"{"error":"x","hint":"y"}"#, "NotFound(ListUsers404 { error: Some(\"x\"), hint: Some(\"y\") })"),
        (400, r#"{"error":{}}"#, "Undeclared"),
        (402, "{}", "Undeclared"),
    ] {
        let error = client!(envelopes, Canned::new(status, body)).list_users().await.unwrap_err();
        let error: &ListUsersError = error.as_api().unwrap().error();
        assert_eq!(format!("{error:?}"), expected);
    }
}

#[tokio::test]
async fn a_status_wins_over_its_range() {
    use openapi_bindgen_specs::status_ranges::operations::ReadNoteError;

    for (status, expected) in [
        (404, ReadNoteError::NotFound),
        (418, ReadNoteError::Status418),
        (501, ReadNoteError::ServerError),
        (302, ReadNoteError::Status3Xx),
    ] {
        let error = client!(status_ranges, Canned::new(status, "")).read_note().await.unwrap_err();
        assert_eq!(error.as_api().unwrap().error(), &expected);
    }
    let error = client!(status_ranges, Canned::new(422, r#"{"code":"a"}"#)).read_note().await.unwrap_err();
    assert!(matches!(error.as_api().unwrap().error(), ReadNoteError::ClientError(body) if body.code.is_some()));
    let note = client!(status_ranges, Canned::new(203, r#""text""#)).read_note().await.unwrap();
    assert_eq!(*note, "text");
}

#[tokio::test]
async fn the_headers_of_an_error_response_are_typed() {
    use openapi_bindgen_specs::error_headers::{ReadNote429XReason, operations::ReadNoteError};

    let transport = Canned::new(429, "{}").header("X-Reason", "quota");
    let error = client!(error_headers, transport).read_note().await.unwrap_err();
    let ReadNoteError::TooManyRequests { x_reason, retry_after, .. } = error.as_api().unwrap().error() else {
        panic!("{error}")
    };
    assert_eq!((x_reason, retry_after), (&Some(ReadNote429XReason::Quota), &None));
}

#[tokio::test]
async fn a_call_in_progress_has_an_unknown_outcome() {
    let call = |body| client!(in_progress, Canned::new(409, body)).add_order();
    let error = call(r#"{"code":"still_running"}"#).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    let error = call(r#"{"code":"other"}"#).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Rejected);
}
