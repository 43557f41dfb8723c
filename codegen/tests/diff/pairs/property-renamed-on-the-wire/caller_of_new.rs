pub fn read(thing: &api::Thing) -> &str {
    &thing.first_name
}
