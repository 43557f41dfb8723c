pub fn made() -> api::operations::ReadFile {
    api::operations::ReadFile::new("a")
}
