//! `accepted/maps_hash.yaml` and `accepted/maps_index.yaml`: the same document with each type of map.

use std::collections::HashMap;

use openapi_bindgen_runtime::{Mock, MockClock, TypedAnswer, indexmap::IndexMap};
use openapi_bindgen_specs::{maps_hash, maps_index};

/// JSON with the names of each object in descending order.
const JSON: &str = concat!(
    r#"{"name":"Main","counts":{"c":3,"b":2,"a":1},"labels":{"z":"1","y":"2"},"#,
    r#""shelves":[{"t":{"size":5},"s":{}}],"either":{"n":4,"m":0},"x":9,"w":8}"#
);

/// JSON with the same in ascending order.
const SORTED: &str = concat!(
    r#"{"name":"Main","counts":{"a":1,"b":2,"c":3},"labels":{"y":"2","z":"1"},"#,
    r#""shelves":[{"s":{},"t":{"size":5}}],"either":{"m":0,"n":4},"w":8,"x":9}"#
);

/// Tests the bindings with one type of map. `$json` is [`JSON`] as it is written.
macro_rules! tests {
    ($name:ident, $map:ident, $module:ident, $json:expr, $filter:literal, $tags:literal) => {
        mod $name {
            use $module::operations::{SendForm, SendParts, SendStock};
            use $module::{Client, SendPartsBody, Stock};

            use super::*;

            fn client(mock: &Mock) -> Client<openapi_bindgen_runtime::Blocking> {
                let builder = Client::builder().base_url("https://example.com").blocking_transport(mock.clone());
                builder.blocking_timer(MockClock::new()).build_blocking().unwrap()
            }

            fn map<T>(entries: [(&str, T); 2]) -> $map<String, T> {
                entries.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
            }

            #[test]
            fn json_is_read_and_written() {
                let stock: Stock = serde_json::from_str(JSON).unwrap();
                assert_eq!(serde_json::to_string(&stock).unwrap(), $json);
                let counts: &$map<String, i64> = stock.counts.as_ref().unwrap();
                assert_eq!(counts["b"], 2);
                assert_eq!(stock.additional_properties["x"], 9);
                assert_eq!(serde_json::from_str::<Stock>(SORTED).unwrap(), stock);
                let error = serde_json::from_str::<Stock>(r#"{"name":"a","labels":{"z":"1","y":[]}}"#).unwrap_err();
                assert!(error.to_string().starts_with("$.labels.y"), "{error}");
            }

            #[test]
            fn constraints_are_checked() {
                let violations = |json: &str| {
                    let stock: Stock = serde_json::from_str(json).unwrap();
                    openapi_bindgen_runtime::Check::validate(&stock).unwrap_err().to_string()
                };
                for (json, expected) in [
                    (r#"{"name":"a","counts":{}}"#, "counts"),
                    (r#"{"name":"a","counts":{"b":-6}}"#, "counts.b"),
                    (r#"{"name":"a","labels":{"a":"1","b":"2","c":"3"}}"#, "labels"),
                    (r#"{"name":"a","labels":{"a":"long"}}"#, "labels.a"),
                    (r#"{"name":"a","shelves":[{"a":{"size":6}}]}"#, "shelves[0].a.size"),
                    (r#"{"name":"a","more":10}"#, "more"),
                ] {
                    let message = violations(json);
                    assert!(message.starts_with(&format!("`{expected}` must")), "{message}");
                }
            }

            #[test]
            fn parameters_and_bodies_are_sent() {
                let stock: Stock = serde_json::from_str(JSON).unwrap();
                let mock = Mock::new()
                    .on::<SendStock>(TypedAnswer::output(&stock))
                    .on::<SendForm>(TypedAnswer::status(http::StatusCode::NO_CONTENT))
                    .on::<SendParts>(TypedAnswer::status(http::StatusCode::NO_CONTENT));
                let client = client(&mock);
                let call = client.send_stock(stock.clone());
                let call =
                    call.filter(map([("b", "2".to_owned()), ("a", "1".to_owned())])).x_tags(map([("d", 4), ("c", 3)]));
                assert_eq!(*call.send().unwrap(), stock);
                client.send_form(map([("g", "1".to_owned()), ("f", "2".to_owned())])).send().unwrap();
                client.send_parts(SendPartsBody::new(map([("k", 1), ("j", 2)]))).send().unwrap();
                let requests: Vec<http::Request<bytes::Bytes>> = mock.requests();
                assert_eq!(requests[0].uri().query(), Some($filter));
                assert_eq!(requests[0].headers()["x-tags"], $tags);
                assert_eq!(requests[0].body(), $json);
                let form = if $json == JSON { "g=1&f=2" } else { "f=2&g=1" };
                assert_eq!(requests[1].body(), form);
                let part = if $json == JSON { r#"{"k":1,"j":2}"# } else { r#"{"j":2,"k":1}"# };
                let body = String::from_utf8(requests[2].body().to_vec()).unwrap();
                assert!(body.contains(part), "{body}");
            }
        }
    };
}

tests!(hash, HashMap, maps_hash, SORTED, "filter%5Ba%5D=1&filter%5Bb%5D=2", "c,3,d,4");
tests!(index, IndexMap, maps_index, JSON, "filter%5Bb%5D=2&filter%5Ba%5D=1", "d,4,c,3");
