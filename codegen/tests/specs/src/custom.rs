//! Types of a program that replace generated ones in `accepted/replaced.yaml`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// An amount, which is a string in JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Money {
    /// The amount in the currency.
    pub amount: u64,
    /// The code of the currency.
    pub currency: String,
}

impl Money {
    /// Creates an amount of a currency.
    #[must_use]
    pub fn new(amount: u64, currency: &str) -> Self {
        Self { amount, currency: currency.to_owned() }
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{} {}", self.amount, self.currency))
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parts = text.split_once(' ').and_then(|(amount, currency)| Some((amount.parse().ok()?, currency)));
        let (amount, currency) = parts.ok_or_else(|| D::Error::custom(format_args!("`{text}` is no amount")))?;
        Ok(Self::new(amount, currency))
    }
}

/// A place, which is an object in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The distance to the right.
    pub x: i64,
}
