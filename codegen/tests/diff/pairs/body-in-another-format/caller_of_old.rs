pub fn call<D: Clone>(client: &api::Client<D>) {
    let _ = client.put_thing(api::Thing::new("a"));
}
