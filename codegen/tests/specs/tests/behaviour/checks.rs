//! The constraints of what is sent.

use openapi_bindgen_runtime::Check;
use openapi_bindgen_specs as specs;

/// The violations, each in words.
fn violations(value: &impl Check) -> Vec<String> {
    value.validate().err().map_or_else(Vec::new, |found| found.iter().map(ToString::to_string).collect())
}

#[test]
fn what_meets_its_constraints_has_no_violations() {
    use specs::constraints::{Message, Part};

    let message =
        Message::new("äöü€!", "00ff7f", vec![Part::new("abc")]).exact("日本").code("ABC").text("").complex("z");
    assert_eq!(violations(&message), [""; 0]);
}

#[test]
fn every_violation_names_its_member() {
    use specs::constraints::{Message, Part};

    let message = Message::new("", "0FF7F", vec![Part::new("abc"), Part::new("abcd")]).text("a<b").code("abcd");
    assert_eq!(
        violations(&message),
        [
            "`subject` must have at least 1 character, but has 0",
            "`text` must match `^[^<>]*$`, but character 2 is '<'",
            "`code` must have at most 3 characters, but has 4",
            "`code` must match `^[A-Z]{2,4}$`, but character 1 is 'a'",
            "`color` must have at least 6 characters, but has 5",
            "`color` must match `^[0-9a-f]{6}$`, but character 2 is 'F'",
            "`parts[1].name` must have at most 3 characters, but has 4",
        ]
    );
}

#[test]
fn constraints_hold_under_every_name_of_a_component() {
    use specs::alias_requirements::Article;

    assert_eq!(violations(&Article::new("abcd", None)), ["`code` must have at most 3 characters, but has 4"]);
}

#[test]
fn constraints_hold_through_arrays_maps_null_and_recursion() {
    use specs::{arrays, maps, recursion_through_two, three_states};

    let board = arrays::Board::new(Vec::new()).gaps(vec![None, Some(arrays::Cell::new().text("long"))]);
    assert_eq!(violations(&board), ["`gaps[1].text` must have at most 3 characters, but has 4"]);

    let groups = [("a".to_owned(), vec![maps::Rule::new().name("long")])];
    let settings = maps::Settings::new([]).groups(groups);
    assert_eq!(violations(&settings), ["`groups.a[0].name` must have at most 3 characters, but has 4"]);

    let change = three_states::ProfileChange::new().nickname("x".repeat(21));
    assert_eq!(violations(&change), ["`nickname` must have at most 20 characters, but has 21"]);
    assert_eq!(violations(&three_states::ProfileChange::new().nickname(None)), [""; 0]);

    let inner = recursion_through_two::Person::new("too long");
    let person = recursion_through_two::Person::new("a").home(recursion_through_two::Home::new().owner(inner));
    assert_eq!(violations(&person), ["`home.owner.name` must have at most 5 characters, but has 8"]);
}
