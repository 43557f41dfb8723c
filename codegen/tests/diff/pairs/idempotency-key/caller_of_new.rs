pub fn call<D: Clone>(client: &api::Client<D>) {
    let _ = client.create_order();
    let _ = client.put_order("a");
}
