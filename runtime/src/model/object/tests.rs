use std::collections::BTreeMap;

use crate::{Check, Nullable, Object, RequestObject};

#[derive(Clone, Debug, PartialEq, Object)]
struct Look {
    pub id: String,
    #[json(required)]
    pub parent: Option<String>,
    pub r#type: Option<Box<Look>>,
    pub name: Nullable<String>,
    pub members: Option<Vec<Option<Box<Look>>>>,
}

/// A response whose properties have defaults.
#[derive(Clone, Debug, PartialEq, Object)]
struct Settings {
    #[json(default = true)]
    pub on: bool,
    #[json(default = -5)]
    pub low: i64,
    #[json(default = 2)]
    pub factor: f64,
    #[json(default = "a \"b\"")]
    pub name: String,
    #[json(default = 60)]
    pub seconds: Option<u32>,
    #[json(default = ["x", "y"])]
    pub tags: Vec<String>,
    #[json(default)]
    pub limits: BTreeMap<String, i32>,
    #[json(default = [1.5, -2])]
    pub steps: Option<Vec<f64>>,
    pub note: Option<String>,
}

/// A request with a default.
#[derive(Clone, Debug, PartialEq, RequestObject)]
struct Wanted {
    pub id: String,
    #[json(default = 10)]
    #[check(maximum = 100)]
    pub count: i64,
    #[json(read_only, default = "new")]
    pub state: String,
}

#[test]
fn an_absent_property_has_its_default() {
    let settings: Settings = serde_json::from_str(r#"{"tags": [], "low": 1}"#).unwrap();
    assert_eq!(settings, Settings { tags: Vec::new(), low: 1, ..Settings::default() });
    assert_eq!((settings.on, settings.factor, settings.name.as_str()), (true, 2.0, "a \"b\""));
    assert_eq!((settings.seconds, settings.steps, settings.note), (Some(60), Some(vec![1.5, -2.0]), None));
    assert_eq!(Settings::default().tags, ["x", "y"]);
}

#[test]
fn null_is_the_default_only_where_it_is_no_value() {
    let settings: Settings = serde_json::from_str(r#"{"on": null, "seconds": null, "steps": null}"#).unwrap();
    assert_eq!((settings.on, settings.seconds, &settings.steps), (true, None, &None));
    // What is written is read as the same value.
    let written = serde_json::to_string(&settings).unwrap();
    assert!(written.contains(r#""seconds":null"#) && !written.contains("note"), "{written}");
    assert_eq!(serde_json::from_str::<Settings>(&written).unwrap(), settings);
    let error = serde_json::from_str::<Settings>(r#"{"on": 1}"#).unwrap_err().to_string();
    assert!(error.starts_with("$.on: invalid type"), "{error}");
}

#[test]
fn a_constructor_sets_defaults_which_are_sent() {
    let wanted = Wanted::new("a");
    assert_eq!(serde_json::to_string(&wanted).unwrap(), r#"{"id":"a","count":10,"state":"new"}"#);
    let sent = serde_json::to_string(&crate::model::Writing(&wanted, crate::Written::Sent)).unwrap();
    assert_eq!(sent, r#"{"id":"a","count":10}"#);
    assert!(wanted.count(101).validate().is_err());
}

fn read(json: &str) -> Result<Look, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

/// A request.
#[derive(Clone, Debug, PartialEq, RequestObject)]
#[check(max_properties = 5)]
struct Sent {
    /// The kind.
    #[json(const = "sent")]
    #[check(max_length = 4)]
    pub kind: String,
    #[json(required)]
    #[check(min_length = 1, pattern = "^[a-b]*$")]
    pub name: Option<String>,
    #[check(one_of = [1, 2])]
    pub size: u64,
    #[json(read_only)]
    pub note: Nullable<String>,
    pub weight: Option<f64>,
    #[json(flatten)]
    #[check(each(minimum = 1))]
    pub rest: BTreeMap<String, u64>,
}

#[derive(Clone, Debug, Default, PartialEq, RequestObject)]
struct Filter {
    pub color: Option<String>,
}

#[test]
fn the_rules_of_members_and_of_the_object_are_checked() {
    assert_eq!(Sent::new("ab".to_owned(), 1).validate(), Ok(()));
    assert_eq!(
        Sent::new("c".to_owned(), 3).validate().unwrap_err().to_string(),
        "`name` must match `^[a-b]*$`, but character 1 is 'c'; `size` must be one of 1, 2"
    );
    let mut beside = Sent::new("a".to_owned(), 1);
    beside.rest = BTreeMap::from([("x".to_owned(), 1), ("y".to_owned(), 0), ("z".to_owned(), 1)]);
    assert_eq!(
        beside.validate().unwrap_err().to_string(),
        "the value must have at most 5 members, but has 6; `y` must be at least 1"
    );
}

#[test]
fn a_table_with_a_constructor_makes_setters_of_the_other_members() {
    let sent = Sent::new("a".to_owned(), 1).note(None).weight(0.5);
    let json = r#"{"kind":"sent","name":"a","size":1,"note":null,"weight":0.5}"#;
    assert_eq!(serde_json::to_string(&sent).unwrap(), json);
    assert_eq!(serde_json::from_str::<Sent>(json).unwrap(), sent);
}

#[test]
fn a_type_without_required_fields_has_a_default() {
    assert_eq!(Filter::new(), Filter::default());
    assert_eq!(Filter::new().color("red").color.as_deref(), Some("red"));
}

#[test]
fn members_come_in_any_order_and_others_are_ignored() {
    let look = read(r#"{"new": {"deep": [1]}, "name": null, "parent": null, "id": "a"}"#).unwrap();
    assert_eq!(look.id, "a");
    assert_eq!(look.name, Nullable::Null);
    assert_eq!(look.parent, None);
}

#[test]
fn absent_null_and_value_are_written_as_they_were() {
    for json in [r#"{"id":"a","parent":null}"#, r#"{"id":"a","parent":"b","name":null}"#] {
        assert_eq!(serde_json::to_string(&read(json).unwrap()).unwrap(), json);
    }
}

#[test]
fn members_beside_the_named_ones_are_kept() {
    let json = r#"{"kind":"sent","name":null,"size":1,"x":7}"#;
    let sent: Sent = serde_json::from_str(json).unwrap();
    assert_eq!(sent.rest, BTreeMap::from([("x".to_owned(), 7)]));
    assert_eq!(serde_json::to_string(&sent).unwrap(), json);
}

#[test]
fn a_failure_names_its_path() {
    let nested = r#"{"id": "a", "parent": null, "members": [{"id": "b", "parent": null, "type": {"id": 7}}]}"#;
    assert_eq!(
        read(nested).unwrap_err(),
        "$.members[0].type.id: invalid type: integer `7`, expected a string at line 1 column 84"
    );
}

#[test]
fn a_missing_required_member_is_named_even_where_null_is_allowed() {
    assert!(read(r#"{"parent": null}"#).unwrap_err().starts_with("$.id: this required member is missing"));
    assert!(read(r#"{"id": "a"}"#).unwrap_err().starts_with("$.parent: "));
}

#[test]
fn an_array_is_not_an_object() {
    assert!(read("[]").unwrap_err().contains("expected an object"));
}
