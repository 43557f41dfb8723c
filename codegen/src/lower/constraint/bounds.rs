use openapiv3::{AnySchema, IntegerType, NumberType};

use crate::ir::{Constraint, Number, Scalar};

/// The constraints of a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::lower) struct Bounds {
    minimum: Option<Bound>,
    maximum: Option<Bound>,
    multiple_of: Vec<Amount>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Bound {
    amount: Amount,
    exclusive: bool,
}

/// A number in the document, exact if it is whole.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Amount {
    Whole(i64),
    Float(f64),
}

impl Bounds {
    pub(in crate::lower) fn from_integer(schema: &IntegerType) -> Self {
        Self {
            minimum: bound(schema.minimum.map(Amount::Whole), schema.exclusive_minimum),
            maximum: bound(schema.maximum.map(Amount::Whole), schema.exclusive_maximum),
            multiple_of: schema.multiple_of.map(Amount::Whole).into_iter().collect(),
        }
    }

    pub(in crate::lower) fn from_number(schema: &NumberType) -> Self {
        Self {
            minimum: bound(schema.minimum.map(Amount::Float), schema.exclusive_minimum),
            maximum: bound(schema.maximum.map(Amount::Float), schema.exclusive_maximum),
            multiple_of: schema.multiple_of.map(Amount::Float).into_iter().collect(),
        }
    }

    pub(in crate::lower) fn from_any(schema: &AnySchema) -> Self {
        Self {
            minimum: bound(schema.minimum.map(Amount::Float), schema.exclusive_minimum == Some(true)),
            maximum: bound(schema.maximum.map(Amount::Float), schema.exclusive_maximum == Some(true)),
            multiple_of: schema.multiple_of.map(Amount::Float).into_iter().collect(),
        }
    }

    /// Returns true if the bounds allow numbers that a type of 32 bits does not hold.
    pub(in crate::lower) fn exceed_32_bits(&self, is_unsigned: bool) -> bool {
        let (least, most) = if is_unsigned { (0, u32::MAX.into()) } else { (i32::MIN.into(), i32::MAX.into()) };
        self.most().is_some_and(|own| own > most) || !is_unsigned && self.least().is_some_and(|own| own < least)
    }

    /// Merges the bounds of two schemas.
    pub(in crate::lower) fn merge(self, other: Self) -> Self {
        let multiple_of = [self.multiple_of, other.multiple_of].concat();
        Self {
            minimum: tighter(self.minimum, other.minimum, |one, two| one > two),
            maximum: tighter(self.maximum, other.maximum, |one, two| one < two),
            multiple_of,
        }
    }

    /// Returns true if the bounds exclude negative integers.
    pub(in crate::lower) fn are_unsigned(&self) -> bool {
        self.least().is_some_and(|least| least >= 0)
    }

    /// Returns the constraints on an integer that its type does not enforce.
    pub(super) fn integer_constraints(&self, scalar: Scalar) -> Vec<Constraint> {
        let (smallest, largest) = match scalar {
            Scalar::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
            Scalar::U32 => (0, i128::from(u32::MAX)),
            Scalar::U64 => (0, i128::from(u64::MAX)),
            _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
        };
        let least =
            self.least().filter(|least| *least > smallest).map(|least| Constraint::Minimum(Number::integer(least)));
        let most = self.most().filter(|most| *most < largest).map(|most| Constraint::Maximum(Number::integer(most)));
        let multiples = self.multiple_of.iter().filter_map(|factor| match factor.to_integer() {
            Some(factor) if factor > 1 => Some(Constraint::MultipleOf(Number::integer(factor))),
            _ => None,
        });
        least.into_iter().chain(most).chain(multiples).collect()
    }

    /// Returns the constraints on a floating-point number.
    pub(super) fn float_constraints(&self) -> Vec<Constraint> {
        let number = |amount: Amount| Number::float(amount.approximate());
        let least = self.minimum.map(|Bound { amount, exclusive }| {
            if exclusive { Constraint::MoreThan(number(amount)) } else { Constraint::Minimum(number(amount)) }
        });
        let most = self.maximum.map(|Bound { amount, exclusive }| {
            if exclusive { Constraint::LessThan(number(amount)) } else { Constraint::Maximum(number(amount)) }
        });
        let factors = self.multiple_of.iter().filter(|factor| factor.approximate() > 0.0);
        least.into_iter().chain(most).chain(factors.map(|factor| Constraint::MultipleOf(number(*factor)))).collect()
    }

    /// Returns true if no value can be a multiple of a factor: of zero, or of a negative one.
    pub(super) fn has_impossible_factor(&self) -> bool {
        self.multiple_of.iter().any(|factor| factor.approximate() <= 0.0)
    }

    /// Returns true if a factor has a fraction and some integers are not a multiple of it.
    pub(super) fn has_fractional_factor(&self) -> bool {
        self.multiple_of
            .iter()
            .any(|factor| factor.to_integer().is_none() && factor.approximate().recip().fract() != 0.0)
    }

    fn least(&self) -> Option<i128> {
        let Bound { amount, exclusive } = self.minimum?;
        Some(match amount.to_integer() {
            Some(whole) => whole.saturating_add(i128::from(exclusive)),
            None => integer(amount.approximate().ceil()),
        })
    }

    fn most(&self) -> Option<i128> {
        let Bound { amount, exclusive } = self.maximum?;
        Some(match amount.to_integer() {
            Some(whole) => whole.saturating_sub(i128::from(exclusive)),
            None => integer(amount.approximate().floor()),
        })
    }
}

impl Amount {
    fn to_integer(self) -> Option<i128> {
        match self {
            Self::Whole(value) => Some(i128::from(value)),
            Self::Float(value) => (value.fract() == 0.0).then(|| integer(value)),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "bounds that differ by less are as good as equal")]
    fn approximate(self) -> f64 {
        match self {
            Self::Whole(value) => value as f64,
            Self::Float(value) => value,
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "beyond 128 bits, the largest integer is as far away")]
fn integer(value: f64) -> i128 {
    value as i128
}

fn bound(amount: Option<Amount>, exclusive: bool) -> Option<Bound> {
    amount.map(|amount| Bound { amount, exclusive })
}

fn tighter(one: Option<Bound>, two: Option<Bound>, is_tighter: fn(f64, f64) -> bool) -> Option<Bound> {
    match (one, two) {
        (Some(one), Some(two)) => {
            let (first, second) = (one.amount.approximate(), two.amount.approximate());
            let second_wins = is_tighter(second, first) || (!is_tighter(first, second) && two.exclusive);
            Some(if second_wins { two } else { one })
        }
        (one, two) => one.or(two),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(minimum: f64, exclusive_minimum: bool, maximum: f64, exclusive_maximum: bool) -> Bounds {
        Bounds::from_number(&NumberType {
            minimum: Some(minimum),
            maximum: Some(maximum),
            exclusive_minimum,
            exclusive_maximum,
            ..NumberType::default()
        })
    }

    fn minimum(value: i128) -> Constraint {
        Constraint::Minimum(Number::integer(value))
    }

    fn maximum(value: i128) -> Constraint {
        Constraint::Maximum(Number::integer(value))
    }

    #[test]
    fn an_integer_is_on_the_right_side_of_a_fraction() {
        assert_eq!(bounds(0.5, false, 9.5, true).integer_constraints(Scalar::I64), [minimum(1), maximum(9)]);
        assert_eq!(bounds(0.0, true, 9.0, true).integer_constraints(Scalar::U64), [minimum(1), maximum(8)]);
    }

    #[test]
    fn bounds_that_the_type_enforces_are_omitted() {
        assert_eq!(bounds(0.0, false, 4_294_967_295.0, false).integer_constraints(Scalar::U32), []);
        assert_eq!(bounds(-1e300, false, 1e300, false).integer_constraints(Scalar::I64), []);
    }

    #[test]
    fn the_tighter_of_two_bounds_applies() {
        let both = bounds(0.0, false, 1.0, false).merge(bounds(0.0, true, 2.0, true));
        let float = |value| Number::float(value);
        assert_eq!(both.float_constraints(), [Constraint::MoreThan(float(0.0)), Constraint::Maximum(float(1.0))]);
    }
}
