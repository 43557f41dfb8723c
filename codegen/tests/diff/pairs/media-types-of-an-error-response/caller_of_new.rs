use api::operations::GetThingError;

pub fn is_gone(error: &GetThingError) -> bool {
    matches!(error, GetThingError::NotFound(_))
}
