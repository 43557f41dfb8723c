//! Example values of scalars, and checks of constraints on strings and numbers.

use serde_json::{Value, json};

use super::{Work, fit, formatted, pattern};
use crate::ir::{Constraint, Number, Scalar};

/// The texts to try for a pattern or a length. They are repeated if they are too short.
const TEXTS: &[&str] =
    &["example", "EXAMPLE", "a", "A", "1", "0", "a1", "A1", "-", "https://example.com", "a@b.example"];

/// The most numbers of a list of allowed ones that are tried.
const MOST_LISTED: usize = 100;

/// Makes a value that meets the constraints.
pub(super) fn of_scalar(scalar: Scalar, asked: &[Constraint], work: &Work) -> Option<Value> {
    match scalar {
        Scalar::String => text(asked, work).map(Value::from),
        Scalar::Bool => Some(Value::from(true)),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => number(asked, true, work),
        Scalar::F32 | Scalar::F64 => number(asked, false, work),
        Scalar::Json => Some(json!({})),
        Scalar::Formatted(ty) => Some(Value::from(formatted::text_of(ty))),
        // They have a syntax of their own, or none in JSON.
        Scalar::Custom(_) | Scalar::Bytes | Scalar::Upload | Scalar::File => None,
    }
}

fn text(asked: &[Constraint], work: &Work) -> Option<String> {
    let (mut least, mut most) = (0, usize::MAX);
    for constraint in asked {
        match constraint {
            Constraint::MinLength(length) => least = least.max(*length),
            Constraint::MaxLength(length) => most = most.min(*length),
            _ => {}
        }
    }
    // A longer text makes a test hard to read.
    if least > 1000 {
        return None;
    }
    let texts = TEXTS.iter().map(|text| {
        let whole = text.repeat(least.div_ceil(text.len()).max(1));
        let length = if whole.len() > most || least > text.len() { least.max(1).min(most) } else { whole.len() };
        // All of them are ASCII.
        whole[..length].to_owned()
    });
    let of_pattern = asked.iter().filter_map(|asked| match asked {
        Constraint::Characters(text) | Constraint::Pattern(text) => pattern::text_of(text, least, work),
        _ => None,
    });
    texts.chain(of_pattern).find(|text| is_text(text, asked, work))
}

/// Returns true if the text meets the constraints.
pub(super) fn is_text(text: &str, asked: &[Constraint], work: &Work) -> bool {
    asked.iter().all(|constraint| match constraint {
        Constraint::MinLength(least) => text.chars().count() >= *least,
        Constraint::MaxLength(most) => text.chars().count() <= *most,
        Constraint::Characters(own) | Constraint::Pattern(own) => work.is_match(own, text),
        _ => false,
    })
}

/// Returns true if the number meets the constraints.
pub(super) fn is_number(value: &Value, asked: &[Constraint]) -> bool {
    // A larger number is not exact as a float.
    let exact = value.as_f64().filter(|number| number.abs() < 1e15);
    asked.is_empty() || exact.is_some_and(|number| fits(number, asked))
}

fn number(asked: &[Constraint], is_integer: bool, work: &Work) -> Option<Value> {
    let bounds: Vec<f64> = asked
        .iter()
        .flat_map(|constraint| match constraint {
            Constraint::Minimum(bound)
            | Constraint::Maximum(bound)
            | Constraint::MoreThan(bound)
            | Constraint::LessThan(bound)
            | Constraint::MultipleOf(bound) => vec![bound.approximate()],
            Constraint::OneOf(values) => values.iter().take(MOST_LISTED).map(Number::approximate).collect(),
            _ => Vec::new(),
        })
        .collect();
    let factor = asked
        .iter()
        .find_map(|asked| if let Constraint::MultipleOf(factor) = asked { Some(factor.approximate()) } else { None });
    let near = bounds.iter().flat_map(|bound| {
        let multiples = factor.into_iter().flat_map(|factor| {
            let multiple = (bound / factor).ceil() * factor;
            [multiple, multiple - factor, multiple + factor]
        });
        [*bound, bound + 1.0, bound - 1.0, bound + 0.5, bound - 0.5, bound.ceil(), bound.floor()]
            .into_iter()
            .chain(multiples.collect::<Vec<_>>())
    });
    let steps = fit::steps_of(asked.iter().map(fit::looks).sum());
    let found = [1.0, 0.0].into_iter().chain(near).take_while(|_| work.spend(steps)).find(|value| {
        value.is_finite() && (!is_integer || value.fract() == 0.0 && value.abs() < 1e15) && fits(*value, asked)
    })?;
    #[expect(clippy::cast_possible_truncation, reason = "an integer of this size is exact in a float")]
    let value = if is_integer { Value::from(found as i64) } else { Value::from(found) };
    Some(value)
}

fn fits(value: f64, asked: &[Constraint]) -> bool {
    asked.iter().all(|constraint| match constraint {
        Constraint::Minimum(least) => value >= least.approximate(),
        Constraint::Maximum(most) => value <= most.approximate(),
        Constraint::MoreThan(bound) => value > bound.approximate(),
        Constraint::LessThan(bound) => value < bound.approximate(),
        Constraint::MultipleOf(factor) => (value / factor.approximate()).fract() == 0.0,
        Constraint::OneOf(values) => values.iter().any(|listed| (listed.approximate() - value).abs() == 0.0),
        _ => false,
    })
}
