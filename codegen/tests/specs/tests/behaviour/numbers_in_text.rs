//! Numbers that the document also allows as text.

use openapi_bindgen_specs::numbers_in_text::{Choice, Circle, Level, Sensor, Shape};

use crate::canned::{Canned, client};
use crate::json::{misfit, read, round_trip};

#[test]
fn a_number_is_read_from_text_and_written_as_a_number() {
    let text = r#"{
        "celsius": "-7", "ratio": "1.5e2", "big": "9007199254740993", "count": "3", "huge": "18446744073709551615",
        "nothing": "0", "old": "5", "readings": ["1", 2], "by_name": {"a": "4"}, "either": "8", "word": "6"
    }"#;
    let sensor: Sensor = read(text).unwrap();
    assert_eq!((sensor.celsius, sensor.ratio, sensor.big), (-7, 150.0, Some(9_007_199_254_740_993)));
    assert_eq!((sensor.count, sensor.huge, sensor.old), (Some(3_u32), Some(u64::MAX), Some(5_i32)));
    let written = serde_json::to_string(&sensor).unwrap();
    assert_eq!(
        written,
        r#"{"celsius":-7,"ratio":150.0,"big":9007199254740993,"count":3,"huge":18446744073709551615,"nothing":0,"old":5,"readings":[1,2],"by_name":{"a":4},"either":8,"word":"6"}"#
    );
    assert_eq!(round_trip::<Sensor>(&written).readings, Some(vec![1, 2]));
    let level: Level = 4;
    assert_eq!(read::<Sensor>(text).unwrap().by_name.unwrap()["a"], level);
}

#[test]
fn a_text_that_is_not_a_number_is_an_error_with_its_place() {
    let error = misfit::<Sensor>(r#"{"celsius": "warm", "ratio": 1, "big": null}"#);
    assert!(error.starts_with(r#"$.celsius: invalid type: string "warm", expected an integer"#), "{error}");
}

#[test]
fn a_union_keeps_a_text_and_reads_numbers_in_its_objects() {
    assert!(matches!(round_trip(r#""5""#), Choice::Unknown(text) if text == "5"));
    assert_eq!(read::<Shape>(r#"{"radius": "2.5"}"#), Ok(Shape::from(Circle::new(2.5))));
    assert!(matches!(read(r#"{"side": "2"}"#), Ok(Shape::Square(square)) if square.side == 2));
}

#[tokio::test]
async fn parameters_are_numbers() {
    let transport = Canned::new(200, r#"{"celsius": "1", "ratio": "2", "big": null}"#);
    let call = client!(numbers_in_text, transport).get_sensor(-7).limit(20).ids([1, 2]).x_ratio(0.5);
    let sensor = call.await.unwrap();
    assert_eq!((sensor.celsius, sensor.ratio, sensor.big), (1, 2.0, None));
    assert_eq!(transport.line(), "GET https://api.example.com/sensors/-7?limit=20&ids=1&ids=2");
    assert_eq!(transport.request().headers()["x-ratio"], "0.5");
}
