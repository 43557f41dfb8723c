pub fn is_red(thing: &api::Thing) -> bool {
    match thing {
        api::Thing::Red => true,
        _ => false,
    }
}
