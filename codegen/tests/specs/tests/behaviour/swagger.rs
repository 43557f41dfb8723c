//! Requests and responses of a Swagger 2.0 document.

use openapi_bindgen_runtime::File;
use openapi_bindgen_specs::swagger_petstore::{
    AddPhotoBody, Cat, Dog, ListPetsKindsItem, Pet, UpdatePetBody, operations::ReadPetError,
};

use crate::canned::{Canned, builder, client};

macro_rules! pets {
    ($transport:expr) => {
        builder!(swagger_petstore, $transport).key("k").login("user", "password").store("token").build().unwrap()
    };
}

fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|&item| item.to_owned()).collect()
}

#[tokio::test]
async fn every_collection_format_is_serialized() {
    let transport = Canned::new(200, "[]").header("x-total", "7");
    let call = pets!(transport).list_pets().kinds([ListPetsKindsItem::Cat, ListPetsKindsItem::Dog]).ids([1, 2]);
    let call = call.words(texts(&["a", "b c"])).places(texts(&["x", "y"])).columns("p\tq").limit(5_u32);
    let pets = call.x_groups(texts(&["g", "h"])).x_trace("t").await.unwrap();
    assert_eq!(pets.headers().x_total, Some(7));
    let request = transport.request();
    assert_eq!(
        request.uri().query().unwrap().split('&').collect::<Vec<_>>(),
        ["kinds=cat", "kinds=dog", "ids=1,2", "words=a%20b%20c", "places=x%7Cy", "columns=p%09q", "limit=5",]
    );
    assert_eq!(transport.sent("x-groups").as_deref(), Some("g,h"));
    assert_eq!(transport.sent("x-trace").as_deref(), Some("t"));
    assert_eq!(transport.sent("x-key").as_deref(), Some("k"));
}

#[tokio::test]
async fn a_limit_at_an_exclusive_bound_is_not_sent() {
    let transport = Canned::new(200, "[]");
    let error = pets!(transport).list_pets().limit(0_u32).await.unwrap_err();
    assert!(error.to_string().contains("limit"), "{error}");
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn a_body_is_json_and_an_extension_of_a_base_has_its_tag() {
    let transport = Canned::new(201, r#"{"kind":"dog","name":"Rex","barks":true}"#);
    let pet = pets!(transport).add_pet(Cat::new("Tom").hunts(true)).await.unwrap();
    assert_eq!(*transport.request().body(), r#"{"kind":"Cat","name":"Tom","hunts":true}"#);
    assert_eq!(transport.sent("content-type").as_deref(), Some("application/json"));
    let Pet::Dog(Dog { barks, .. }) = pet.into_inner() else { panic!("this is a dog") };
    assert_eq!(barks, Some(true));
}

#[tokio::test]
async fn a_form_is_written_with_its_collection_formats() {
    let transport = Canned::new(204, "");
    let body = UpdatePetBody::new("Tom").tags(texts(&["a", "b"])).homes(texts(&["x", "y"])).numbers([1, 2]);
    pets!(transport).update_pet(7, body).await.unwrap();
    assert_eq!(transport.sent("content-type").as_deref(), Some("application/x-www-form-urlencoded"));
    assert_eq!(*transport.request().body(), "name=Tom&tags=a%7Cb&homes=x&homes=y&numbers=1,2");
}

#[tokio::test]
async fn a_file_is_a_part_of_a_multipart_body_and_bytes_of_a_response() {
    let transport = Canned::new(200, "{}");
    pets!(transport).add_photo(7, AddPhotoBody::new(File::new("a.png", "bytes")).caption("c")).await.unwrap();
    assert!(transport.sent("content-type").unwrap().starts_with("multipart/form-data; boundary="));
    let body = String::from_utf8(transport.request().body().to_vec()).unwrap();
    assert!(body.contains("name=\"photo\"; filename=\"a.png\""), "{body}");
    assert!(body.contains("name=\"caption\""), "{body}");

    let transport = Canned::new(200, "bytes");
    let photo = pets!(transport).read_photo(7).await.unwrap();
    assert_eq!(photo.into_inner(), b"bytes");
    assert_eq!(transport.sent("accept").as_deref(), Some("image/png, application/json"));
}

#[tokio::test]
async fn a_shared_response_is_an_error_by_its_status() {
    let transport = Canned::new(404, r#"{"code":3,"message":"none"}"#);
    let error = pets!(transport).read_pet(7).await.unwrap_err();
    let ReadPetError::NotFound(failure) = error.as_api().unwrap().error() else { panic!("{error:?}") };
    assert_eq!((failure.code, failure.message.as_deref()), (Some(3), Some("none")));
}

#[tokio::test]
async fn a_path_and_an_operation_have_their_servers() {
    use openapi_bindgen_specs::swagger_petstore::Client;

    let transport = Canned::new(204, "");
    let builder =
        Client::builder().transport(transport.clone()).timer(crate::canned::Stopped).key("k").allow_http(true);
    builder.build().unwrap().remove_pet(7).await.unwrap();
    assert_eq!(transport.line(), "DELETE http://pets.example.com/v1/pets/7");

    let transport = Canned::new(204, "");
    let note = openapi_bindgen_specs::swagger_odd::Note::new().text("t");
    client!(swagger_odd, transport).add_note().body(note).tenant(texts(&["a", "b"])).await.unwrap();
    assert_eq!(transport.sent("tenant").as_deref(), Some("a,b"));
    assert_eq!(*transport.request().body(), r#"{"text":"t"}"#);
}

#[tokio::test]
async fn methods_of_3_2_are_sent_by_their_names() {
    let transport = Canned::new(503, "");
    let client = || builder!(openapi_3_2, transport).key("k").build().unwrap();
    client().query_notes().await.unwrap_err();
    assert_eq!(transport.line(), "QUERY https://api.example.com/notes");
    // The call is idempotent, so it is retried.
    assert!(transport.count() > 1);

    let transport = Canned::new(503, "");
    let client = || builder!(openapi_3_2, transport).key("k").build().unwrap();
    client().copy_notes().await.unwrap_err();
    assert_eq!(transport.line(), "COPY https://api.example.com/notes");
    assert_eq!(transport.count(), 1);
}

#[tokio::test]
async fn the_whole_query_of_3_2_is_the_members_of_an_object() {
    use openapi_bindgen_specs::openapi_3_2::FindNotesFilter;

    let transport = Canned::new(200, r#"[{"text":"a"}]"#);
    let client = builder!(openapi_3_2, transport).key("k").build().unwrap();
    let filter = FindNotesFilter::new().words(texts(&["a", "b"])).limit(3);
    let notes = client.find_notes().filter(filter).await.unwrap();
    assert_eq!(notes[0].text.as_deref(), Some("a"));
    assert_eq!(transport.request().uri().query(), Some("words=a&words=b&limit=3"));
}
