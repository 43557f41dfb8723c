use std::collections::BTreeMap;

/// The vendor extensions (`x-…`) of a part of the document: JSON values by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Extensions(pub BTreeMap<String, String>);

impl Extensions {
    /// Returns the value of an extension, as JSON.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Returns the extensions as JSON values.
    pub(crate) fn values(&self) -> BTreeMap<String, serde_json::Value> {
        let read = |(name, text): (&String, &String)| Some((name.clone(), serde_json::from_str(text).ok()?));
        self.0.iter().filter_map(read).collect()
    }

    /// Returns only the extension `name`, if present.
    pub(crate) fn only(&self, name: &str) -> Self {
        Self(self.0.get_key_value(name).map(|(name, value)| (name.clone(), value.clone())).into_iter().collect())
    }
}
