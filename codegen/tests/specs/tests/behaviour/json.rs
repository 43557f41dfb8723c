//! Deserializing and serializing generated types.

use openapi_bindgen_specs as specs;
use serde_core::{Serialize, de::DeserializeOwned};

pub(crate) fn read<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

/// Deserializes `json`, and asserts that serializing restores it.
pub(crate) fn round_trip<T: DeserializeOwned + Serialize>(json: &str) -> T {
    let value = read(json).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    value
}

/// Returns the error for JSON that does not fit `T`.
pub(crate) fn misfit<T: DeserializeOwned>(json: &str) -> String {
    read::<T>(json).err().expect("the JSON fits")
}

#[test]
fn a_value_of_an_enum_that_is_not_listed_is_kept() {
    use specs::string_enum::LookStatus;

    assert_eq!(round_trip::<LookStatus>(r#""pending_review""#), LookStatus::PendingReview);
    let archived: LookStatus = round_trip(r#""archived""#);
    assert!(matches!(&archived, LookStatus::Unknown(value) if value.as_str() == "archived"));
    assert_eq!((archived.to_string(), LookStatus::from("ready")), ("archived".to_owned(), LookStatus::Ready));
}

#[test]
fn values_that_are_not_names_keep_their_wire_form() {
    use specs::string_enum_names::{Alike, Odd};

    for (json, value) in [
        (r#""""#, Odd::Empty),
        (r#""self""#, Odd::SelfValue),
        (r#""unknown""#, Odd::UnknownValue),
        (r#""two\nlines""#, Odd::TwoLines),
        ("\"\u{202e}right to left\"", Odd::RightToLeft),
    ] {
        assert_eq!(round_trip::<Odd>(json), value);
    }
    assert_eq!(round_trip::<Alike>(r#""inProgress""#), Alike::InProgressValue);
}

#[test]
fn a_listed_null_is_none() {
    use specs::string_enum_null::{Choice, Vote};

    let vote: Vote = round_trip(r#"{"of_two_types":null,"without_a_type":null,"of_a_component":null}"#);
    assert_eq!(vote, Vote::new(None, None, None));
    let vote: Vote = round_trip(r#"{"of_two_types":"up","without_a_type":"down","of_a_component":"yes"}"#);
    assert_eq!(vote.of_a_component, Some(Choice::Yes));
}

#[test]
fn null_and_absent_are_one_where_a_sender_cannot_tell_them_apart() {
    use specs::{nullable_3_0, nullable_3_1};

    let json = r#"{"nickname":null,"picture":null,"friends":["a",null],"badge":null}"#;
    let old: nullable_3_0::Profile = read(json).unwrap();
    assert_eq!((old.nickname, old.friends), (None, Some(vec![Some("a".to_owned()), None])));
    let new: nullable_3_1::Profile = read(json).unwrap();
    assert_eq!(serde_json::to_string(&new).unwrap(), r#"{"friends":["a",null]}"#);
}

#[test]
fn a_required_member_may_be_null_and_has_to_be_there() {
    use specs::required_nullable::Move;

    assert_eq!(round_trip::<Move>(r#"{"parent":null,"position":null,"name":"a"}"#), Move::new(None, None, "a"));
    let message = misfit::<Move>(r#"{"position":1,"name":"a"}"#);
    assert!(message.starts_with("$.parent: this required member is missing"), "{message}");
    let message = misfit::<Move>(r#"{"parent":null,"position":1,"name":null}"#);
    assert!(message.starts_with("$.name: invalid type: null, expected a string"), "{message}");
}

#[test]
fn absent_null_and_a_value_differ_in_requests() {
    use specs::three_states::ProfileChange;

    for (change, json) in [
        (ProfileChange::new(), "{}"),
        (ProfileChange::new().nickname(None), r#"{"nickname":null}"#),
        (ProfileChange::new().nickname("a".to_owned()), r#"{"nickname":"a"}"#),
        (ProfileChange::new().nickname("a"), r#"{"nickname":"a"}"#),
    ] {
        assert_eq!(round_trip::<ProfileChange>(json), change);
    }
    assert_eq!(read::<ProfileChange>(r#"{"color":null}"#).unwrap(), ProfileChange::new());
}

#[test]
fn containers_nest() {
    use specs::{arrays::Board, maps::Settings};

    let board: Board = round_trip(r#"{"tags":["a"],"rows":[[1],[]],"cells":[{"text":"x"}],"gaps":[null,{}]}"#);
    assert_eq!(board.rows, Some(vec![vec![1], vec![]]));
    let message = misfit::<Board>(r#"{"tags":[],"rows":[[1],[2,"x"]]}"#);
    assert!(message.starts_with("$.rows[1][1]: "), "{message}");

    let settings: Settings = round_trip(r#"{"labels":{"a b":"c"},"limits":{"x":null},"groups":{"g":[{"name":"n"}]}}"#);
    assert_eq!(settings.labels["a b"], "c");
    let message = misfit::<Settings>(r#"{"labels":{},"groups":{"a b":[{"name":7}]}}"#);
    assert!(message.starts_with("$.groups['a b'][0].name: "), "{message}");
}

#[test]
fn a_type_contains_itself() {
    use specs::{recursion::Comment, recursion_through_two::Person};

    let comment: Comment =
        round_trip(r#"{"text":"a","quoted":{"text":"b"},"replies":[{"text":"c"}],"translations":{"de":{"text":"d"}}}"#);
    assert_eq!(comment.quoted, Some(Box::new(Comment::new("b"))));
    assert_eq!(Comment::new("a").quoted(Comment::new("b")).quoted, comment.quoted);
    let person: Person = round_trip(r#"{"name":"a","home":{"owner":{"name":"b","partner":{"name":"c"}}}}"#);
    assert_eq!(person.home.unwrap().owner.unwrap().partner.unwrap().name, "c");
}

#[test]
fn numbers_have_the_width_of_their_format() {
    use specs::numbers::Numbers;

    let numbers: Numbers = read(r#"{"integer":4102444800.0,"number":3,"float":0.5,"unix_time":4102444800}"#).unwrap();
    assert_eq!((numbers.integer, numbers.unix_time), (4_102_444_800, Some(4_102_444_800)));
    assert_eq!((numbers.number, numbers.float), (3.0, Some(0.5)));
    let message = misfit::<Numbers>(r#"{"integer":1,"number":1,"int32":4102444800}"#);
    assert!(message.starts_with("$.int32: 4102444800 is out of range"), "{message}");
}

#[test]
fn members_have_the_names_of_the_document() {
    use specs::field_names::{Alike, Keywords};

    let json = r#"{"type":"a","self":"b","Self":"c","_":"d","2fa":"e","$ref-like":"f","größe":"g","new":"h"}"#;
    let keywords: Keywords = round_trip(json);
    assert_eq!((keywords.self_.as_deref(), keywords.self_field.as_deref()), (Some("b"), Some("c")));
    let alike = Alike::new("a", "b").user_id("c").user_id_field_2("d");
    assert_eq!(serde_json::to_string(&alike).unwrap(), r#"{"user_id":"c","userId":"a","UserID":"d","user-id":"b"}"#);
}

#[test]
fn inline_types_are_types_like_others() {
    use specs::inline_types::{Order, OrderAddress, OrderAddressKind, OrderStatusInline};

    let order = Order::new()
        .status(OrderStatusInline::Paid)
        .address(OrderAddress::new().street("Main").kind(OrderAddressKind::Home));
    let json = r#"{"status":"paid","address":{"street":"Main","kind":"home"}}"#;
    assert_eq!(round_trip::<Order>(json), order);
}

#[test]
fn members_that_the_document_does_not_have_are_ignored() {
    let point: specs::models_only::Point = read(r#"{"x":1.5,"z":{"deep":[1]},"y":2}"#).unwrap();
    assert_eq!(point, specs::models_only::Point::new(1.5, 2.0));
}

#[test]
fn numbers_with_names_are_an_open_enum() {
    use specs::named_values::{Letter, Level, Priority, Task, TaskMaybe};

    assert_eq!((Priority::from(-1), Priority::Low.as_i64()), (Priority::Off, 0));
    assert_eq!("1".parse(), Ok(Priority::High));
    let json = r#"{"priority":7,"level":1,"letter":"b","size":2,"maybe":1,"by_name":{"a":-1,"b":3}}"#;
    let task: Task = round_trip(json);
    assert!(matches!(task.priority, Priority::Unknown(number) if number.as_i64() == 7));
    assert_eq!((task.level, task.letter), (Some(Level::First), Some(Letter::Beta)));
    assert_eq!(task.maybe.value(), Some(&TaskMaybe::Only));
    let by_name = task.by_name.unwrap();
    assert_eq!((by_name["a"], by_name["b"].to_string()), (Priority::Off, "3".to_owned()));
    assert!(misfit::<Task>(r#"{"priority":"low","size":1}"#).starts_with("$.priority: "));
}

#[test]
fn callback_requests_are_deserialized() {
    use specs::callbacks::{
        EndedCallback, GetPingsPongCallback, SubscribeOnEventCallback, SubscribeOnEventPostCallback,
        SubscribeOnEventPutCallback, SubscribeOnEventPutCallbackState, SubscribeOnTurnCallback,
    };

    let event: SubscribeOnEventCallback = round_trip(r#"{"id":"e","order":{"id":"o"}}"#);
    assert_eq!((event.id.as_str(), event.order.unwrap().id.as_str()), ("e", "o"));
    let state: SubscribeOnEventPutCallback = round_trip(r#"{"state":"old"}"#);
    assert_eq!(state.state, Some(SubscribeOnEventPutCallbackState::Old));
    assert_eq!(round_trip::<SubscribeOnEventPostCallback>(r#"{"other":true}"#).other, Some(true));
    assert_eq!(round_trip::<SubscribeOnTurnCallback>(r#"{"turn":2}"#).turn, Some(2));
    assert_eq!(round_trip::<GetPingsPongCallback>(r#"{"at":7}"#).at, Some(7));
    assert_eq!(round_trip::<EndedCallback>(r#"{"reason":"over"}"#).reason.as_deref(), Some("over"));
}

#[test]
fn a_reference_into_a_schema_has_the_type_of_its_place() {
    use specs::references_deep::{Chest, ListPetsOutputKind, Shape, ShapeRound, ThingsItem, ThingsItemSize, Wish};

    let thing = ThingsItem::new().size(ThingsItemSize::Small);
    let round = ShapeRound::new(1.5);
    let chest = Chest::new().things([thing.clone()]).shape(Shape::Round(round.clone()));
    assert_eq!(round_trip::<Chest>(r#"{"things":[{"size":"small"}],"shape":{"radius":1.5}}"#), chest);
    let wish = Wish::new().kind(ListPetsOutputKind::Cat).first(thing).shape(round).by_way(ThingsItemSize::Large);
    let json = r#"{"kind":"cat","first":{"size":"small"},"shape":{"radius":1.5},"by_way":"large"}"#;
    assert_eq!(round_trip::<Wish>(json), wish);
}

#[test]
fn a_reference_into_a_webhook_has_the_type_of_its_place() {
    use specs::references_incoming::{
        Basket, EndedCallback, EndedCallbackWhy, OrderDonePost0, OrderDoneWebhook, OrderDoneWebhookItem,
        PutBasketOnEventCallback, PutBasketOnEventCallbackState as State,
    };

    let (item, why) = (OrderDoneWebhookItem::new().size(7), EndedCallbackWhy::new().text("enough"));
    let event = OrderDoneWebhook::new(item.clone()).again(item.clone());
    assert_eq!(round_trip::<OrderDoneWebhook>(r#"{"item":{"size":7},"again":{"size":7}}"#), event);
    assert_eq!(round_trip::<PutBasketOnEventCallback>(r#"{"state":"old"}"#).state, Some(State::Old));
    let basket = Basket::new().first(item).last(event).level(OrderDonePost0::Low).state(State::Old).why(why.clone());
    let json = r#"{"first":{"size":7},"last":{"item":{"size":7},"again":{"size":7}},"level":"low","state":"old","why":{"text":"enough"}}"#;
    assert_eq!(round_trip::<Basket>(json), basket);
    assert_eq!(round_trip::<EndedCallback>(r#"{"why":{"text":"enough"}}"#).why, Some(why));
}
