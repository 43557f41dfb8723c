pub fn read(thing: &api::Thing) -> Option<i64> {
    thing.size
}
