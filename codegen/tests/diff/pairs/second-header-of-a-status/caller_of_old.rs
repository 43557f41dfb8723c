use api::operations::GetThingError;

pub fn why(error: GetThingError) -> Option<String> {
    match error {
        GetThingError::NotFound { x_why, body: _ } => x_why,
        _ => None,
    }
}
