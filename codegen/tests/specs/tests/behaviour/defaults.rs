//! Properties that have their default where a response omits them.

use openapi_bindgen_runtime::Check;
use openapi_bindgen_specs::defaults::{Client, Color, Grade, Job, Limits, Settings, Shape, Unused};

use crate::canned::{Canned, client};

#[tokio::test]
async fn an_absent_property_has_the_value_of_the_document() {
    let transport = Canned::new(200, r#"{"id":"a"}"#);
    let client: Client = client!(defaults, transport);
    let settings: Settings = client.read_settings().await.unwrap().into_inner();
    assert_eq!((settings.is_on, settings.level, settings.size, settings.huge), (true, -5, 3, u64::MAX));
    assert_eq!((settings.ratio, settings.price), (5e9, 9.5));
    assert_eq!((settings.name.as_str(), settings.empty.as_str(), settings.version.as_str()), ("a \"b\"", "", "v1"));
    assert_eq!((settings.color, settings.other_color, settings.grade), (Color::Red, Color::Green, Grade::Bad));
    assert_eq!((settings.prices, settings.colors), (vec![1.0, 2.5], vec![Color::Red, Color::Green]));
    assert_eq!((settings.tags, settings.seconds), (vec!["x".to_owned(), "y".to_owned()], Some(60)));
    assert!(settings.labels.is_empty());
    assert_eq!((&settings.limits, settings.limits.lower, settings.limits.upper), (&Limits::default(), 1, None));
    // Not a value of the schema, or not a constant: still an `Option`.
    assert!(settings.unknown_color.is_none() && settings.wrong.is_none() && settings.too_low.is_none());
    assert!(settings.any.is_none() && settings.parent.is_none() && settings.labelled.is_none());
    assert!(settings.either.is_none() && settings.nothing.is_none() && settings.note.is_none());
}

#[test]
fn null_is_kept_where_it_is_a_value() {
    let read = |json: &str| serde_json::from_str::<Settings>(json).unwrap();
    let settings = read(r#"{"id":"a","seconds":null,"is_on":null,"tags":[]}"#);
    assert_eq!((settings.seconds, settings.is_on, settings.tags.len()), (None, true, 0));
    assert_eq!(read(&serde_json::to_string(&settings).unwrap()), settings);
}

#[tokio::test]
async fn a_request_sends_only_what_the_caller_set() {
    let transport = Canned::new(200, "{}");
    let client: Client = client!(defaults, transport);
    let job: Job = client.create_job().await.unwrap().into_inner();
    assert_eq!(transport.request().body().as_ref(), b"{}");
    // Only the server sets the state, so it is never sent.
    assert_eq!((job.title, job.state.as_str(), job.place), (None, "new", Some(1)));
}

#[tokio::test]
async fn pages_are_found_in_a_list_with_a_default() {
    let transport = Canned::new(200, "{}");
    let client: Client = client!(defaults, transport);
    let mut items = client.list_jobs().items();
    assert!(items.next().await.is_none());
}

#[test]
fn a_discriminator_keeps_its_option_and_the_variant_its_name() {
    let shape: Shape = serde_json::from_str(r#"{"kind":"square"}"#).unwrap();
    assert!(matches!(&shape, Shape::Square(square) if square.kind.as_deref() == Some("square")), "{shape:?}");
    assert_eq!(serde_json::to_string(&shape).unwrap(), r#"{"kind":"square","side":2.0}"#);
}

#[test]
fn a_type_that_nothing_uses_is_made_with_its_defaults() {
    assert_eq!(serde_json::to_string(&Unused::new()).unwrap(), r#"{"count":10,"size":2}"#);
    let mut unused = Unused::new().count(1);
    unused.size = None;
    assert_eq!(serde_json::to_string(&unused).unwrap(), r#"{"count":1,"size":null}"#);
    assert!(Unused::new().count(101).validate().is_err());
}
