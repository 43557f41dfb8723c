//! Downloads a photo of any length, piece by piece: `cargo run -p pet-store-example --example download`.

use std::{
    error::Error,
    io::{Write, sink},
};

use pet_store_example::{Client, server};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().base_url(server::start()?).build()?;

    // `client.get_photo("Mia").await` holds the photo in memory, up to a limit. `download()` has no limit.
    let mut download = client.get_photo("Mia").download().await?;
    let mut file = sink(); // a `std::fs::File` in a program
    let mut length = 0;
    while let Some(piece) = download.next().await {
        let piece = piece?;
        file.write_all(&piece)?;
        length += piece.len();
    }
    println!("downloaded {length} bytes");
    assert_eq!(length, server::PHOTO.len());
    Ok(())
}

#[test]
fn it_runs() {
    main().unwrap();
}
