//! Request bodies other than plain JSON.

use std::io::Cursor;

use openapi_bindgen_runtime::{File, MockAnswer, MockClock, MockTransport, StatusCode, Upload};
use openapi_bindgen_specs as specs;

use crate::canned::{Canned, client};

fn no_content() -> Canned {
    Canned::new(204, "")
}

/// Returns the body of the first request as text.
fn body(transport: &Canned) -> String {
    String::from_utf8(transport.request().body().to_vec()).unwrap()
}

#[tokio::test]
async fn a_form_has_a_pair_for_each_value() {
    use specs::form_body::{CreateTokenBody, CreateTokenBodyClaims};

    let transport = no_content();
    let claims = CreateTokenBodyClaims::new().sub("me");
    let token = CreateTokenBody::new("a&b").scope(["x y".to_owned(), "z".to_owned()]).lifetime(60).claims(claims);
    client!(form_body, transport).create_token(token).await.unwrap();
    assert_eq!(transport.sent("content-type").as_deref(), Some("application/x-www-form-urlencoded"));
    assert_eq!(
        body(&transport),
        "grant_type=client_credentials&scope=x%20y&scope=z&secret=a%26b&lifetime=60&claims=%7B%22sub%22%3A%22me%22%7D"
    );
}

#[tokio::test]
async fn a_form_is_checked_before_it_is_sent() {
    use specs::form_body::CreateTokenBody;

    let transport = no_content();
    let error = client!(form_body, transport).create_token(CreateTokenBody::new("0123456789")).await.unwrap_err();
    assert!(error.to_string().contains("`secret` must have at most 9 characters"), "{error}");
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn a_form_may_have_nested_names() {
    use specs::form_body_deep::{CreateChargeBody, CreateChargeBodyCard};

    let transport = no_content();
    let charge = CreateChargeBody::new()
        .amount(7)
        .expand(["a".to_owned(), "b".to_owned()])
        .metadata([("order id".to_owned(), "x".to_owned())])
        .card(CreateChargeBodyCard::new().number("42"));
    client!(form_body_deep, transport).create_charge().body(charge).await.unwrap();
    assert_eq!(
        body(&transport),
        "amount=7&expand%5B0%5D=a&expand%5B1%5D=b&metadata%5Border%20id%5D=x&card%5Bnumber%5D=42"
    );
}

#[tokio::test]
async fn a_member_of_a_form_may_have_a_style_of_its_own() {
    use specs::form_encoding::Point;

    let transport = no_content();
    let texts = || ["a b".to_owned(), "c".to_owned()];
    let point = || Point::new().x(1).y(2);
    let call = client!(form_encoding, transport).search().ids([1, 2]).pipes(texts()).point(point()).origin(point());
    call.url("/a?b&c").all(texts()).same(texts()).picture("p").await.unwrap();
    let expected = "ids=1,2&pipes=a%20b%7Cc&x=1&y=2&origin=x,1,y,2&url=/a?b%26c&all=%5B%22a%20b%22%2C%22c%22%5D\
        &same=a%20b&same=c&picture=p";
    assert_eq!(body(&transport), expected);
}

#[tokio::test]
async fn a_multipart_body_has_a_part_for_each_file_and_value() {
    use specs::multipart_body::{UploadFileBody, UploadFileBodyDetails, UploadFileBodyPurpose};

    let transport = no_content();
    let upload = UploadFileBody::new(File::new("a.png", [0_u8, 255]).media_type("image/png"))
        .previews([File::new("1", "one"), File::new("2", "two")])
        .purpose(UploadFileBodyPurpose::Avatar)
        .note(None)
        .tags(["x".to_owned(), "y".to_owned()])
        .details(UploadFileBodyDetails::new().width(7));
    client!(multipart_body, transport).upload_file(upload).await.unwrap();
    let media_type = transport.sent("content-type").unwrap();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let part = |head: &str, content: &[u8]| {
        let mut part = format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes();
        part.extend_from_slice(content);
        part.extend_from_slice(b"\r\n");
        part
    };
    let octets = "Content-Type: application/octet-stream";
    let expected = [
        part("name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png", &[0, 255]),
        part(&format!("name=\"previews\"; filename=\"1\"\r\n{octets}"), b"one"),
        part(&format!("name=\"previews\"; filename=\"2\"\r\n{octets}"), b"two"),
        part("name=\"purpose\"", b"avatar"),
        part("name=\"tags\"", b"x"),
        part("name=\"tags\"", b"y"),
        part("name=\"details\"\r\nContent-Type: application/json", br#"{"width":7}"#),
        format!("--{boundary}--\r\n").into_bytes(),
    ];
    assert_eq!(transport.request().body().as_ref(), expected.concat());
}

#[tokio::test]
async fn a_part_may_have_a_media_type_and_headers_of_its_own() {
    use specs::multipart_encoding::{AddPictureBody, AddPictureBodyDetails, AddPictureBodyPlace, Label};

    let transport = no_content();
    let picture = AddPictureBody::new(File::new("a.png", "png"))
        .scan(File::new("b.tiff", "tiff").media_type("image/tiff"))
        .title("T")
        .labels([Label::new().name("x"), Label::new()])
        .note("# n")
        .place(AddPictureBodyPlace::new().city("Rome"))
        .details(AddPictureBodyDetails::new().width(7));
    client!(multipart_encoding, transport).add_picture(picture).await.unwrap();
    let sent = body(&transport);
    for part in [
        "name=\"picture\"; filename=\"a.png\"\r\nContent-Type: image/png\r\nX-Kind: cover\r\n\r\npng\r\n",
        "name=\"scan\"; filename=\"b.tiff\"\r\nContent-Type: image/tiff\r\n\r\ntiff\r\n",
        "name=\"title\"\r\nContent-Type: application/json\r\n\r\n\"T\"\r\n",
        "name=\"labels\"\r\nContent-Type: application/json\r\n\r\n{\"name\":\"x\"}\r\n",
        "name=\"labels\"\r\nContent-Type: application/json\r\n\r\n{}\r\n",
        "name=\"note\"\r\nContent-Type: text/markdown; charset=utf-8\r\n\r\n# n\r\n",
        "name=\"place\"\r\nContent-Type: application/json\r\n\r\n{\"city\":\"Rome\"}\r\n",
        "name=\"details\"\r\nContent-Type: application/vnd.picture+json\r\n\r\n{\"width\":7}\r\n",
    ] {
        assert!(sent.contains(part), "{part}\nis not in\n{sent}");
    }

    let transport = no_content();
    client!(multipart_encoding, transport).add_fields([("a".to_owned(), "v".to_owned())]).await.unwrap();
    assert!(body(&transport).contains("name=\"a\"\r\nContent-Type: application/json\r\n\r\n\"v\"\r\n"));
}

#[tokio::test]
async fn a_component_that_is_a_multipart_body_has_files_too() {
    use specs::multipart_body::Part;

    let transport = no_content();
    client!(multipart_body, transport).upload_parts().body(Part::new(File::new("n", "c"))).await.unwrap();
    assert!(body(&transport).contains("name=\"data\"; filename=\"n\""));

    let transport = no_content();
    client!(multipart_body, transport).upload_anything([("k".to_owned(), "v".to_owned())]).await.unwrap();
    assert!(body(&transport).contains("name=\"k\"\r\n\r\nv\r\n"));
}

#[tokio::test]
async fn text_and_bytes_are_sent_as_they_are() {
    let transport = no_content();
    client!(raw_bodies, transport).add_note("grün").await.unwrap();
    assert_eq!(body(&transport), "grün");
    assert_eq!(transport.sent("content-type").as_deref(), Some("text/plain"));

    let transport = no_content();
    client!(raw_bodies, transport).set_picture().body([0_u8, 255]).await.unwrap();
    assert_eq!(transport.request().body().as_ref(), [0, 255]);
    assert_eq!(transport.sent("content-type").as_deref(), Some("image/png"));

    let transport = no_content();
    client!(raw_bodies, transport).set_file([0_u8, 255]).await.unwrap();
    assert_eq!(transport.request().body().as_ref(), [0, 255]);
    assert_eq!(transport.sent("content-type").as_deref(), Some("application/octet-stream"));
}

#[test]
fn bytes_and_files_may_come_from_a_source() {
    use specs::{body_choice::operations::SetPictureContent, multipart_body::UploadFileBody};

    let source = || Upload::reader(Cursor::new("from a reader"));
    let done = || MockAnswer::status(StatusCode::NO_CONTENT);
    let operations = ["setBlob", "setPicture", "uploadFile"];
    let transport = operations.iter().fold(MockTransport::new(), |transport, id| transport.on(id, done()));
    macro_rules! client {
        ($document:ident) => {
            specs::$document::Client::builder()
                .base_url("https://api.example.com")
                .blocking_transport(transport.clone())
                .blocking_timer(MockClock::new())
                .build_blocking()
                .unwrap()
        };
    }
    client!(raw_bodies).set_blob(source()).send().unwrap();
    client!(body_choice).set_picture(SetPictureContent::Png(source())).send().unwrap();
    let upload = UploadFileBody::new(File::new("a.png", source())).previews([File::new("b", "whole"), source().into()]);
    client!(multipart_body).upload_file(upload).send().unwrap();

    let [blob, picture, file] = transport.requests().try_into().unwrap();
    assert_eq!((blob.body(), picture.body()), (&"from a reader".into(), &"from a reader".into()));
    assert_eq!(picture.headers()["content-type"], "image/png");
    let form = String::from_utf8(file.body().to_vec()).unwrap();
    for part in [
        "name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nfrom a reader\r\n--",
        "name=\"previews\"; filename=\"b\"\r\nContent-Type: application/octet-stream\r\n\r\nwhole\r\n--",
        "name=\"previews\"; filename=\"file\"\r\nContent-Type: application/octet-stream\r\n\r\nfrom a reader\r\n--",
    ] {
        assert!(form.contains(part), "{part}\nis not in\n{form}");
    }
}

#[tokio::test]
async fn the_caller_chooses_between_bodies() {
    use specs::body_choice::{
        AddNoteMultipartBody, Note, operations::ChangeNoteContent, operations::SetPictureContent,
    };

    let sent = |transport: &Canned| (transport.sent("content-type").unwrap(), body(transport));
    let transport = no_content();
    client!(body_choice, transport).add_note(Note::new("text")).await.unwrap();
    assert_eq!(sent(&transport), ("application/json".to_owned(), r#"{"text":"text"}"#.to_owned()));

    let transport = no_content();
    client!(body_choice, transport).add_note("text").await.unwrap();
    assert_eq!(sent(&transport), ("text/plain".to_owned(), "text".to_owned()));

    let transport = no_content();
    client!(body_choice, transport).add_note(AddNoteMultipartBody::new(File::new("p", "png"))).await.unwrap();
    assert!(body(&transport).contains("name=\"picture\"; filename=\"p\"\r\nContent-Type: image/png\r\n\r\npng"));

    let transport = no_content();
    client!(body_choice, transport).change_note("1").await.unwrap();
    assert_eq!(transport.sent("content-type"), None);

    let transport = no_content();
    let change = ChangeNoteContent::MergePatch([("text".to_owned(), "t".into())].into());
    client!(body_choice, transport).change_note("1").body(change).await.unwrap();
    assert_eq!(sent(&transport), ("application/merge-patch+json".to_owned(), r#"{"text":"t"}"#.to_owned()));

    let transport = no_content();
    client!(body_choice, transport).set_picture(SetPictureContent::Jpeg("jpeg".into())).await.unwrap();
    assert_eq!(sent(&transport), ("image/jpeg".to_owned(), "jpeg".to_owned()));
}

#[tokio::test]
async fn a_chosen_body_is_checked_before_it_is_sent() {
    use specs::body_choice::Note;

    let transport = no_content();
    let error = client!(body_choice, transport).add_note(Note::new("too long")).await.unwrap_err();
    assert!(error.to_string().contains("`text` must have at most 5 characters"), "{error}");
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn json_has_the_media_type_of_the_document() {
    use specs::media_types::PostABody;

    let transport = Canned::new(200, "7");
    let answer = client!(media_types, transport).post_a().body(PostABody::new().b("x")).await.unwrap();
    assert_eq!(*answer, 7);
    assert_eq!(transport.sent("content-type").as_deref(), Some("application/vnd.api+json"));
    assert_eq!(transport.sent("accept").as_deref(), Some("application/json, */*, application/problem+json"));
}

#[tokio::test]
async fn parameters_of_media_types_are_sent_unless_a_type_without_them_is_declared() {
    use specs::media_type_versions::operations::AddRefundContent;
    use specs::media_type_versions::{AddOrderBody, AddRefundBody, AddRefundJsonV20Body};

    let sent = |transport: &Canned| [transport.sent("content-type"), transport.sent("accept")].map(Option::unwrap);
    let transport = Canned::new(200, "{}");
    client!(media_type_versions, transport).add_order(AddOrderBody::new(7)).await.unwrap();
    assert_eq!(sent(&transport), ["application/json;v=2.0", "application/json; v=2.0, */*;q=0.1"]);
    let transport = Canned::new(200, "7");
    client!(media_type_versions, transport).add_plain([7]).await.unwrap();
    assert_eq!(sent(&transport), ["application/json", "application/json"]);

    let transport = no_content();
    let client = client!(media_type_versions, transport);
    client.add_refund(AddRefundBody::new(7)).await.unwrap();
    client.add_refund(AddRefundContent::JsonV20(AddRefundJsonV20Body::new("7.00"))).await.unwrap();
    client.add_batch([7]).await.unwrap();
    client.add_recording(b"RIFF").await.unwrap();
    let content_types = transport.sent_each("content-type").into_iter().map(Option::unwrap);
    assert_eq!(
        content_types.collect::<Vec<_>>(),
        [
            "application/json;v=1.0",
            "application/json;v=2.0",
            r#"application/vnd.api+json; ext="https://jsonapi.org/ext/atomic""#,
            "audio/l16;rate=16000",
        ]
    );
}

#[tokio::test]
async fn the_caller_chooses_a_media_type_of_a_range() {
    use openapi_bindgen_runtime::Upload;

    let transport = Canned::new(200, "%PDF");
    let client = client!(component_upload, transport);
    client.add_picture(Upload::from(vec![1]).media_type("image/png")).await.unwrap();
    client.add_picture(vec![1]).await.unwrap();
    let sent = |name| transport.sent_each(name).into_iter().map(Option::unwrap).collect::<Vec<_>>();
    assert_eq!(sent("content-type"), ["image/png", "application/octet-stream"]);
    assert_eq!(sent("accept")[0], "application/pdf, application/zip, */*;q=0.1");
}

#[tokio::test]
async fn a_form_whose_media_type_has_parameters_has_named_parts() {
    use openapi_bindgen_runtime::File;
    use specs::media_type_versions::{AddFileBody, AddFileBodyData};

    let transport = no_content();
    let body = AddFileBody::new("n", File::new("f", "x"), AddFileBodyData::new().a(1));
    client!(media_type_versions, transport).add_file(body).await.unwrap();
    assert!(transport.sent("content-type").unwrap().starts_with("multipart/form-data;v=1.0; boundary="));
    let body = String::from_utf8(transport.request().body().to_vec()).unwrap();
    for line in [
        "Content-Disposition: form-data; name=\"name\"\r\n\r\nn",
        "Content-Disposition: form-data; name=\"file\"; filename=\"f\"\r\nContent-Type: text/csv; header=\"a,b\"\r\n",
        "Content-Type: application/json; profile=\"https://a.example/1,2\"\r\n\r\n{\"a\":1}",
    ] {
        assert!(body.contains(line), "{body}");
    }
}

#[tokio::test]
async fn a_form_that_is_a_text_is_sent_as_it_is_and_a_list_is_rejected() {
    let transport = Canned::new(204, "");
    client!(form_body_whole, transport).send_text("a=b&c=%20").await.unwrap();
    assert_eq!(transport.sent("content-type").as_deref(), Some("application/x-www-form-urlencoded"));
    assert_eq!(transport.request().body(), "a=b&c=%20");

    let transport = Canned::new(204, "");
    let error = client!(form_body_whole, transport).send_list(["a".to_owned()]).await.unwrap_err();
    assert!(error.to_string().contains("a form must be an object"), "{error}");
    let list = openapi_bindgen_specs::form_body_whole::SendEitherBody::List(vec!["a".to_owned()]);
    let error = client!(form_body_whole, transport).send_either().body(list).await.unwrap_err();
    assert!(error.to_string().contains("a form must be an object"), "{error}");
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn a_list_in_a_form_with_brackets_is_repeated_fields_unless_its_encoding_has_brackets() {
    use specs::form_brackets_of_some::{SendFormBody, SendFormBodyPlace};

    let transport = no_content();
    let form = SendFormBody::new().names(["a", "b"]).place(SendFormBodyPlace::new().x(1)).text("t");
    client!(form_brackets_of_some, transport).send_form().body(form).await.unwrap();
    assert_eq!(body(&transport), "names=a&names=b&place%5Bx%5D=1&text=t");
}

#[tokio::test]
async fn a_part_without_a_type_but_a_binary_media_type_is_a_file() {
    use specs::form_brackets_of_some::SendFilesBody;

    let transport = no_content();
    let files = SendFilesBody::new().picture(File::new("a.png", [0xff, 0]));
    client!(form_brackets_of_some, transport).send_files().body(files).await.unwrap();
    let body = String::from_utf8_lossy(transport.request().body()).into_owned();
    assert!(
        body.contains(
            "name=\"picture\"; filename=\"a.png\"\r\nContent-Type: application/octet-stream\r\n\r\n\u{fffd}\0\r\n"
        ),
        "{body}"
    );
}

#[tokio::test]
async fn json_of_another_name_is_sent_with_it() {
    use specs::heads_and_empty_texts::Thing;

    let transport = no_content();
    client!(heads_and_empty_texts, transport).set_thing("a").body(Thing::new("a")).await.unwrap();
    assert_eq!(transport.sent("content-type").as_deref(), Some("text/json"));
}

#[tokio::test]
async fn head_has_headers_and_no_body() {
    let transport = Canned::new(200, "").header("x-count", "3").header("content-length", "17");
    let response = client!(heads_and_empty_texts, transport).head_thing("a").await.unwrap();
    assert_eq!(response.headers().x_count, Some(3));
    let error = client!(heads_and_empty_texts, Canned::new(404, "")).head_thing("a").await.unwrap_err();
    assert!(matches!(error.status(), Some(status) if status == 404), "{error:?}");
}
