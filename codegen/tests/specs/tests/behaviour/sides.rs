//! Properties that are only sent or only received.

use openapi_bindgen_specs as specs;

use crate::{
    canned::{Canned, client},
    json::{misfit, read},
};

fn body(transport: &Canned) -> String {
    String::from_utf8(transport.request().body().to_vec()).unwrap()
}

const FOLDER: &str =
    r#"{"id":"abcd","name":"a","owner":{"id":"me"},"items":[{"id":"b","name":"b"},"c"],"labels":{"d":{"id":"e"}}}"#;

#[tokio::test]
async fn read_only_properties_are_serialized_but_not_sent() {
    use specs::read_only_members::Folder;

    // A received value keeps its properties, and its violations reject no call.
    let folder: Folder = read(FOLDER).unwrap();
    assert_eq!(serde_json::to_string(&folder).unwrap(), FOLDER);
    let transport = Canned::new(200, FOLDER);
    let answer = client!(read_only_members, transport).put_folder(folder.clone()).await.unwrap();
    assert_eq!(body(&transport), r#"{"name":"a","items":[{"name":"b"},"c"],"labels":{"d":{}}}"#);
    assert_eq!(answer.into_inner(), folder);
}

#[tokio::test]
async fn read_only_properties_are_in_no_form_or_part() {
    use specs::read_only_members::{Settings, Upload, operations::ChangeSettings};

    let settings: Settings = read(r#"{"id":"a","theme":"dark"}"#).unwrap();
    let transport = Canned::new(200, "{}");
    let mut call = client!(read_only_members, transport).change_settings().theme("light");
    let operation: &mut ChangeSettings = call.operation_mut();
    operation.body = settings;
    call.await.unwrap();
    assert_eq!(body(&transport), "theme=dark");

    let mut upload = Upload::new("a");
    upload.id = Some("b".to_owned());
    let transport = Canned::new(204, "");
    client!(read_only_members, transport).upload(upload).await.unwrap();
    assert_eq!(body(&transport).matches("Content-Disposition").count(), 1, "{}", body(&transport));
}

#[test]
fn a_split_schema_has_a_sent_and_a_received_type() {
    use specs::read_only_required::{Widget, WidgetInput, WidgetSizeInput};

    let widget: Widget = read(r#"{"id":"w","name":"Widget","size":{"unit":"m"}}"#).unwrap();
    assert_eq!((widget.id.as_str(), widget.size.unwrap().unit.as_str()), ("w", "m"));
    assert!(misfit::<Widget>(r#"{"name":"Widget"}"#).starts_with("$.id: this required member is missing"));
    let parent = WidgetInput::new("b", "t");
    let input = WidgetInput::new("a", "s").parent(parent).size(WidgetSizeInput::new().value(2.0));
    let written = r#"{"name":"a","secret":"s","parent":{"name":"b","secret":"t"},"size":{"value":2.0}}"#;
    assert_eq!(serde_json::to_string(&input).unwrap(), written);
}

#[tokio::test]
async fn a_type_that_contains_a_split_one_is_split() {
    use specs::read_only_required::{Added, Carton, CartonInput, Order, Thing, ThingInput, WidgetInput};

    let received: Vec<Carton> = read(r#"[{"things":[{"a":{"id":"b","name":"c"},"d":"e"}]}]"#).unwrap();
    let things = &received[0].things.as_ref().unwrap()[0];
    assert!(matches!((&things["a"], &things["d"]), (Thing::Gadget(widget), Thing::String(_)) if widget.id == "b"));
    let added = r#"{"widget":{"id":"b","name":"c"}}"#;
    let transport = Canned::new(200, added);
    let thing = ThingInput::Gadget(WidgetInput::new("c", "s"));
    let input = CartonInput::new().things([std::iter::once(("a".to_owned(), thing)).collect()]);
    let answer = client!(read_only_required, transport).add_carton(input).await.unwrap();
    assert_eq!(body(&transport), r#"{"things":[{"a":{"name":"c","secret":"s"}}]}"#);
    assert_eq!(answer.into_inner(), read::<Added>(added).unwrap());
    // A type that is only sent is not split. Its required properties are optional to receivers.
    let order = Order::new(WidgetInput::new("c", "s"));
    assert_eq!(serde_json::to_string(&order).unwrap(), r#"{"widget":{"name":"c","secret":"s"}}"#);
}

#[test]
fn a_webhook_request_is_received() {
    use specs::webhook_sides::{Gone, Order, OrderDetailWebhook, OrderDoneWebhook, OrderInput};

    let json = r#"{"order":{"id":"o","name":"long name"},"note":"long"}"#;
    let event: OrderDoneWebhook = read(json).unwrap();
    assert_eq!(serde_json::to_string(&event).unwrap(), json);
    // An operation sends the type and a webhook receives it. Only the server sets the name of an
    // order.
    let order: Order = event.order;
    assert_eq!((order.id.as_str(), event.note.as_deref()), ("o", Some("long")));
    assert_eq!(serde_json::to_string(&OrderInput::new("a")).unwrap(), r#"{"name":"a"}"#);
    assert!(misfit::<Order>(r#"{"name":"a"}"#).starts_with("$.id: this required member is missing"));
    // A receiver does not distinguish null from absent, and never sees properties that are only
    // sent.
    let gone: Gone = read(r#"{"why":"a","detail":{"code":null}}"#).unwrap();
    assert_eq!((gone.why.as_str(), gone.secret), ("a", None));
    assert_eq!(gone.detail.unwrap(), read::<OrderDetailWebhook>("{}").unwrap());
}

#[test]
fn a_webhook_response_is_sent() {
    use openapi_bindgen_runtime::{Check, Nullable};
    use specs::webhook_sides::{Answer, Seen, Spare};

    let answer = Answer::new(true).note(Nullable::Null);
    assert_eq!(serde_json::to_string(&answer).unwrap(), r#"{"ok":true,"note":null}"#);
    assert!(answer.validate().is_ok() && Answer::new(true).note("long".to_owned()).validate().is_err());
    assert_eq!(Seen::new("me").by, "me");
    assert_eq!(Spare::new().note(Nullable::Null).note, Nullable::Null);
}
