//! The comparison of a request that is sent with the expected one.

use bytes::Bytes;
use http::Request;

use super::{
    comparable::{ComparableRequest, pairs},
    path,
};
use crate::client::{Meta, SecurityScheme, added::AddedQuery};

/// The number of bytes of a body that a message shows.
const SHOWN: usize = 200;

impl ComparableRequest {
    /// Returns a description of the first difference, if there is one. Only the headers that the operation sets are
    /// compared, because a client adds its own, and no query parameters that the caller added.
    pub(crate) fn difference(&self, meta: &Meta, request: &Request<Bytes>) -> Option<String> {
        let sent = request.uri().path();
        if !sent.ends_with(&self.path) {
            return Some(format!("the path is `{sent}`, not `{}`", self.path));
        }
        let credentials = meta.security.iter().copied().flatten().filter_map(SecurityScheme::query_parameter);
        let credentials: Vec<&str> = credentials.collect();
        let mut query = pairs(request.uri().query().into_iter());
        query.retain(|pair| !credentials.contains(&pair.split('=').next().unwrap_or_default()));
        if let Some(AddedQuery(added)) = request.extensions().get() {
            query.retain(|pair| !added.contains(pair) || self.query.contains(pair));
        }
        if query != self.query {
            return Some(format!("the query is `{}`, not `{}`", query.join("&"), self.query.join("&")));
        }
        for name in self.headers.keys() {
            if !request.headers().get_all(name).iter().eq(self.headers.get_all(name)) {
                return Some(format!("the header `{name}` has another value"));
            }
        }
        let body = self.body.as_ref()?;
        (body != request.body()).then(|| format!("the body is `{}`, not `{}`", shown(request.body()), shown(body)))
    }
}

/// Returns a description of the method or path if it is not that of the operation.
pub(crate) fn misfit(meta: &Meta, request: &Request<Bytes>) -> Option<String> {
    // A raw request has neither.
    if meta.path.is_empty() {
        return None;
    }
    if *request.method() != meta.method() {
        return Some(format!("the method is `{}`, not `{}`", request.method(), meta.method()));
    }
    let template = meta.path.split('?').next().unwrap_or_default();
    if path::has_several_segments(template) {
        return misfit_of_several(template, request.uri().path());
    }
    let sent: Vec<&str> = request.uri().path().split('/').collect();
    let expected: Vec<String> = template.split('/').filter(|segment| !segment.is_empty()).map(encoded).collect();
    // The base URL may have segments before those of the operation.
    let fits = sent.len() >= expected.len()
        && expected
            .iter()
            .rev()
            .zip(sent.iter().rev())
            .all(|(expected, sent)| if expected.contains('{') { !sent.is_empty() } else { expected == sent });
    // A slash at the end is a separate segment only in the path that is sent.
    let is_slashed = template.ends_with('/');
    (!fits && !is_slashed).then(|| format!("the path is `{}`, and `{}` is expected", request.uri().path(), meta.path))
}

/// Does the same for a template with a placeholder that may have several segments: compares what is before the first
/// placeholder and after the last one.
fn misfit_of_several(template: &str, sent: &str) -> Option<String> {
    let start = template.split('{').next().unwrap_or_default();
    let end = template.rsplit('}').next().unwrap_or_default();
    // The base URL may have segments before those of the operation.
    let fits = sent.ends_with(&encoded(end)) && sent.contains(&encoded(start));
    (!fits).then(|| format!("the path is `{sent}`, and `{template}` is expected"))
}

fn encoded(segment: &str) -> String {
    let mut text = String::new();
    if segment.contains('{') {
        return segment.to_owned();
    }
    // It cannot fail: there are no placeholders without a value.
    let _ = path::expand(&mut text, &format!("/{segment}"), &[]);
    text.split_off(1)
}

fn shown(body: &[u8]) -> String {
    let end = if body.len() > SHOWN { "…" } else { "" };
    format!("{}{end}", String::from_utf8_lossy(&body[..body.len().min(SHOWN)]))
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    fn misfit_of(template: &'static str, method: Method, path: &str) -> Option<String> {
        let meta = Meta::new("op", Method::GET, template);
        misfit(&meta, &Request::builder().method(method).uri(path).body(Bytes::new()).unwrap())
    }

    #[test]
    fn a_request_of_the_operation_fits_behind_any_base_url() {
        for (template, path) in [
            ("/a/{id}", "/v1/a/7"),
            ("/a/{id}.json", "/a/7.json"),
            ("/", "/v1/"),
            ("/b c", "/b%20c"),
            ("/a?x=1", "/a?x=1"),
        ] {
            assert_eq!(misfit_of(template, Method::GET, path), None, "{template}");
        }
    }

    #[test]
    fn another_method_and_another_path_do_not_fit() {
        assert_eq!(misfit_of("/a", Method::POST, "/a").as_deref(), Some("the method is `POST`, not `GET`"));
        for path in ["/v1/b/7", "/a/", "/7"] {
            assert!(
                misfit_of("/a/{id}", Method::GET, path).is_some_and(|misfit| misfit.contains("`/a/{id}`")),
                "{path}"
            );
        }
    }
}
