pub fn made() -> api::Cat {
    api::Cat::new("cat", "Tom")
}
