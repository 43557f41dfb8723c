//! Strings whose formats have their own types.

use openapi_bindgen_runtime::{
    chrono,
    jiff::{Timestamp, civil::date},
    time,
    url::Url,
    uuid::Uuid,
};
use openapi_bindgen_specs as specs;

use crate::{
    canned::{Canned, client},
    json::{misfit, round_trip},
};

const EVENT: &str = r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8","at":"2024-02-29T12:00:00Z","day":"2024-02-29","home":"https://example.com/a","picture":"aGk=","by_host":{"a":"192.0.2.1"},"parents":["67e55044-10b1-426f-9247-bb680e5fe0c9"],"other":"67e55044-10b1-426f-9247-bb680e5fe0c8"}"#;

#[test]
fn a_text_of_a_format_is_a_value_of_its_type() {
    use specs::formats::{Event, EventOther};

    let event: Event = round_trip(EVENT);
    assert_eq!(event.at, "2024-02-29T13:00:00+01:00".parse::<Timestamp>().unwrap());
    assert_eq!((event.day, event.home.host_str()), (Some(date(2024, 2, 29)), Some("example.com")));
    assert_eq!(event.picture.as_deref(), Some(&b"hi"[..]));
    assert!(matches!(event.other, Some(EventOther::String(id)) if id == event.id));
    let made = Event::new(event.id, event.at, event.home.clone()).picture(*b"hi").parents([Uuid::nil()]);
    assert_eq!(made.picture, event.picture);
}

#[test]
fn a_text_that_is_not_a_value_of_its_type_is_an_error_with_its_place() {
    use specs::formats::Event;

    for (right, wrong, expected) in [
        ("2024-02-29T", "2023-02-29T", "$.at: `2023-02-29T12:00:00Z` is not a valid `jiff::Timestamp`: "),
        ("aGk=", "a", "$.picture: this is not valid Base64: "),
        ("192.0.2.1", "localhost", "$.by_host.a: `localhost` is not a valid `std::net::Ipv4Addr`: "),
        ("c9\"]", "c\"]", "$.parents[0]: `67e55044-10b1-426f-9247-bb680e5fe0c` is not a valid `uuid::Uuid`: "),
    ] {
        let message = misfit::<Event>(&EVENT.replace(right, wrong));
        assert!(message.starts_with(expected), "{message}");
    }
}

#[tokio::test]
async fn parameters_and_forms_have_the_text_of_the_format() {
    use specs::formats::Event;

    let (id, at) = (Uuid::nil(), "2024-02-29T12:00:00Z".parse::<Timestamp>().unwrap());
    let transport = Canned::new(200, "[]").header("Expires", "Thu, 29 Feb 2024 12:00:00 GMT");
    let call = client!(formats, transport).list_events(id).since(at).days([date(2024, 2, 29)]);
    let answer = call.x_from(std::net::Ipv4Addr::LOCALHOST).await.unwrap();
    assert_eq!(
        transport.line(),
        "GET https://api.example.com/events/00000000-0000-0000-0000-000000000000\
         ?since=2024-02-29T12%3A00%3A00Z&days=2024-02-29"
    );
    assert_eq!(transport.sent("x-from").as_deref(), Some("127.0.0.1"));
    assert_eq!(answer.headers().expires.as_deref(), Some("Thu, 29 Feb 2024 12:00:00 GMT"));

    let transport = Canned::new(204, "");
    let event = Event::new(id, at, Url::parse("https://example.com/").unwrap()).day(date(2024, 2, 29));
    client!(formats, transport).add_event(event).await.unwrap();
    let body = String::from_utf8(transport.request().body().to_vec()).unwrap();
    assert!(body.contains("at=2024-02-29T12%3A00%3A00Z&day=2024-02-29&home=https%3A%2F%2Fexample.com%2F"), "{body}");
}

#[tokio::test]
async fn the_types_of_chrono_and_of_time_are_written_as_json_has_them() {
    let transport = Canned::new(200, "{}");
    let since = chrono::DateTime::UNIX_EPOCH;
    client!(formats_of_chrono, transport).list_events().since(since).await.unwrap();
    assert!(transport.line().ends_with("?since=1970-01-01T00%3A00%3A00Z"), "{}", transport.line());
    let transport = Canned::new(200, "{}");
    let since = time::OffsetDateTime::UNIX_EPOCH;
    client!(formats_of_time, transport).list_events().since(since).await.unwrap();
    assert!(transport.line().ends_with("?since=1970-01-01T00%3A00%3A00Z"), "{}", transport.line());

    let json =
        r#"{"at":"2024-02-29T12:00:00Z","there":"2024-02-29T12:00:00+01:00","day":"2024-02-29","time":"12:00:00"}"#;
    let event: specs::formats_of_chrono::Event = round_trip(json);
    assert_eq!(event.there.unwrap().to_utc() + chrono::TimeDelta::hours(1), event.at.unwrap());
    let event: specs::formats_of_time::Event = round_trip(r#"{"at":"2024-02-29T12:00:00Z","day":"2024-02-29"}"#);
    assert_eq!(event.day, Some(event.at.unwrap().date()));
}
