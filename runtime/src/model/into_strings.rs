use std::{array, iter, slice::Iter, str, vec};

/// A list of strings, as setters and constructors take it.
///
/// Arrays and slices may be of anything that becomes a `String`, and so may what iterators return:
///
/// ```
/// use openapi_bindgen_runtime::IntoStrings;
///
/// let words = ["a".to_owned(), "b".to_owned()];
/// assert_eq!(["a", "b"].into_strings(), words);
/// assert_eq!((&["a", "b"]).into_strings(), words);
/// assert_eq!(["x a", "x b"].iter().map(|word| &word[2..]).into_strings(), words);
/// assert_eq!("a,b".split(',').into_strings(), words);
/// assert_eq!(words.iter().into_strings(), words);
/// assert_eq!(vec![].into_strings(), [""; 0]);
/// ```
///
/// Call `collect` for an iterator of another type than those of the standard library.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of strings",
    note = "pass an array or a slice of texts, a `Vec<String>`, or an iterator of the standard library"
)]
pub trait IntoStrings {
    /// Returns the strings in order.
    fn into_strings(self) -> Vec<String>;
}

impl IntoStrings for Vec<String> {
    fn into_strings(self) -> Vec<String> {
        self
    }
}

impl<T: Into<String>, const N: usize> IntoStrings for [T; N] {
    fn into_strings(self) -> Vec<String> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<T: AsRef<str>> IntoStrings for &[T] {
    fn into_strings(self) -> Vec<String> {
        self.iter().map(|text| text.as_ref().to_owned()).collect()
    }
}

impl<T: AsRef<str>, const N: usize> IntoStrings for &[T; N] {
    fn into_strings(self) -> Vec<String> {
        self.as_slice().into_strings()
    }
}

impl<T: AsRef<str>> IntoStrings for &Vec<T> {
    fn into_strings(self) -> Vec<String> {
        self.as_slice().into_strings()
    }
}

impl<T: AsRef<str>> IntoStrings for Iter<'_, T> {
    fn into_strings(self) -> Vec<String> {
        self.as_slice().into_strings()
    }
}

// An implementation for all iterators could overlap with those above, as far as the compiler knows.
macro_rules! iterators {
    ($($iterator:ty, [$($parameter:ident),*];)*) => {$(
        impl<$($parameter),*> IntoStrings for $iterator
        where
            Self: Iterator<Item: Into<String>>,
        {
            fn into_strings(self) -> Vec<String> {
                self.map(Into::into).collect()
            }
        }
    )*};
}

iterators! {
    vec::IntoIter<T>, [T];
    iter::Chain<A, B>, [A, B];
    iter::Cloned<I>, [I];
    iter::Copied<I>, [I];
    iter::Filter<I, F>, [I, F];
    iter::FilterMap<I, F>, [I, F];
    iter::Map<I, F>, [I, F];
    iter::Rev<I>, [I];
    iter::Skip<I>, [I];
    iter::Take<I>, [I];
}

impl<T: Into<String>, const N: usize> IntoStrings for array::IntoIter<T, N> {
    fn into_strings(self) -> Vec<String> {
        self.map(Into::into).collect()
    }
}

impl IntoStrings for str::Split<'_, char> {
    fn into_strings(self) -> Vec<String> {
        self.map(Into::into).collect()
    }
}

impl IntoStrings for str::SplitWhitespace<'_> {
    fn into_strings(self) -> Vec<String> {
        self.map(Into::into).collect()
    }
}

impl IntoStrings for str::Lines<'_> {
    fn into_strings(self) -> Vec<String> {
        self.map(Into::into).collect()
    }
}

impl<T: AsRef<str>> IntoStrings for Box<[T]> {
    fn into_strings(self) -> Vec<String> {
        (&*self).into_strings()
    }
}
