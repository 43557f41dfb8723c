pub fn is_cat(thing: &api::Thing) -> bool {
    matches!(thing, api::Thing::Cat(_))
}
