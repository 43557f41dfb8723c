//! The target for values from a caller.

use openapi_bindgen_runtime::File;

use crate::{
    api::NewUpload,
    wire::{Answer, Canned},
};

/// Calls operations with the texts of the input as values of parameters and as parts of a form. Whatever they contain,
/// each call must go to the endpoint of its operation, and the form must have as many parts as the caller gave.
pub fn request(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let mut texts = text.split('\u{1e}').map(str::to_owned);
    let mut next = || texts.next().unwrap_or_default();
    let transport = Canned::new(Answer::ok("application/json", b"{}"), usize::MAX);
    let client = transport.client();
    let call = client.read_thing(next(), next()).filter(next()).words([next(), next()]);
    let _ = call.deep([(next(), next())]).x_note(next()).session(next()).send();
    for request in transport.requests() {
        let uri = request.uri();
        let segments: Vec<&str> = uri.path().split('/').collect();
        assert_eq!(uri.host(), Some("api.example.com"), "{uri}");
        assert!(matches!(segments.as_slice(), ["", "v1", "things", _, "parts", _]), "{uri}");
        assert!(!segments.iter().any(|segment| matches!(*segment, "." | "..")), "{uri}");
        let names = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
        let names: Vec<&str> = names.map(|(name, _)| name).collect();
        assert!(matches!(names.as_slice(), ["filter", "words", "words", deep] if deep.starts_with("deep")), "{uri}");
        assert!(request.headers().get_all("cookie").iter().count() <= 1, "{:?}", request.headers());
    }
    uploads(&mut next);
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
