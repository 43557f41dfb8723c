//! The mock that answers with what an operation reads, over documents of several kinds.

use openapi_bindgen_runtime::{Mock, StatusCode, TypedAnswer};
use openapi_bindgen_specs as specs;

use crate::canned::client;

#[tokio::test]
async fn a_value_is_answered_as_the_document_has_it() {
    use specs::{envelopes::User, envelopes::operations::ListUsers, raw_responses::operations::ReadNote};

    let user: User = serde_json::from_str(r#"{"name": "Mia"}"#).unwrap();
    let mock = Mock::new()
        .on::<ListUsers>(TypedAnswer::output(&vec![user.clone()]))
        .on::<ReadNote>(TypedAnswer::output(&"\"quoted\"".to_owned()));
    assert_eq!(*client!(envelopes, mock).list_users().await.unwrap(), [user]);
    assert_eq!(*client!(raw_responses, mock).read_note().await.unwrap(), "\"quoted\"");
}

#[tokio::test]
async fn answers_are_read_by_their_status() {
    use specs::several_successes::operations::{StartJob, StartJobOutput};

    let mock = Mock::new()
        .on::<StartJob>(TypedAnswer::json(StatusCode::CREATED, r#"{"id": "j-1"}"#))
        .on::<StartJob>(TypedAnswer::body(StatusCode::ACCEPTED, "text/plain", "wait"))
        .on::<StartJob>(TypedAnswer::status(StatusCode::NO_CONTENT))
        .on::<StartJob>(TypedAnswer::json(StatusCode::CREATED, "{}"));
    let client = client!(several_successes, mock);
    let brought = client.start_job().await.unwrap().into_inner();
    assert!(matches!(&brought, StartJobOutput::Created(job) if job.id == "j-1"), "{brought:?}");
    assert_eq!(client.start_job().await.unwrap().into_inner(), StartJobOutput::Accepted("wait".to_owned()));
    assert_eq!(client.start_job().await.unwrap().into_inner(), StartJobOutput::NoContent);
    let error = client.start_job().await.unwrap_err().to_string();
    assert!(error.contains("the mock's answer to `startJob` does not fit: $.id: "), "{error}");
}

#[tokio::test]
async fn bytes_events_and_errors_are_checked_too() {
    use specs::{
        events::operations::ReadLog,
        raw_responses::operations::{ReadPicture, ReadPictureError},
    };

    let mock = Mock::new()
        .on::<ReadPicture>(TypedAnswer::body(StatusCode::OK, "image/png", &b"\x89PNG"[..]))
        .on::<ReadPicture>(TypedAnswer::body(StatusCode::NOT_FOUND, "text/html", "none"))
        .on::<ReadPicture>(TypedAnswer::status(StatusCode::CONFLICT))
        .on::<ReadLog>(TypedAnswer::body(StatusCode::OK, "text/event-stream", "data: one\n\ndata: two\n\n"));
    let client = client!(raw_responses, mock);
    assert_eq!(*client.read_picture().await.unwrap(), b"\x89PNG");
    let error = client.read_picture().await.unwrap_err();
    assert_eq!(*error.as_api().unwrap().error(), ReadPictureError::NotFound("none".to_owned()));
    let error = client.read_picture().await.unwrap_err().to_string();
    assert!(error.contains("the document does not declare the status 409"), "{error}");
    let log = client!(events, mock).read_log().await.unwrap();
    assert_eq!(log.iter().map(|event| event.data.as_str()).collect::<Vec<_>>(), ["one", "two"]);
}

#[tokio::test]
async fn a_call_is_matched_by_its_path_its_query_and_its_body() {
    use specs::{
        form_body::{CreateTokenBody, operations::CreateToken},
        path_parameters::operations::ReadOrder,
        query_parameters::operations::Search,
    };

    let done = TypedAnswer::status;
    let mut search = Search::new("a b");
    search.limit = Some(3);
    let mock = Mock::new()
        .on_call(&search, TypedAnswer::status(StatusCode::NO_CONTENT))
        .on_call(&ReadOrder::new("draft", "a/b", 7), done(StatusCode::NO_CONTENT))
        .on_call(&CreateToken::new(CreateTokenBody::new("s")), TypedAnswer::status(StatusCode::NO_CONTENT));

    let client = client!(query_parameters, mock);
    client.search("a b").limit(3).await.unwrap();
    let error = client.search("a b").limit(4).await.unwrap_err().to_string();
    assert!(error.contains("the query is `limit=4&q=a%20b`, not `limit=3&q=a%20b`"), "{error}");

    let client = client!(path_parameters, mock);
    client.read_order("draft", "a/b", 7).await.unwrap();
    let error = client.read_order("final", "a/b", 7).await.unwrap_err().to_string();
    assert!(error.contains("the path is `/shops/a%2Fb/orders/7/final.json`, not"), "{error}");

    let client = client!(form_body, mock);
    client.create_token(CreateTokenBody::new("s")).await.unwrap();
    let error = client.create_token(CreateTokenBody::new("t")).await.unwrap_err().to_string();
    assert!(error.contains("secret=t`, not `"), "{error}");
    assert!(mock.unused().is_empty());
    assert_eq!(mock.requests().len(), 6);
}

#[tokio::test]
async fn texts_numbers_bytes_and_empty_bodies_have_examples() {
    use specs::{
        media_types::operations::PostA,
        operation_settings::operations::DropOrder,
        raw_responses::operations::{ReadNote, ReadPicture},
    };

    let mock = Mock::new()
        .on_example::<PostA>()
        .on_example::<DropOrder>()
        .on_example::<ReadNote>()
        .on_example::<ReadPicture>();
    assert_eq!(*client!(media_types, mock).post_a().await.unwrap(), 1);
    client!(operation_settings, mock).drop_order().await.unwrap();
    assert_eq!(*client!(raw_responses, mock).read_note().await.unwrap(), "example");
    assert_eq!(*client!(raw_responses, mock).read_picture().await.unwrap(), b"example");
    assert!(mock.unused().is_empty());
}
