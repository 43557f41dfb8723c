use std::fmt;

/// A value that the document does not list.
///
/// Only the conversion from text makes one, so that `Unknown` never holds a value that the enum has a variant for, and
/// comparing with a known variant is always right.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(String);

impl UnknownValue {
    /// Returns the value as it is on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Creates an unknown value, for the derive, which has compared it with every known one.
#[doc(hidden)]
pub fn unknown_value(text: &str) -> UnknownValue {
    UnknownValue(text.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::{StringEnum, UnknownValue};

    /// The status of a job.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
    enum Status {
        /// Not well.
        #[json(rename = "failed")]
        Failed,
        Unknown(UnknownValue),
    }

    #[test]
    fn a_known_value_is_never_unknown() {
        assert_eq!(Status::from("failed"), Status::Failed);
        assert_eq!(Status::from(String::from("failed")), Status::Failed);
        assert_eq!("failed".parse(), Ok(Status::Failed));
        assert_eq!(serde_json::from_str::<Status>(r#""failed""#).unwrap(), Status::Failed);
    }

    #[test]
    fn an_unknown_value_comes_back_as_it_was() {
        let status: Status = serde_json::from_str(r#""paused""#).unwrap();
        assert!(matches!(&status, Status::Unknown(value) if value.as_str() == "paused"));
        assert_eq!(serde_json::to_string(&status).unwrap(), r#""paused""#);
        assert_eq!(format!("{status:>8}"), "  paused");
    }
}
