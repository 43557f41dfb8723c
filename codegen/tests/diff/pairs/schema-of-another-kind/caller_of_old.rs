pub fn is_red(thing: &api::Thing) -> bool {
    *thing == api::Thing::Red
}
