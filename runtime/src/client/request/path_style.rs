use super::{
    ParameterStyle,
    style::{encoded, text},
};
use crate::Json;

impl ParameterStyle {
    /// Returns the percent-encoded expansion of the placeholder `name` (RFC 6570, sections 3.2.2, 3.2.5 and 3.2.7).
    pub(super) fn expanded(self, name: &str, value: &Json) -> String {
        match self {
            Self::Label => format!(".{}", Self::Commas.encoded(value, encoded)),
            Self::LabelExploded => {
                let parts = parts(value).into_iter().map(|(member, text)| match member {
                    Some(member) => format!(".{}={}", encoded(member), encoded(&text)),
                    None => format!(".{}", encoded(&text)),
                });
                or_else(parts.collect(), || ".".to_owned())
            }
            Self::Matrix => after_semicolon(name, &Self::Commas.encoded(value, encoded)),
            Self::MatrixExploded => {
                let parts = parts(value).into_iter();
                let parts = parts.map(|(member, text)| after_semicolon(member.unwrap_or(name), &encoded(&text)));
                or_else(parts.collect(), || after_semicolon(name, ""))
            }
            other => other.encoded(value, encoded),
        }
    }
}

/// Returns the name with its value. An empty value has no `=` before it (RFC 6570, section 3.2.7).
fn after_semicolon(name: &str, value: &str) -> String {
    let name = encoded(name);
    if value.is_empty() { format!(";{name}") } else { format!(";{name}={value}") }
}

/// Returns the items of a list, the members of an object with their names, or the value itself.
fn parts(value: &Json) -> Vec<(Option<&str>, String)> {
    match value {
        Json::Array(items) => items.iter().filter_map(|item| Some((None, text(item)?))).collect(),
        Json::Object(members) => {
            members.iter().filter_map(|(name, value)| Some((Some(name.as_str()), text(value)?))).collect()
        }
        other => text(other).map(|text| (None, text)).into_iter().collect(),
    }
}

fn or_else(parts: String, nothing: impl FnOnce() -> String) -> String {
    if parts.is_empty() { nothing() } else { parts }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The styles of a path in the table "Style Examples" of OpenAPI 3.0.4 and 3.1.1: undefined, a text, a list, an object,
    /// whose members are here in the order of their names.
    #[test]
    fn the_examples_of_the_specification() {
        use ParameterStyle::{Commas, Label, LabelExploded, Matrix, MatrixExploded, Members};

        let values =
            [json!(null), json!("blue"), json!(["blue", "black", "brown"]), json!({ "B": 150, "G": 200, "R": 100 })];
        for (style, expected) in [
            (Matrix, [";color", ";color=blue", ";color=blue,black,brown", ";color=B,150,G,200,R,100"]),
            (MatrixExploded, [";color", ";color=blue", ";color=blue;color=black;color=brown", ";B=150;G=200;R=100"]),
            (Label, [".", ".blue", ".blue,black,brown", ".B,150,G,200,R,100"]),
            (LabelExploded, [".", ".blue", ".blue.black.brown", ".B=150.G=200.R=100"]),
            (Commas, ["", "blue", "blue,black,brown", "B,150,G,200,R,100"]),
            (Members, ["", "blue", "blue,black,brown", "B=150,G=200,R=100"]),
        ] {
            assert_eq!(values.each_ref().map(|value| style.expanded("color", value)), expected, "{style:?}");
        }
    }

    #[test]
    fn a_list_of_nothing_is_undefined_and_an_empty_text_is_not() {
        use ParameterStyle::{Label, LabelExploded, Matrix, MatrixExploded};

        let written = |style: ParameterStyle, value: &Json| style.expanded("a", value);
        for style in [Matrix, MatrixExploded] {
            assert_eq!([json!([]), json!({}), json!("")].map(|value| written(style, &value)), [";a", ";a", ";a"]);
        }
        for style in [Label, LabelExploded] {
            assert_eq!([json!([]), json!({}), json!("")].map(|value| written(style, &value)), [".", ".", "."]);
        }
        assert_eq!(written(MatrixExploded, &json!(["", "x"])), ";a;a=x");
        assert_eq!(written(MatrixExploded, &json!({ "G": "", "R": 1 })), ";G;R=1");
        assert_eq!(written(Matrix, &json!(["", ""])), ";a=,");
        assert_eq!(written(LabelExploded, &json!(["", "x"])), "..x");
    }

    #[test]
    fn separators_in_values_are_encoded() {
        use ParameterStyle::{LabelExploded, Matrix, MatrixExploded};

        assert_eq!(Matrix.expanded("a b", &json!(["1,2", "3;4"])), ";a%20b=1%2C2,3%3B4");
        assert_eq!(MatrixExploded.expanded("a", &json!({ "x=y": "/" })), ";x%3Dy=%2F");
        assert_eq!(LabelExploded.expanded("a", &json!(["p/q"])), ".p%2Fq");
    }
}
