use crate::Nullable;

/// A value with rules, or an optional one.
pub trait Given {
    /// The type of the value that the rules check.
    type Value: ?Sized;

    /// Returns the value, unless it is null or left out.
    fn given(&self) -> Option<&Self::Value>;
}

impl Given for str {
    type Value = str;

    fn given(&self) -> Option<&str> {
        Some(self)
    }
}

impl Given for String {
    type Value = str;

    fn given(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T> Given for Vec<T> {
    type Value = [T];

    fn given(&self) -> Option<&[T]> {
        Some(self)
    }
}

impl<T: Given> Given for Option<T> {
    type Value = T::Value;

    fn given(&self) -> Option<&T::Value> {
        self.as_ref().and_then(T::given)
    }
}

impl<T: Given> Given for Nullable<T> {
    type Value = T::Value;

    fn given(&self) -> Option<&T::Value> {
        self.value().and_then(T::given)
    }
}

impl<T: Given + ?Sized> Given for Box<T> {
    type Value = T::Value;

    fn given(&self) -> Option<&T::Value> {
        (**self).given()
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl Given for $number {
            type Value = Self;

            fn given(&self) -> Option<&Self> {
                Some(self)
            }
        })*
    };
}

numbers! { i32 i64 u32 u64 f32 f64 }
