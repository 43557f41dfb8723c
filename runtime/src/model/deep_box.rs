use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::{FromJson, ReadContext, check::Given};

/// A `Box` for types that are nested so deeply that rustc does not compile them otherwise.
///
/// To find out whether a type is `Send`, rustc looks at the types of its fields, at their fields, and so on, up to its
/// [recursion limit](https://doc.rust-lang.org/reference/attributes/limits.html) of 128. A chain of about 25 lists exceeds
/// it. The generator therefore writes `DeepBox<T>` in place of `T` or `Box<T>` where a chain of types becomes too long. This
/// type is `Send` and `Sync` whatever `T` is, since only a `T` that is both can be put into it.
///
/// It is used like a `Box`, and a `T` converts into it:
///
/// ```
/// use openapi_bindgen_runtime::DeepBox;
///
/// let mut text: DeepBox<String> = "deep".to_owned().into();
/// text.push('!');
/// assert_eq!(*text, "deep!");
/// assert_eq!(text.into_inner(), "deep!");
/// ```
pub struct DeepBox<T> {
    /// Always a `T`.
    value: Box<dyn Any + Send + Sync>,
    /// A function is `Send` and `Sync` whatever it returns.
    of: PhantomData<fn() -> T>,
}

impl<T: Send + Sync + 'static> DeepBox<T> {
    /// Puts a value on the heap.
    pub fn new(value: T) -> Self {
        Self { value: Box::new(value), of: PhantomData }
    }
}

impl<T: 'static> DeepBox<T> {
    /// Returns the value.
    pub fn into_inner(self) -> T {
        match self.value.downcast() {
            Ok(value) => *value,
            Err(_) => unreachable!("only `new` fills a `DeepBox<T>`, with a `T`"),
        }
    }
}

impl<T: 'static> Deref for DeepBox<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self.value.downcast_ref() {
            Some(value) => value,
            None => unreachable!("only `new` fills a `DeepBox<T>`, with a `T`"),
        }
    }
}

impl<T: 'static> DerefMut for DeepBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        match self.value.downcast_mut() {
            Some(value) => value,
            None => unreachable!("only `new` fills a `DeepBox<T>`, with a `T`"),
        }
    }
}

impl<T: Send + Sync + 'static> From<T> for DeepBox<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Clone + Send + Sync + 'static> Clone for DeepBox<T> {
    fn clone(&self) -> Self {
        Self::new(T::clone(self))
    }
}

impl<T: Default + Send + Sync + 'static> Default for DeepBox<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: fmt::Debug + 'static> fmt::Debug for DeepBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, f)
    }
}

impl<T: PartialEq + 'static> PartialEq for DeepBox<T> {
    fn eq(&self, other: &Self) -> bool {
        T::eq(self, other)
    }
}

impl<T: FromJson + Send + Sync + 'static> FromJson for DeepBox<T> {
    const MEMBERS: &'static [&'static str] = T::MEMBERS;

    #[inline]
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        T::from_json(deserializer, context).map(Self::new)
    }
}

impl<'de, T: Deserialize<'de> + Send + Sync + 'static> Deserialize<'de> for DeepBox<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}

impl<T: Serialize + 'static> Serialize for DeepBox<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(self, serializer)
    }
}

impl<T: Given + 'static> Given for DeepBox<T> {
    type Value = T::Value;

    fn given(&self) -> Option<&T::Value> {
        (**self).given()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_used_like_a_box() {
        let mut list = DeepBox::new(vec![1]);
        list.push(2);
        assert_eq!(list.clone(), vec![1, 2].into());
        assert_eq!(format!("{list:?}"), "[1, 2]");
        assert_eq!(list.into_inner(), [1, 2]);
        assert_eq!(DeepBox::<Vec<i32>>::default(), Vec::new().into());
    }

    #[test]
    fn it_is_send_and_sync_whatever_it_holds() {
        fn is_both<T: Send + Sync>() {}
        is_both::<DeepBox<*const u8>>();
    }
}
