use super::Slot;
use crate::Nullable;

/// A value that may be a constant of the type `C`, as fields hold it.
pub trait Constant<C: ?Sized> {
    /// Returns true if it is the constant, or `None` if it is null or left out.
    fn is(&self, constant: &C) -> Option<bool>;
}

impl Constant<str> for String {
    fn is(&self, constant: &str) -> Option<bool> {
        Some(self == constant)
    }
}

/// Implements [`Constant`] for types whose constants are of the same type.
macro_rules! own {
    ($($type:ident)*) => {$(
        impl Constant<$type> for $type {
            #[allow(clippy::float_cmp, reason = "a constant is exactly its value")]
            fn is(&self, constant: &$type) -> Option<bool> {
                Some($type::eq(self, constant))
            }
        }
    )*};
}

own! { bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }

impl<C: ?Sized, T: Constant<C>> Constant<C> for Option<T> {
    fn is(&self, constant: &C) -> Option<bool> {
        self.as_ref().and_then(|value| value.is(constant))
    }
}

impl<C: ?Sized, T: Constant<C>> Constant<C> for Nullable<T> {
    fn is(&self, constant: &C) -> Option<bool> {
        self.value().and_then(|value| value.is(constant))
    }
}

impl<C: ?Sized, T: Constant<C>> Constant<C> for Slot<T> {
    fn is(&self, constant: &C) -> Option<bool> {
        self.value.as_ref().and_then(|value| value.is(constant))
    }
}
