use crate::Nullable;

/// A member of a page that may be missing.
pub trait Member {
    /// The type of the member.
    type Value;

    /// Returns the member, if it is present.
    fn present(&self) -> Option<&Self::Value>;

    /// Returns the member by value, if it is present.
    fn into_present(self) -> Option<Self::Value>;
}

impl<T> Member for Option<T> {
    type Value = T;

    fn present(&self) -> Option<&T> {
        self.as_ref()
    }

    fn into_present(self) -> Option<T> {
        self
    }
}

impl<T> Member for Nullable<T> {
    type Value = T;

    fn present(&self) -> Option<&T> {
        self.value()
    }

    fn into_present(self) -> Option<T> {
        self.into_value()
    }
}

/// A member of a page that shows if there are more pages.
pub trait More {
    /// Returns true if there are more pages: `true`, a number, or a text that is not empty, such as the URL of the next
    /// page.
    fn is_more(&self) -> bool;
}

impl More for bool {
    fn is_more(&self) -> bool {
        *self
    }
}

impl More for String {
    fn is_more(&self) -> bool {
        !self.is_empty()
    }
}

macro_rules! more {
    ($($number:ty),+) => {
        $(
            impl More for $number {
                fn is_more(&self) -> bool {
                    true
                }
            }
        )+
    };
}

more!(i32, i64, u32, u64);

/// A parameter that counts pages.
pub trait Count {
    /// Adds `step`, starting from `first` if there is no value, and returns the new value; `None` if it is out of
    /// range.
    fn advance(&mut self, first: i64, step: usize) -> Option<i64>;
}

macro_rules! count {
    ($($number:ty),+) => {
        $(
            impl Count for $number {
                fn advance(&mut self, _: i64, step: usize) -> Option<i64> {
                    let next = i64::try_from(*self).ok()?.checked_add(i64::try_from(step).ok()?)?;
                    *self = next.try_into().ok()?;
                    Some(next)
                }
            }

            impl Count for Option<$number> {
                fn advance(&mut self, first: i64, step: usize) -> Option<i64> {
                    let mut current = match *self {
                        Some(current) => current,
                        None => first.try_into().ok()?,
                    };
                    let next = current.advance(first, step);
                    *self = Some(current);
                    next
                }
            }
        )+
    };
}

count!(i32, i64, u32, u64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_goes_on_from_where_it_is() {
        let mut page = None::<i32>;
        assert_eq!((page.advance(1, 1), page), (Some(2), Some(2)));
        assert_eq!((page.advance(1, 1), page), (Some(3), Some(3)));
        let mut offset = 10_u64;
        assert_eq!((offset.advance(0, 25), offset), (Some(35), 35));
        let mut last = i32::MAX;
        assert_eq!(last.advance(0, 1), None);
    }
}
