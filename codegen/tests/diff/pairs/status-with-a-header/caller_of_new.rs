use api::operations::GetThingError;

pub fn is_gone(error: &GetThingError) -> bool {
    matches!(error, GetThingError::NotFound { x_why: Some(_), .. })
}
