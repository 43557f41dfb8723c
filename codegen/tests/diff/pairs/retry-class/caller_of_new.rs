pub fn call<D: Clone>(client: &api::Client<D>) {
    let _ = client.get_thing();
}
