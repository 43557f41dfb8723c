//! Constraints on what is sent.

use openapi_bindgen_runtime::Check;
use openapi_bindgen_specs as specs;

use crate::canned::{Canned, client};

/// Returns the messages of all violations.
fn violations(value: &impl Check) -> Vec<String> {
    value.validate().err().map_or_else(Vec::new, |found| found.iter().map(ToString::to_string).collect())
}

#[test]
fn valid_values_have_no_violations() {
    use specs::constraints::{Message, Part};

    let message = Message::new("äöü€!", "00ff7f", vec![Part::new("abc")]).exact("日本").code("ABC").text("");
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

#[test]
fn numbers_keep_within_their_bounds() {
    use specs::bounds::{BoxModel, Old};

    let fits = BoxModel::new().count(9).step(95).offset(-10);
    assert_eq!(violations(&fits), [""; 0]);
    assert_eq!(violations(&BoxModel::new().ratio(1.0).price(0.29).weight(0.1)), [""; 0]);
    assert_eq!(violations(&BoxModel::new().size(None)), [""; 0]);
    let count = BoxModel::new().count(0).step(101).size(4);
    assert_eq!(
        violations(&count),
        [
            "`count` must be at least 1",
            "`step` must be at most 99",
            "`step` must be a multiple of 5",
            "`size` must be a multiple of 3",
        ]
    );
    let number = BoxModel::new().ratio(0.0).price(0.295).weight(0.05);
    assert_eq!(
        violations(&number),
        ["`ratio` must be more than 0", "`price` must be a multiple of 0.01", "`weight` must be at least 0.1"]
    );
    assert_eq!(violations(&Old::new(f64::NAN)), ["`some` must be more than 0", "`some` must be at most 1"]);
}

#[test]
fn lists_maps_and_their_contents_keep_within_their_bounds() {
    use specs::bounds::{BoxModel, Part};

    let text = |text: &str| text.to_owned();
    let lists = BoxModel::new()
        .tags([text("a"), text("long"), text("a")])
        .names([Some(text("")), None])
        .table([vec![], vec![9, 10, 11]]);
    assert_eq!(
        violations(&lists),
        [
            "`tags` must have at most 2 items, but has 3",
            "`tags` must have unique items, but [0] and [2] are equal",
            "`tags[1]` must have at most 3 characters, but has 4",
            "`names[0]` must have at least 1 character, but has 0",
            "`table[1]` must have at most 2 items, but has 3",
            "`table[1][1]` must be at most 9",
            "`table[1][2]` must be at most 9",
        ]
    );
    let mut part = Part::new("long");
    part.additional_properties.insert("size".to_owned(), 5.5);
    let maps = BoxModel::new().labels([(text("x"), text("A"))]).limits([(text("y"), 101)]).parts([part]);
    assert_eq!(
        violations(&maps),
        [
            "`labels.x` must match `^[a-z]*$`, but character 1 is 'A'",
            "`limits.y` must be at most 100",
            "`parts[0].name` must have at most 3 characters, but has 4",
            "`parts[0].size` must be at most 5",
        ]
    );
}

#[test]
fn an_object_has_as_many_members_as_it_writes() {
    use specs::bounds::BoxModel;

    assert_eq!(violations(&BoxModel::new()), ["the value must have at least 1 member, but has 0"]);
    // Null counts as a property.
    assert_eq!(violations(&BoxModel::new().size(None)), [""; 0]);
    let four = BoxModel::new().count(1).step(5).offset(0).size(None);
    assert_eq!(violations(&four), ["the value must have at most 3 members, but has 4"]);
}

#[test]
fn the_branches_of_a_choice_have_constraints_of_their_own() {
    use specs::bounds::{BoxChoice, BoxModel};

    let choice = |choice: BoxChoice| violations(&BoxModel::new().choice(choice));
    assert_eq!(choice(BoxChoice::String("long".to_owned())), ["`choice` must have at most 3 characters, but has 4"]);
    assert_eq!(choice(BoxChoice::Integer(0)), ["`choice` must be at least 1"]);
    let tags = vec!["long".to_owned()];
    assert_eq!(choice(BoxChoice::Tags(tags)), ["`choice[0]` must have at most 3 characters, but has 4"]);
}

#[test]
fn parameters_and_bodies_are_checked_as_wholes() {
    use specs::bounds::operations::AddBoxes;

    let mut call = AddBoxes::new(0, Vec::new());
    call.ratio = Some(1.0);
    assert_eq!(
        violations(&call),
        ["`id` must be at least 1", "`ratio` must be less than 1", "the value must have at least 1 item, but has 0"]
    );
}

#[test]
fn patterns_are_those_of_the_document() {
    use specs::patterns::Plan;

    let plan = Plan::new().code("ÄÖ-12").anywhere("xacx").escaped("a_b").both("yes").broken("(").foreign("ABC");
    assert_eq!(violations(&plan), [""; 0]);
    let plan = Plan::new().code("Ab").codes(["AB-x".to_owned()]).anywhere("a").escaped("ab").both("nothing");
    assert_eq!(
        violations(&plan),
        [
            r"`code` must match `^\p{Lu}{2}(-\d+)?$`",
            r"`codes[0]` must match `^\p{Lu}{2}(-\d+)?$`",
            "`anywhere` must match `a(b|c)`",
            r"`escaped` must match `^a\_b$`",
            "`both` must match `^(?!no)`",
        ]
    );
}

#[test]
fn patterns_of_other_dialects_are_translated() {
    use specs::patterns::Plan;

    let plan = Plan::new().ignoring_case("aBc").anchored("abc").posix("aBc");
    assert_eq!(violations(&plan), [""; 0]);
    assert_eq!(violations(&Plan::new().ignoring_case("1").anchored("A").posix("1")).len(), 3);
}

#[tokio::test]
async fn checks_can_be_turned_off() {
    let transport = crate::canned::Canned::new(204, "");
    let long = specs::form_body::CreateTokenBody::new("0123456789");
    let client = crate::canned::builder!(form_body, transport).checks(false).build().unwrap();
    client.create_token(long.clone()).await.unwrap();
    assert!(crate::canned::client!(form_body, transport).create_token(long).await.is_err());
    assert_eq!(transport.count(), 1);
}

#[test]
fn a_number_without_a_name_is_one_of_those_listed() {
    use specs::constants::{Kind, Message};
    use specs::named_values::{Priority, Task};

    assert_eq!(violations(&Task::new(Priority::from(9), 4).share(0.5).sizes([1, 2])), [""; 0]);
    let task = Task::new(Priority::Low, 3).share(0.75).short(2).sizes([1, 3]);
    assert_eq!(
        violations(&task),
        ["`size` must be one of 1, 2, 4", "`share` must be one of 0.5, 1", "`sizes[1]` must be one of 1, 2, 4"]
    );
    let mut message = Message::new(Kind::from("a"), None, "text", vec![]);
    assert_eq!(violations(&message), [""; 0]);
    message.version = 3;
    assert_eq!(violations(&message), ["`version` must be 2"]);
}

#[tokio::test]
async fn limits_that_exclude_each_other_are_not_checked() {
    use specs::contradictions::Thing;

    let transport = Canned::new(204, "");
    let thing =
        Thing::new().text("abcd").whole(7).real(2.0).list(["a"]).map([("a".to_owned(), "b".to_owned())]).both("a");
    let mut call = client!(contradictions, transport).create_thing();
    call.operation_mut().body = thing;
    call.await.unwrap();
    assert_eq!(transport.count(), 1);
    // What remains is checked.
    let error = client!(contradictions, transport).create_thing().text("A").one(4).await.unwrap_err().to_string();
    assert!(error.contains("text") && error.contains("one"), "{error}");
    assert_eq!(transport.count(), 1);
}
