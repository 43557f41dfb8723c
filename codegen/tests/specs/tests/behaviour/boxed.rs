//! Setters and constructors put what is on the heap there themselves.

use openapi_bindgen_specs as specs;
use specs::union_in_a_box::{Filter, Found, Named, Not, Query};

use crate::canned::{Canned, client};

#[tokio::test]
async fn a_value_of_a_branch_becomes_the_choice() {
    let not =
        Not::new(Named::new("a"), Filter::from(Named::new("b"))).or(Found::new(Query::new().only(Named::new("c"))));
    let transport = Canned::new(204, "");
    let call = client!(union_in_a_box, transport).search();
    call.only(not).unless(Filter::from(Named::new("d"))).await.unwrap();
    assert_eq!(
        transport.request().body(),
        concat!(
            r#"{"only":{"not":{"name":"a"},"unless":{"name":"b"},"or":{"query":{"only":{"name":"c"}}}},"#,
            r#""unless":{"name":"d"}}"#
        )
    );
}

#[test]
fn null_and_the_choice_itself_are_taken_as_well() {
    let filter = Filter::from(Named::new("a"));
    let not = Not::new(filter.clone(), None);
    assert_eq!((&*not.not, &not.unless), (&filter, &None));
    let query = Query::new().only(filter.clone()).unless(None);
    assert_eq!(serde_json::to_string(&query).unwrap(), r#"{"only":{"name":"a"},"unless":null}"#);
    assert_eq!(Query::new().unless(Some(filter.clone())), Query::new().unless(filter));
}
