use std::cmp::Ordering;

use super::Rules;

#[allow(clippy::return_self_not_must_use, reason = "the result of the last rule is not used")]
impl Rules<'_, i128> {
    /// Checks for at least `least` (`minimum`).
    pub fn minimum(self, least: i128) -> Self {
        self.rule(|value| (value < least).then(|| format!("must be at least {least}")))
    }

    /// Checks for at most `most` (`maximum`).
    pub fn maximum(self, most: i128) -> Self {
        self.rule(|value| (value > most).then(|| format!("must be at most {most}")))
    }

    /// Checks for a whole multiple of `factor` (`multipleOf`), which is not 0.
    pub fn multiple_of(self, factor: i128) -> Self {
        let is_broken = |value: i128| value.checked_rem(factor).is_some_and(|rest| rest != 0);
        self.rule(|value| is_broken(value).then(|| format!("must be a multiple of {factor}")))
    }

    /// Checks for one of `values` (`enum`).
    pub fn one_of(self, values: &[i128]) -> Self {
        self.rule(|value| (!values.contains(&value)).then(|| not_listed(values)))
    }
}

fn not_listed(values: &[impl ToString]) -> String {
    let one_of = if values.len() == 1 { "" } else { "one of " };
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    format!("must be {one_of}{}", values.join(", "))
}

/// NaN satisfies no bound.
#[allow(clippy::return_self_not_must_use, reason = "the result of the last rule is not used")]
impl Rules<'_, f64> {
    /// Checks for at least `least` (`minimum`).
    pub fn minimum(self, least: f64) -> Self {
        self.bound(|value| value >= least, || format!("must be at least {least}"))
    }

    /// Checks for at most `most` (`maximum`).
    pub fn maximum(self, most: f64) -> Self {
        self.bound(|value| value <= most, || format!("must be at most {most}"))
    }

    /// Checks for more than `bound` (`exclusiveMinimum`).
    pub fn more_than(self, bound: f64) -> Self {
        self.bound(|value| value > bound, || format!("must be more than {bound}"))
    }

    /// Checks for less than `bound` (`exclusiveMaximum`).
    pub fn less_than(self, bound: f64) -> Self {
        self.bound(|value| value < bound, || format!("must be less than {bound}"))
    }

    /// Checks for a whole multiple of `factor` (`multipleOf`), which is greater than 0.
    ///
    /// Neither `0.29` nor `0.01` is exact as a float. A number therefore passes if it is a multiple within the
    /// precision of floats, and also if it is too large for a quotient.
    pub fn multiple_of(self, factor: f64) -> Self {
        let is_multiple = |value: f64| {
            let quotient = value / factor;
            let off = (quotient - quotient.round()).abs();
            // Both numbers and the quotient are rounded, each by half of the last place.
            let rounding = 2.0 * f64::EPSILON * quotient.abs();
            (value.is_finite() && quotient.is_infinite()) || off.partial_cmp(&rounding).is_some_and(Ordering::is_le)
        };
        self.bound(is_multiple, || format!("must be a multiple of {factor}"))
    }

    /// Checks for one of `values` (`enum`).
    pub fn one_of(self, values: &[f64]) -> Self {
        let is_listed =
            |value: f64| values.iter().any(|listed| listed.partial_cmp(&value).is_some_and(Ordering::is_eq));
        self.bound(is_listed, || not_listed(values))
    }

    fn bound(self, is_met: impl FnOnce(f64) -> bool, violation: impl FnOnce() -> String) -> Self {
        self.rule(|value| (!is_met(value)).then(violation))
    }
}

/// A float, with its value as it is written.
pub trait Float: Copy {
    /// Returns the value of the shortest text that identifies this float, which is the text that is sent.
    fn as_written(self) -> f64;
}

impl Float for f64 {
    fn as_written(self) -> f64 {
        self
    }
}

/// `0.1` as an `f32` is a little more than `0.1` as an `f64`, and is sent as `0.1`.
impl Float for f32 {
    fn as_written(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::from(self))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Checker;

    fn violations(check: impl FnOnce(&mut Checker)) -> String {
        let mut checker = Checker::new();
        check(&mut checker);
        checker.finish().err().map(|found| found.to_string()).unwrap_or_default()
    }

    #[test]
    fn integers_are_compared_exactly() {
        let most = i128::from(u64::MAX);
        assert_eq!(
            violations(|checker| {
                checker.integer("n", &u64::MAX).maximum(most).minimum(1);
            }),
            ""
        );
        assert_eq!(
            violations(|checker| {
                checker.integer("n", &u64::MAX).maximum(most - 1).multiple_of(2);
            }),
            format!("`n` must be at most {}; `n` must be a multiple of 2", most - 1)
        );
        assert_eq!(
            violations(|checker| {
                checker.integer("n", &-4_i64).multiple_of(2);
            }),
            ""
        );
    }

    #[test]
    fn a_float_is_compared_as_it_is_written() {
        assert_eq!(
            violations(|checker| {
                checker.number("n", &0.1_f32).maximum(0.1).multiple_of(0.1);
            }),
            ""
        );
        assert_eq!(
            violations(|checker| {
                checker.number("n", &0.0_f64).more_than(0.0).less_than(0.0);
            }),
            "`n` must be more than 0; `n` must be less than 0"
        );
        assert_eq!(
            violations(|checker| {
                checker.number("n", &f64::NAN).minimum(0.5);
            }),
            "`n` must be at least 0.5"
        );
    }

    #[test]
    fn a_multiple_is_accepted_within_the_precision_of_floats() {
        for value in [0.29_f64, 0.57, 1.15, 4.35, -0.07, 0.0, 1_234_567.89, 79_228_162_514.26] {
            assert_eq!(
                violations(|checker| {
                    checker.number("n", &value).multiple_of(0.01);
                }),
                "",
                "{value}"
            );
        }
        for value in [0.295_f64, 0.001, 1e-9, f64::NAN, f64::INFINITY] {
            assert_ne!(
                violations(|checker| {
                    checker.number("n", &value).multiple_of(0.01);
                }),
                "",
                "{value}"
            );
        }
    }

    #[test]
    fn a_number_without_a_finite_quotient_is_accepted() {
        for (value, factor) in [(1e308_f64, 0.01), (-1e300, 1e-10)] {
            assert_eq!(
                violations(|checker| {
                    checker.number("n", &value).multiple_of(factor);
                }),
                "",
                "{value}"
            );
        }
    }

    #[test]
    fn a_number_is_one_of_those_listed() {
        let of = |value: i64| {
            violations(|checker| {
                checker.integer("n", &value).one_of(&[-1, 2]);
            })
        };
        assert_eq!((of(2), of(0)), (String::new(), "`n` must be one of -1, 2".to_owned()));
        let of = |value: f32| {
            violations(|checker| {
                checker.number("n", &value).one_of(&[0.1, 2.0]);
            })
        };
        assert_eq!((of(0.1), of(0.2)), (String::new(), "`n` must be one of 0.1, 2".to_owned()));
    }
}
