use crate::Json;

/// How a value that is not one text is written into a URL, a header or a form (OpenAPI, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterStyle {
    /// Each item or member as a pair of its own: `a=1&a=2`, or `x=1&y=2`.
    Exploded,
    /// The items, or names and values, in one value with commas between them: `a=1,2`.
    Commas,
    /// The items in one value with spaces between them.
    Spaces,
    /// The items in one value with bars between them.
    Pipes,
    /// Each member as a pair of its own, however deep: `a[x]=1&a[y][0]=2`.
    DeepObject,
    /// The whole value as JSON.
    Json,
}

impl ParameterStyle {
    /// The pairs that a value is written as under `name`. Null and absent members are left out.
    pub(super) fn pairs(self, name: &str, value: &Json) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        match (self, value) {
            (_, Json::Null) => {}
            (Self::Json, _) => pairs.push((name.to_owned(), value.to_string())),
            (Self::DeepObject, _) => deep(name.to_owned(), value, &mut pairs),
            (Self::Exploded, Json::Array(items)) => {
                pairs.extend(items.iter().filter_map(|item| Some((name.to_owned(), text(item)?))));
            }
            (Self::Exploded, Json::Object(members)) => {
                pairs.extend(members.iter().filter_map(|(member, value)| Some((member.clone(), text(value)?))));
            }
            _ => pairs.push((name.to_owned(), self.joined(value))),
        }
        pairs
    }

    /// The value as one text.
    pub(super) fn joined(self, value: &Json) -> String {
        let separator = match self {
            Self::Spaces => " ",
            Self::Pipes => "|",
            Self::Json => return value.to_string(),
            Self::Exploded | Self::Commas | Self::DeepObject => ",",
        };
        match value {
            Json::Array(items) => items.iter().filter_map(text).collect::<Vec<_>>().join(separator),
            Json::Object(members) => {
                let members =
                    members.iter().filter_map(|(name, value)| Some(format!("{name}{separator}{}", text(value)?)));
                members.collect::<Vec<_>>().join(separator)
            }
            other => text(other).unwrap_or_default(),
        }
    }
}

fn deep(name: String, value: &Json, pairs: &mut Vec<(String, String)>) {
    match value {
        Json::Object(members) => {
            for (member, value) in members {
                deep(format!("{name}[{member}]"), value, pairs);
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                deep(format!("{name}[{index}]"), item, pairs);
            }
        }
        other => pairs.extend(text(other).map(|text| (name, text))),
    }
}

/// A value as text, or `None` where there is none.
pub(super) fn text(value: &Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pairs(style: ParameterStyle, value: &Json) -> Vec<String> {
        style.pairs("a", value).into_iter().map(|(name, value)| format!("{name}={value}")).collect()
    }

    #[test]
    fn lists_are_repeated_or_joined() {
        let list = json!(["x", 2, null, true]);
        assert_eq!(pairs(ParameterStyle::Exploded, &list), ["a=x", "a=2", "a=true"]);
        assert_eq!(pairs(ParameterStyle::Commas, &list), ["a=x,2,true"]);
        assert_eq!(pairs(ParameterStyle::Spaces, &list), ["a=x 2 true"]);
        assert_eq!(pairs(ParameterStyle::Pipes, &list), ["a=x|2|true"]);
        assert_eq!(pairs(ParameterStyle::DeepObject, &list), ["a[0]=x", "a[1]=2", "a[3]=true"]);
    }

    #[test]
    fn members_are_pairs_of_their_own() {
        let object = json!({ "x": 1, "y": { "z": ["w"] }, "n": null });
        assert_eq!(pairs(ParameterStyle::DeepObject, &object), ["a[x]=1", "a[y][z][0]=w"]);
        assert_eq!(pairs(ParameterStyle::Exploded, &json!({ "x": 1 })), ["x=1"]);
        assert_eq!(pairs(ParameterStyle::Commas, &json!({ "x": 1, "y": 2 })), ["a=x,1,y,2"]);
        assert_eq!(pairs(ParameterStyle::Json, &json!({ "x": [1] })), [r#"a={"x":[1]}"#]);
        assert_eq!(pairs(ParameterStyle::Exploded, &Json::Null), [""; 0]);
    }
}
