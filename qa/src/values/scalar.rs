//! Strings and numbers, with a preference for values that often cause errors.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::pattern;

/// The limit up to which every integer is a float.
const EXACT: i128 = 1 << 53;

/// Returns a string that matches the keywords. `turn` selects the candidate.
pub(crate) fn text(keywords: &Map<String, Value>, turn: usize, rng: &mut Rng) -> Option<Value> {
    let length = |keyword: &str| keywords.get(keyword).and_then(Value::as_u64);
    let format = keywords.get("format").and_then(Value::as_str);
    let of_format = format.map_or(&[][..], samples);
    if let Some(pattern) = keywords.get("pattern").and_then(Value::as_str) {
        let matching: Vec<&str> = of_format.iter().copied().filter(|text| matches(pattern, text)).collect();
        if let Some(text) = matching.get(turn % matching.len().max(1)) {
            return Some(Value::from(*text));
        }
        let least = length("minLength").and_then(|least| u32::try_from(least).ok()).unwrap_or(0);
        return pattern::text(pattern, least, rng).map(Value::from);
    }
    let usual = &["a", "", "naïve ✓ 日本語 😀", "a \"quote\", a \\ and a\nline\u{7f}", "true", " 0 "];
    let of_format = if of_format.is_empty() { usual } else { of_format };
    let length = |keyword: &str| length(keyword).and_then(|length| usize::try_from(length).ok());
    let (least, most) = (length("minLength").unwrap_or(0), length("maxLength").unwrap_or(usize::MAX));
    let mut text: String = of_format[turn % of_format.len()].chars().take(most).collect();
    let missing = least.saturating_sub(text.chars().count());
    text.extend(std::iter::repeat_n('x', missing));
    Some(Value::from(text))
}

/// Returns strings of a format, or none if the format is unknown.
fn samples(format: &str) -> &'static [&'static str] {
    match format {
        "date-time" => {
            &["2024-02-29T23:59:59Z", "2024-01-01T00:00:00.123456+02:00", "1969-07-20T20:17:40.000000001-00:30"]
        }
        "date" => &["2024-02-29", "0001-01-01", "1582-10-10"],
        "time" => &["23:59:59Z"],
        "duration" => &["P1DT2H"],
        "uuid" => &["8c1c2f8e-6ad4-4f4f-9d64-b1e3f38b7f52", "8C1C2F8E-6AD4-4F4F-9D64-B1E3F38B7F52"],
        "uri" | "url" | "uri-reference" | "iri" => &[
            "https://example.com/a%20b?c=d#e",
            "https://EXAMPLE.com:443",
            "urn:example:a+b",
            "http://[2001:db8::1]/%7Ea/../b",
        ],
        "email" => &["somebody@example.com"],
        "hostname" => &["example.com"],
        "ipv4" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1", "2001:DB8:0:0::192.0.2.1"],
        "byte" => &["aGVsbG8=", "", "+/8="],
        _ => &[],
    }
}

/// Returns true if the pattern (ECMA-262) matches a part of the text.
fn matches(pattern: &str, text: &str) -> bool {
    regress::Regex::with_flags(pattern, "u").is_ok_and(|pattern| pattern.find(text).is_some())
}

/// Returns an integer that matches the keywords.
pub(crate) fn integer(keywords: &Map<String, Value>, turn: usize) -> Option<Value> {
    let width = match keywords.get("format").and_then(Value::as_str) {
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("uint32") => (0, u32::MAX.into()),
        Some("uint64") => (0, u64::MAX.into()),
        Some("uint") => (0, i64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    };
    let bounds = Bounds::read(keywords);
    let all = [0, 1, -1, 1_711_929_600, width.1, width.0, EXACT + 1, 3].into_iter().chain(bounds.integers());
    let fitting: Vec<i128> =
        all.filter(|&value| width.0 <= value && value <= width.1 && bounds.allow_integer(value)).collect();
    let value = *fitting.get(turn % fitting.len().max(1))?;
    // Some senders write integers as floats.
    #[expect(clippy::cast_precision_loss, reason = "it is within 2^53")]
    if turn % 7 == 6 && value.abs() <= EXACT {
        return Some(json!(value as f64));
    }
    i64::try_from(value).map(Value::from).or_else(|_| u64::try_from(value).map(Value::from)).ok()
}

/// Returns a number that matches the keywords.
pub(crate) fn number(keywords: &Map<String, Value>, turn: usize) -> Option<Value> {
    let bounds = Bounds::read(keywords);
    let is_single = keywords.get("format").and_then(Value::as_str) == Some("float");
    let usual: &[f64] =
        if is_single { &[0.5, 3.0, -2.25, 0.1, 1e21] } else { &[0.5, 3.0, -2.25, 0.1, 1e300, 1_711_929_600.123_456] };
    let all = usual.iter().copied().chain(bounds.numbers());
    let all = all.filter_map(|value| if is_single { single(value) } else { Some(value) });
    let fitting: Vec<f64> = all.filter(|&value| bounds.allow(value)).collect();
    let value = *fitting.get(turn % fitting.len().max(1))?;
    // Many senders write a number without a fraction as an integer.
    #[expect(clippy::cast_possible_truncation, reason = "it is integral and small")]
    if value.fract() == 0.0 && value.abs() < 1e15 && turn.is_multiple_of(2) {
        return Some(json!(value as i64));
    }
    Some(json!(value))
}

/// Returns the decimal number nearest to `value` that single precision preserves.
#[expect(clippy::cast_possible_truncation, reason = "to lose precision is what this is for")]
fn single(value: f64) -> Option<f64> {
    (value as f32).to_string().parse().ok()
}

/// The bounds of a number.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    least: f64,
    most: f64,
    above: f64,
    below: f64,
    step: Option<f64>,
}

impl Bounds {
    fn read(keywords: &Map<String, Value>) -> Self {
        let number = |keyword: &str| keywords.get(keyword).and_then(Value::as_f64);
        Self {
            least: number("minimum").unwrap_or(f64::NEG_INFINITY),
            most: number("maximum").unwrap_or(f64::INFINITY),
            above: number("exclusiveMinimum").unwrap_or(f64::NEG_INFINITY),
            below: number("exclusiveMaximum").unwrap_or(f64::INFINITY),
            step: number("multipleOf").filter(|step| *step > 0.0),
        }
    }

    fn allow(self, value: f64) -> bool {
        let is_multiple = self.step.is_none_or(|step| (value / step).fract() == 0.0);
        self.least <= value && value <= self.most && self.above < value && value < self.below && is_multiple
    }

    #[expect(clippy::cast_precision_loss, reason = "the validator has the last word on values at a large bound")]
    fn allow_integer(self, value: i128) -> bool {
        let is_known_multiple = self.step.is_none() || value.abs() <= EXACT;
        is_known_multiple && self.allow(value as f64)
    }

    /// Returns numbers at the bounds and between them.
    fn numbers(self) -> Vec<f64> {
        let low = if self.least > self.above { self.least } else { self.above };
        let high = if self.most < self.below { self.most } else { self.below };
        let mut numbers = vec![low, high, f64::midpoint(low, high), low + 1.0, high - 1.0];
        if let Some(step) = self.step {
            let from = if low.is_finite() { (low / step).ceil() } else { 0.0 };
            numbers.extend([from * step, (from + 1.0) * step]);
        }
        numbers.retain(|number| number.is_finite());
        numbers
    }

    #[expect(clippy::cast_possible_truncation, reason = "a bound beyond the range of integers becomes its end")]
    fn integers(self) -> Vec<i128> {
        self.numbers().into_iter().flat_map(|number| [number.floor() as i128, number.ceil() as i128]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns true if all values that are made for a schema match it.
    fn fits(schema: &Value, make: impl Fn(&Map<String, Value>, usize) -> Option<Value>) -> bool {
        let validator = jsonschema::validator_for(schema).unwrap();
        let keywords = schema.as_object().unwrap();
        (0..30).all(|turn| make(keywords, turn).is_some_and(|value| validator.is_valid(&value)))
    }

    #[test]
    fn numbers_are_within_their_bounds() {
        for schema in [
            json!({ "type": "integer", "minimum": 2, "maximum": 3 }),
            json!({ "type": "integer", "exclusiveMinimum": 0, "multipleOf": 50 }),
            json!({ "type": "integer", "format": "int32", "maximum": -5.5 }),
        ] {
            assert!(fits(&schema, integer), "{schema}");
        }
        for schema in [
            json!({ "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.25 }),
            json!({ "type": "number", "format": "float", "exclusiveMinimum": 10.1, "maximum": 10.2 }),
        ] {
            assert!(fits(&schema, number), "{schema}");
        }
        assert_eq!(single(10.149_999_999_999_999), Some(10.15));
        assert_eq!(integer(json!({ "minimum": 3, "maximum": 2 }).as_object().unwrap(), 0), None);
    }

    #[test]
    fn strings_have_their_lengths_and_match_their_patterns() {
        for schema in [
            json!({ "type": "string", "minLength": 3, "maxLength": 4 }),
            json!({ "type": "string", "pattern": "^[a-f]*$", "minLength": 7 }),
        ] {
            assert!(fits(&schema, |keywords, turn| text(keywords, turn, &mut Rng::with_seed(2))), "{schema}");
        }
    }
}
