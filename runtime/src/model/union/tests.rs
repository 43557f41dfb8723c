use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
};

use serde_core::de::{Deserializer, Visitor};

use super::{Json, Tree, read_untagged};
use crate::{FromJson, Object, ReadContext, StringEnum, Union, UnknownValue};

#[derive(Clone, Debug, PartialEq, Object)]
struct Circle {
    pub shape: String,
    pub radius: f64,
}

#[derive(Clone, Debug, PartialEq, Object)]
struct Named {
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Union)]
#[json(tag = "shape")]
enum Shape {
    #[json(rename = "circle", alias = "disc")]
    Circle(Circle),
    #[json(other)]
    Unknown(Json),
}

#[derive(Clone, Debug, PartialEq, Union)]
#[json(untagged)]
enum Any {
    Number(i64),
    Named(Named),
    Circle(Circle),
    List(Vec<Any>),
    #[json(other)]
    Unknown(Json),
}

fn read<T: serde_core::de::DeserializeOwned>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[derive(Clone, Debug, PartialEq, Object)]
struct Ticket {
    pub id: i64,
}

#[derive(Clone, Debug, PartialEq, Object)]
struct Seat {
    pub id: i64,
    pub row: Option<i64>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Object)]
struct Place {
    pub id: i64,
    pub extra: Option<Vec<i64>>,
}

#[derive(Clone, Debug, PartialEq, Union)]
#[json(untagged)]
enum Booking {
    Ticket(Ticket),
    Place(Place),
    Seat(Seat),
    #[json(other)]
    Unknown(Json),
}

#[test]
fn a_member_that_a_branch_has_counts_more_than_many_that_none_has() {
    let json = r#"{"id":1,"row":2,"z":[1,2,3,4,5,6]}"#;
    assert!(matches!(read(json), Ok(Booking::Seat(_))), "{:?}", read::<Booking>(json));
}

/// Asserts that the value is kept whole, as one of no branch.
#[track_caller]
fn assert_whole<T: serde_core::de::DeserializeOwned + serde_core::Serialize + std::fmt::Debug>(json: &str) {
    let value: T = read(json).unwrap();
    assert!(format!("{value:?}").contains("Unknown("), "{value:?}");
    assert_eq!(serde_json::to_value(&value).unwrap(), read::<Json>(json).unwrap());
}

#[test]
fn a_value_of_several_branches_loses_the_members_of_none() {
    assert_whole::<Booking>(r#"{"id":1,"row":2,"note":"n","extra":[1,2,3,4],"z":[1,2,3]}"#);
    assert_whole::<Booking>(r#"{"id":1,"row":2,"extra":[]}"#);
    assert_whole::<Vec<Booking>>(r#"[{"id":1,"note":null,"extra":[1]}]"#);
    // One branch has all that any of them knows.
    assert!(matches!(read(r#"{"id":1,"row":2,"z":1}"#), Ok(Booking::Seat(_))));
    assert!(matches!(read(r#"{"id":1,"z":1}"#), Ok(Booking::Ticket(_))));
}

/// Branches that differ in the members of their members.
mod deep {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Object)]
    struct Stays {
        pub at: Vec<Ticket>,
        pub seat: Option<Seat>,
    }

    #[derive(Clone, Debug, PartialEq, Object)]
    struct Visits {
        pub at: Vec<Place>,
        pub seat: Option<Ticket>,
    }

    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Travel {
        Stays(Stays),
        Visits(Visits),
        #[json(other)]
        Unknown(Json),
    }

    #[derive(Clone, Debug, PartialEq, Object)]
    struct Tour {
        pub travel: Travel,
    }

    #[derive(Clone, Debug, PartialEq, Object)]
    struct Stay {
        pub travel: Stays,
        pub nights: Option<i64>,
    }

    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Holiday {
        Tour(Tour),
        Stay(Stay),
        #[json(other)]
        Unknown(Json),
    }

    #[test]
    fn a_member_at_any_depth_is_not_lost() {
        assert_whole::<Travel>(r#"{"at":[{"id":1},{"id":2,"extra":[]}],"seat":{"id":3,"row":4}}"#);
        assert!(matches!(read(r#"{"at":[{"id":1,"extra":[]}],"seat":{"id":3}}"#), Ok(Travel::Visits(_))));
        assert!(matches!(read(r#"{"at":[{"id":1,"z":[]}],"seat":{"id":3,"row":4,"z":5}}"#), Ok(Travel::Stays(_))));
    }

    #[test]
    fn the_union_of_a_branch_is_compared_too() {
        assert_whole::<Holiday>(r#"{"travel":{"at":[{"id":1,"extra":[]}]},"nights":2}"#);
        assert!(matches!(
            read(r#"{"travel":{"at":[{"id":1}],"seat":{"id":3,"row":4}},"nights":2}"#),
            Ok(Holiday::Stay(_))
        ));
        assert!(matches!(read(r#"{"travel":{"at":[{"id":1,"extra":[]}]}}"#), Ok(Holiday::Tour(_))));
    }
}

#[test]
fn a_constant_costs_no_member_of_another_branch() {
    #[derive(Clone, Debug, PartialEq, Object)]
    struct Lion {
        #[json(const = "lion")]
        pub kind: String,
        pub mane: Option<bool>,
    }
    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Animal {
        Lion(Lion),
        Named(Named),
        #[json(other)]
        Unknown(Json),
    }
    assert!(matches!(read(r#"{"kind":"lion","mane":true,"z":1}"#), Ok(Animal::Lion(_))));
    assert_whole::<Animal>(r#"{"kind":"lion","mane":true,"name":"a"}"#);
}

#[test]
fn the_tag_selects_the_branch() {
    let shape: Shape = read(r#"{"radius": 1.5, "shape": "disc"}"#).unwrap();
    assert_eq!(shape, Shape::Circle(Circle { shape: "disc".to_owned(), radius: 1.5 }));
}

#[test]
fn an_unknown_tag_is_kept_with_its_payload() {
    for json in [r#"{"shape":"blob","points":[1]}"#, r#"{"points":[1]}"#, "7"] {
        let shape: Shape = read(json).unwrap();
        let Shape::Unknown(kept) = &shape else { panic!("{json} is {shape:?}") };
        assert_eq!(*kept, read::<Json>(json).unwrap());
    }
}

#[test]
fn a_known_branch_that_does_not_fit_is_an_error_with_its_path() {
    let error = read::<Shape>(r#"{"shape": "circle", "radius": "wide"}"#).unwrap_err();
    assert!(error.starts_with("$.radius: "), "{error}");
}

#[test]
fn the_errors_of_a_selected_branch_describe_values_as_json_has_them() {
    for (value, message) in [
        ("null", "$.radius: invalid type: null, expected a number"),
        ("[]", "$.radius: invalid type: sequence, expected a number"),
        ("true", "$.radius: invalid type: boolean `true`, expected a number"),
        ("\"wide\"", "$.radius: invalid type: string \"wide\", expected a number"),
    ] {
        let circle = format!(r#"{{"shape": "circle", "radius": {value}}}"#);
        assert!(matches!(read::<Any>(&circle), Ok(Any::Unknown(_))), "no branch fits {circle}");
        let error = read::<Shape>(&circle).unwrap_err();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn the_message_of_an_ignored_error_is_not_written() {
    #[derive(Debug)]
    struct Nothing;

    struct Never;

    impl Visitor<'_> for Never {
        type Value = Nothing;

        fn expecting(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("a message is written")
        }
    }

    impl FromJson for Nothing {
        fn from_json<'de, D: Deserializer<'de>>(deserializer: D, _: &ReadContext) -> Result<Self, D::Error> {
            deserializer.deserialize_any(Never)
        }
    }

    let branch = |tree: &Tree, context: &ReadContext| Nothing::from_json(tree, context);
    for json in ["null", "true", "1", "-1", "1.5", "1e300", r#""text""#, "[1]", r#"{"a": 1}"#] {
        let mut input = serde_json::Deserializer::from_str(json);
        let read = read_untagged(&mut input, &ReadContext::new(), &[branch, branch]);
        assert_eq!(read.unwrap().unwrap_err().to_string(), json.replace(": ", ":").replace("1e300", "1e+300"));
    }
}

#[test]
fn a_branch_that_panics_does_not_hide_later_errors() {
    #[derive(Debug)]
    struct Broken;

    impl FromJson for Broken {
        fn from_json<'de, D: Deserializer<'de>>(_: D, _: &ReadContext) -> Result<Self, D::Error> {
            panic!("a type of the user")
        }
    }

    let branch = |tree: &Tree, context: &ReadContext| Broken::from_json(tree, context);
    let mut input = serde_json::Deserializer::from_str("1");
    let outcome = catch_unwind(AssertUnwindSafe(|| read_untagged(&mut input, &ReadContext::new(), &[branch])));
    assert!(outcome.is_err());
    let error = read::<Shape>(r#"{"shape": "circle"}"#).unwrap_err();
    assert!(error.contains("radius"), "{error}");
}

#[test]
fn the_branch_that_loses_nothing_is_it() {
    assert_eq!(read::<Any>("7"), Ok(Any::Number(7)));
    assert!(matches!(read(r#"{"shape": "circle", "radius": 2}"#), Ok(Any::Circle(_))));
    assert!(matches!(read(r#"{"name": "a"}"#), Ok(Any::Named(_))));
    assert!(matches!(read(r#"[{"name": "a"}, 1]"#), Ok(Any::List(_))));
    assert_eq!(read::<Any>("true"), Ok(Any::Unknown(Json::Bool(true))));
}

#[derive(Clone, Debug, PartialEq, Object)]
struct Cat {
    #[json(const = "cat")]
    pub kind: String,
}

#[derive(Clone, Debug, PartialEq, Object)]
struct Dog {
    #[json(const = "dog")]
    pub kind: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Union)]
#[json(untagged)]
enum Pet {
    Cat(Cat),
    Dog(Dog),
    #[json(other)]
    Unknown(Json),
}

#[test]
fn the_branch_with_the_value_of_a_constant_is_it() {
    assert!(matches!(read(r#"{"kind": "cat"}"#), Ok(Pet::Cat(_))));
    assert!(matches!(read(r#"{"kind": "dog"}"#), Ok(Pet::Dog(_))));
    assert!(matches!(read("{}"), Ok(Pet::Dog(_))));
    for json in [r#"{"kind":"cow"}"#, r#"{"kind":"cow","milk":1}"#] {
        assert_eq!(read::<Pet>(json), Ok(Pet::Unknown(read(json).unwrap())));
    }
}

#[test]
fn a_value_that_is_not_known_is_a_smaller_loss_than_a_member() {
    #[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
    enum Kind {
        #[json(rename = "known")]
        Known,
        Unknown(UnknownValue),
    }
    #[derive(Clone, Debug, PartialEq, Object)]
    struct Detail {
        pub kind: Option<Kind>,
        pub more: Option<Kind>,
    }
    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Details {
        Named(Named),
        Detail(Detail),
        #[json(other)]
        Unknown(Json),
    }
    assert!(matches!(read(r#"{"kind": "new", "more": "newer"}"#), Ok(Details::Detail(_))));
}

#[test]
fn a_member_with_much_in_it_is_a_larger_loss_than_several_inside() {
    #[derive(Clone, Debug, PartialEq, Object)]
    struct Titled {
        pub title: String,
    }
    #[derive(Clone, Debug, PartialEq, Object)]
    struct Listed {
        pub title: Option<String>,
        pub names: Option<Vec<Named>>,
    }
    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Change {
        Titled(Titled),
        Listed(Listed),
        #[json(other)]
        Unknown(Json),
    }
    let json = r#"{"title": "a", "names": [{"name": "b", "new": 1}, {"name": "c", "new": 1}], "new": 1}"#;
    assert!(matches!(read(json), Ok(Change::Listed(_))));
}

#[test]
fn an_object_with_an_unknown_value_and_a_member_too_many_is_none_of_the_branches() {
    #[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
    enum Mode {
        #[json(rename = "auto")]
        Auto,
        Unknown(UnknownValue),
    }
    #[derive(Clone, Debug, PartialEq, Object)]
    struct Tool {
        pub mode: Mode,
    }
    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Tools {
        Tool(Tool),
        All(bool),
        #[json(other)]
        Unknown(Json),
    }
    assert!(matches!(read(r#"{"mode": "new"}"#), Ok(Tools::Tool(_))));
    assert!(matches!(read(r#"{"mode": "auto", "new": 1}"#), Ok(Tools::Tool(_))));
    assert!(matches!(read(r#"{"mode": "new", "name": "a"}"#), Ok(Tools::Unknown(_))));
}

#[test]
fn a_branch_does_not_skip_the_members_that_identify_another() {
    #[derive(Clone, Debug, PartialEq, Object)]
    struct NamedCat {
        #[json(const = "cat")]
        pub kind: String,
        pub name: Option<String>,
    }
    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Entity {
        Named(Named),
        Cat(NamedCat),
        #[json(other)]
        Unknown(Json),
    }
    assert!(matches!(read(r#"{"kind": "cat", "name": "a", "new": 1}"#), Ok(Entity::Cat(_))));
    assert!(matches!(read(r#"{"name": "a", "new": 1}"#), Ok(Entity::Named(_))));
    assert!(matches!(read(r#"{"kind": "cow", "name": "a"}"#), Ok(Entity::Unknown(_))));
}

#[test]
fn a_branch_where_null_is_a_value_comes_before_one_that_leaves_it_out() {
    #[derive(Clone, Debug, PartialEq, Object)]
    struct Renamed {
        pub name: crate::Nullable<String>,
    }
    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Naming {
        Named(Named),
        Renamed(Renamed),
        #[json(other)]
        Unknown(Json),
    }
    assert!(matches!(read(r#"{"name": null}"#), Ok(Naming::Renamed(_))));
    assert!(matches!(read(r#"{"name": "a"}"#), Ok(Naming::Named(_))));
}

#[test]
fn an_object_that_has_no_member_of_a_branch_is_not_that_branch() {
    assert!(matches!(read(r#"{"new": 1}"#), Ok(Any::Unknown(_))));
    assert!(matches!(read(r#"[{"new": 1}]"#), Ok(Any::List(items)) if matches!(&items[..], [Any::Unknown(_)])));
    assert!(matches!(read("{}"), Ok(Any::Named(_))));
}

#[test]
fn deeper_values_do_not_change_the_branch() {
    #[derive(Clone, Debug, PartialEq, Object)]
    struct Owner {
        pub pet: Cat,
    }
    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Kept {
        Owner(Owner),
        Pets(Vec<Cat>),
        #[json(other)]
        Unknown(Json),
    }
    assert!(matches!(read(r#"{"pet": {"kind": "lion"}}"#), Ok(Kept::Owner(_))));
    assert!(matches!(read(r#"[{"kind": "lion"}]"#), Ok(Kept::Pets(_))));
}

#[test]
fn null_is_a_value_of_json() {
    assert_eq!(read::<Option<Named>>("null"), Ok(None));
    let read = |json| Option::<Json>::from_json(&mut serde_json::Deserializer::from_str(json), &ReadContext::new());
    assert_eq!(read("null").unwrap(), Some(Json::Null));
}

#[test]
fn where_all_lose_something_the_one_that_loses_least_is_it() {
    assert!(matches!(read(r#"{"name": "a", "new": 1}"#), Ok(Any::Named(_))));
    assert!(matches!(read(r#"{"shape": "circle", "radius": 2, "new": 1}"#), Ok(Any::Circle(_))));
}

#[test]
fn a_number_is_read_as_the_branch_that_keeps_it() {
    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Amount {
        Number(f64),
        Integer(i64),
        #[json(other)]
        Unknown(Json),
    }
    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Width {
        Float(f32),
        Double(f64),
        #[json(other)]
        Unknown(Json),
    }
    assert_eq!(read("9007199254740993"), Ok(Amount::Integer(9_007_199_254_740_993)));
    assert_eq!(read("5"), Ok(Amount::Integer(5)));
    assert_eq!(read("5.0"), Ok(Amount::Number(5.0)));
    assert_eq!(read("1e300"), Ok(Amount::Number(1e300)));
    assert_eq!(read("0.1"), Ok(Width::Float(0.1)));
    assert_eq!(read("0.123456789012"), Ok(Width::Double(0.123_456_789_012)));
    assert_eq!(read("1e300"), Ok(Width::Double(1e300)));
    assert_eq!(read("16777217"), Ok(Width::Double(16_777_217.0)));
}

#[test]
fn a_more_specific_object_precedes_a_map_of_anything() {
    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Open {
        Any(std::collections::BTreeMap<String, Json>),
        Named(Named),
        #[json(other)]
        Unknown(Json),
    }
    assert!(matches!(read(r#"{"name": "a"}"#), Ok(Open::Named(_))));
    assert!(matches!(read(r#"{"name": "a", "new": 1}"#), Ok(Open::Any(_))));
    assert!(matches!(read("{}"), Ok(Open::Any(_))));
}

#[test]
fn a_branch_that_drops_nothing_precedes_one_with_more_known_values() {
    #[derive(Clone, Debug, PartialEq, Object)]
    struct Page {
        pub title: String,
        pub shape: Option<Shape>,
    }
    #[derive(Clone, Debug, PartialEq, Object)]
    struct Title {
        pub title: String,
    }
    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Kept {
        Title(Title),
        Page(Page),
        #[json(other)]
        Unknown(Json),
    }
    assert!(matches!(read(r#"{"title": "a", "shape": {"shape": "new", "a": [1, 2, 3]}}"#), Ok(Kept::Page(_))));
}

#[test]
fn an_optional_tag_in_a_tagged_union_is_written_when_it_is_sent() {
    #[derive(Clone, Debug, PartialEq, Object)]
    struct NormalBlur {
        pub blur_type: Option<String>,
        pub radius: i64,
    }

    #[derive(Clone, Debug, PartialEq, Object)]
    struct ProgressiveBlur {
        pub blur_type: String,
        pub start_radius: i64,
    }

    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(tag = "blur_type", untagged, rename_all = "lowercase")]
    enum Blur {
        Normal(NormalBlur),
        Progressive(ProgressiveBlur),
        #[json(other)]
        Unknown(Json),
    }

    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(tag = "type", rename_all = "lowercase")]
    enum Effect {
        Blur(Blur),
        #[json(other)]
        Unknown(Json),
    }

    let text = serde_json::json!({ "type": "blur", "radius": 3 });
    let effect: Effect = serde_json::from_value(text.clone()).unwrap();
    assert!(matches!(effect, Effect::Blur(Blur::Normal(_))), "{effect:?}");
    assert_eq!(serde_json::to_value(&effect).unwrap(), text);
    let sent = serde_json::to_value(crate::model::Writing(&effect, crate::Written::Sent)).unwrap();
    assert_eq!(sent, serde_json::json!({ "type": "blur", "blur_type": "normal", "radius": 3 }));
}

/// Objects of which each branch knows one part and not the other.
mod parts {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
    enum Colour {
        #[json(rename = "red")]
        Red,
        Unknown(UnknownValue),
    }

    #[derive(Clone, Debug, PartialEq, Object)]
    struct Drawn {
        pub shape: Shape,
        pub colour: String,
    }

    #[derive(Clone, Debug, PartialEq, Object)]
    struct Coloured {
        pub shape: std::collections::BTreeMap<String, Json>,
        pub colour: Colour,
    }

    #[derive(Clone, Debug, PartialEq, Object)]
    struct Colourful {
        pub colour: String,
    }

    #[derive(Clone, Debug, PartialEq, Object)]
    struct Gallery {
        pub shapes: Vec<Shape>,
        pub colour: String,
    }

    #[derive(Clone, Debug, PartialEq, Object)]
    struct Palette {
        pub shapes: Vec<Json>,
        pub colour: Colour,
    }

    #[derive(Clone, Debug, PartialEq, Union)]
    #[json(untagged)]
    enum Part {
        Colourful(Colourful),
        Drawn(Drawn),
        Coloured(Coloured),
        Gallery(Gallery),
        Palette(Palette),
        #[json(other)]
        Unknown(Json),
    }

    #[test]
    fn an_unknown_inner_branch_counts_all_of_its_values() {
        let circle = r#"{"shape": {"shape": "circle", "radius": 1}, "colour": "new"}"#;
        assert!(matches!(read(circle), Ok(Part::Drawn(_))));
        // One value that is not known is a smaller loss than five.
        let blob = r#"{"shape": {"shape": "blob", "points": [1, 2]}, "colour": "new"}"#;
        let Ok(Part::Coloured(coloured)) = read(blob) else { panic!("{:?}", read::<Part>(blob)) };
        assert_eq!(coloured.shape["points"], serde_json::json!([1, 2]));
    }

    #[test]
    fn unknown_branches_in_a_list_add_up() {
        let circles = r#"{"shapes": [{"shape": "circle", "radius": 1}], "colour": "new"}"#;
        assert!(matches!(read(circles), Ok(Part::Gallery(_))));
        let blobs = r#"{"shapes": [7, 8], "colour": "new"}"#;
        assert!(matches!(read(blobs), Ok(Part::Palette(_))));
    }

    #[test]
    fn an_unknown_branch_is_a_smaller_loss_than_a_member_that_is_dropped() {
        #[derive(Clone, Debug, PartialEq, Union)]
        #[json(untagged)]
        enum Either {
            Colourful(Colourful),
            Drawn(Drawn),
            #[json(other)]
            Unknown(Json),
        }
        let blob = r#"{"shape": {"shape": "blob", "points": [1, 2, 3, 4, 5, 6, 7]}, "colour": "new"}"#;
        let Ok(Either::Drawn(drawn)) = read(blob) else { panic!("{:?}", read::<Either>(blob)) };
        assert!(matches!(drawn.shape, Shape::Unknown(_)));
        assert!(matches!(read(r#"{"colour": "new"}"#), Ok(Either::Colourful(_))));
    }
}

#[derive(Clone, Debug, PartialEq, Object)]
struct One {
    pub one: Option<bool>,
    pub next: Option<Vec<Deep>>,
}

#[derive(Clone, Debug, PartialEq, Object)]
struct Two {
    pub two: Option<bool>,
    pub next: Option<Vec<Deep>>,
}

#[derive(Clone, Debug, PartialEq, Object)]
struct Three {
    pub three: Option<bool>,
    pub next: Option<Vec<Deep>>,
}

#[derive(Clone, Debug, PartialEq, Union)]
#[json(untagged)]
enum Deep {
    One(One),
    Two(Two),
    Three(Three),
    Tagged(Box<DeepTagged>),
    #[json(other)]
    Unknown(Json),
}

#[derive(Clone, Debug, PartialEq, Union)]
#[json(tag = "kind", untagged)]
enum DeepTagged {
    #[json(rename = "one")]
    One(One),
    #[json(rename = "two")]
    Two(Two),
    #[json(other)]
    Unknown(Json),
}

/// Objects in objects, around a list of numbers.
fn deep(levels: usize, numbers: usize, member: &str) -> String {
    let list = vec!["1"; numbers].join(",");
    let open = format!(r#"{{{member},"next":["#).repeat(levels);
    format!("{open}{list}{}", "]}".repeat(levels))
}

fn work_of<T: serde_core::de::DeserializeOwned>(json: &str) -> (Result<T, String>, u64) {
    super::tree::DONE.set(0);
    (read(json), super::tree::DONE.get())
}

#[test]
fn unions_in_unions_are_read_in_polynomial_time() {
    for member in [r#""three":true"#, r#""three":true,"new":1"#, r#""kind":"two","two":true"#, r#""kind":"one","x":[]"#]
    {
        let [(few, work_of_few), (many, work_of_many)] =
            [15, 30].map(|levels| work_of::<Deep>(&deep(levels, 1, member)));
        assert!(few.is_ok() && many.is_ok(), "{member}: {few:?}");
        assert!(work_of_many < work_of_few * 9, "{member}: {work_of_few}, {work_of_many}");
        assert!(work_of_many < 50_000, "{member}: {work_of_many}");
        let (_, work) = work_of::<DeepTagged>(&deep(30, 1, member));
        assert!(work < 50_000, "{member}: {work}");
    }
    let json = deep(15, 1, r#""three":true"#);
    assert!(matches!(read(&json), Ok(Deep::Three(_))));
    assert_eq!(serde_json::to_string(&read::<Deep>(&json).unwrap()).unwrap(), json);
}

#[test]
fn a_value_that_needs_too_many_attempts_is_an_error() {
    let json = deep(60, 10_000, r#""three":true"#);
    let (value, work) = work_of::<Deep>(&json);
    assert!(value.map(drop).unwrap_err().contains("too many attempts"));
    let most = 64 * (10_000 + 60 * 3) + 100_000;
    assert!(work < most + 20_000, "{work}");
    // Few levels may have as many values, and many levels fewer.
    assert!(read::<Deep>(&deep(3, 10_000, r#""three":true"#)).is_ok());
    assert!(read::<Deep>(&deep(60, 40, r#""three":true"#)).is_ok());
}

#[test]
fn a_value_that_is_nested_too_deeply_is_an_error() {
    for levels in [70, 100_000] {
        let error = read::<Deep>(&deep(levels, 1, r#""three":true"#)).unwrap_err();
        assert!(error.contains("recursion limit exceeded"), "{error}");
    }
}

#[test]
fn an_object_with_a_name_of_the_parser_is_an_ordinary_object() {
    for member in ["$serde_json::private::RawValue", "$serde_json::private::Number"] {
        for value in [serde_json::json!("[1]"), serde_json::json!("7"), serde_json::json!([7])] {
            let object = serde_json::json!({ member: value });
            let text = object.to_string();
            assert_eq!(read::<Any>(&text), Ok(Any::Unknown(object.clone())));
            assert_eq!(read::<Any>(&format!("[{text}]")), Ok(Any::List(vec![Any::Unknown(object)])));
        }
    }
}
