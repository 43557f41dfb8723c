//! The form in which setters and constructors take a value.

use proc_macro::TokenTree;

use crate::{
    code::Code,
    shape::{Shape, is_plain, is_strings, new_box},
};

const RT: &str = Code::RUNTIME;

/// The type that a method takes for a field, and the conversion into the type of the field.
pub(crate) struct Given {
    pub(crate) takes: String,
    /// What is written before the value, and after it.
    around: (String, String),
}

impl Given {
    /// Returns the form for a field of the type: a number or a boolean by value, a list of strings in several forms, and
    /// any other type as `impl Into`. What is on the heap is given without its box, so that what converts into it, such as
    /// the type of a variant of a union, does so here as well.
    pub(crate) fn of(code: &mut Code, ty: &[TokenTree]) -> Self {
        let around = |before: &str, after: &str| (before.to_owned(), after.to_owned());
        if is_plain(ty) {
            return Self { takes: code.hole(ty), around: around("", "") };
        }
        if is_strings(ty) {
            let around = around(&format!("{RT}::IntoStrings::into_strings("), ")");
            return Self { takes: format!("impl {RT}::IntoStrings"), around };
        }
        let shape = Shape::new(ty);
        let inside = Shape::new(shape.inner);
        let (ty, before, after) = match (shape.head.as_str(), new_box(&shape.head), new_box(&inside.head)) {
            (_, Some(new), _) => (code.hole(shape.inner), format!("{new}("), ")".to_owned()),
            ("Option", None, Some(new)) => {
                let inside = code.hole(inside.inner);
                (format!("::core::option::Option<{inside}>"), String::new(), format!(".map({new})"))
            }
            ("Nullable", None, Some(new)) => {
                let inside = code.hole(inside.inner);
                (format!("{RT}::Nullable<{inside}>"), String::new(), format!(".map({new})"))
            }
            _ => (code.hole(ty), String::new(), String::new()),
        };
        let around = (format!("{before}::core::convert::Into::<{ty}>::into("), format!("){after}"));
        Self { takes: format!("impl ::core::convert::Into<{ty}>"), around }
    }

    /// Returns the value of the field for a given `value`.
    pub(crate) fn value(&self, value: &str) -> String {
        format!("{}{value}{}", self.around.0, self.around.1)
    }
}
