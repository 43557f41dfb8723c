pub fn number(thing: api::Thing) -> f64 {
    thing
}
