pub fn number(thing: api::Thing) -> i64 {
    thing
}
