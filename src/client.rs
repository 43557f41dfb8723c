//! HeyGen's additions to the generated client.

use std::{env, error::Error, fmt};

use openapi_bindgen_runtime::BuildError;

use crate::{Client, ClientBuilder};

/// The environment variable with the API key.
pub const API_KEY_VARIABLE: &str = "HEYGEN_API_KEY";
/// The environment variable with another base URL than HeyGen's own.
pub const API_BASE_VARIABLE: &str = "HEYGEN_API_BASE";

impl Client {
    /// Creates a client with the API key in `HEYGEN_API_KEY`, and the base URL in `HEYGEN_API_BASE` if that is set.
    ///
    /// White space around either is removed. An empty `HEYGEN_API_BASE` counts as unset.
    ///
    /// ```no_run
    /// # async fn collect() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = heygen_api::Client::from_env()?;
    /// let consent = client.create_avatar_consent("group_xyz789").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If `HEYGEN_API_KEY` is not set, if one of the two is not Unicode, or if the client cannot be built from them:
    /// for example, with an empty key, or an `http` base URL on another machine.
    pub fn from_env() -> Result<Self, FromEnvError> {
        ClientBuilder::from_env()?.build().map_err(FromEnvError::Build)
    }
}

impl ClientBuilder {
    /// Creates a builder with the settings that [`Client::from_env`] reads from the environment, to set others.
    ///
    /// ```no_run
    /// # fn collect() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = heygen_api::ClientBuilder::from_env()?.user_agent("shop/1.2").build()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If `HEYGEN_API_KEY` is not set, or if one of the two is not Unicode. Their values are checked when the client is
    /// built.
    pub fn from_env() -> Result<Self, FromEnvError> {
        Self::from_variables(|name| match env::var(name) {
            Ok(value) => Ok(Some(value)),
            Err(env::VarError::NotPresent) => Ok(None),
            Err(env::VarError::NotUnicode(_)) => Err(FromEnvError::NotUnicode(name)),
        })
    }

    fn from_variables(
        read: impl Fn(&'static str) -> Result<Option<String>, FromEnvError>,
    ) -> Result<Self, FromEnvError> {
        let key = read(API_KEY_VARIABLE)?.ok_or(FromEnvError::Missing(API_KEY_VARIABLE))?;
        let builder = Client::builder().api_key_auth(key);
        Ok(match read(API_BASE_VARIABLE)? {
            Some(base) if !base.trim().is_empty() => builder.base_url(base.trim()),
            _ => builder,
        })
    }
}

/// The reason why a client could not be created from the environment.
#[non_exhaustive]
pub enum FromEnvError {
    /// The variable is not set.
    Missing(&'static str),
    /// The variable is set to something that is not Unicode.
    NotUnicode(&'static str),
    /// The variables are set, and the client cannot be built from them.
    Build(BuildError),
}

impl fmt::Display for FromEnvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(variable) => {
                write!(
                    f,
                    "the environment variable {variable} is not set: set it to the API key of your HeyGen account"
                )
            }
            Self::NotUnicode(variable) => write!(f, "the environment variable {variable} is not Unicode"),
            Self::Build(_) => {
                write!(f, "the client cannot be built from {API_KEY_VARIABLE} and {API_BASE_VARIABLE}")
            }
        }
    }
}

/// Writes the same as `Display` and the source, so that a program that ends with the error prints a sentence.
impl fmt::Debug for FromEnvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(_) | Self::NotUnicode(_) => fmt::Display::fmt(self, f),
            Self::Build(error) => write!(f, "{self}: {error}"),
        }
    }
}

impl Error for FromEnvError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Missing(_) | Self::NotUnicode(_) => None,
            Self::Build(error) => Some(error),
        }
    }
}

#[cfg(all(test, feature = "reqwest"))]
mod tests {
    use super::*;

    fn from(key: Option<&str>, base: Option<&str>) -> Result<Client, String> {
        let read = |name| Ok(if name == API_KEY_VARIABLE { key } else { base }.map(str::to_owned));
        let client =
            ClientBuilder::from_variables(read).and_then(|builder| builder.build().map_err(FromEnvError::Build));
        client.map_err(|error| match error.source() {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        })
    }

    #[test]
    fn a_key_alone_is_enough() {
        let client = from(Some(" key-123\n"), None).unwrap();
        let shown = format!("{client:?}");
        assert!(shown.contains("https://api.heygen.com"), "{shown}");
        assert!(!shown.contains("key-123"), "{shown}");
        assert!(from(Some("key"), Some("  ")).is_ok());
    }

    #[test]
    fn another_base_is_taken() {
        assert!(
            format!("{:?}", from(Some("key"), Some(" https://proxy.example/heygen ")).unwrap())
                .contains("proxy.example/heygen")
        );
    }

    #[test]
    fn errors_name_the_missing_or_invalid_variable() {
        assert!(from(None, None).unwrap_err().contains("HEYGEN_API_KEY is not set"));
        assert!(from(Some("key"), Some("http://api.heygen.com")).unwrap_err().contains("HEYGEN_API_BASE: "));
        assert!(from(Some(" "), None).is_err());
    }

    #[test]
    fn a_program_that_ends_with_the_error_prints_a_sentence() {
        let missing = FromEnvError::Missing(API_KEY_VARIABLE);
        assert_eq!(
            format!("{missing:?}"),
            "the environment variable HEYGEN_API_KEY is not set: set it to the API key of your HeyGen account"
        );
        let build = FromEnvError::Build(BuildError::UserAgent);
        assert_eq!(format!("{build:?}"), format!("{build}: {}", BuildError::UserAgent));
    }
}
