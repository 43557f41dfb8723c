use serde_json::{Value, json};

use super::Maker;

impl Maker {
    /// Returns a small value of any type.
    pub(super) fn value(&mut self) -> Value {
        let name = self.name();
        match self.below(14) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(false),
            3..=5 => self.number(),
            6 => json!([]),
            7 => json!({}),
            8 => json!([name, 1, null]),
            9 => json!({ name: 1 }),
            _ => json!(name),
        }
    }

    /// Returns a number, often an edge case.
    pub(super) fn number(&mut self) -> Value {
        let numbers = [
            json!(0),
            json!(-0.0),
            json!(1),
            json!(-1),
            json!(2),
            json!(3),
            json!(7),
            json!(10),
            json!(100),
            json!(255),
            json!(256),
            json!(-128),
            json!(i32::MAX),
            json!(i32::MIN),
            json!(i64::MAX),
            json!(i64::MIN),
            json!(u64::MAX),
            json!(1u64 << 63),
            json!(1u64 << 53),
            json!(0.5),
            json!(1.0),
            json!(-1.5),
            json!(1e300),
            json!(-1e300),
            json!(5e-324),
            json!(0.1),
            json!(1e21),
            json!(3.402_823_5e38),
        ];
        self.any(numbers)
    }

    /// Returns a small number that is not negative, for lengths.
    pub(super) fn length(&mut self) -> Value {
        if self.one_in(20) { self.number() } else { json!(self.below(6)) }
    }

    /// Returns a value for a type, usually one of that type.
    pub(super) fn value_of(&mut self, kind: &str) -> Value {
        if self.one_in(12) {
            return self.value();
        }
        match kind {
            "string" => json!(self.name()),
            "integer" => json!(self.random.i32(-3..1000)),
            "number" => self.number(),
            "boolean" => json!(self.random.bool()),
            "array" => json!([]),
            "object" => json!({}),
            _ => self.value(),
        }
    }
}
