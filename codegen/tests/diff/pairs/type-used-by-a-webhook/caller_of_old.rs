pub fn made() -> api::Thing {
    api::Thing::new("a")
}
