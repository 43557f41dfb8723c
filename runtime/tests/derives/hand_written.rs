#![deny(missing_docs)]
//! Types that a person writes by hand, with names that could clash with those of the derives.

use std::collections::BTreeMap;

use openapi_bindgen_runtime::{
    Check, IntegerEnum, Nullable, Object, RequestObject, StringEnum, UnknownNumber, UnknownValue,
};

/// A type with the name of a generic parameter.
#[derive(Clone, Debug, PartialEq, Object)]
pub(crate) struct A {
    /// Another one.
    pub d: Option<Box<D>>,
}

/// A type with the name of a generic parameter.
#[derive(Clone, Debug, PartialEq, Object)]
pub(crate) struct D {
    /// Another one.
    pub e: Vec<E>,
    /// A map.
    pub s: BTreeMap<String, S>,
}

/// An enum with the name of a generic parameter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[json(rename_all = "SCREAMING-KEBAB-CASE")]
pub(crate) enum E {
    /// One.
    FirstOne,
    /// Two.
    #[json(rename = "2nd", alias = "second")]
    Second,
    /// Anything else.
    M(UnknownValue),
}

/// An enum with the name of a generic parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, IntegerEnum)]
pub(crate) enum S {
    /// One.
    #[json(value = -1)]
    Down,
    /// Anything else.
    Other(UnknownNumber),
}

/// A request.
#[derive(Clone, Debug, PartialEq, RequestObject)]
#[json(rename_all = "camelCase")]
#[check(max_properties = 5)]
pub(crate) struct NewLook {
    /// The display name.
    ///
    /// In the language of the person.
    #[check(pattern = r"^[a-z\-]{2,5}$")]
    pub display_name: String,
    /// The weight.
    #[check(minimum = 1)]
    pub weight: Option<f64>,
    /// The kind.
    #[json(const = "look")]
    pub r#type: String,
    /// The version.
    #[json(const = 2)]
    pub version: u64,
    /// An old name.
    #[deprecated]
    pub old_name: Option<String>,
    /// A note.
    pub note: Nullable<String>,
    /// Its tags.
    #[check(max_items = 2, each(min_length = 1))]
    pub tags: Option<Vec<String>>,
    /// Whatever else there is.
    #[json(flatten)]
    pub rest: BTreeMap<String, bool>,
}

#[test]
fn names_follow_from_the_rule_unless_they_are_given() {
    let json = r#"{"d":{"e":["FIRST-ONE","2nd","3rd"],"s":{"x":-1,"y":7}}}"#;
    let read: A = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
    let inner = read.d.unwrap();
    assert_eq!(inner.e[..2], [E::FirstOne, E::Second]);
    assert!(matches!((&inner.e[2], inner.s["y"]), (E::M(_), S::Other(_))));
    assert_eq!(E::from("second"), E::Second);
}

#[test]
fn a_request_requires_its_fields_and_checks_them() {
    #[expect(deprecated)]
    let look = NewLook::new("anna").weight(0.5).note(None).old_name("a").tags(vec![String::new()]);
    assert_eq!(
        serde_json::to_string(&look).unwrap(),
        r#"{"displayName":"anna","weight":0.5,"type":"look","version":2,"oldName":"a","note":null,"tags":[""]}"#
    );
    assert_eq!(
        look.validate().unwrap_err().to_string(),
        "the value must have at most 5 members, but has 7; `weight` must be at least 1; \
         `tags[0]` must have at least 1 character, but has 0"
    );
    assert_eq!(
        NewLook::new("Anna-Maria").validate().unwrap_err().to_string(),
        "`displayName` must have at most 5 characters, but has 10; \
         `displayName` must match `^[a-z\\-]{2,5}$`, but character 1 is 'A'"
    );
}
