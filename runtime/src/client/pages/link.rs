use http::HeaderMap;
use percent_encoding::percent_decode_str;

use crate::client::quoted::outside_quotes;

/// Returns the value of a query parameter in the URL of the next page, which is the link with `rel="next"` in the header
/// `Link` (RFC 8288).
pub fn linked(headers: &HeaderMap, parameter: &str) -> Option<String> {
    let next = headers.get_all("link").iter().find_map(|value| next_address(value.to_str().ok()?))?;
    let (_, query) = next.split('#').next()?.split_once('?')?;
    let value = query.split('&').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        (decoded(name) == parameter).then(|| decoded(value))
    })?;
    (!value.is_empty()).then_some(value)
}

fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// Returns the URL of the link whose relation is `next`.
fn next_address(header: &str) -> Option<&str> {
    let mut rest = header;
    loop {
        let (address, after) = rest.split_once('<')?.1.split_once('>')?;
        let (parameters, others) = until_comma(after);
        if parameters.iter().any(|parameter| is_next(parameter)) {
            return Some(address);
        }
        rest = others;
    }
}

/// Returns the parameters of a link, and the text after its comma. A `;` or `,` in quotes is part of a parameter.
fn until_comma(text: &str) -> (Vec<&str>, &str) {
    let (mut parameters, mut start) = (Vec::new(), 0);
    for (index, byte) in outside_quotes(text).filter(|(_, byte)| matches!(byte, b';' | b',')) {
        parameters.push(&text[start..index]);
        start = index + 1;
        if byte == b',' {
            return (parameters, &text[start..]);
        }
    }
    parameters.push(&text[start..]);
    (parameters, "")
}

fn is_next(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
    name.trim().eq_ignore_ascii_case("rel") && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
}

/// A parameter whose value comes from a link.
pub trait Linked {
    /// Sets the value. Returns `None` if it does not fit the type of the parameter.
    fn set(&mut self, value: &str) -> Option<()>;
}

macro_rules! linked {
    ($($parameter:ty),+) => {
        $(
            impl Linked for $parameter {
                fn set(&mut self, value: &str) -> Option<()> {
                    *self = value.parse().ok()?;
                    Some(())
                }
            }

            impl Linked for Option<$parameter> {
                fn set(&mut self, value: &str) -> Option<()> {
                    *self = Some(value.parse().ok()?);
                    Some(())
                }
            }
        )+
    };
}

linked!(String, i32, i64, u32, u64);

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn page(links: &[&'static str]) -> Option<String> {
        let links = links.iter().map(|link| (http::header::LINK, HeaderValue::from_static(link)));
        linked(&links.collect(), "page")
    }

    #[test]
    fn the_next_page_is_in_the_link() {
        for (links, expected) in [
            (&["<https://example.com/a?page=2>; rel=\"next\""][..], Some("2")),
            (&["</a?per_page=3&page=2#x>; rel=next"], Some("2")),
            (&["<?page=1>; rel=\"prev\", <?page=3>; rel=\"next\", <?page=9>; rel=\"last\""], Some("3")),
            (&["<?page=1>; rel=\"prev\"", "<?page=3>; REL=\"x Next\""], Some("3")),
            (&["<?page=1>; title=\"a, <?page=7>; rel=next\\\"\"; rel=prev,<?page=3>;rel=next"], Some("3")),
            (&["<?p%61ge=a%20b+c%2F>; rel=next"], Some("a b c/")),
            (&["<?page=1,2>; rel=next"], Some("1,2")),
            (&["<?page=1>; rel=prev"], None),
            (&["<?page=>; rel=next"], None),
            (&["<?other=1>; rel=next"], None),
            (&["<?page=1>"], None),
            (&["<?page=1; rel=next"], None),
            (&["page=1; rel=next"], None),
            (&[""], None),
            (&[], None),
        ] {
            assert_eq!(page(links).as_deref(), expected, "{links:?}");
        }
    }

    #[test]
    fn a_parameter_takes_only_values_of_its_type() {
        let (mut number, mut text) = (Some(1), "a".to_owned());
        assert_eq!((number.set("x"), number), (None, Some(1)));
        assert_eq!((number.set("7"), number), (Some(()), Some(7)));
        assert_eq!((text.set("b c"), text.as_str()), (Some(()), "b c"));
    }
}
