//! Types of the program that replace generated ones.

use openapi_bindgen_specs::{
    self as specs,
    custom::{Money, Point},
    replaced::{Order, OrderEither},
};

use crate::{
    canned::{Canned, client},
    json::{misfit, round_trip},
};

const ORDERS: &str = r#"[{"total":"3 EUR","at":{"x":1}}]"#;

const ORDER: &str = r#"{"total":"3 EUR","at":{"x":1},"history":["1 EUR"],"by_name":{"a":"2 USD"},"places":[1],"either":{"x":2},"limit":"9 EUR"}"#;

#[test]
fn a_value_is_one_of_the_type_wherever_it_is() {
    let order: Order = round_trip(ORDER);
    assert_eq!((&order.total, &order.at), (&Money::new(3, "EUR"), &Point { x: 1 }));
    assert_eq!(order.by_name.as_ref().unwrap()["a"], Money::new(2, "USD"));
    assert_eq!(order.either, Some(OrderEither::Point(Point { x: 2 })));
    assert_eq!(order.places.as_ref().unwrap()[0].get(), 1);
    let made = Order::new(Money::new(3, "EUR"), Point { x: 1 })
        .history([Money::new(1, "EUR")])
        .by_name([("a".to_owned(), Money::new(2, "USD"))])
        .places([std::num::NonZeroU32::MIN.into()])
        .either(Point { x: 2 })
        .limit(Money::new(9, "EUR"));
    assert_eq!(made, order);
}

#[test]
fn an_error_of_the_replacing_type_has_its_path() {
    for (right, wrong, expected) in [
        ("1 EUR", "one", "$.history[0]: `one` is no amount"),
        ("3 EUR", "3", "$.total: `3` is no amount"),
        ("[1]", "[0]", "$.places[0]: invalid value: integer `0`, expected a nonzero u32"),
    ] {
        let message = misfit::<Order>(&ORDER.replace(right, wrong));
        assert!(message.starts_with(expected), "{message}");
    }
}

#[tokio::test]
async fn calls_send_and_receive_it() {
    let transport = Canned::new(200, ORDERS).header("X-Total", "4 EUR");
    let call = client!(replaced, transport).find_orders(Money::new(3, "EUR")).below(Money::new(5, "EUR"));
    let call = call.among([Money::new(1, "EUR"), Money::new(2, "EUR")]).x_limit(Money::new(7, "EUR"));
    let orders = call.await.unwrap();
    assert_eq!(orders[0].total, Money::new(3, "EUR"));
    assert_eq!(
        transport.line(),
        "GET https://api.example.com/orders/3%20EUR?below=5%20EUR&among=1%20EUR&among=2%20EUR"
    );
    assert_eq!(transport.sent("x-limit").as_deref(), Some("7 EUR"));
    let transport = Canned::new(200, r#"{"x":7}"#);
    let order = specs::replaced::Order::new(Money::new(1, "EUR"), Point { x: 0 });
    assert_eq!(*client!(replaced, transport).add_order(order).await.unwrap(), Point { x: 7 });
    assert_eq!(transport.request().body().as_ref(), br#"{"total":"1 EUR","at":{"x":0}}"#);
}

#[test]
fn an_example_of_the_document_has_values_of_the_type() {
    use openapi_bindgen_runtime::Example;

    // Only the type can tell whether it reads the optional `rest`, so that is left out.
    assert_eq!(Order::example(), Order::new(Money::new(3, "EUR"), Point { x: 1 }));
}
