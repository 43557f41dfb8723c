pub fn made() -> api::Cat {
    api::Cat::new("Tom")
}
