use std::fmt;

/// The reason why a file of a document was not read.
///
/// ```
/// use openapi_bindgen::FileError;
///
/// let error = FileError::new("there is no file `pte.yaml`").help("a similar file exists: `pet.yaml`");
/// assert_eq!(error.to_string(), "there is no file `pte.yaml`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl FileError {
    /// Creates an error. `message` is a sentence without a final full stop.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// Adds a suggested fix.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FileError {}
