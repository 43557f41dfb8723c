pub fn call<D: Clone>(client: &api::Client<D>) {
    let _ = client.create_order().idempotency_key("a");
}
