use percent_encoding::utf8_percent_encode;

use super::VALUE;
use crate::{Json, client::response::list_items};

/// The style in which a list or an object is written into a URL, a header or a form (OpenAPI, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterStyle {
    /// Each item or member as a pair of its own: `a=1&a=2`, or `x=1&y=2`.
    Exploded,
    /// The items, or names and values, in one value with commas between them: `a=1,2`.
    Commas,
    /// The members in one value, as `x=1,y=2`; items as in [`Commas`](Self::Commas).
    Members,
    /// The items in one value with spaces between them.
    Spaces,
    /// The items in one value with bars between them.
    Pipes,
    /// Each member as a pair of its own, however deep: `a[x]=1&a[y][0]=2`.
    DeepObject,
    /// In a path, after a dot, with commas between the items, or names and values: `.1,2`.
    Label,
    /// In a path, each item or member after a dot of its own: `.1.2`, or `.x=1.y=2`.
    LabelExploded,
    /// In a path, after a semicolon and the name: `;a=1,2`.
    Matrix,
    /// In a path, each item or member after a semicolon and a name: `;a=1;a=2`, or `;x=1;y=2`.
    MatrixExploded,
    /// The whole value as JSON.
    Json,
}

impl ParameterStyle {
    /// Returns the pairs that a value is written as under `name`. Null, absent members and lists of nothing are left
    /// out.
    fn pairs(self, name: &str, value: &Json) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        match (self, value) {
            _ if self.leaves_out(value) => {}
            (Self::Json, _) => pairs.push((name.to_owned(), value.to_string())),
            (Self::DeepObject, _) => deep(name.to_owned(), value, &mut pairs),
            (Self::Exploded, Json::Array(items)) => {
                pairs.extend(items.iter().filter_map(|item| Some((name.to_owned(), text(item)?))));
            }
            (Self::Exploded, Json::Object(members)) => {
                for (member, value) in members {
                    let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                    // A list is repeated here as well; deeper values have no style (OpenAPI 3.1.1, "Style Values").
                    pairs.extend(items.iter().filter_map(|item| Some((member.clone(), text(item)?))));
                }
            }
            _ => pairs.push((name.to_owned(), self.joined(value))),
        }
        pairs
    }

    /// Returns the pairs of [`pairs`](Self::pairs), percent-encoded, the values by `encode`. Separators are not
    /// encoded, so that they differ from the same characters in an item.
    pub(super) fn encoded_pairs(self, name: &str, value: &Json, encode: fn(&str) -> String) -> Vec<String> {
        if self.joins() {
            let pair = || format!("{}={}", encoded(name), self.encoded(value, encode));
            return if self.leaves_out(value) { Vec::new() } else { vec![pair()] };
        }
        let pairs = self.pairs(name, value).into_iter();
        pairs.map(|(name, value)| format!("{}={}", encoded(&name), encode(&value))).collect()
    }

    /// Returns the value as one text.
    pub(super) fn joined(self, value: &Json) -> String {
        self.written(value, &|text| text, if self == Self::Spaces { " " } else { "|" })
    }

    /// Returns the reason why [`joined`](Self::joined) would not keep the items or members of a value apart in a cookie, if
    /// there is one: a separator in one of them, for which a cookie has no escape.
    pub(super) fn runs_together(self, value: &Json) -> Option<String> {
        self.unclear(value, str::contains::<char>)
    }

    /// Returns the same for a header, in which a comma in quotes or in the `<…>` of a link separates no items (RFC 9110,
    /// section 5.6.4, and RFC 8288, section 3).
    pub(super) fn runs_together_in_header(self, value: &Json) -> Option<String> {
        self.unclear(value, |text, separator| match separator {
            // What follows a comma after the item belongs to the item if a quote is not closed in it.
            ',' => list_items(&format!("{text},")).len() != 2,
            _ => text.contains(separator),
        })
    }

    /// Returns the first sign in an item or a member that is not clear, and where it is.
    fn unclear(self, value: &Json, has: impl Fn(&str, char) -> bool) -> Option<String> {
        const OPEN_QUOTE: &str = "quotation mark that is not closed";
        let (separator, shown) = match self {
            Self::Json => return None,
            Self::Spaces => (' ', "space"),
            Self::Pipes => ('|', "bar"),
            _ => (',', "comma"),
        };
        let unclear = |text: &str| {
            let sign = || if text.contains(separator) { shown } else { OPEN_QUOTE };
            has(text, separator).then(sign)
        };
        let of_value = |value: &Json| unclear(&text(value)?);
        match value {
            Json::Array(items) => {
                let (index, shown) =
                    items.iter().map(of_value).enumerate().find_map(|(index, sign)| Some((index, sign?)))?;
                let effect = if shown == OPEN_QUOTE {
                    "which would be read as one with the next"
                } else {
                    "which would be read as several items: pass them as separate items"
                };
                Some(format!("has a {shown} in item {}, {effect}", index + 1))
            }
            Json::Object(members) => {
                let of_member = |(name, value): (&String, &Json)| {
                    let sign = || (self == Self::Members && name.contains('=')).then_some("`=`");
                    (!value.is_null()).then(|| of_value(value).or_else(|| unclear(name)).or_else(sign))?
                };
                let (index, shown) =
                    members.iter().map(of_member).enumerate().find_map(|(index, sign)| Some((index, sign?)))?;
                Some(format!("has a {shown} in member {}, which would be read as several members", index + 1))
            }
            _ => None,
        }
    }

    /// Returns the value as one text for a URL, in which a list's own commas differ from those between its items.
    pub(super) fn encoded(self, value: &Json, encode: fn(&str) -> String) -> String {
        // Neither a space nor a bar is allowed in a URL.
        self.written(value, &|text| encode(&text), if self == Self::Spaces { "%20" } else { "%7C" })
    }

    fn written(self, value: &Json, write: &dyn Fn(String) -> String, separator: &str) -> String {
        let separator = if matches!(self, Self::Spaces | Self::Pipes) { separator } else { "," };
        let sign = if self == Self::Members { "=" } else { separator };
        let text = |value| text(value).map(write);
        match value {
            _ if self == Self::Json => write(value.to_string()),
            Json::Array(items) => items.iter().filter_map(text).collect::<Vec<_>>().join(separator),
            Json::Object(members) => {
                let members = members
                    .iter()
                    .filter_map(|(name, value)| Some(format!("{}{sign}{}", write(name.clone()), text(value)?)));
                members.collect::<Vec<_>>().join(separator)
            }
            other => text(other).unwrap_or_default(),
        }
    }

    /// Returns true if the value has nothing to write.
    pub(super) fn leaves_out(self, value: &Json) -> bool {
        match value {
            Json::Null => true,
            _ if self == Self::Json => false,
            Json::Array(items) => items.iter().all(Json::is_null),
            Json::Object(members) => members.values().all(Json::is_null),
            _ => false,
        }
    }

    /// Returns true if the style writes a whole value as one pair.
    fn joins(self) -> bool {
        matches!(self, Self::Commas | Self::Members | Self::Spaces | Self::Pipes)
    }
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
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

/// Returns a value as text, or `None` if it has none.
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
    fn separators_in_items_are_encoded() {
        let list = json!(["a,b", "c d"]);
        assert_eq!(ParameterStyle::Commas.encoded_pairs("l", &list, encoded), ["l=a%2Cb,c%20d"]);
        assert_eq!(ParameterStyle::Pipes.encoded_pairs("l", &list, encoded), ["l=a%2Cb%7Cc%20d"]);
        assert_eq!(ParameterStyle::Members.encoded(&json!({ "x": "1,2", "y": 3 }), encoded), "x=1%2C2,y=3");
        assert_eq!(ParameterStyle::Commas.encoded_pairs("l", &json!([]), encoded), [""; 0]);
    }

    #[test]
    fn a_separator_in_an_item_is_found() {
        use ParameterStyle::{Commas, Exploded, Json, Members, Pipes, Spaces};

        for (style, value) in [
            (Commas, json!(["z", "a;b,c"])),
            (Exploded, json!(["z", "a,b"])),
            (Members, json!(["z", "a,b"])),
            (Spaces, json!(["z", "a b"])),
            (Pipes, json!(["z", "a|b"])),
            (Commas, json!([1, [1, 2]])),
            (Commas, json!({ "a": 1, "b": "x,y" })),
            (Commas, json!({ "a": 1, "b,c": 1 })),
            (Members, json!({ "a": 1, "b=c": 1 })),
        ] {
            for reason in [style.runs_together(&value), style.runs_together_in_header(&value)] {
                let reason = reason.unwrap();
                assert!(reason.contains("item 2") || reason.contains("member 2"), "{value}: {reason}");
            }
        }
        for (style, value) in [
            (Commas, json!("a,b")),
            (Commas, json!(["a;b", "a=b", "a b", 1.5, null, ""])),
            (Commas, json!({ "a=b": "c=d", "e,f": null })),
            (Members, json!({ "a": "c=d" })),
            (Spaces, json!(["a,b"])),
            (Json, json!(["a,b"])),
        ] {
            assert_eq!(style.runs_together(&value), None, "{value}");
            assert_eq!(style.runs_together_in_header(&value), None, "{value}");
        }
        for (style, value, reason) in [
            (
                Commas,
                json!(["a,b"]),
                "has a comma in item 1, which would be read as several items: pass them as separate items",
            ),
            (
                Commas,
                json!({ "a": "b", "c": "d,e" }),
                "has a comma in member 2, which would be read as several members",
            ),
            (Members, json!({ "a": "b", "c=d": 1 }), "has a `=` in member 2, which would be read as several members"),
        ] {
            assert_eq!(style.runs_together(&value).as_deref(), Some(reason));
            assert_eq!(style.runs_together_in_header(&value).as_deref(), Some(reason));
        }
    }

    #[test]
    fn a_comma_in_quotes_or_in_an_address_is_part_of_an_item_of_a_header() {
        use ParameterStyle::{Commas, Members};

        for (style, value) in [
            (Commas, json!(["\"a,b\"", "W/\"c,d\""])),
            (Commas, json!(["<https://x/a,b>; rel=next", "<c>; title=\"a\\\", b\""])),
            (Members, json!({ "a": "\"b,c\"" })),
        ] {
            assert_eq!(style.runs_together_in_header(&value), None, "{value}");
            assert!(style.runs_together(&value).unwrap().contains("has a comma in "), "{value}");
        }
        let open = Commas.runs_together_in_header(&json!(["a", "5\""])).unwrap();
        assert!(
            open.starts_with("has a quotation mark that is not closed in item 2, which would be read as one with"),
            "{open}"
        );
        for open in ["\"a,b", "\"a\", b", "<a,b", "a>,<b"] {
            assert!(Commas.runs_together_in_header(&json!([open])).is_some(), "{open}");
        }
    }

    #[test]
    fn members_are_pairs_of_their_own() {
        let object = json!({ "x": 1, "y": { "z": ["w"] }, "n": null });
        assert_eq!(pairs(ParameterStyle::DeepObject, &object), ["a[x]=1", "a[y][z][0]=w"]);
        assert_eq!(pairs(ParameterStyle::Exploded, &json!({ "x": 1 })), ["x=1"]);
        assert_eq!(pairs(ParameterStyle::Exploded, &json!({ "x": [1, null, 2], "y": [] })), ["x=1", "x=2"]);
        assert_eq!(pairs(ParameterStyle::Commas, &json!({ "x": 1, "y": 2 })), ["a=x,1,y,2"]);
        assert_eq!(pairs(ParameterStyle::Json, &json!({ "x": [1] })), [r#"a={"x":[1]}"#]);
        assert_eq!(pairs(ParameterStyle::Exploded, &Json::Null), [""; 0]);
    }
}
