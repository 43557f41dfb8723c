pub fn url() -> &'static str {
    api::ClientBuilder::TOKEN_CLIENT_CREDENTIALS.token_url()
}
