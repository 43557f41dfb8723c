pub fn read(order: &api::Order) -> &str {
    &order.address
}
