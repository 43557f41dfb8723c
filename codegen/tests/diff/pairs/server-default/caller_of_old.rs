pub fn made() -> api::operations::ReadThing {
    api::operations::ReadThing::new()
}
