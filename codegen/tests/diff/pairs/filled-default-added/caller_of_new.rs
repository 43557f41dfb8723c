pub fn read(thing: &api::Thing) -> i64 {
    thing.size
}
