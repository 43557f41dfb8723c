pub fn kind() -> String {
    api::Thing::new("a").kind
}
