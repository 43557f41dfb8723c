pub fn read(thing: &api::Thing) -> &str {
    &thing.name
}
