pub fn made() -> api::Failure {
    api::Failure::new("It failed.").code(1)
}
