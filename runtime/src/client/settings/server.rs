/// A server of a document (OpenAPI, "Server Object"): a URL, with variables in braces.
///
/// Generated code has a constructor for each of a document's servers:
///
/// ```
/// use openapi_bindgen_runtime::{Server, ServerVariable};
///
/// const REGION: ServerVariable = ServerVariable::new("region", "eu").values(&["eu", "us"]);
/// let server = Server::new("https://{region}.example.com", &[REGION]);
/// assert_eq!(server.url()?, "https://eu.example.com");
/// assert_eq!(server.clone().variable("region", "us").url()?, "https://us.example.com");
/// assert!(server.variable("region", "moon").url().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    template: &'static str,
    variables: &'static [ServerVariable],
    given: Vec<(&'static str, String)>,
}

/// A variable in the URL of a [`Server`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    name: &'static str,
    default: &'static str,
    values: &'static [&'static str],
}

impl ServerVariable {
    /// Creates a variable with any value. Its default is `default`.
    #[must_use]
    pub const fn new(name: &'static str, default: &'static str) -> Self {
        Self { name, default, values: &[] }
    }

    /// Sets the allowed values.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }
}

impl Server {
    /// Creates a server whose variables have their defaults.
    #[must_use]
    pub const fn new(template: &'static str, variables: &'static [ServerVariable]) -> Self {
        Self { template, variables, given: Vec::new() }
    }

    /// Sets the value of a variable, replacing an earlier one.
    #[must_use]
    pub fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.given.retain(|(known, _)| *known != name);
        self.given.push((name, value.into()));
        self
    }

    /// Returns the base URL.
    ///
    /// # Errors
    /// If the server does not have one of the variables, or if the document does not allow one of the values.
    pub fn url(&self) -> Result<String, String> {
        let names = || self.variables.iter().map(|variable| variable.name).collect::<Vec<_>>().join("`, `");
        if let Some((unknown, _)) =
            self.given.iter().find(|(name, _)| self.variables.iter().all(|variable| variable.name != *name))
        {
            return Err(if self.variables.is_empty() {
                format!("`{}` has no variables, but `{unknown}` is set", self.template)
            } else {
                format!("`{}` has no variable `{unknown}`, only `{}`", self.template, names())
            });
        }
        // Piece by piece, so that a value with braces in it is not taken for a variable.
        let mut url = String::new();
        let mut rest = self.template;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            url.push_str(before);
            url.push_str(self.value(name)?);
            rest = after;
        }
        url.push_str(rest);
        Ok(url)
    }

    fn value(&self, name: &str) -> Result<&str, String> {
        let Some(variable) = self.variables.iter().find(|variable| variable.name == name) else {
            return Err(format!("`{}` does not define its variable `{name}`", self.template));
        };
        let Some((_, value)) = self.given.iter().find(|(given, _)| *given == name) else {
            return Ok(variable.default);
        };
        if variable.values.is_empty() || variable.values.contains(&value.as_str()) {
            Ok(value)
        } else {
            Err(format!("`{name}` is `{value}`, but may only be `{}`", variable.values.join("`, `")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VARIABLES: &[ServerVariable] =
        &[ServerVariable::new("region", "eu").values(&["eu", "us"]), ServerVariable::new("base", "v1")];

    fn server() -> Server {
        Server::new("https://{region}.example.com/{base}/x", VARIABLES)
    }

    #[test]
    fn variables_have_their_defaults_or_the_last_given_value() {
        assert_eq!(server().url().unwrap(), "https://eu.example.com/v1/x");
        let given = server().variable("base", "v2").variable("base", "{region}").variable("region", "us");
        assert_eq!(given.url().unwrap(), "https://us.example.com/{region}/x");
    }

    #[test]
    fn an_unknown_variable_or_value_is_an_error() {
        assert_eq!(
            server().variable("regions", "us").url().unwrap_err(),
            "`https://{region}.example.com/{base}/x` has no variable `regions`, only `region`, `base`"
        );
        assert_eq!(
            Server::new("https://example.com", &[]).variable("region", "us").url().unwrap_err(),
            "`https://example.com` has no variables, but `region` is set"
        );
        assert_eq!(
            server().variable("region", "moon").url().unwrap_err(),
            "`region` is `moon`, but may only be `eu`, `us`"
        );
    }
}
