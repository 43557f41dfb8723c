//! Parameters that are several segments of a path.

use std::future::IntoFuture;

use openapi_bindgen_specs as specs;
use specs::path_segments::Client;

use crate::canned::{Canned, client};

/// Returns the path of a call.
async fn path<C: IntoFuture<Output = Result<T, E>>, T, E: std::fmt::Debug>(call: impl FnOnce(Client) -> C) -> String {
    let transport = Canned::new(204, "");
    call(client!(path_segments, transport)).await.unwrap();
    transport.request().uri().path().to_owned()
}

/// Returns why a call was not sent.
async fn refused<C: IntoFuture<Output = Result<T, E>>, T: std::fmt::Debug, E: std::fmt::Display>(
    call: impl FnOnce(Client) -> C,
) -> String {
    let transport = Canned::new(204, "");
    let result = call(client!(path_segments, transport)).await;
    assert_eq!(transport.count(), 0);
    result.err().unwrap().to_string()
}

#[tokio::test]
async fn the_slashes_of_a_pattern_stay() {
    assert_eq!(path(|client| client.cancel_job("projects/a/jobs/b c")).await, "/v1/projects/a/jobs/b%20c:cancel");
    assert_eq!(path(|client| client.list_jobs("folders/a/b/c")).await, "/v1/folders/a/b/c/jobs");
    assert_eq!(path(|client| client.list_jobs("folders")).await, "/v1/folders/jobs");
    for name in ["b", "projects/a", "projects/a/jobs/b/c", "jobs/a/projects/b"] {
        let reason = refused(|client| client.cancel_job(name)).await;
        assert_eq!(
            reason,
            "cancelJob was not sent: path parameter `name` does not have the segments that the placeholder of the path names"
        );
    }
}

#[tokio::test]
async fn reserved_expansion_keeps_slashes() {
    assert_eq!(path(|client| client.read_object("a/b:c d?e")).await, "/objects/a/b:c%20d%3Fe");
    assert_eq!(path(|client| client.read_ref("heads/main+1")).await, "/refs/heads/main+1");
}

#[tokio::test]
async fn the_rest_of_a_path_keeps_slashes() {
    assert_eq!(path(|client| client.read_proxy("a/b c/50%")).await, "/proxy/a/b%20c/50%25");
    assert_eq!(path(|client| client.read_file("a/b.txt")).await, "/files/a/b.txt");
    assert_eq!(path(|client| client.read_contents("src/lib.rs")).await, "/contents/src/lib.rs");
}

#[tokio::test]
async fn one_segment_stays_one() {
    assert_eq!(path(|client| client.read_user(123)).await, "/users/123");
    assert_eq!(path(|client| client.read_lists(["a/b", "c"])).await, "/lists/a%2Fb,c");
}

#[tokio::test]
async fn a_value_never_leaves_its_place() {
    for value in ["..", "a/../b", "a/./b", ".", "a//b", "/a", "a/", ""] {
        for reason in [
            refused(|client| client.read_object(value)).await,
            refused(|client| client.read_proxy(value)).await,
            refused(|client| client.read_contents(value)).await,
            refused(|client| client.list_jobs(format!("folders/{value}"))).await,
        ] {
            assert!(reason.contains("segment") || reason.ends_with("is empty") || reason.contains("`..`"), "{reason}");
        }
    }
    let reason = refused(|client| client.read_object("a/%2E%2e/b")).await;
    assert!(
        reason.ends_with("path parameter `key` has the segment `.` or `..`, which would name another path"),
        "{reason}"
    );
}

#[tokio::test]
async fn a_mock_answers_operations_with_several_segments() {
    use openapi_bindgen_runtime::{Mock, StatusCode, TypedAnswer};
    use specs::path_segments::operations::{CancelJob, ReadObject};

    let mock = Mock::new()
        .on::<CancelJob>(TypedAnswer::status(StatusCode::NO_CONTENT))
        .on::<ReadObject>(TypedAnswer::status(StatusCode::NO_CONTENT));
    let client = client!(path_segments, mock);
    client.cancel_job("projects/a/jobs/b").await.unwrap();
    client.read_object("a/b/c").await.unwrap();
}

#[tokio::test]
async fn signs_that_are_no_form_are_names() {
    assert_eq!(path(|client| client.read_signs("a/b", "c")).await, "/signs/a%2Fb/c");
}
