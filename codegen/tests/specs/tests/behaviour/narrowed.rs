//! Properties that `allOf` narrows or requires, and discriminators inside `allOf`.

use openapi_bindgen_specs as specs;
use serde_json::json;
use specs::all_of_narrowed::{
    AddIdentityBody, Cat, Directory, DirectoryBase, Entity, M, N, NarrowA, NarrowB, NarrowC, NarrowD, Pet, User, Web,
};

use crate::{
    canned::{Canned, client},
    json::{misfit, round_trip},
};

#[test]
fn required_properties_of_untyped_parts_are_required() {
    assert!(misfit::<M>("{}").starts_with("$.self: this required member is missing"));
    assert!(misfit::<N>("{}").starts_with("$.self: this required member is missing"));
}

#[test]
fn a_choice_of_types_is_narrowed_to_the_required_one() {
    let narrowed: NarrowA = round_trip(r#"{"result":{"url":"u"}}"#);
    assert_eq!(narrowed.result, Some(Web::new().url("u")));
    assert_eq!(round_trip::<NarrowB>(r#"{"result":{"inline":1}}"#).result.unwrap().inline, Some(1));
    assert_eq!(round_trip::<NarrowC>(r#"{"result":[{"url":"u"}]}"#).result, Some(vec![Web::new().url("u")]));
    assert_eq!(round_trip::<NarrowD>(r#"{"result":"x"}"#).result.unwrap().as_str(), "x");
}

#[test]
fn every_level_with_a_discriminator_is_a_choice_between_its_extensions() {
    let user = r#"{"id":"1","kind":"user","deleted":"d","name":"n"}"#;
    assert!(matches!(round_trip(user), Entity::User(User { name: Some(_), .. })));
    assert!(matches!(round_trip(user), Directory::User(_)));
    let directory = r#"{"id":"1","kind":"object","deleted":"d"}"#;
    assert!(matches!(round_trip(directory), Entity::Object(Directory::Object(_))));
    let sent = serde_json::to_value(Directory::Object(DirectoryBase::new())).unwrap();
    assert_eq!(sent, json!({ "kind": "object" }));
}

#[test]
fn a_level_that_adds_nothing_removes_no_branch() {
    assert!(matches!(round_trip(r#"{"k":"cat","name":"a"}"#), Pet::Cat(Cat { name: Some(_), .. })));
    assert!(matches!(round_trip(r#"{"k":"dog","bark":"a"}"#), Pet::Dog(_)));
}

#[tokio::test]
async fn an_object_of_read_only_properties_is_sent_with_its_required_ones() {
    let transport = Canned::new(204, "");
    client!(all_of_narrowed, transport).add_identity(AddIdentityBody::new("x")).await.unwrap();
    assert_eq!(transport.request().body(), r#"{"id":"x"}"#);
}
