//! Uploads from a reader, without an asynchronous runtime: `cargo run -p pet-store-example --example upload`.

use std::{error::Error, io::Cursor};

use openapi_bindgen_runtime::Upload;
use pet_store_example::{Client, server};

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().base_url(server::start()?).build_blocking()?;

    // Bytes in memory convert into an upload. `send` makes a call of a blocking client.
    client.set_photo("Mia", server::PHOTO).send()?;

    // A file is read while it is sent. Some servers require its length in advance.
    let file = Cursor::new(server::PHOTO); // a `std::fs::File` in a program
    let upload = Upload::reader(file).length(server::PHOTO.len() as u64);
    let response = client.set_photo("Mia", upload).send()?;
    println!("uploaded under status {}", response.http_status());
    Ok(())
}

#[test]
fn it_runs() {
    main().unwrap();
}
