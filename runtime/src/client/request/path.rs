use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986, section 2.3.
pub(crate) const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The characters that a path template may contain but a request target must not.
pub(super) const LITERAL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Encodes a value as one path segment.
///
/// # Errors
/// The reason why the value is not a segment.
pub(super) fn segment(value: String) -> Result<String, &'static str> {
    check(&value)?;
    match Cow::from(utf8_percent_encode(&value, VALUE)) {
        Cow::Owned(encoded) => Ok(encoded),
        // Most values need no encoding, and are not copied.
        Cow::Borrowed(_) => Ok(value),
    }
}

/// Checks that a text can be one path segment. The error is the reason why it cannot.
pub(super) fn check(text: &str) -> Result<(), &'static str> {
    match text {
        "" => Err("is empty"),
        // URL parsers resolve these even when they are encoded, so that the request would go to another path.
        "." | ".." => Err("is `.` or `..`, which would name another path"),
        _ => Ok(()),
    }
}

/// Appends a template to a path, with encoded values in the place of its placeholders; the error is the name of one without a
/// value.
pub(super) fn expand<'t>(path: &mut String, template: &'t str, values: &[(&str, String)]) -> Result<(), &'t str> {
    if !template.starts_with('/') {
        path.push('/');
    }
    let mut rest = template;
    while let Some((literal, placeholder)) = rest.split_once('{') {
        // A brace that nothing closes is text.
        let Some((name, after)) = placeholder.split_once('}') else { break };
        let (_, value) = values.iter().find(|(given, _)| *given == name).ok_or(name)?;
        path.extend(utf8_percent_encode(literal, LITERAL));
        path.push_str(value);
        rest = after;
    }
    path.extend(utf8_percent_encode(rest, LITERAL));
    Ok(())
}

#[cfg(test)]
mod tests {

    fn segment(value: &str) -> Result<String, &'static str> {
        super::segment(value.to_owned())
    }

    fn expand<'t>(template: &'t str, values: &[(&str, String)]) -> Result<String, &'t str> {
        let mut path = String::new();
        super::expand(&mut path, template, values).map(|()| path)
    }

    #[test]
    fn a_value_stays_one_segment() {
        assert_eq!(segment("a/../b c?x#y").as_deref(), Ok("a%2F..%2Fb%20c%3Fx%23y"));
        assert_eq!(segment("100%é\\+~").as_deref(), Ok("100%25%C3%A9%5C%2B~"));
        assert_eq!(segment("...").as_deref(), Ok("..."));
    }

    #[test]
    fn a_segment_that_changes_the_path_is_an_error() {
        for value in ["", ".", ".."] {
            assert!(segment(value).is_err(), "{value}");
        }
    }

    #[test]
    fn placeholders_are_filled_wherever_they_stand() {
        let values = [("id", "7".to_owned()), ("kind", "big%20one".to_owned())];
        assert_eq!(expand("/a/{id}/b c/{kind}.json", &values).as_deref(), Ok("/a/7/b%20c/big%20one.json"));
        assert_eq!(expand("plain", &values).as_deref(), Ok("/plain"));
    }

    #[test]
    fn a_placeholder_without_a_value_is_named() {
        assert_eq!(expand("/a/{id}", &[]), Err("id"));
    }

    #[test]
    fn a_value_is_not_expanded_again() {
        let values = [("id", segment("{kind}").unwrap()), ("kind", "x".to_owned())];
        assert_eq!(expand("/{id}", &values).as_deref(), Ok("/%7Bkind%7D"));
    }

    #[test]
    fn an_open_brace_is_text() {
        assert_eq!(expand("/a/{id", &[]).as_deref(), Ok("/a/%7Bid"));
    }
}
