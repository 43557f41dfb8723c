pub fn made() -> api::Thing {
    api::Thing::new(api::ThingLevel::High)
}
