pub fn version(call: &api::operations::ReadThing) -> &String {
    &call.version
}
