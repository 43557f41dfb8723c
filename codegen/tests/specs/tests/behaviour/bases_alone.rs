//! A type that extends a base is sent with the discriminator, also where its place allows only this type.

use openapi_bindgen_specs as specs;
use serde_json::{Value, json};
use specs::all_of_base_alone::{Ant, Candle, Cat, Dog, Kennel, Pet, Round};

use crate::{
    canned::{Canned, client},
    json::round_trip,
};

#[tokio::test]
async fn a_body_of_one_type_is_sent_with_the_discriminator() {
    let transport = Canned::new(204, "");
    client!(all_of_base_alone, transport).create_cat().lives(9).await.unwrap();
    assert_eq!(transport.request().body(), r#"{"kind":"cat","lives":9}"#);
    // A value from the caller is kept.
    let transport = Canned::new(204, "");
    client!(all_of_base_alone, transport).create_cat().kind("lion").await.unwrap();
    assert_eq!(transport.request().body(), r#"{"kind":"lion"}"#);
}

#[tokio::test]
async fn parts_of_a_body_are_sent_with_their_discriminators() {
    let kennel = Kennel::new([Dog::new(), Dog::new().tricks(["sit"])])
        .guard(Cat::new())
        .plan(Round::new(2.0))
        .by_name(std::collections::BTreeMap::from([("a".to_owned(), Ant::new().legs(6))]));
    let transport = Canned::new(200, r#"{"dogs":[]}"#);
    client!(all_of_base_alone, transport).create_kennel(kennel).await.unwrap();
    assert_eq!(
        serde_json::from_slice::<Value>(transport.request().body()).unwrap(),
        json!({
            "dogs": [{ "kind": "Dog" }, { "kind": "Dog", "tricks": ["sit"] }],
            "guard": { "kind": "cat" },
            "plan": { "shape-type": "Round", "radius": 2 },
            "by_name": { "a": { "kind": "ANT", "legs": 6 } },
        })
    );
    // What was read without it is whole without it.
    round_trip::<Kennel>(r#"{"dogs":[{"name":"a"}],"guard":{"lives":1},"plan":{"radius":0.5}}"#);
}

#[tokio::test]
async fn forms_are_sent_with_the_discriminator() {
    let transport = Canned::new(204, "");
    client!(all_of_base_alone, transport).fill_cat().lives(9).await.unwrap();
    assert_eq!(transport.request().body(), "kind=cat&lives=9");

    for kind in [None, Some("QUEEN")] {
        let transport = Canned::new(204, "");
        let call = client!(all_of_base_alone, transport).upload_ant().legs(6);
        let call = if let Some(kind) = kind { call.kind(kind) } else { call };
        call.await.unwrap();
        let body = String::from_utf8(transport.request().body().to_vec()).unwrap();
        assert_eq!(body.matches("name=\"kind\"").count(), 1, "{body}");
        assert!(body.contains(&format!("name=\"kind\"\r\n\r\n{}\r\n", kind.unwrap_or("ANT"))), "{body}");
    }
}

#[tokio::test]
async fn the_union_sends_it_once() {
    for (pet, whole) in
        [(Pet::from(Cat::new()), r#"{"kind":"cat"}"#), (Pet::from(Ant::new().legs(6)), r#"{"kind":"ANT","legs":6}"#)]
    {
        assert_eq!(serde_json::to_string(&pet).unwrap(), whole);
    }
}

#[tokio::test]
async fn a_branch_of_a_choice_is_sent_with_a_discriminator_that_it_declares() {
    let transport = Canned::new(204, "");
    client!(all_of_base_alone, transport).create_lamp().candle(Candle::new().height(3)).await.unwrap();
    assert_eq!(transport.request().body(), r#"{"light":"lamp","candle":{"height":3}}"#);
}
