use std::borrow::Cow;
use std::fmt::Write as _;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;
use unicode_security::GeneralSecurityProfile;

use crate::ir::RustIdent;

/// Returns the name of a field, a parameter or a function: `group_id`.
pub(crate) fn field(wire: &str) -> RustIdent {
    lower_case(&spelled(wire).to_snake_case())
}

/// Returns the name of a struct or an enum: `StandardApiError`.
pub(crate) fn type_name(wire: &str) -> RustIdent {
    unless_taken(camel(wire), "Model")
}

/// Returns the name of an operation's struct: `CreateAvatarConsent`.
pub(crate) fn operation_name(wire: &str) -> RustIdent {
    let name = camel(wire);
    if TAKEN_FROM_OPERATIONS.contains(&name.as_str()) {
        return RustIdent::from_valid(name + "Operation");
    }
    unless_taken(name, "Operation")
}

/// Creates an identifier. Appends a suffix to the name of a type that the generated code uses.
fn unless_taken(name: String, suffix: &str) -> RustIdent {
    RustIdent::from_valid(if TAKEN.contains(&name.as_str()) { name + suffix } else { name })
}

/// Returns the name of a variant: `PendingConsent`.
pub(crate) fn variant(wire: &str) -> RustIdent {
    let name = camel(wire);
    // `Unknown` is the variant of unlisted values.
    if matches!(name.as_str(), "Self" | "Unknown") {
        RustIdent::from_valid(format!("{name}Value"))
    } else {
        RustIdent::from_valid(name)
    }
}

/// Returns the name of a constant: `API_KEY_AUTH`.
pub(crate) fn constant(wire: &str) -> RustIdent {
    let name = starting_with_letter(&spelled(wire).to_shouty_snake_case(), "N", "EMPTY");
    // An argument with the name of a constant would be a pattern that only matches its value.
    let is_distinct = name.contains(char::is_uppercase);
    RustIdent::from_valid(if is_distinct { name } else { format!("CREDENTIAL_{name}") })
}

fn camel(wire: &str) -> String {
    starting_with_letter(&spelled(wire).to_upper_camel_case(), "N", "Empty")
}

fn lower_case(name: &str) -> RustIdent {
    let name = starting_with_letter(name, "n", "empty");
    // These keywords cannot be raw identifiers.
    if matches!(name.as_str(), "self" | "super" | "crate" | "Self") {
        return RustIdent::from_valid(format!("{name}_"));
    }
    raw_if_keyword(&name)
}

/// Creates an identifier. A keyword becomes a raw identifier: `r#type`.
pub(super) fn raw_if_keyword(name: &str) -> RustIdent {
    // All keywords are in lower case and have at most eight letters. `syn` accepts `gen`, a keyword
    // since the 2024 edition.
    let may_be_keyword = name.len() <= 8 && name.bytes().all(|byte| byte.is_ascii_lowercase());
    if may_be_keyword && (name == "gen" || syn::parse_str::<syn::Ident>(name).is_err()) {
        RustIdent::from_valid(format!("r#{name}"))
    } else {
        RustIdent::from_valid(name)
    }
}

/// Returns true if a type with this name would shadow one that the generated code uses.
pub(super) fn is_taken_type(name: &str) -> bool {
    TAKEN.contains(&name)
}

/// Returns true if an operation's struct with this name would shadow a type that the generated code
/// uses.
pub(super) fn is_taken_operation(name: &str) -> bool {
    TAKEN.contains(&name) || TAKEN_FROM_OPERATIONS.contains(&name)
}

/// Ensures that an identifier starts with a letter. Rust identifiers do not start with a digit, and
/// one with a leading underscore would count as unused.
fn starting_with_letter(name: &str, prefix: &str, empty: &str) -> String {
    match name.chars().next() {
        None => empty.to_owned(),
        Some(first) if unicode_ident::is_xid_start(first) => name.to_owned(),
        Some(_) => format!("{prefix}{name}"),
    }
}

/// Acronyms that `heck` would divide, and their spelling as one word.
const ACRONYMS: &[(&str, &str)] = &[
    ("GraphQL", "Graphql"),
    ("IaaS", "Iaas"),
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("OAuth", "Oauth"),
    ("OpenID", "Openid"),
    ("PaaS", "Paas"),
    ("SaaS", "Saas"),
    ("iOS", "Ios"),
];

/// Spells each acronym as one word: `OAuth2Token` as `Oauth2Token`, and `userIDs` as `userIds`.
fn with_whole_acronyms(wire: &str) -> Cow<'_, str> {
    // Most names are in snake case, and each acronym has at least two capitals.
    if wire.bytes().filter(u8::is_ascii_uppercase).nth(1).is_none() {
        return Cow::Borrowed(wire);
    }
    let mut text = Cow::Borrowed(wire);
    for (acronym, word) in ACRONYMS {
        if !text.contains(acronym) {
            continue;
        }
        // In a longer word, the same letters are no acronym: `RatiOS`.
        let is_word = |at: usize| {
            let before = text[..at].chars().next_back();
            let after = text[at + acronym.len()..].chars().next();
            let begins_word = acronym.starts_with(char::is_uppercase) || !before.is_some_and(char::is_alphanumeric);
            begins_word && !before.is_some_and(char::is_uppercase) && !after.is_some_and(char::is_lowercase)
        };
        let places: Vec<usize> = text.match_indices(acronym).map(|(at, _)| at).filter(|at| is_word(*at)).collect();
        for at in places {
            text.to_mut().replace_range(at..at + acronym.len(), word);
        }
    }
    with_whole_plurals(text)
}

/// Spells the plural of an acronym as a word: `IDs` as `Ids`.
fn with_whole_plurals(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_plural = |at: usize| {
        let capitals = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_uppercase()).count();
        capitals > 1 && !bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
    };
    let places: Vec<usize> = text.match_indices('s').map(|(at, _)| at).filter(|at| is_plural(*at)).collect();
    let mut text = text;
    for at in places {
        let first = text[..at].bytes().rev().take_while(u8::is_ascii_uppercase).count();
        let word = text[at - first + 1..at].to_ascii_lowercase();
        text.to_mut().replace_range(at - first + 1..at, &word);
    }
    text
}

/// Replaces signs that distinguish names by words, and other signs outside of identifiers by
/// spaces.
///
/// Normalizes letters: combining marks would otherwise become spaces, and rustc warns about
/// ligatures and full-width letters (`uncommon_codepoints`). It also warns about letters of rare scripts, which become
/// their numbers: `u13a0`. A capital `ẞ` and the `ı` without a dot look like other letters (`confusable_idents`).
fn spelled(wire: &str) -> Cow<'_, str> {
    let wire = with_whole_acronyms(wire);
    if wire.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return wire;
    }
    let mut spelled = String::with_capacity(wire.len());
    // Normalization leaves ASCII as it is.
    let (ascii, other) = if wire.is_ascii() { (&*wire, "") } else { ("", &*wire) };
    for (position, character) in ascii.chars().chain(other.nfkc()).enumerate() {
        let word = match character {
            '+' => "plus",
            '-' if position == 0 => "minus",
            '*' => "star",
            '$' if position > 0 => "dollar",
            '@' if position > 0 => "at",
            '%' => "percent",
            '&' => "and",
            '=' => "equal",
            '<' => "less",
            '>' => "greater",
            '!' => "not",
            'ẞ' => {
                spelled.push_str("SS");
                continue;
            }
            'ı' => {
                spelled.push('i');
                continue;
            }
            other if unicode_ident::is_xid_continue(other) => {
                if is_usual(other) {
                    spelled.push(other);
                } else if unicode_ident::is_xid_start(other) {
                    let _ = write!(spelled, " u{:x} ", u32::from(other));
                }
                continue;
            }
            _ => "",
        };
        spelled.push(' ');
        spelled.push_str(word);
        spelled.push(' ');
    }
    Cow::Owned(spelled)
}

/// Letters that Unicode recommends for identifiers since version 17 or 18. A rustc with older tables warns about them.
const RECOMMENDED_SINCE: &str = "ƁƆƉƊƎƐƑƒƔƖƗƘƙƝƲƳƴƷǝɄɌɍɓɔɖɗɛɣɨɩɲʉʋʒڎ\u{88f}ඦ";

/// Returns true if rustc does not warn about a letter, in either case (`uncommon_codepoints`).
fn is_usual(letter: char) -> bool {
    let mut cases = letter.to_lowercase().chain(letter.to_uppercase());
    letter.is_ascii() || cases.all(|letter| letter.identifier_allowed() && !RECOMMENDED_SINCE.contains(letter))
}

/// The types and variants of the prelude, the names that generated code imports, and the client.
const TAKEN: &[&str] = &[
    "BTreeMap",
    "Box",
    "Call",
    "Check",
    "Checker",
    "Client",
    "ClientBuilder",
    "Clone",
    "Copy",
    "Debug",
    "DeepBox",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Hash",
    "HashMap",
    "IndexMap",
    "Into",
    "IntoStrings",
    "Iterator",
    "Json",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Parts",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "UnknownNumber",
    "UnknownValue",
    "Vec",
];

/// The further imports and the type parameter of operation files, and the names that conflict after `Content` or
/// `Headers` is appended.
const TAKEN_FROM_OPERATIONS: &[&str] =
    &["Async", "Body", "BodyContent", "ByStatus", "D", "Operation", "Response", "ResponseHeaders"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_snake_case_and_keywords_are_raw() {
        for (wire, rust) in [
            ("groupId", "group_id"),
            ("Idempotency-Key", "idempotency_key"),
            ("type", "r#type"),
            ("gen", "r#gen"),
            ("self", "self_"),
            ("$ref", "r#ref"),
            ("+1", "plus_1"),
            ("-1", "minus_1"),
            ("2fa", "n2fa"),
            ("", "empty"),
            ("日本", "日本"),
            ("Gro\u{308}ße", "größe"),
            ("STRAẞE", "strasse"),
            ("sınır", "sinir"),
            ("имя", "имя"),
            ("Ꭰ", "u13a0"),
            ("aꙮb", "a_ua66e_b"),
            ("ɩ", "u269"),
            ("Ჶ", "u1cb6"),
            ("ơ", "ơ"),
            ("❤\u{fe0f}", "empty"),
            ("ﬁle ｎａｍｅ", "file_name"),
            ("OAuth2Token", "oauth2_token"),
            ("myOAuth", "my_oauth"),
            ("OpenIDConnect", "openid_connect"),
            ("userIDs", "user_ids"),
            ("APIs", "apis"),
            ("HTTPServer", "http_server"),
            ("GPUstatus", "gp_ustatus"),
            ("IPv4Address", "ipv4_address"),
            ("iOS", "ios"),
            ("RatiOS", "rati_os"),
            ("biOS", "bi_os"),
        ] {
            assert_eq!(field(wire).as_str(), rust, "{wire}");
        }
    }

    #[test]
    fn types_do_not_hide_the_types_that_generated_code_uses() {
        assert_eq!(type_name("StandardAPIError").as_str(), "StandardApiError");
        assert_eq!(type_name("option").as_str(), "OptionModel");
        assert_eq!(operation_name("call").as_str(), "CallOperation");
        assert_eq!(operation_name("d").as_str(), "DOperation");
        assert_eq!(type_name("3d_model").as_str(), "N3dModel");
    }

    #[test]
    fn constants_are_upper_case() {
        assert_eq!(constant("ApiKeyAuth").as_str(), "API_KEY_AUTH");
        assert_eq!(constant("2fa").as_str(), "N2FA");
        assert_eq!(constant("/").as_str(), "EMPTY");
        assert_eq!(constant("ключ").as_str(), "КЛЮЧ");
        assert_eq!(constant("مفتاح").as_str(), "CREDENTIAL_مفتاح");
    }

    #[test]
    fn unknown_is_left_to_unknown_values() {
        assert_eq!(variant("pending_consent").as_str(), "PendingConsent");
        assert_eq!(variant("unknown").as_str(), "UnknownValue");
        assert_eq!(variant("").as_str(), "Empty");
    }

    #[test]
    fn every_name_is_an_identifier() {
        for wire in ["", " ", "_", "a.b", "\u{202e}x", "1", "async", "Self", "crate", "é", "%", "\"", "fn main() {}"] {
            for name in [field(wire), type_name(wire), variant(wire), constant(wire)] {
                assert!(syn::parse_str::<syn::Ident>(name.as_str()).is_ok(), "{wire:?} -> {name}");
            }
        }
    }
}
