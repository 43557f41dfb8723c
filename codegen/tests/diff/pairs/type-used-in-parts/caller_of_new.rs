pub fn call<D: Clone>(client: &api::Client<D>) {
    let _ = client.put_parts(api::Thing::new("a"));
}
