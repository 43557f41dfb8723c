//! `accepted/xml_bodies.yaml`: bodies whose format the caller writes and reads.

use openapi_bindgen_runtime::{File, Mock, StatusCode, TypedAnswer};
use openapi_bindgen_specs::xml_bodies::operations::{ReplaceInvoice, SendInvoice, SendScan};
use openapi_bindgen_specs::xml_bodies::{SendScanBody, operations::SendInvoiceError};

use crate::canned::client;
use crate::xml_codec::{Invoice, send_invoice};

const XML: &str = "application/xml";

#[test]
fn the_guide_has_the_code_of_the_test() {
    let (_, code) = include_str!("xml_codec.rs").split_once("my_api;\n\n").unwrap();
    let guide = include_str!("../../../../src/guide/media_types.md");
    assert!(guide.contains(&format!("```rust,ignore\n{code}```")), "{guide}");
}

#[tokio::test]
async fn a_wrapper_writes_and_reads_xml() {
    let answer =
        TypedAnswer::body(StatusCode::OK, XML, r#"<invoice number="7"><line>a</line><line>b</line></invoice>"#);
    let mock = Mock::new().on::<SendInvoice>(answer);
    let invoice = Invoice { number: None, lines: vec!["a".to_owned(), "b".to_owned()] };
    let sent = send_invoice(&client!(xml_bodies, mock), &invoice).await.unwrap();
    assert_eq!(sent, Invoice { number: Some("7".to_owned()), lines: invoice.lines });
    let [request] = mock.requests().try_into().unwrap();
    assert_eq!(request.headers()["content-type"], XML);
    assert_eq!(request.headers()["accept"], "application/xml, */*;q=0.1");
    assert_eq!(request.body(), "<invoice><line>a</line><line>b</line></invoice>");
}

#[tokio::test]
async fn an_error_response_is_raw_too() {
    let problem = "<problem><message>no lines</message></problem>";
    let mock = Mock::new().on::<SendInvoice>(TypedAnswer::body(StatusCode::BAD_REQUEST, XML, problem));
    let client = client!(xml_bodies, mock);
    let error = client.send_invoice("<invoice/>").await.unwrap_err();
    let SendInvoiceError::BadRequest(body) = error.as_api().unwrap().error() else { panic!("{error}") };
    assert_eq!(body, problem.as_bytes());
    let invoice = Invoice { number: None, lines: Vec::new() };
    assert_eq!(send_invoice(&client, &invoice).await.unwrap_err().to_string(), "no lines");
}

#[tokio::test]
async fn text_and_parts_have_the_declared_media_type() {
    let mock = Mock::new()
        .on::<ReplaceInvoice>(TypedAnswer::status(StatusCode::NO_CONTENT))
        .on::<SendScan>(TypedAnswer::status(StatusCode::NO_CONTENT));
    let client = client!(xml_bodies, mock);
    client.replace_invoice().body("<invoice/>").await.unwrap();
    client.send_scan(SendScanBody::new(File::new("invoice.xml", "<invoice/>"))).await.unwrap();
    let [replaced, scan] = mock.requests().try_into().unwrap();
    assert_eq!(replaced.headers()["content-type"], "text/xml");
    assert_eq!(replaced.body(), "<invoice/>");
    let scan = String::from_utf8(scan.body().to_vec()).unwrap().to_lowercase();
    assert!(scan.contains("content-type: application/xml\r\n\r\n<invoice/>"), "{scan}");
}
