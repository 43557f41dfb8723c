//! The target for values from a caller.

use http::HeaderValue;
use openapi_bindgen_runtime::File;
use percent_encoding::percent_decode_str;

use crate::{
    api::NewUpload,
    wire::{Answer, Canned},
};

/// Calls operations with the texts of the input as values of parameters and as parts of a form. Whatever they contain,
/// each call must go to the endpoint of its operation, the values that arrive must be those of the caller, and the form must
/// have as many parts as the caller gave.
pub fn request(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let mut texts = text.split('\u{1e}').map(str::to_owned);
    let mut next = || texts.next().unwrap_or_default();
    let [id, part, filter, one, two, key, value, note, session] = std::array::from_fn(|_| next());
    let transport = Canned::new(Answer::ok("application/json", b"{}"), usize::MAX);
    let client = transport.client();
    let call = client.read_thing(id.as_str(), part.as_str()).filter(filter.as_str()).words([one.as_str(), &two]);
    let _ = call.deep([(key.clone(), value.clone())]).x_note(note.as_str()).session(session.as_str()).send();
    for request in transport.requests() {
        let uri = request.uri();
        let segments: Vec<&str> = uri.path().split('/').collect();
        assert_eq!(uri.host(), Some("api.example.com"), "{uri}");
        assert!(!segments.iter().any(|segment| matches!(*segment, "." | "..")), "{uri}");
        let ["", "v1", "things", sent_id, "parts", sent_part] = segments.as_slice() else { panic!("{uri}") };
        assert_eq!([decoded(sent_id), decoded(sent_part)], [id.as_str(), &part], "{uri}");
        let pairs: Vec<(String, String)> =
            form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
        let expected =
            [("filter", &filter), ("words", &one), ("words", &two), (format!("deep[{key}]").as_str(), &value)]
                .map(|(name, value)| (name.to_owned(), value.clone()));
        assert_eq!(pairs, expected, "{uri}");
        assert_eq!(request.headers()["x-note"].as_bytes(), note.as_bytes());
        let cookies: Vec<_> = request.headers().get_all("cookie").iter().map(HeaderValue::to_str).collect();
        let [Ok(cookie)] = cookies.as_slice() else { panic!("{cookies:?}") };
        assert_eq!(cookie.strip_prefix("session=").map(decoded).as_deref(), Some(session.as_str()), "{cookie}");
        assert!(!cookie.contains([';', ',', ' ', '"', '\\']), "{cookie}");
    }
    uploads(&mut next);
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn uploads(next: &mut impl FnMut() -> String) {
    let transport = Canned::new(Answer::ok("application/json", b""), usize::MAX);
    let file = File::new(next(), next().into_bytes()).media_type(next());
    let form = NewUpload::new(next(), file).notes([next(), next()]);
    let _ = transport.client().add_upload(form).send();
    for request in transport.requests() {
        let media_type =
            request.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let boundary =
            media_type.strip_prefix("multipart/form-data; boundary=").unwrap_or_else(|| panic!("{media_type}"));
        let body = String::from_utf8_lossy(request.body());
        let ends = body.matches(&format!("--{boundary}")).count();
        assert!(ends == 5 && body.ends_with(&format!("\r\n--{boundary}--\r\n")), "not four parts: {body}");
    }
}
