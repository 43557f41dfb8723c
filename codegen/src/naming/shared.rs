use super::{status_variant, type_name, variant};
use crate::ir::{RustIdent, Status, TypeKind};

/// Returns names for a type that several places share, the best first: from the common words of
/// their names, or from the contents of the type. Empty if neither makes a name.
pub(crate) fn shared_names(names: &[&str], kind: &TypeKind) -> Vec<RustIdent> {
    let suffix = match kind {
        TypeKind::Object(_) => "Object",
        TypeKind::OpenEnum(_) => "Enum",
        TypeKind::Union(_) => "Union",
        TypeKind::Alias(_) => "Value",
    };
    let common = match names.split_first() {
        Some((first, rest)) if rest.iter().all(|name| name == first) => Some((*first).to_owned()),
        _ => common_name(names),
    };
    let bases = common.into_iter().chain(content_name(kind));
    bases.flat_map(|base| [type_name(&base), type_name(&format!("{base}{suffix}"))]).collect()
}

/// Returns the common words of several names: `GridAlign` for `ShapeGridColumnAlign` and
/// `TraitGridRowAlign`. Returns `None` if they are too unspecific.
///
/// Bodies of error responses are named after their status, the only common part of their names.
fn common_name(names: &[&str]) -> Option<String> {
    let mut names = names.iter().map(|name| words(name));
    let first = names.next()?;
    let rest: Vec<Vec<&str>> = names.collect();
    if rest.iter().chain([&first]).any(|name| name.len() > MOST_WORDS) {
        return None;
    }
    let have_one_end = rest.iter().all(|name| name.last() == first.last());
    let are_errors = std::iter::once(&first).chain(&rest).all(|name| name.last().is_some_and(|word| ends_error(word)));
    if are_errors && !have_one_end {
        return Some("ErrorBody".to_owned());
    }
    let mut common = first;
    for name in &rest {
        common = common_words(&common, name);
    }
    if common.first().is_some_and(|word| VERBS.contains(word)) && common.len() <= 2 {
        common.remove(0);
    }
    if let Some((last, before)) = common.split_last()
        && are_errors
    {
        let status = match last.parse() {
            Ok(code) => status_variant(Status::Code(code)).to_string(),
            Err(_) => "Error".to_owned(),
        };
        return Some(format!("{}{status}Body", before.concat()));
    }
    common.retain(|word| !word.starts_with(|letter: char| letter.is_ascii_digit()));
    let name = common.concat();
    if common.iter().all(|word| PLACES.contains(word)) {
        return None;
    }
    let says_enough = if have_one_end { name.chars().count() >= SHORTEST } else { common.len() >= FEWEST };
    says_enough.then_some(name)
}

/// Returns a name from the contents of a small type: `StringOrEmpty`, `CodeAndMessage`.
fn content_name(kind: &TypeKind) -> Option<String> {
    let (parts, between): (Vec<&str>, _) = match kind {
        TypeKind::Object(object) if object.additional.is_none() => {
            (object.fields.iter().map(|field| field.wire.as_str()).collect(), "And")
        }
        TypeKind::OpenEnum(values) => (values.variants.iter().map(|variant| variant.name.as_str()).collect(), "Or"),
        TypeKind::Union(union) => (union.variants.iter().map(|variant| variant.name.as_str()).collect(), "Or"),
        TypeKind::Object(_) | TypeKind::Alias(_) => return None,
    };
    let parts: Vec<String> = parts.into_iter().map(|part| variant(part).to_string()).collect();
    (2..=MOST_PARTS).contains(&parts.len()).then(|| parts.join(between))
}

/// The minimum length of a name.
const SHORTEST: usize = 4;

/// Words for places, which do not describe a type.
const PLACES: &[&str] = &["Body", "Input", "Item", "Object", "Output", "Value"];

/// The minimum number of common words without a common last word.
const FEWEST: usize = 2;

/// The maximum number of words of a name. The search for common words takes the square of their number.
const MOST_WORDS: usize = 64;

/// The maximum number of parts in a name.
const MOST_PARTS: usize = 3;

/// Verbs of operations, which do not describe their types.
const VERBS: &[&str] = &["Create", "Delete", "Get", "List", "Patch", "Post", "Put", "Update"];

/// Returns true if the last word of a name indicates an error response.
fn ends_error(word: &str) -> bool {
    word == "Default" || (word.len() == 3 && word.parse::<u16>().is_ok_and(|status| (400..600).contains(&status)))
}

/// Splits a name in Pascal case into words. A number is a word.
fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (index, letter) in name.char_indices() {
        let is_start = match before {
            None => false,
            Some(before) => letter.is_uppercase() || letter.is_ascii_digit() != char::is_ascii_digit(&before),
        };
        if is_start {
            words.push(&name[start..index]);
            start = index;
        }
        before = Some(letter);
    }
    words.push(&name[start..]);
    words
}

/// Returns the longest common subsequence of words.
fn common_words<'a>(one: &[&'a str], other: &[&str]) -> Vec<&'a str> {
    let width = other.len() + 1;
    // The length of the common subsequence after each pair of positions.
    let mut lengths = vec![0_usize; (one.len() + 1) * width];
    for (row, word) in one.iter().enumerate().rev() {
        for (column, other) in other.iter().enumerate().rev() {
            let here = row * width + column;
            lengths[here] = if word == other {
                lengths[here + width + 1] + 1
            } else {
                lengths[here + width].max(lengths[here + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut common = Vec::new();
    while row < one.len() && column < other.len() {
        if one[row] == other[column] {
            common.push(one[row]);
            row += 1;
            column += 1;
        } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Doc, OpenEnum, Values, Variant, WireName};

    fn shared(names: &[&str]) -> Option<String> {
        common_name(names)
    }

    #[test]
    fn a_shared_type_has_the_words_that_all_names_have() {
        for (names, expected) in [
            (["ShapeGridColumnAlign", "TraitGridRowAlign"].as_slice(), Some("GridAlign")),
            (&["PetStatus", "OrderStatus", "UserStatus"], Some("Status")),
            (&["CreatePetRequestKind", "UpdatePetRequestKind"], Some("PetRequestKind")),
            (&["LayoutSizingHorizontal", "LayoutSizingVertical"], Some("LayoutSizing")),
            (&["PetFood", "PetColor"], None),
            (&["HeadersValue", "TextsValue"], None),
            (&["PetId", "UserId"], None),
            (&["V1PetSize", "V2PetSize"], Some("VPetSize")),
            (&["GetPets", "GetOrders"], None),
            (&["PetStatus", &"Pet".repeat(100)], None),
        ] {
            assert_eq!(shared(names).as_deref(), expected, "{names:?}");
        }
    }

    #[test]
    fn bodies_of_errors_are_named_after_their_status() {
        for (names, expected) in [
            (["GetProjectFiles400", "GetTeamProjects400"], "BadRequestBody"),
            (["CreatePet422", "UpdatePet422"], "PetUnprocessableContentBody"),
            (["GetPet404", "GetOrder409"], "ErrorBody"),
            (["GetPetDefault", "ListPetsDefault"], "ErrorBody"),
        ] {
            assert_eq!(shared(&names).as_deref(), Some(expected), "{names:?}");
        }
    }

    #[test]
    fn a_small_type_may_be_named_after_its_parts() {
        let variant = |name: &str| Variant {
            wire: WireName::new(name),
            name: RustIdent::from_valid(name.to_owned()),
            doc: Doc::default(),
        };
        let of = |names: &[&str]| {
            let variants = names.iter().map(|name| variant(name)).collect();
            TypeKind::OpenEnum(OpenEnum { values: Values::Texts, variants })
        };
        let names = |kind: &TypeKind| -> Vec<String> {
            shared_names(&["PetFood", "OrderColor"], kind).iter().map(ToString::to_string).collect()
        };
        assert_eq!(names(&of(&["Auto", "None"])), ["AutoOrNone", "AutoOrNoneEnum"]);
        assert_eq!(names(&of(&["A"])), [""; 0]);
        assert_eq!(names(&of(&["A", "B", "C", "D"])), [""; 0]);
    }
}
