pub fn is_bird(thing: &api::Thing) -> bool {
    matches!(thing, api::Thing::Bird(_))
}
