pub fn read(thing: &api::Thing) -> Option<&api::Failure> {
    thing.error.as_ref()
}
