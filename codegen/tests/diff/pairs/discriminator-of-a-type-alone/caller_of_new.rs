pub fn made() -> api::Kennel {
    api::Kennel::new(api::Cat::new().name("Tom"))
}
