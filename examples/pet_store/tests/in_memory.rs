//! Tests a function that calls the pet store, with a transport in memory: no server, no port, no waiting.

use openapi_bindgen_runtime::{Error, MockAnswer, MockClock, MockTransport, StatusCode};
use pet_store_example::{Client, operations::GetPetError};

/// The function under test.
async fn is_adult(client: &Client, name: &str) -> Result<bool, Error<GetPetError>> {
    Ok(client.get_pet(name).await?.age.is_some_and(|age| age >= 2))
}

fn client(transport: &MockTransport) -> Client {
    // A retry waits on this clock, whose waits are over at once.
    Client::builder().transport(transport.clone()).timer(MockClock::new()).build().unwrap()
}

#[tokio::test]
async fn a_pet_of_four_years_is_adult() {
    // Answers are given in their order, to the operation with this `operationId`.
    let transport = MockTransport::new()
        .on("getPet", MockAnswer::status(StatusCode::SERVICE_UNAVAILABLE))
        .on("getPet", MockAnswer::json(StatusCode::OK, r#"{"name": "Mia", "kind": "cat", "age": 4}"#));
    assert!(is_adult(&client(&transport), "Mia").await.unwrap());
    // The first attempt was repeated.
    assert_eq!(transport.requests().len(), 2);
    assert_eq!(transport.requests()[0].uri().path(), "/pets/Mia");
}

#[tokio::test]
async fn a_missing_pet_is_not_found() {
    let transport = MockTransport::new()
        .on("getPet", MockAnswer::json(StatusCode::NOT_FOUND, r#"{"message": "there is no such pet"}"#));
    let error = is_adult(&client(&transport), "Nobody").await.unwrap_err();
    let GetPetError::NotFound(problem) = error.as_api().unwrap().error() else { panic!("{error}") };
    assert_eq!(problem.message, "there is no such pet");
}
