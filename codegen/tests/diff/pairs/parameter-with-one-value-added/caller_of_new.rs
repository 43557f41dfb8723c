pub fn version() -> String {
    api::operations::ReadThing::new().version
}
