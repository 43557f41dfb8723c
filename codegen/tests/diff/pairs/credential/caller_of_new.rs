pub fn built() -> api::ClientBuilder {
    api::Client::builder().key("secret")
}
