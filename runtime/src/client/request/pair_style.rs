use percent_encoding::AsciiSet;

use super::{
    ParameterStyle, VALUE,
    path::encode_reserved,
    style::{encoded, text},
};
use crate::Json;

/// The reserved characters of RFC 3986 that are allowed in a query and have no meaning in a form (OpenAPI 3.1.1,
/// "Parameter Object", `allowReserved`).
const RESERVED: &AsciiSet = &VALUE
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// The serialization of a value in a query or a form: its style, and whether reserved characters and empty values are
/// allowed.
///
/// ```
/// use openapi_bindgen_runtime::{ParameterStyle, __private::PairStyle};
///
/// let style = PairStyle::new(ParameterStyle::Commas).reserved();
/// assert_ne!(style, PairStyle::new(ParameterStyle::Commas));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairStyle {
    style: ParameterStyle,
    allows_reserved: bool,
    allows_empty: bool,
}

impl PairStyle {
    /// Creates the style: reserved characters are encoded, and an empty list is left out.
    #[must_use]
    pub const fn new(style: ParameterStyle) -> Self {
        Self { style, allows_reserved: false, allows_empty: false }
    }

    /// Does not encode the reserved characters of RFC 3986 (`allowReserved`), or text that is already percent-encoded.
    /// Characters that a query must not contain (`#[]`), or that separate pairs (`&+`), are still encoded.
    #[must_use]
    pub const fn reserved(mut self) -> Self {
        self.allows_reserved = true;
        self
    }

    /// Writes null, and a list or an object of nothing, as a name without a value (`allowEmptyValue`).
    #[must_use]
    pub const fn empty(mut self) -> Self {
        self.allows_empty = true;
        self
    }

    /// Returns the percent-encoded pairs that a value is written as under `name`.
    pub(super) fn pairs(self, name: &str, value: &Json) -> Vec<String> {
        if self.allows_empty && self.style.leaves_out(value) {
            return vec![format!("{}=", encoded(name))];
        }
        let encode = if self.allows_reserved { with_reserved } else { encoded };
        match value {
            // A single value is one pair in every style.
            Json::String(_) | Json::Bool(_) | Json::Number(_) if self.style != ParameterStyle::Json => {
                let text = text(value).unwrap_or_default();
                vec![format!("{}={}", encoded(name), encode(&text))]
            }
            _ => self.style.encoded_pairs(name, value, encode),
        }
    }
}

/// Encodes by reserved expansion.
fn with_reserved(text: &str) -> String {
    encode_reserved(text, RESERVED)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The query column of the table "Style Examples" in OpenAPI 3.0.4 and 3.1.1: an empty string, a string, a list,
    /// and an object, whose members are sorted by name here. A value for which the table has no example is written in
    /// the same style.
    #[test]
    fn the_examples_of_the_specification() {
        use ParameterStyle::{Commas, DeepObject, Exploded, Pipes, Spaces};

        let values =
            [json!(""), json!("blue"), json!(["blue", "black", "brown"]), json!({ "B": 150, "G": 200, "R": 100 })];
        let deep = "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown";
        let deep_object = "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100";
        for (style, list, object) in [
            (Commas, "color=blue,black,brown", "color=B,150,G,200,R,100"),
            (Exploded, "color=blue&color=black&color=brown", "B=150&G=200&R=100"),
            (Spaces, "color=blue%20black%20brown", "color=B%20150%20G%20200%20R%20100"),
            (Pipes, "color=blue%7Cblack%7Cbrown", "color=B%7C150%7CG%7C200%7CR%7C100"),
            (DeepObject, deep, deep_object),
        ] {
            let written = values.each_ref().map(|value| PairStyle::new(style).pairs("color", value).join("&"));
            assert_eq!(written, ["color=", "color=blue", list, object], "{style:?}");
        }
    }

    #[test]
    fn reserved_characters_pass_where_they_are_allowed() {
        let style = PairStyle::new(ParameterStyle::Exploded).reserved();
        let written = |text: &str| style.pairs("a/b", &json!(text)).join("&");
        assert_eq!(written(":/?@!$'()*,;="), "a%2Fb=:/?@!$'()*,;=");
        assert_eq!(written("#[]&+ \"é"), "a%2Fb=%23%5B%5D%26%2B%20%22%C3%A9");
        assert_eq!(written("50% of %2F%2"), "a%2Fb=50%25%20of%20%2F%252");
        let commas = PairStyle::new(ParameterStyle::Commas).reserved();
        assert_eq!(commas.pairs("l", &json!(["a:b", "c/d"])), ["l=a:b,c/d"]);
    }

    #[test]
    fn a_list_of_nothing_is_a_name_where_that_is_allowed() {
        let style = PairStyle::new(ParameterStyle::Exploded);
        for nothing in [json!([]), json!({}), json!(null), json!([null])] {
            assert_eq!(style.pairs("l", &nothing), [""; 0]);
            assert_eq!(style.empty().pairs("l", &nothing), ["l="]);
        }
        assert_eq!(style.empty().pairs("l", &json!(["x"])), ["l=x"]);
    }
}
