//! Files at any place of a multipart body.

use openapi_bindgen_runtime::{File, Nullable};
use openapi_bindgen_specs as specs;
use specs::multipart_files_anywhere::{
    Edit, EditImage, EditInside, EditLogo, SendEitherBody, SendEitherBodyFile, SendRelatedBody, SendRelatedBodyMeta,
};

use crate::canned::{Canned, client};

fn no_content() -> Canned {
    Canned::new(204, "")
}

/// Returns the parts of the first request: the headers of each, with `|` between its lines, and its
/// content.
fn parts(transport: &Canned) -> Vec<(String, Vec<u8>)> {
    let media_type = transport.sent("content-type").unwrap();
    let boundary = media_type.split_once("boundary=").unwrap().1.to_owned();
    let body: Vec<char> = transport.request().body().iter().map(|byte| char::from(*byte)).collect();
    let body: String = body.into_iter().collect();
    let parts = body.split(&format!("--{boundary}")).map(str::to_owned).collect::<Vec<_>>();
    let parts = parts[1..parts.len() - 1].iter().map(|part| {
        let (head, content) = part.strip_prefix("\r\n").unwrap().split_once("\r\n\r\n").unwrap();
        let content = content.strip_suffix("\r\n").unwrap().chars().map(|sign| sign as u8).collect();
        (head.replace("\r\n", "|").replace("Content-Disposition: form-data; ", ""), content)
    });
    parts.collect()
}

const OCTETS: &str = "Content-Type: application/octet-stream";

#[tokio::test]
async fn files_in_choices_lists_and_maps_are_parts_with_their_bytes() {
    let bytes = || vec![0_u8, 255, 254];
    let image = EditImage::List(vec![File::new("a.png", bytes()), File::new("b.png", "b")]);
    let mut edit = Edit::new(image)
        .mask(File::new("mask", bytes()))
        .masks(vec![Some(File::new("m", "m")), None])
        .logo(EditLogo::String("red".to_owned()))
        .inside(EditInside::new().content("text"))
        .settings("{\"a\":1}".to_owned())
        .scale(2.0)
        .scales([1.0, 2.5]);
    edit.additional_properties.insert("extra".to_owned(), File::new("x", bytes()));
    let transport = no_content();
    client!(multipart_files_anywhere, transport).edit_image(edit).await.unwrap();
    let file = |name: &str, file: &str| format!("name=\"{name}\"; filename=\"{file}\"|{OCTETS}");
    let value = |name: &str| format!("name=\"{name}\"");
    assert_eq!(
        parts(&transport),
        [
            (file("image", "a.png"), bytes()),
            (file("image", "b.png"), b"b".to_vec()),
            (file("mask", "mask"), bytes()),
            (file("masks", "m"), b"m".to_vec()),
            (value("logo"), b"red".to_vec()),
            (format!("{}|Content-Type: application/json", value("inside")), b"{\"content\":\"text\"}".to_vec()),
            (value("settings"), b"{\"a\":1}".to_vec()),
            (value("scale"), b"2".to_vec()),
            (value("scales"), b"1".to_vec()),
            (value("scales"), b"2.5".to_vec()),
            (file("extra", "x"), bytes()),
        ]
    );
}

#[tokio::test]
async fn a_nullable_file_is_left_out_where_there_is_none() {
    for edit in [
        Edit::new(EditImage::File(File::new("a", "a"))),
        Edit::new(EditImage::File(File::new("a", "a"))).mask(Nullable::Null).masks(None),
    ] {
        let transport = no_content();
        client!(multipart_files_anywhere, transport).edit_image(edit).await.unwrap();
        assert_eq!(parts(&transport), [(format!("name=\"image\"; filename=\"a\"|{OCTETS}"), b"a".to_vec())]);
    }
}

#[tokio::test]
async fn a_part_without_a_type_is_a_file_if_its_media_type_is_binary() {
    use specs::multipart_untyped_files::AddUserBody;

    let transport = no_content();
    let body = AddUserBody::new(File::new("a.png", [255]), [File::new("p", [254])])
        .notes(serde_json::json!({ "a": 1 }))
        .data("text");
    client!(multipart_untyped_files, transport).add_user(body).await.unwrap();
    assert_eq!(
        parts(&transport),
        [
            ("name=\"avatar\"; filename=\"a.png\"|Content-Type: image/png".to_owned(), vec![255]),
            ("name=\"pages\"; filename=\"p\"|Content-Type: application/pdf".to_owned(), vec![254]),
            ("name=\"notes\"|Content-Type: application/json".to_owned(), br#"{"a":1}"#.to_vec()),
            ("name=\"data\"".to_owned(), b"text".to_vec()),
        ]
    );
}

#[tokio::test]
async fn a_component_that_is_json_elsewhere_is_no_file_there() {
    use specs::multipart_untyped_files::{AddSharedBody, Shared};

    let transport = no_content();
    let client = client!(multipart_untyped_files, transport);
    client.put_shared(Shared::new(serde_json::json!({ "a": 1 }))).await.unwrap();
    assert_eq!(transport.request().body(), r#"{"image":{"a":1}}"#);
    let transport = no_content();
    client!(multipart_untyped_files, transport).add_shared(AddSharedBody::new(File::new("i", [255]))).await.unwrap();
    assert_eq!(parts(&transport), [("name=\"image\"; filename=\"i\"|Content-Type: image/png".to_owned(), vec![255])]);
}

#[tokio::test]
async fn an_operation_has_setters_for_its_nullable_files() {
    let transport = no_content();
    let client = client!(multipart_files_anywhere, transport);
    client.replace_maybe().maybe(File::new("a", [255])).several(vec![File::new("b", "b")]).await.unwrap();
    assert_eq!(
        parts(&transport),
        [
            (format!("name=\"maybe\"; filename=\"a\"|{OCTETS}"), vec![255]),
            (format!("name=\"several\"; filename=\"b\"|{OCTETS}"), b"b".to_vec()),
        ]
    );
    let transport = no_content();
    let body = specs::multipart_files_anywhere::Maybe::new().maybe(File::new("a", [255]));
    client!(multipart_files_anywhere, transport).send_maybe().body(body).await.unwrap();
    assert_eq!(parts(&transport).len(), 1);
}

#[tokio::test]
async fn a_body_that_is_a_choice_or_a_map_has_files_too() {
    let transport = no_content();
    let body = SendEitherBody::File(SendEitherBodyFile::new(File::new("f", [255])));
    client!(multipart_files_anywhere, transport).send_either(body).await.unwrap();
    assert_eq!(parts(&transport), [(format!("name=\"file\"; filename=\"f\"|{OCTETS}"), vec![255])]);

    let transport = no_content();
    let files = [("first".to_owned(), File::new("f", [255]))];
    client!(multipart_files_anywhere, transport).send_by_name(files).await.unwrap();
    assert_eq!(parts(&transport), [(format!("name=\"first\"; filename=\"f\"|{OCTETS}"), vec![255])]);
}

#[tokio::test]
async fn a_body_without_members_is_rejected() {
    let transport = no_content();
    let files = vec![File::new("f", [255])];
    let error = client!(multipart_files_anywhere, transport).send_list(files).await.unwrap_err();
    assert!(error.to_string().contains("a multipart body must be an object"), "{error}");
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn parts_of_another_multipart_type_have_a_boundary() {
    let transport = no_content();
    let body =
        SendRelatedBody::new(SendRelatedBodyMeta::new().title("T"), File::new("v.mp4", [255]).media_type("video/mp4"));
    client!(multipart_files_anywhere, transport).send_related(body).await.unwrap();
    assert_eq!(transport.sent("content-type").as_deref(), Some("multipart/related; boundary=form-part-boundary"));
    assert_eq!(
        parts(&transport),
        [
            ("Content-Type: application/json".to_owned(), b"{\"title\":\"T\"}".to_vec()),
            ("Content-Disposition: attachment; filename=\"v.mp4\"|Content-Type: video/mp4".to_owned(), vec![255]),
        ]
    );

    let transport = no_content();
    client!(multipart_files_anywhere, transport).send_mixed([("a".to_owned(), "v".to_owned())]).await.unwrap();
    assert!(transport.sent("content-type").unwrap().starts_with("multipart/mixed; boundary="));
}

/// Returns the media types of the parts of a call.
fn media_types(transport: &Canned) -> Vec<String> {
    let type_of = |head: &str| head.split('|').find_map(|line| line.strip_prefix("Content-Type: ")).map(str::to_owned);
    parts(transport).iter().map(|(head, _)| type_of(head).unwrap_or_default()).collect()
}

#[tokio::test]
async fn a_part_has_one_media_type_of_a_list_or_a_range() {
    use specs::multipart_several_types::{AddScanBodyPlace, AddScanBodyPlan, AddScanBodyTree};

    let transport = no_content();
    let call = client!(multipart_several_types, transport).add_scan();
    call.picture(File::new("a.JPG", "j"))
        .any(File::new("a.webp", "w"))
        .either(File::new("a.csv", "c"))
        .sheets(vec![File::new("a.pdf", "p"), File::new("b", "t")])
        .memo("m")
        .free("f")
        .place(AddScanBodyPlace::new().city("Rome"))
        .tree(AddScanBodyTree::new().root("oak"))
        .plan(AddScanBodyPlan::new().days(3))
        .await
        .unwrap();
    assert_eq!(
        media_types(&transport),
        [
            "image/jpeg",
            "image/webp",
            "text/csv;header=present",
            "application/pdf",
            "image/tiff",
            "text/markdown",
            "",
            "application/json",
            "application/json",
            "application/json",
        ]
    );
    let bodies: Vec<Vec<u8>> = parts(&transport).into_iter().map(|(_, content)| content).collect();
    assert_eq!((&bodies[5][..], &bodies[7][..]), (&b"m"[..], &br#"{"city":"Rome"}"#[..]));
}

#[tokio::test]
async fn a_file_of_an_unknown_kind_has_the_first_media_type_or_none() {
    let transport = no_content();
    let call = client!(multipart_several_types, transport).add_scan();
    call.picture(File::new("a", "a")).any(File::new("a", "a")).either(File::new("a.xyz", "a")).await.unwrap();
    assert_eq!(media_types(&transport), ["image/png", "application/octet-stream", "text/csv;header=present"]);

    // The caller's has precedence, and is one.
    let transport = no_content();
    let call = client!(multipart_several_types, transport).add_scan();
    call.picture(File::new("a.png", "a").media_type("image/gif")).await.unwrap();
    assert_eq!(media_types(&transport), ["image/gif"]);
    for several in ["image/*", "image/png, image/gif"] {
        let transport = no_content();
        let call = client!(multipart_several_types, transport).add_scan();
        let error = call.picture(File::new("a.png", "a").media_type(several)).await.unwrap_err();
        assert!(error.to_string().contains(&format!("`{several}`, but a part has one")), "{error}");
        assert_eq!(transport.count(), 0);
    }
}

#[tokio::test]
async fn null_is_left_out_of_a_form() {
    use specs::form_nulls::{PutProfileBody, PutSettingsBody};

    let transport = no_content();
    let tags = vec![Some("a".to_owned()), None];
    let profile = PutProfileBody::new(None, None, tags).banner(None);
    client!(form_nulls, transport).put_profile(profile).await.unwrap();
    assert_eq!(parts(&transport), [("name=\"tags\"".to_owned(), b"a".to_vec())]);
    let transport = no_content();
    client!(form_nulls, transport).put_settings(PutSettingsBody::new(None).size(None)).await.unwrap();
    assert_eq!(transport.request().body(), "");
}
