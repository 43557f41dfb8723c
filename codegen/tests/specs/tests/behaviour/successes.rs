//! The bodies of successes, by status and by media type.

use openapi_bindgen_specs as specs;

use crate::canned::{Canned, client};

#[tokio::test]
async fn each_status_has_its_own_body() {
    use specs::several_successes::operations::StartJobOutput;

    for (status, body, expected) in [
        (200, r#"{"data":{"text":"a"}}"#, "Ok(ResultModel { text: \"a\" })"),
        (201, r#"{"id":"j"}"#, "Created(Job { id: \"j\" })"),
        (202, "wait", "Accepted(\"wait\")"),
        (204, "", "NoContent"),
        (206, "x", "Success([120])"),
    ] {
        let output = client!(several_successes, Canned::new(status, body)).start_job().await.unwrap();
        assert_eq!((output.http_status().as_u16(), format!("{:?}", *output)), (status, expected.to_owned()));
    }
    let output = client!(several_successes, Canned::new(200, r#"{"data":{}}"#)).start_job().await;
    assert!(output.unwrap_err().to_string().contains("$.data.text"));
    let output = client!(several_successes, Canned::new(204, "")).start_job().await.unwrap();
    assert_eq!(output.into_inner(), StartJobOutput::NoContent);
}

#[tokio::test]
async fn a_success_that_the_document_does_not_declare_is_kept() {
    use specs::several_successes::operations::ReadInlineOutput;

    let output = client!(several_successes, Canned::new(299, "new")).read_inline().await.unwrap();
    assert_eq!(output.into_inner(), ReadInlineOutput::Undeclared(b"new".to_vec()));
}

#[tokio::test]
async fn statuses_that_bring_the_same_are_one() {
    for status in [200, 203] {
        let job = client!(several_successes, Canned::new(status, r#"{"id":"j"}"#)).read_same().await.unwrap();
        assert_eq!(job.id, "j");
    }
}

#[tokio::test]
async fn text_and_bytes_are_taken_as_they_are() {
    use specs::raw_responses::operations::ReadPictureError;

    let transport = Canned::new(200, "7");
    assert_eq!(*client!(raw_responses, transport).read_note().await.unwrap(), "7");
    assert_eq!(transport.sent("accept").as_deref(), Some("text/plain, */*;q=0.1"));
    assert_eq!(*client!(raw_responses, Canned::new(200, "png")).read_picture().await.unwrap(), b"png");
    let error = client!(raw_responses, Canned::new(404, "<p>")).read_picture().await.unwrap_err();
    assert_eq!(error.as_api().unwrap().error(), &ReadPictureError::NotFound("<p>".to_owned()));
}

#[tokio::test]
async fn the_default_covers_every_other_error() {
    use specs::default_response::operations::BesideError;

    for (status, body, expected) in [
        (404, "", "NotFound"),
        (422, r#"{"field":"f"}"#, "ClientError(Wrong { field: \"f\" })"),
        (503, r#"{"code":"c"}"#, "Default(Problem { code: \"c\" })"),
        (503, "<html>", "Undeclared"),
    ] {
        let error = client!(default_response, Canned::new(status, body)).beside().await.unwrap_err();
        let error: &BesideError = error.as_api().unwrap().error();
        assert_eq!(format!("{error:?}"), expected);
    }
}

#[tokio::test]
async fn a_default_without_a_success_is_the_success_too() {
    use specs::default_response::operations::AloneError;

    let body = r#"{"name":"n"}"#;
    let thing = client!(default_response, Canned::new(200, body)).alone().await.unwrap();
    assert_eq!(thing.name, "n");
    let error = client!(default_response, Canned::new(500, body)).alone().await.unwrap_err();
    let error: &AloneError = error.as_api().unwrap().error();
    assert_eq!(error.body().map(|thing| thing.name.as_str()), Some("n"));
    client!(default_response, Canned::new(200, "whatever")).nothing().await.unwrap();
}

#[tokio::test]
async fn the_headers_of_a_success_are_typed_and_an_invalid_one_keeps_the_body() {
    use specs::success_headers::ListNotesHeadersXSort;

    let notes = |name, value| client!(success_headers, Canned::new(200, r#"["a"]"#).header(name, value)).list_notes();
    assert_eq!(notes("X-Total", "7").await.unwrap().headers().x_total, Some(7));
    assert_eq!(notes("X-Sort", "newest").await.unwrap().headers().x_sort, Some(ListNotesHeadersXSort::Newest));
    assert_eq!(notes("X-Shards", "1, 2").await.unwrap().headers().x_shards, Some(vec![1, 2]));
    let response = notes("X-Total", "many").await.unwrap();
    assert_eq!((response.headers().x_total, &response.http_headers()["x-total"]), (None, &"many".parse().unwrap()));
    assert_eq!(*response, ["a"]);
    let put = client!(success_headers, Canned::new(201, "new").header("Location", "/note")).put_note().await.unwrap();
    assert_eq!(put.headers().location.as_deref(), Some("/note"));
}
