pub fn call(client: &api::Client) {
    let _ = client.get_report().download();
}
