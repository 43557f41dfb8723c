pub fn part(thing: api::Thing) -> Option<api::Piece> {
    thing.part
}
