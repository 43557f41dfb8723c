//! Lists all pets, adds one, and handles a declared error: `cargo run -p pet-store-example --example pets`.

use std::error::Error;

use openapi_bindgen_runtime::Error as CallError;
use pet_store_example::{Client, Kind, NewPet, operations::GetPetError, server};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().base_url(server::start()?).build()?;

    // `items()` requests the next page after the last item of a page.
    let mut pets = client.list_pets().items();
    while let Some(pet) = pets.next().await {
        let pet = pet?;
        // A kind that the document does not list keeps its text.
        println!("{} is a {}", pet.name, pet.kind);
    }

    // `new` takes the required properties. The others have setters.
    let added = client.add_pet(NewPet::new("Tom", Kind::Cat).age(1)).await?;
    println!("added {} under status {}", added.name, added.http_status());

    // A value that violates the schema is not sent.
    let error = client.add_pet(NewPet::new("", Kind::Dog)).await.unwrap_err();
    println!("not sent: {error}");

    match client.get_pet("Nobody").await {
        Ok(pet) => println!("found {}", pet.name),
        // An error has a variant for each status that the document declares.
        Err(CallError::Api(error)) => match error.error() {
            GetPetError::NotFound(problem) => println!("there is no Nobody: {}", problem.message),
            other => println!("another error response: {other:?}"),
        },
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

#[test]
fn it_runs() {
    main().unwrap();
}
