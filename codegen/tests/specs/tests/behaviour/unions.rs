//! Unions: the branch of a value, and that no property is lost.

use openapi_bindgen_specs as specs;
use serde_json::json;

use crate::json::{misfit, read, round_trip};

#[test]
fn a_mapped_value_selects_the_branch() {
    use specs::union_by_mapping::{Dog, Owner, Pet};

    for (json, kind) in [(r#"{"kind":"cat","lives":7}"#, "cat"), (r#"{"kind":"kitten"}"#, "kitten")] {
        let pet: Pet = round_trip(json);
        assert!(matches!(&pet, Pet::Cat(cat) if cat.kind == kind), "{pet:?}");
    }
    assert!(matches!(round_trip(r#"{"kind":"Fish"}"#), Pet::Fish(_)));

    let owner = Owner::new(Pet::Dog(Dog::new("Rex")));
    assert_eq!(round_trip::<Owner>(r#"{"pet":{"kind":"dog","name":"Rex"}}"#), owner);
    let message = misfit::<Owner>(r#"{"pet":{"kind":"cat"},"pets":[{"kind":"dog"}]}"#);
    assert!(message.starts_with("$.pets[0].name: this required member is missing"), "{message}");
}

#[test]
fn a_branch_that_is_a_union_has_the_values_of_its_branches() {
    use specs::union_in_union::{All, Constants, Later, Mapped, Named, NamedLater, Pet, PetCat, TwoOrThree};

    let all: All = round_trip(concat!(
        r#"{"constants":[{"kind":"one","a":"x"},{"kind":"two","b":"x"},{"kind":"three","c":"x"},{"kind":"four"}],"#,
        r#""mapped":[{"kind":"first","a":"x"},{"kind":"second","b":"x"},{"kind":"third","c":"x"}],"#,
        r#""named":[{"kind":"First","a":"x"},{"kind":"Third","c":"x"}],"#,
        r#""pet":{"pet":"cat","color":"white"}}"#
    ));
    assert!(matches!(
        &all.constants.unwrap()[..],
        [
            Constants::One(_),
            Constants::TwoOrThree(TwoOrThree::Two(_)),
            Constants::TwoOrThree(TwoOrThree::Three(_)),
            Constants::Unknown(_)
        ]
    ));
    assert!(matches!(
        &all.mapped.unwrap()[..],
        [Mapped::First(_), Mapped::Later(Later::Second(_)), Mapped::Later(Later::Third(_))]
    ));
    assert!(matches!(&all.named.unwrap()[..], [Named::First(_), Named::NamedLater(NamedLater::Third(_))]));
    assert!(matches!(all.pet, Some(Pet::Cat(PetCat::White(_)))));
}

#[test]
fn a_mapping_may_spell_a_schema_in_several_forms() {
    use specs::union_by_mapping_spelled::Animal;

    assert!(matches!(round_trip(r#"{"kind":"fish","depth":3}"#), Animal::Fish(_)));
    assert!(matches!(round_trip(r#"{"kind":"animal","legs":4}"#), Animal::Animal(_)));
    assert!(matches!(round_trip(r#"{"kind":"Air/Bird"}"#), Animal::AirBird(_)));
    assert!(matches!(round_trip(r#"{"kind":"serpent"}"#), Animal::Serpent(_)));
    assert!(matches!(round_trip(r#"{"kind":"ghost"}"#), Animal::Ghost(_)));
}

#[test]
fn a_branch_that_is_not_known_is_kept_with_its_payload() {
    use specs::{union_by_constant::Block, union_by_mapping::Pet, union_by_name::Drawing};

    for json in [r#"{"kind":"bird","wings":[2]}"#, r#"{"wings":2}"#, r#"{"kind":7}"#, r#""cat""#, "[1]"] {
        let pet: Pet = round_trip(json);
        assert!(matches!(pet, Pet::Unknown(_)), "{pet:?}");
    }
    round_trip::<Drawing>(r#"{"shape":{"kind":"Hexagon","side":1}}"#);
    let block: Block = round_trip(r#"{"type":"video","url":"u"}"#);
    assert!(matches!(block, Block::Unknown(payload) if payload["url"] == json!("u")));
}

#[test]
fn a_constant_property_selects_the_branch() {
    use specs::union_by_constant::{Block, BlockImageType, Loose};

    assert!(matches!(round_trip(r#"{"type":"text","text":"a"}"#), Block::Text(_)));
    let block: Block = round_trip(r#"{"type":"gif","url":"u"}"#);
    assert!(matches!(block, Block::Image(image) if image.r#type == BlockImageType::Gif));
    assert!(misfit::<Block>(r#"{"type":"image"}"#).starts_with("$.url: "));

    // Without a discriminator, the first exact match is used.
    assert!(matches!(round_trip(r#"{"type":"a"}"#), Loose::A(_)));
    assert!(matches!(round_trip(r#"{"type":"b"}"#), Loose::B(_)));
    assert!(matches!(round_trip(r#"{"one":"x"}"#), Loose::A(_)));
}

#[test]
fn the_first_branch_that_fits_exactly_is_it() {
    use specs::union_untagged::Input;

    assert!(matches!(round_trip(r#""a""#), Input::String(_)));
    assert!(matches!(round_trip(r#"["a"]"#), Input::List(_)));
    assert!(matches!(round_trip("[[1],[]]"), Input::IntegerListList(_)));
    assert!(matches!(round_trip(r#"{"text":"a"}"#), Input::Message(_)));
    assert!(matches!(round_trip(r#"{"prompt":"a"}"#), Input::Prompt(_)));
    assert!(matches!(round_trip(r#"{"head":"a","tail":"b"}"#), Input::TwoParts(_)));
    assert!(matches!(round_trip(r#"{"a":1,"b":2}"#), Input::Object(_)));
    assert!(matches!(round_trip("[1.5]"), Input::Unknown(_)));
    assert!(matches!(round_trip("true"), Input::Unknown(_)));
    // An unknown property is dropped, and the nearest branch is used.
    assert!(matches!(read(r#"{"head":"a","tail":"b","new":{}}"#), Ok(Input::TwoParts(_))));
}

#[test]
fn scalars_are_distinguished() {
    use specs::{
        type_arrays::{Holder, HolderListed},
        union_of_scalars::{Timeout, TimeoutString, Value},
    };

    assert!(matches!(round_trip(r#""a""#), Value::String(_)));
    assert!(matches!(round_trip("true"), Value::Boolean(true)));
    assert!(matches!(round_trip("7"), Value::Integer(7)));
    assert!(matches!(round_trip("7.5"), Value::Number(_)));
    assert!(matches!(round_trip("[]"), Value::Unknown(_)));
    assert_eq!(round_trip::<Timeout>(r#""auto""#), Timeout::String(TimeoutString::Auto));
    assert!(matches!(round_trip(r#""soon""#), Timeout::String(TimeoutString::Unknown(_))));
    assert_eq!(round_trip::<Timeout>("30"), Timeout::Integer(30));
    let holder: Holder = round_trip(r#"{"list":["a"],"object":{"a":"b"},"every":[{"c":null}],"listed":2}"#);
    assert_eq!(holder.listed, Some(HolderListed::Integer(2)));
}

#[test]
fn a_text_of_a_list_or_any_other_is_an_open_enum() {
    use specs::union_of_texts::{AllSizes, Model};

    assert_eq!(round_trip::<Model>(r#""small""#), Model::Small);
    assert!(matches!(round_trip(r#""enormous""#), Model::Unknown(_)));
    assert_eq!(round_trip::<AllSizes>(r#""l""#), AllSizes::L);
}

#[test]
fn a_branch_has_the_keywords_beside_the_choice() {
    use specs::union_beside_properties::{Payment, PaymentByTransfer, Task};

    let payment = Payment::ByTransfer(PaymentByTransfer::new(7, "x").note("n"));
    assert_eq!(round_trip::<Payment>(r#"{"amount":7,"note":"n","account":"x"}"#), payment);
    assert!(matches!(round_trip(r#"{"kind":"alarm","name":"a","at":"7:00"}"#), Task::Alarm(_)));
}

#[test]
fn a_schema_that_extends_the_union_is_a_branch_of_it() {
    use specs::all_of_base_with_choice::{Circle, Shape};

    let shape = Shape::Circle(Circle::new(1.5).name("c"));
    assert_eq!(round_trip::<Shape>(r#"{"kind":"circle","name":"c","radius":1.5}"#), shape);
}

#[test]
fn a_choice_may_be_null() {
    use specs::union_nullable::{A, Either, Holder, HolderItemsItem};

    let holder: Holder =
        round_trip(r#"{"component":null,"inline":null,"spelled_otherwise":null,"items":[1,"a",null]}"#);
    let items = vec![Some(HolderItemsItem::Integer(1)), Some(HolderItemsItem::String("a".to_owned())), None];
    assert_eq!(holder.items, Some(items));
    let holder: Holder = round_trip(r#"{"component":{"a":"x"},"inline":7}"#);
    assert_eq!(holder.component, Some(Either::A(A::new("x"))));
}

#[test]
fn a_value_without_a_branch_is_kept() {
    use specs::union_unknown::{Details, Item};

    assert!(matches!(round_trip(r#"{"type":"message","answer":"a"}"#), Item::Answer(_)));
    // No branch has this value of the constant property.
    assert!(matches!(round_trip(r#"{"type":"image","answer":"a"}"#), Item::Unknown(_)));
    // No branch has any of the properties.
    assert!(matches!(round_trip(r#"{"color":"red"}"#), Details::Unknown(_)));
    assert!(matches!(round_trip("{}"), Details::Started(_)));
    // One property is unknown, and the others select the branch.
    assert!(matches!(read(r#"{"title":"a","color":"red"}"#), Ok(Details::Renamed(_))));
    assert!(matches!(read(r#"{"type":"call","color":"red"}"#), Ok(Item::Call(_))));
}

#[test]
fn a_branch_that_may_be_null_makes_the_choice_so() {
    use specs::union_of_nullables::{Holder, HolderFirst, Note, Reminder};

    let json = r#"{"only":null,"first":null,"of_a_component":null,"reminder":null,"reminders":[null,7]}"#;
    let holder: Holder = round_trip(json);
    assert_eq!((&holder.only, &holder.first, &holder.reminder), (&None, &None, &None));
    assert_eq!(holder.reminders, Some(vec![None, Some(Reminder::Integer(7))]));
    let holder: Holder =
        round_trip(r#"{"only":"a","first":7,"of_a_component":true,"reminder":{"text":"b"},"optional":null}"#);
    assert_eq!(holder.first, Some(HolderFirst::Integer(7)));
    assert_eq!(holder.reminder, Some(Reminder::Note(Note::new("b"))));
}

#[test]
fn a_choice_contains_itself() {
    use specs::union_recursive::Filter;

    let filter: Filter = round_trip(
        r#"{"and":[{"field":"a","equals":"b"},{"not":{"not":{"field":"c","equals":"d"}}},[{"field":"e","equals":"f"}]]}"#,
    );
    let Filter::Group(group) = filter else { panic!("{filter:?}") };
    assert!(matches!(group.and.as_slice(), [Filter::Comparison(_), Filter::Negation(_), Filter::List(_)]));
}

#[test]
fn a_choice_that_leads_back_to_itself_is_read_to_its_end() {
    use specs::choice_circle::{Amount, Price, Shape, Solid};

    assert!(matches!(round_trip("7"), Amount::Price(Price::Integer(7))));
    assert!(matches!(round_trip(r#""seven""#), Amount::String(_)));
    assert!(matches!(round_trip(r#"{"kind":"round"}"#), Shape::Round(_)));
    assert!(matches!(round_trip(r#"{"kind":"body"}"#), Solid::Body(_)));
}

#[test]
fn a_base_is_read_as_the_schema_that_extends_it() {
    use specs::all_of_base::Pet as MappedPet;
    use specs::all_of_base_levels::{Asset, Cat, Dog, DogKind, Pet, PetBase, Shape};

    assert!(
        matches!(round_trip(r#"{"kind":"cat","name":"a","lives":7}"#), MappedPet::Cat(cat) if cat.lives == Some(7))
    );
    // The mapping has another value for the name.
    assert!(matches!(round_trip(r#"{"kind":"Cat","lives":7}"#), MappedPet::Unknown(_)));

    let rex = Pet::Dog(Box::new(Dog::new(DogKind::Hound).tricks(["sit".to_owned()])));
    let pet = Pet::Pet(Box::new(PetBase::new().friend(rex)));
    let json = r#"{"kind":"Pet","friend":{"kind":"hound","tricks":["sit"]}}"#;
    assert_eq!(round_trip::<Pet>(json), pet);
    assert!(matches!(round_trip(r#"{"kind":"Fish"}"#), Pet::Fish(_)));
    assert!(matches!(round_trip(r#"{"kind":"Bird","wings":2}"#), Pet::Unknown(_)));

    // Two levels, each with a discriminator.
    let siamese = r#"{"kind":"Cat","breed":"siam","sort":"cat","price":1.5}"#;
    let Pet::Cat(cat) = round_trip(siamese) else { panic!("{siamese}") };
    assert!(matches!(&*cat, Cat::Siam(siamese) if siamese.price == Some(1.5)));
    let Asset::Cat(of_two_bases) = round_trip(siamese) else { panic!("{siamese}") };
    assert_eq!(of_two_bases.breed, "siam");
    assert!(matches!(round_trip(r#"{"kind":"Cat","breed":"none","lives":9}"#), Cat::None(_)));

    // A mapping of all branches makes the base alone no branch.
    assert!(matches!(round_trip(r#"{"sort":"Asset"}"#), Asset::Unknown(_)));
    assert!(matches!(round_trip(r#"{"form":"round"}"#), Shape::Unknown(_)));
}

#[test]
fn a_struct_with_one_discriminator_value_starts_with_it() {
    use specs::all_of_base_levels::{Circle, CircleForm, Fish, House, Pet, Siamese};
    use specs::union_by_mapping::{Cat, Fish as NamedFish, Pet as ChosenPet};

    assert_eq!(round_trip::<Pet>(r#"{"kind":"Fish"}"#), Pet::Fish(Box::new(Fish::new())));
    assert_eq!(House::new().sort, "house");
    // Two levels, and two bases.
    let Siamese { kind, breed, sort, .. } = Siamese::new();
    assert_eq!((kind.as_str(), breed.as_str(), sort.as_str()), ("Siamese", "siam", "cat"));
    assert_eq!(round_trip::<ChosenPet>(r#"{"kind":"Fish"}"#), ChosenPet::Fish(NamedFish::new()));
    // The struct has two values, or one that is not listed.
    assert_eq!(Cat::new("kitten").kind, "kitten");
    assert_eq!(Circle::new(CircleForm::Flat).form, CircleForm::Flat);
    // The value is kept.
    assert_eq!(round_trip::<House>(r#"{"sort":"tent"}"#).sort, "tent");
}

#[test]
fn listed_values_of_several_types_are_a_choice_of_these() {
    use specs::listed_scalars::{Switch, SwitchLevel, SwitchState, SwitchStateString};

    let switch: Switch = round_trip(r#"{"state":false,"level":2.5}"#);
    assert_eq!(switch, Switch::new().state(SwitchState::Boolean(false)).level(SwitchLevel::Number(2.5)));
    let switch: Switch = round_trip(r#"{"state":"hold","level":null}"#);
    assert_eq!(switch.state, Some(SwitchState::String(SwitchStateString::Hold)));
    assert!(matches!(
        round_trip::<Switch>(r#"{"state":"off"}"#).state,
        Some(SwitchState::String(SwitchStateString::Unknown(_)))
    ));
}

#[test]
fn values_that_are_listed_next_to_objects_are_those_of_one_enum() {
    use specs::union_of_listed_values::{Holder, Shape, ShapeValue};

    assert_eq!(round_trip::<Shape>(r#""Empty""#), Shape::Value(ShapeValue::Empty));
    assert_eq!(round_trip::<Shape>(r#""Point""#), Shape::Value(ShapeValue::Point));
    assert!(matches!(round_trip(r#"{"Circle":1.5}"#), Shape::Circle(_)));
    // The keywords beside a reference, which 3.0 ignores, reject nothing.
    assert_eq!(read::<Holder>(r#"{"beside":{"b":1}}"#).unwrap().beside.into_value().unwrap().a, None);
}

#[test]
fn an_integer_of_several_types_stays_what_it_is() {
    use specs::several_types::{Amount, Holder, Id, Level, Word};

    for json in ["0", "5", "9007199254740993"] {
        assert!(matches!(round_trip(json), Amount::Integer(_)), "{json}");
        assert!(matches!(round_trip(json), Word::Integer(_)), "{json}");
        assert!(matches!(round_trip(json), Id::Integer(_)), "{json}");
    }
    assert!(matches!(round_trip("0.5"), Amount::Number(_)));
    assert!(matches!(round_trip("2.5"), Word::Number(_)));
    assert!(matches!(round_trip(r#""9007199254740993""#), Word::String(_)));
    assert!(matches!(round_trip(r#""5""#), Id::String(_)));
    assert!(matches!(round_trip("9007199254740993"), Level::Integer(_)));
    assert!(matches!(round_trip("2.5"), Level::Number(_)));
    let json = r#"{"amount":5,"words":["5",5,9007199254740993,0.5],"ids":{"a":9007199254740993,"b":"7","c":null},"level":1,"inline":9007199254740993}"#;
    let _: Holder = round_trip(json);
    assert_eq!((Amount::from(5), Word::from("5")), (Amount::Integer(5), Word::String("5".to_owned())));
}

#[tokio::test]
async fn an_integer_of_several_types_is_sent_as_it_is() {
    use crate::canned::{Canned, client};

    let transport = Canned::new(204, "");
    let things = client!(several_types, transport).list_things();
    things.after(9_007_199_254_740_993_i64).id("12").await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/things?after=9007199254740993&id=12");
}

#[test]
fn a_value_of_several_branches_loses_the_properties_of_none() {
    use specs::union_of_overlapping::{Both, Holder, Kept};

    let longer = r#"{"id":1,"x":2,"y":3,"row":4,"other":[1,2,3,4,5,6]}"#;
    assert!(matches!(round_trip(longer), Both::Unknown(_)));
    let holder: Holder = round_trip(&format!(r#"{{"list":[{longer},null]}}"#));
    assert_eq!(holder.list.unwrap().len(), 2);
    assert!(matches!(read(r#"{"id":1,"x":2,"other":[1,2,3]}"#), Ok(Both::Place(_))));
    assert!(matches!(read(r#"{"id":1,"row":4,"other":[1,2,3]}"#), Ok(Both::Seat(_))));
    // An object with additional properties drops nothing.
    assert!(matches!(round_trip(r#"{"id":1,"color":"red","row":4}"#), Kept::Open(_)));
    assert!(matches!(round_trip(r#"{"id":1,"row":4}"#), Kept::Seat(_)));
}

#[test]
fn the_tag_selects_the_schema_that_extends_a_base() {
    use specs::union_of_extended::ListShapesOutputItem as Item;

    assert!(matches!(round_trip(r#"{"$type":"square"}"#), Item::Square(_)));
    assert!(matches!(round_trip(r#"{"$type":"circle"}"#), Item::Circle(_)));
}

#[test]
fn values_listed_in_one_branch_or_in_several_are_one_enum() {
    use specs::union_of_listed_values::{Any, Several, SeveralValue, Single, SingleValue};

    for (text, value) in [("Empty", SeveralValue::Empty), ("Point", SeveralValue::Point), ("Line", SeveralValue::Line)]
    {
        assert_eq!(round_trip::<Several>(&format!("{text:?}")), Several::Value(value));
    }
    assert_eq!(round_trip::<Single>("\"Empty\""), Single::Value(SingleValue::Empty));
    assert_eq!(round_trip::<Single>("[1.5]"), Single::List(vec![1.5]));
    assert_eq!(round_trip::<Any>("\"auto\""), Any::String("auto".to_owned()));
}
