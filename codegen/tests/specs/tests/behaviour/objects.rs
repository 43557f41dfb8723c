//! Objects: `allOf`, additional properties, constants, and properties of one direction.

use openapi_bindgen_runtime::{Check, Json};
use openapi_bindgen_specs as specs;

use crate::json::{misfit, read, round_trip};

#[test]
fn schemas_together_have_the_members_and_the_constraints_of_all() {
    use specs::all_of::{Deep, Extended};

    let extended: Extended = round_trip(r#"{"name":"n","color":"red","age":7}"#);
    assert_eq!(extended, Extended::new("n", "red", 7));
    assert!(misfit::<Extended>(r#"{"name":"n","color":"red"}"#).starts_with("$.age: this required member is missing"));
    let violations = Deep::new("long", "red", 7, 1.5).validate().unwrap_err();
    assert_eq!(violations.to_string(), "`name` must have at most 3 characters, but has 4");
}

#[test]
fn members_beyond_the_properties_are_kept() {
    use specs::additional_properties::{Checked, Closed, Label, Nested, Open, Typed};

    let typed: Typed = round_trip(r#"{"id":"a","x":1,"y":2}"#);
    assert_eq!(typed.additional_properties["y"], 2);
    assert!(misfit::<Typed>(r#"{"id":"a","odd name":"x"}"#).starts_with("$['odd name']: "));
    let open: Open = round_trip(r#"{"id":"a","deep":{"list":[null,1.5]}}"#);
    assert_eq!(open.additional_properties["deep"]["list"][0], Json::Null);
    let nested: Nested = round_trip(r#"{"additional_properties":"a","b":{"size":7}}"#);
    assert_eq!(nested.other_properties["b"].size, Some(7));
    assert_eq!(read::<Closed>(r#"{"id":"a","more":1}"#), Ok(Closed::new().id("a")));

    let mut checked = Checked::new();
    checked.additional_properties.insert("title".to_owned(), Label::new().text("long"));
    let violations = checked.validate().unwrap_err();
    assert_eq!(violations.to_string(), "`title.text` must have at most 3 characters, but has 4");
}

#[test]
fn untyped_values_are_kept() {
    use specs::untyped::Holder;

    let json = r#"{"any":null,"described":[1,{"a":"b"}],"free_form":{"x":true},"list":["a",2],"mixed":"a"}"#;
    let holder: Holder = round_trip(json);
    assert_eq!(holder.described.unwrap()[1]["a"], "b");
}

#[test]
fn null_is_a_value_of_any_json() {
    use specs::untyped_null::{Cell, Reading};

    assert_eq!(round_trip::<Cell>("{}"), Cell::new());
    let cell = Cell::new().value(Json::Null).nullable(Json::Null).named(Json::Null).list(vec![Json::Null]);
    assert_eq!(round_trip::<Cell>(r#"{"value":null,"nullable":null,"named":null,"list":[null]}"#), cell);
    let reading: Reading = round_trip(r#"{"value":null,"before":null}"#);
    assert_eq!((reading.value, reading.before), (Some(Json::Null), Json::Null));
    assert!(misfit::<Reading>("{}").starts_with("$.before: this required member is missing"));
}

#[test]
fn a_member_with_one_value_has_it_from_the_beginning() {
    use specs::constants::{Impossible, Kind, Message, Tag};

    assert_eq!(serde_json::to_string(&Tag::new()).unwrap(), r#"{"kind":"tag"}"#);
    let message = Message::new(Kind::Kind, None, "hi", Vec::new());
    let json = r#"{"object":"message","role":"user","version":2,"is_final":true,"ratio":1.5,"count":3,"shift":-1,"#;
    assert!(serde_json::to_string(&message).unwrap().starts_with(json));
    assert_eq!(Impossible::new(7).nothing, 7);
    // A received value takes precedence over the document's constant.
    assert_eq!(round_trip::<Tag>(r#"{"kind":"label"}"#).kind, "label");
    let other = r#"{"object":"note","role":"user","version":3,"is_final":false,"ratio":2.5,"count":4,"shift":0,"#;
    let rest = r#""of_a_component":"kind","nullable":null,"text":"hi","items":[]}"#;
    let other: Message = round_trip(&format!("{other}{rest}"));
    assert_eq!((other.version, other.is_final), (3, false));
}

#[test]
fn properties_of_one_direction_are_optional() {
    use specs::read_only::{Added, User};

    let sent = User::new("Anna", "secret");
    assert_eq!(serde_json::to_string(&sent).unwrap(), r#"{"name":"Anna","password":"secret"}"#);
    let added: Added = read(r#"{"id":"a"}"#).unwrap();
    assert_eq!((added.id.as_str(), added.secret), ("a", None));
}

#[test]
fn tuples_and_patterns_are_lists_and_maps() {
    use specs::tuples_and_patterns::{Every, Mixed, MixedItem, Pair, Several, SeveralValue};

    assert_eq!(round_trip::<Pair>("[1.5,2.5]"), [1.5, 2.5]);
    let mixed: Mixed = round_trip(r#"["a",1,true]"#);
    assert_eq!(mixed[1], MixedItem::Integer(1));
    assert_eq!(round_trip::<Every>(r#"{"7":8}"#)["7"], 8);
    assert_eq!(round_trip::<Several>(r#"{"7":8}"#)["7"], SeveralValue::Integer(8));
}

#[test]
fn a_member_that_fits_no_pattern_may_be_anything_unless_there_are_no_others() {
    use specs::tuples_and_patterns::{Anything, Headers, HeadersValue, Sizes, Texts};

    let sizes: Sizes = round_trip(r#"{"name":"n","7":8}"#);
    assert_eq!(sizes.additional_properties["7"], 8);
    let headers: Headers = round_trip(r#"{"new":7,"x-a":"b"}"#);
    assert_eq!(headers["x-a"], HeadersValue::String("b".to_owned()));
    round_trip::<Anything>(r#"{"name":"n","7":"a","new":{"deep":[1,null]}}"#);
    round_trip::<Texts>(r#"{"a":"b","new":null}"#);
}

#[test]
fn a_webhook_is_read_by_its_type() {
    use specs::webhooks::OrderDoneWebhook;

    // Only the sender checks the length.
    let event: OrderDoneWebhook = round_trip(r#"{"order":{"id":"a"},"at":"today"}"#);
    assert_eq!((event.order.id.as_str(), event.at.as_deref()), ("a", Some("today")));
}

#[test]
fn a_derive_by_option_is_there() {
    use openapi_bindgen_specs::extra_derives::{Kind, Pet};

    let pets = std::collections::HashSet::from([Pet::new().kind("cat"), Pet::new().kind("cat"), Pet::new()]);
    assert_eq!(pets.len(), 2);
    assert!(Kind::Cat < Kind::Dog);
}
