//! Discriminators are always sent.

use openapi_bindgen_specs as specs;
use serde_json::{Value, json};
use specs::union_tag_always_sent::{
    Bird, Cat, Dog, Fish, Hound, One, Owner, OwnerPetsItem, Pet, Puppy, Thing, ThingDone, ThingOpen, Two,
};

use crate::{
    canned::{Canned, client},
    json::{read, round_trip},
};

async fn sent(pet: Pet) -> Value {
    let transport = Canned::new(204, "");
    client!(union_tag_always_sent, transport).create_pet(pet).await.unwrap();
    serde_json::from_slice(transport.request().body()).unwrap()
}

#[tokio::test]
async fn a_branch_that_does_not_require_or_declare_the_tag_is_sent_with_it() {
    for (pet, expected) in [
        (Pet::Cat(Cat::new(3)), json!({ "pet_type": "cat", "meows": 3 })),
        (Pet::Bird(Bird::new(2)), json!({ "pet_type": "bird", "wings": 2 })),
        (Pet::Fish(Fish::new().depth(1.5)), json!({ "pet_type": "fish", "depth": 1.5 })),
        (Pet::Blob([("color".to_owned(), "red".to_owned())].into()), json!({ "pet_type": "blob", "color": "red" })),
    ] {
        assert_eq!(sent(pet).await, expected);
    }
    // A value from the caller is kept.
    let fish = Fish::new().pet_type("shark".to_owned());
    assert_eq!(sent(Pet::Fish(fish)).await, json!({ "pet_type": "shark" }));
}

#[tokio::test]
async fn a_choice_in_a_choice_is_sent_with_both_tags() {
    assert_eq!(
        sent(Pet::Dog(Dog::Puppy(Puppy::new().teeth(4)))).await,
        json!({ "pet_type": "dog", "age": "Puppy", "teeth": 4 })
    );
    assert_eq!(
        sent(Pet::Dog(Dog::Hound(Hound::new().speed(60)))).await,
        json!({ "pet_type": "dog", "age": "Hound", "speed": 60 })
    );
}

#[tokio::test]
async fn a_mapping_may_name_the_place_of_a_branch() {
    let thing: Thing = round_trip(r#"{"status":"done","eta":1}"#);
    assert!(matches!(thing, Thing::Done(_)), "{thing:?}");
    for (thing, expected) in [
        (Thing::Open(ThingOpen::new().eta(7)), json!({ "status": "open", "eta": 7 })),
        (Thing::Done(ThingDone::new().url("u")), json!({ "status": "done", "url": "u" })),
    ] {
        let transport = Canned::new(204, "");
        client!(union_tag_always_sent, transport).create_thing(thing).await.unwrap();
        assert_eq!(serde_json::from_slice::<Value>(transport.request().body()).unwrap(), expected);
    }
}

#[tokio::test]
async fn branches_with_a_value_of_their_own_that_may_be_left_out_are_sent_with_it() {
    let pets = [OwnerPetsItem::One(One::new().size(1)), OwnerPetsItem::Two(Two::new().size(2))];
    let transport = Canned::new(204, "");
    client!(union_tag_always_sent, transport).create_owner(Owner::new(pets)).await.unwrap();
    assert_eq!(
        serde_json::from_slice::<Value>(transport.request().body()).unwrap(),
        json!({ "pets": [{ "kind": "one", "size": 1 }, { "kind": "two", "size": 2 }] })
    );
    // Without a discriminator, the properties select the branch, and nothing is added.
    let owner: Owner = round_trip(r#"{"pets":[{"size":1},{"kind":"two","size":1}]}"#);
    assert!(matches!(&owner.pets[..], [OwnerPetsItem::One(_), OwnerPetsItem::Two(_)]), "{owner:?}");
    let odd: Owner = read(r#"{"pets":[{"kind":"three"},{"kind":"one","size":"x"}]}"#).unwrap();
    assert!(matches!(&odd.pets[..], [OwnerPetsItem::Unknown(_), OwnerPetsItem::Unknown(_)]), "{odd:?}");
}

#[tokio::test]
async fn a_tag_that_is_a_number_is_sent_and_read_as_one() {
    use specs::union_tag_scalar::{Answer, Codes, CodesCodesItem, Event, One, Second, Two};

    let transport = Canned::new(200, r#"{"version":2,"id":7}"#);
    let client = client!(union_tag_scalar, transport);
    let event = client.create_event(Second::new(7)).await.unwrap();
    let sent: Value = serde_json::from_slice(transport.request().body()).unwrap();
    assert_eq!(sent, json!({ "version": 2, "id": 7 }));
    assert!(matches!(&*event, Event::Second(second) if second.id == 7), "{event:?}");
    let Event::First(first) = read(r#"{"version":1,"id":7}"#).unwrap() else { panic!("another branch") };
    assert_eq!(first.version, Some(1));

    let codes = [CodesCodesItem::One(One::new().size(1)), CodesCodesItem::Two(Two::new().size(2))];
    let transport = Canned::new(204, "");
    client!(union_tag_scalar, transport).create_codes(Codes::new(codes)).await.unwrap();
    let sent: Value = serde_json::from_slice(transport.request().body()).unwrap();
    assert_eq!(sent, json!({ "codes": [{ "code": 1, "size": 1 }, { "code": 2, "size": 2 }] }));
    let codes: Codes = round_trip(r#"{"codes":[{"code":2,"size":1},{"code":1}]}"#);
    assert!(matches!(&codes.codes[..], [CodesCodesItem::Two(_), CodesCodesItem::One(_)]), "{codes:?}");
    let answer: Answer = round_trip(r#"{"ok":false,"value":"v"}"#);
    assert!(matches!(answer, Answer::No(_)), "{answer:?}");
}
