//! The target for JSON from a server.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::api::{Either, Shape, Thing, Tree};

/// Reads bytes as several types. Each value must survive being written and read again.
pub fn models(input: &[u8]) {
    reads::<Thing>(input);
    reads::<Shape>(input);
    reads::<Either>(input);
    keeps_all(input);
    reads::<Tree>(input);
    reads::<heygen_api::AvatarGroupItem>(input);
    reads::<heygen_api::CreateAvatarConsentResponse>(input);
    reads::<heygen_api::StandardApiError>(input);
}

fn reads<T: DeserializeOwned + Serialize + Debug>(input: &[u8]) {
    let Ok(value) = serde_json::from_slice::<T>(input) else { return };
    let written = match serde_json::to_string(&value) {
        Ok(written) => written,
        Err(error) => panic!("what was read cannot be written: {error}\n{value:?}"),
    };
    match serde_json::from_str::<T>(&written) {
        Ok(again) => assert_eq!(
            serde_json::to_string(&again).unwrap_or_default(),
            written,
            "what was written is read as something else"
        ),
        Err(error) => panic!("what was written cannot be read: {error}\n{written}"),
    }
}

/// The branches of `Either` describe every value but null, so that reading one loses no member, at any depth.
fn keeps_all(input: &[u8]) {
    let Ok(given) = serde_json::from_slice::<Value>(input) else { return };
    let Ok(read) = serde_json::from_slice::<Either>(input) else { return };
    let written = serde_json::to_value(&read).unwrap_or_default();
    assert!(is_same(&given, &written), "a part is lost:\n{given}\n{written}\n{read:?}");
}

/// Compares two values. A member that is null is as if it were absent, a number may have a fraction of 0,
/// and a date a midnight or a year of six digits.
fn is_same(one: &Value, two: &Value) -> bool {
    let members = |object: &Map<String, Value>| object.values().filter(|value| !value.is_null()).count();
    match (one, two) {
        (Value::Object(one), Value::Object(two)) => {
            let in_two = |(name, value): (&String, &Value)| {
                value.is_null() || two.get(name).is_some_and(|other| is_same(value, other))
            };
            members(one) == members(two) && one.iter().all(in_two)
        }
        (Value::Array(one), Value::Array(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| is_same(one, two))
        }
        (Value::Number(one), Value::Number(two)) => one == two || one.as_f64() == two.as_f64(),
        (Value::String(one), Value::String(two)) => {
            let date = one.strip_prefix("+00").unwrap_or(one).to_uppercase();
            one == two || date == *two || date.starts_with(&format!("{two}T00:00:00"))
        }
        _ => one == two,
    }
}
