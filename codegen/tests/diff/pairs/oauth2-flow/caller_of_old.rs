pub fn built() -> api::ClientBuilder {
    api::Client::builder().token("secret")
}
