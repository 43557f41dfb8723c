/// A server of a document (OpenAPI, "Server Object"): a URL, whose variables stand in braces.
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
    /// A variable that may have any value, and `default` where none is given.
    #[must_use]
    pub const fn new(name: &'static str, default: &'static str) -> Self {
        Self { name, default, values: &[] }
    }

    /// The only values that it may have.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }
}

impl Server {
    /// A server whose variables have their defaults.
    #[must_use]
    pub const fn new(template: &'static str, variables: &'static [ServerVariable]) -> Self {
        Self { template, variables, given: Vec::new() }
    }

    /// Gives a variable its value, in place of an earlier one.
    #[must_use]
    pub fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.given.retain(|(known, _)| *known != name);
        self.given.push((name, value.into()));
        self
    }

    /// The base URL.
    ///
    /// # Errors
    /// What is wrong: a variable that the server does not have, or a value that the document does not list.
    pub fn url(&self) -> Result<String, String> {
        let names = || self.variables.iter().map(|variable| variable.name).collect::<Vec<_>>().join("`, `");
        if let Some((unknown, _)) =
            self.given.iter().find(|(name, _)| self.variables.iter().all(|variable| variable.name != *name))
        {
            return Err(if self.variables.is_empty() {
                format!("`{}` has no variable `{unknown}`, nor any other", self.template)
            } else {
                format!("`{}` has no variable `{unknown}`, but `{}`", self.template, names())
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
            return Err(format!("`{}` says nothing of its variable `{name}`", self.template));
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
    fn variables_have_their_defaults_or_what_is_given_last() {
        assert_eq!(server().url().unwrap(), "https://eu.example.com/v1/x");
        let given = server().variable("base", "v2").variable("base", "{region}").variable("region", "us");
        assert_eq!(given.url().unwrap(), "https://us.example.com/{region}/x");
    }

    #[test]
    fn what_a_server_does_not_have_is_told() {
        assert_eq!(
            server().variable("regions", "us").url().unwrap_err(),
            "`https://{region}.example.com/{base}/x` has no variable `regions`, but `region`, `base`"
        );
        assert_eq!(
            Server::new("https://example.com", &[]).variable("region", "us").url().unwrap_err(),
            "`https://example.com` has no variable `region`, nor any other"
        );
        assert_eq!(
            server().variable("region", "moon").url().unwrap_err(),
            "`region` is `moon`, but may only be `eu`, `us`"
        );
    }
}
