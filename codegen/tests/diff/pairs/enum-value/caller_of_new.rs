pub fn is_blue(thing: &api::Thing) -> bool {
    *thing == api::Thing::Blue
}
