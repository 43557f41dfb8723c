//! Reads server-sent events one by one: `cargo run -p pet-store-example --example events`.

use std::error::Error;

use pet_store_example::{Client, server};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().base_url(server::start()?).build()?;

    // The call returns when the response begins. Each event is typed, as the document describes it.
    let mut events = client.watch_pet("Mia").events().await?.into_inner();
    let mut count = 0;
    while let Some(event) = events.next().await {
        // A connection that breaks off is an error here, not the end of the events.
        println!("Mia: {}", event?.data.did);
        count += 1;
    }
    assert_eq!(count, 3);
    Ok(())
}

#[test]
fn it_runs() {
    main().unwrap();
}
