use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

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
    let encoded = Cow::from(utf8_percent_encode(&value, VALUE));
    // Most values need no encoding, and are not copied. A borrowed text is not always the value: that of one encoded byte
    // is from a table.
    if encoded == value { Ok(value) } else { Ok(encoded.into_owned()) }
}

/// The reserved characters that a path segment may contain (RFC 3986, section 3.3), and the unreserved ones, are not
/// encoded.
const RESERVED: &AsciiSet = &VALUE
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// Encodes a value as segments with slashes between, by reserved expansion.
///
/// # Errors
/// The reason why a segment of the value is none.
pub(super) fn segments(value: &str) -> Result<String, &'static str> {
    let each = value.split('/').map(|segment| {
        // What is encoded already may be a slash.
        for decoded in percent_decode_str(segment).decode_utf8_lossy().split('/') {
            check_one_of_several(value, decoded)?;
        }
        Ok(encode_reserved(segment, RESERVED))
    });
    joined(each)
}

/// Encodes a value as the segments of a pattern.
///
/// # Errors
/// The reason why the value does not have the form of the pattern.
pub(super) fn of_pattern(value: &str, pattern: &str) -> Result<String, &'static str> {
    let (fixed, has_rest) = match pattern.strip_suffix("**") {
        Some(start) => (start.strip_suffix('/').unwrap_or(start), true),
        None => (pattern, false),
    };
    let mut expected = fixed.split('/').filter(|part| !part.is_empty());
    let each = value.split('/').map(|segment| {
        check_one_of_several(value, segment)?;
        let is_expected = expected.next().map_or(has_rest, |part| part == "*" || part == segment);
        if is_expected { Ok(utf8_percent_encode(segment, VALUE).to_string()) } else { Err(OF_OTHER_FORM) }
    });
    let written = joined(each)?;
    if expected.next().is_some() { Err(OF_OTHER_FORM) } else { Ok(written) }
}

const OF_OTHER_FORM: &str = "does not have the segments that the placeholder of the path names";

/// Checks one segment of a value that may have several.
fn check_one_of_several(value: &str, segment: &str) -> Result<(), &'static str> {
    match segment {
        "" if !value.is_empty() => {
            Err("has an empty segment, such as before a slash at its start or after one at its end")
        }
        "." | ".." => Err("has the segment `.` or `..`, which would name another path"),
        _ => check(segment),
    }
}

fn joined(segments: impl Iterator<Item = Result<String, &'static str>>) -> Result<String, &'static str> {
    segments.collect::<Result<Vec<_>, _>>().map(|segments| segments.join("/"))
}

/// Encodes by reserved expansion (RFC 6570, section 3.2.3): a percent sign is encoded unless it begins an encoded
/// character. The characters of `encoded` are encoded.
pub(super) fn encode_reserved(text: &str, encoded: &'static AsciiSet) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        written.extend(utf8_percent_encode(before, encoded));
        let is_encoded = after.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        written.push_str(if is_encoded { "%" } else { "%25" });
        rest = after;
    }
    written.extend(utf8_percent_encode(rest, encoded));
    written
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
        let Some((placeholder, after)) = placeholder.split_once('}') else { break };
        let name = name_of(placeholder);
        let (_, value) = values.iter().find(|(given, _)| *given == name).ok_or(name)?;
        path.extend(utf8_percent_encode(literal, LITERAL));
        path.push_str(value);
        rest = after;
    }
    path.extend(utf8_percent_encode(rest, LITERAL));
    Ok(())
}

/// Returns the name of a placeholder: `path` of `+path`, and `name` of `name=projects/*`.
fn name_of(placeholder: &str) -> &str {
    let name = placeholder.split_once('=').map_or(placeholder, |(name, _)| name);
    let name = name.strip_prefix('+').unwrap_or(name);
    // Otherwise the signs are no form of a placeholder, but its name.
    let is_name = !name.is_empty() && !name.contains(['+', '*', '=', ':']);
    if is_name { name } else { placeholder }
}

/// Returns true if some placeholder of a template may have several segments.
#[cfg(feature = "mock")]
pub(super) fn has_several_segments(template: &str) -> bool {
    let mut rest = template;
    while let Some((inside, after)) = rest.split_once('{').and_then(|(_, inside)| inside.split_once('}')) {
        if name_of(inside) != inside {
            return true;
        }
        rest = after;
    }
    false
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
        for (value, encoded) in [("/", "%2F"), ("?", "%3F"), ("#", "%23"), ("%", "%25"), (" ", "%20"), ("\0", "%00")] {
            assert_eq!(segment(value).as_deref(), Ok(encoded));
        }
    }

    #[test]
    fn a_segment_that_changes_the_path_is_an_error() {
        for value in ["", ".", ".."] {
            assert!(segment(value).is_err(), "{value}");
        }
    }

    #[test]
    fn several_segments_keep_their_slashes() {
        use super::segments;

        assert_eq!(segments("a/b c/d?e#f").as_deref(), Ok("a/b%20c/d%3Fe%23f"));
        assert_eq!(segments("a:b@c;d=1,2+3/100%/x%2fy[").as_deref(), Ok("a:b@c;d=1,2+3/100%25/x%2fy%5B"));
        for value in ["", "/", "a/", "/a", "a//b", ".", "..", "a/../b", "a/./b", "a/%2e%2E/b", "a/.%2e", "a%2F..%2Fb"] {
            assert!(segments(value).is_err(), "{value}");
        }
        assert_eq!(segments("a/.../b").as_deref(), Ok("a/.../b"));
    }

    #[test]
    fn a_pattern_names_the_segments() {
        use super::of_pattern;

        assert_eq!(
            of_pattern("projects/a b/things/%2F", "projects/*/things/*").as_deref(),
            Ok("projects/a%20b/things/%252F")
        );
        assert_eq!(of_pattern("a", "*").as_deref(), Ok("a"));
        for value in
            ["projects", "projects/a/things", "projects/a/b/things/c", "others/a/things/b", "projects/a/things/b/c"]
        {
            assert!(of_pattern(value, "projects/*/things/*").is_err(), "{value}");
        }
        for value in
            ["", "projects/", "/projects/a", "projects//things/b", "projects/../things/b", "projects/a/things/."]
        {
            assert!(of_pattern(value, "projects/*/things/*").is_err(), "{value}");
            assert!(of_pattern(value, "**").is_err(), "{value}");
        }
        assert_eq!(of_pattern("a/b/c?", "**").as_deref(), Ok("a/b/c%3F"));
        assert_eq!(of_pattern("a", "a/**").as_deref(), Ok("a"));
        assert_eq!(of_pattern("a/b/c", "a/**").as_deref(), Ok("a/b/c"));
        assert!(of_pattern("b/c", "a/**").is_err());
    }

    #[test]
    fn placeholders_are_filled_wherever_they_stand() {
        let values = [("id", "7".to_owned()), ("kind", "big%20one".to_owned())];
        assert_eq!(expand("/a/{id}/b c/{kind}.json", &values).as_deref(), Ok("/a/7/b%20c/big%20one.json"));
        assert_eq!(expand("plain", &values).as_deref(), Ok("/plain"));
        assert_eq!(expand("/{+id}/{kind=a/*}:run", &values).as_deref(), Ok("/7/big%20one:run"));
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
