//! A branch whose constant is another value is not chosen, though not every branch has a constant.

use openapi_bindgen_specs as specs;
use specs::union_constants_of_some::{
    OfBooleans, OfFractions, OfNamed, OfNamedNumbers, OfNumbers, OfTexts, WithoutBoolean, WithoutNumber,
};

use crate::json::round_trip;

#[test]
fn a_constant_selects_its_branch_and_another_value_the_branch_of_any_value() {
    assert!(matches!(round_trip(r#"{"level":-1,"size":3}"#), OfNumbers::Zero(_)));
    assert!(matches!(round_trip(r#"{"level":1,"size":3}"#), OfNumbers::One(_)));
    assert!(matches!(round_trip(r#"{"level":2,"size":3}"#), OfNumbers::Other(_)));
    assert!(matches!(round_trip(r#"{"ok":true,"text":"a"}"#), OfBooleans::Good(_)));
    assert!(matches!(round_trip(r#"{"ok":false,"text":"a"}"#), OfBooleans::Any(_)));
    assert!(matches!(round_trip(r#"{"part":0.5}"#), OfFractions::Half(_)));
    assert!(matches!(round_trip(r#"{"part":0.25}"#), OfFractions::Any(_)));
    assert!(matches!(round_trip(r#"{"kind":"a","size":1}"#), OfTexts::A(_)));
    assert!(matches!(round_trip(r#"{"kind":"b","size":1}"#), OfTexts::Any(_)));
}

#[test]
fn a_branch_with_another_value_is_not_chosen_where_the_others_lack_the_member() {
    assert!(matches!(round_trip(r#"{"level":2,"size":3}"#), WithoutNumber::Two(_)));
    for json in [r#"{"level":3,"size":3}"#, r#"{"level":0,"size":3,"text":"a"}"#] {
        assert!(!matches!(serde_json::from_str(json).unwrap(), WithoutNumber::Two(_)), "{json}");
    }
    assert!(matches!(round_trip(r#"{"size":3}"#), WithoutNumber::Plain(_)));
    assert!(matches!(round_trip(r#"{"ok":false,"size":3}"#), WithoutBoolean::Good(_)));
    assert!(matches!(round_trip(r#"{"ok":null,"text":"a"}"#), WithoutBoolean::Good(_)));
    let other: WithoutBoolean = serde_json::from_str(r#"{"ok":true,"size":3}"#).unwrap();
    assert!(!matches!(other, WithoutBoolean::Good(_)), "{other:?}");
}

#[test]
fn an_enum_of_one_value_is_a_constant() {
    assert!(matches!(round_trip(r#"{"kind":"only","size":3}"#), OfNamed::Named(_)));
    let other: OfNamed = serde_json::from_str(r#"{"kind":"other","size":3}"#).unwrap();
    assert!(!matches!(other, OfNamed::Named(_)), "{other:?}");
    assert!(matches!(round_trip(r#"{"kind":7,"size":3}"#), OfNamedNumbers::Named(_)));
    let other: OfNamedNumbers = serde_json::from_str(r#"{"kind":8,"size":3}"#).unwrap();
    assert!(!matches!(other, OfNamedNumbers::Named(_)), "{other:?}");
}
