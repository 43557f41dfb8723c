//! `accepted/examples.yaml` and HeyGen's document: the example values of the models.

use openapi_bindgen_runtime::{Check, Mock, MockClock, ToJson, TypedAnswer};
use openapi_bindgen_specs::examples::{
    Animal, Cat, Client, Contact, Example, Kind, NewPet, Pet, Prices, Shape, Store, Tree,
    operations::{CreatePet, GetStore, ListPets},
};
use serde_json::{Value, json};

/// Returns the example as JSON, after a check of its constraints.
fn example<T: Example + ToJson + serde_core::Serialize>() -> Value {
    let example = T::example();
    assert!(example.validate().is_ok(), "{:?}", example.validate());
    serde_json::to_value(&example).unwrap()
}

#[test]
fn a_discriminator_that_is_an_integer_is_one_in_the_example() {
    assert_eq!(example::<Shape>(), json!({ "kind": 1, "radius": 1 }));
}

#[test]
fn examples_of_the_document_are_preferred() {
    assert_eq!(example::<Pet>(), json!({ "id": 7, "name": "Mia", "kind": "cat" }));
    assert_eq!(example::<Animal>(), json!({ "type": "dog", "barks": true }));
    assert_eq!(example::<Prices>(), json!({ "all": { "cat": 12, "dog": 20 } }));
}

#[test]
fn invalid_parts_are_left_out_or_made() {
    assert_eq!(example::<Store>(), json!({ "name": "Main Street" }));
    assert_eq!(example::<Contact>(), json!({ "mail": "a@b.example" }));
    let pet = example::<NewPet>();
    let expected = json!({
        "name": "Mia", "code": "AAA-1", "born": "2024-01-28T12:30:00Z", "weight": 3.0, "nickname": "Mi \"x\"# \u{202e}",
    });
    assert_eq!(pet, expected);
}

#[test]
fn a_type_without_examples_has_one_of_its_schema() {
    assert_eq!(example::<Kind>(), json!("cat"));
    assert_eq!(example::<Cat>(), json!({ "type": "cat", "lives": 9 }));
    assert_eq!(example::<Tree>(), json!({ "children": [] }));
}

#[test]
fn a_mock_answers_with_examples_and_checks_what_is_sent() {
    let mock = Mock::new()
        .on_example::<ListPets>()
        .on_example::<CreatePet>()
        .on::<GetStore>(TypedAnswer::output(&Store::example()));
    let builder = Client::builder().base_url("https://example.com").blocking_transport(mock.clone());
    let client = builder.blocking_timer(MockClock::new()).build_blocking().unwrap();

    assert_eq!(*client.list_pets().send().unwrap(), [Pet::example()]);
    // The response has an envelope.
    assert_eq!(*client.create_pet(NewPet::example()).send().unwrap(), Pet::example());
    assert_eq!(client.get_store().send().unwrap().name, "Main Street");

    let error = client.create_pet(NewPet::example().tags(["long".to_owned()])).send().unwrap_err();
    assert!(error.to_string().contains("tags"), "{error}");
    let sent = mock.requests_of::<CreatePet>();
    assert_eq!(sent.len(), 1);
    assert_eq!(serde_json::from_slice::<NewPet>(sent[0].body()).unwrap(), NewPet::example());
}

#[test]
fn every_type_of_heygen_has_an_example() {
    use openapi_bindgen_specs::heygen::{
        AvatarError, AvatarGroupItem, CreateAvatarConsentRequest, CreateAvatarConsentResponse, StandardApiError,
    };

    assert!(example::<CreateAvatarConsentRequest>().is_object());
    assert!(example::<CreateAvatarConsentResponse>()["url"].is_string());
    assert!(example::<StandardApiError>()["message"].is_string());
    assert!(example::<AvatarGroupItem>()["id"].is_string());
    assert!(example::<AvatarError>().is_object());
}
