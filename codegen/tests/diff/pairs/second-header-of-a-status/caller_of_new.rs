use api::operations::GetThingError;

pub fn when(error: GetThingError) -> Option<String> {
    match error {
        GetThingError::NotFound { x_when, .. } => x_when,
        _ => None,
    }
}
