//! Checks the names that the caller chooses.

use super::{case::plain, ident, module, operation_name, variant};
use crate::ir::RustIdent;

/// The most characters of a name. Each use of a type or an operation repeats its name.
const MOST: usize = 200;

/// Checks the name of a type: `StandardApiError`.
pub(crate) fn chosen_type(text: &str) -> Result<RustIdent, String> {
    let name = upper_camel(text)?;
    if ident::is_taken_type(text) { Err(used(text)) } else { Ok(name) }
}

/// Checks the name of a variant: `PendingConsent`.
pub(crate) fn chosen_variant(text: &str) -> Result<RustIdent, String> {
    let name = upper_camel(text)?;
    if variant(text).as_str() == format!("{text}Value") { Err(used(text)) } else { Ok(name) }
}

/// Checks the name of a field or a parameter: `group_id`. A keyword becomes a raw identifier.
pub(crate) fn chosen_field(text: &str) -> Result<RustIdent, String> {
    check_length(text)?;
    let plain = plain(text);
    if !is_word(plain) || matches!(plain, "self" | "super" | "crate" | "Self") {
        return Err(format!("`{text}` is not an identifier"));
    }
    if plain.starts_with('_') || plain.chars().any(char::is_uppercase) {
        return Err(format!("`{text}` is not in snake case: write `{}`", ident::field(plain)));
    }
    Ok(ident::raw_if_keyword(plain))
}

/// Checks the name of a module with its own file: `order_management`.
pub(crate) fn chosen_module(text: &str) -> Result<RustIdent, String> {
    let name = chosen_field(text)?;
    if name.as_str() == "r#mod" || module(text) != name { Err(used(text)) } else { Ok(name) }
}

/// Returns the names of an operation's method and struct from either of them: `place_order` and
/// `PlaceOrder`.
pub(crate) fn chosen_operation(text: &str) -> Result<(RustIdent, RustIdent), String> {
    check_length(text)?;
    let (function, type_name) = if text.starts_with(char::is_uppercase) {
        (ident::field(text), upper_camel(text)?)
    } else {
        (chosen_field(text)?, operation_name(plain(text)))
    };
    if ident::is_taken_operation(type_name.as_str()) {
        return Err(used(type_name.as_str()));
    }
    Ok((function, type_name))
}

fn upper_camel(text: &str) -> Result<RustIdent, String> {
    check_length(text)?;
    if !is_word(text) {
        return Err(format!("`{text}` is not an identifier"));
    }
    if text.starts_with(|first: char| first.is_lowercase() || first == '_') || text.contains('_') {
        return Err(format!("`{text}` is not in upper camel case: write `{}`", ident::type_name(text)));
    }
    Ok(RustIdent::from_valid(text))
}

fn check_length(text: &str) -> Result<(), String> {
    if text.chars().nth(MOST).is_none() {
        return Ok(());
    }
    let start: String = text.chars().take(20).collect();
    Err(format!("`{start}…` has more than {MOST} characters: choose a shorter name"))
}

/// Returns true if the text is an identifier or a keyword.
fn is_word(text: &str) -> bool {
    let mut characters = text.chars();
    let is_start = |first: char| first == '_' || unicode_ident::is_xid_start(first);
    characters.next().is_some_and(is_start) && characters.all(unicode_ident::is_xid_continue) && text != "_"
}

fn used(text: &str) -> String {
    format!("`{text}` has another meaning in the generated code")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_rust_writes_them() {
        assert_eq!(chosen_type("HTTPError").unwrap().as_str(), "HTTPError");
        assert_eq!(chosen_field("type").unwrap().as_str(), "r#type");
        let (function, type_name) = chosen_operation("place_order").unwrap();
        assert_eq!((function.as_str(), type_name.as_str()), ("place_order", "PlaceOrder"));
        let (function, type_name) = chosen_operation("PlaceOrder").unwrap();
        assert_eq!((function.as_str(), type_name.as_str()), ("place_order", "PlaceOrder"));
    }

    #[test]
    fn invalid_names_are_rejected() {
        for text in ["", "_", "1a", "a b", "fn main() {}", "order", "my_Order", "Option", "Self", "é", "\u{202e}"] {
            assert!(chosen_type(text).is_err(), "{text:?}");
        }
        for text in ["", "_", "_a", "1a", "a.b", "Note", "self", "crate", "r#self"] {
            assert!(chosen_field(text).is_err(), "{text:?}");
        }
        for text in ["Unknown", "Self", "red"] {
            assert!(chosen_variant(text).is_err(), "{text:?}");
        }
        for text in ["Operation", "Option", "place order", "place-order", "", "self"] {
            assert!(chosen_operation(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn long_names_are_rejected() {
        let (most, more) = ("É".repeat(MOST), "É".repeat(MOST + 1));
        assert!(chosen_type(&most).is_ok() && chosen_field(&most.to_lowercase()).is_ok());
        let expected = format!("`{}…` has more than 200 characters: choose a shorter name", &more[..40]);
        for error in [chosen_type(&more), chosen_variant(&more), chosen_field(&more), chosen_module(&more)] {
            assert_eq!(error.unwrap_err(), expected);
        }
        assert_eq!(chosen_operation(&more).unwrap_err(), expected);
    }
}
