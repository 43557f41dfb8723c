pub fn made() -> api::ThingInput {
    api::ThingInput::new("a")
}
