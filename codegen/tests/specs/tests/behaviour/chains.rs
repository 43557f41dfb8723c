//! Chains of types that are as long as rustc allows only with a `DeepBox`.

use openapi_bindgen_specs::types_in_chains::{List0, List4, List5, Nested, Ring0, Ring11, Ring12};

use crate::json::round_trip;

#[test]
fn a_long_chain_is_read_and_written() {
    let deep = |before: &str, last: &str, after: &str, count: usize| {
        format!("{}{last}{}", before.repeat(count), after.repeat(count))
    };
    let _: List0 = round_trip(&deep(r#"{"name":"a","items":["#, r#"{"name":"b"}"#, "]}", 27));
    let _: Ring0 = round_trip(&deep(r#"{"next":"#, "{}", "}", 40));
    let _: Nested = round_trip(&format!(r#"{{"lists":{}}}"#, deep("[", "1", "]", 30)));
}

#[test]
fn a_setter_takes_what_is_in_the_box() {
    let ring = Ring11::new().next(Ring12::new());
    assert_eq!(ring.next.unwrap().into_inner(), Ring12::new());
    let list = List4::new().items([List5::new().name("a").into()]);
    assert_eq!(list.items.unwrap()[0].name.as_deref(), Some("a"));
}

#[test]
fn each_type_is_send_in_a_program() {
    fn is_send<T: Send + Sync>(_: T) {}
    is_send(async || {
        let values = (Ring0::new(), vec![Some(List0::new())]);
        std::future::ready(()).await;
        drop(values);
    });
}
