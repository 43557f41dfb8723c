use std::collections::{HashMap, HashSet};

use crate::ir::RustIdent;

/// The used names of a scope: a struct's fields, an enum's variants or a client's methods.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    taken: HashSet<String>,
    /// The last number that was appended to each name, with these suffixes. All lower numbers are used.
    numbers: HashMap<(String, String), usize>,
}

impl Scope {
    /// Creates a scope in which `names` are used.
    pub(crate) fn with(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|name| (*name).to_owned()).collect(), numbers: HashMap::new() }
    }

    /// Takes the first unused name of `names`, or else appends a number to the last one.
    ///
    /// Later candidates should be more specific than earlier ones, so that a number is the last
    /// resort.
    pub(crate) fn take(&mut self, names: impl IntoIterator<Item = RustIdent>) -> RustIdent {
        self.take_with(names, &[])
    }

    /// Like [`Scope::take`], for a name that must also be unused with each of `suffixes`.
    pub(crate) fn take_with(&mut self, names: impl IntoIterator<Item = RustIdent>, suffixes: &[&str]) -> RustIdent {
        let mut last = None;
        for name in names {
            if self.try_take(name.as_str(), suffixes) {
                return name;
            }
            last = Some(name);
        }
        let stem = last.map_or_else(|| "unnamed".to_owned(), |name| name.as_str().trim_start_matches("r#").to_owned());
        // With other suffixes, a lower number may be unused.
        let key = (stem.clone(), suffixes.join(" "));
        let mut number = self.numbers.get(&key).copied().unwrap_or(1);
        loop {
            number += 1;
            // A letter without cases may begin a name of either form, and neither needs the underscore there.
            let numbered = if stem.starts_with(char::is_lowercase) {
                format!("{stem}_{number}")
            } else {
                format!("{stem}{number}")
            };
            if self.try_take(&numbered, suffixes) {
                self.numbers.insert(key, number);
                return RustIdent::from_valid(numbered);
            }
        }
    }

    fn try_take(&mut self, name: &str, suffixes: &[&str]) -> bool {
        if self.taken.contains(name) {
            return false;
        }
        let longer: Vec<String> = suffixes.iter().map(|suffix| format!("{name}{suffix}")).collect();
        let is_free = longer.iter().all(|name| !self.taken.contains(name));
        if is_free {
            self.taken.insert(name.to_owned());
            self.taken.extend(longer);
        }
        is_free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(scope: &mut Scope, names: &[&str]) -> String {
        scope.take(names.iter().map(|name| RustIdent::from_valid(*name))).to_string()
    }

    #[test]
    fn a_better_word_comes_before_a_number() {
        let mut scope = Scope::with(&["new"]);
        assert_eq!(take(&mut scope, &["new", "new_field"]), "new_field");
        assert_eq!(take(&mut scope, &["new"]), "new_2");
        assert_eq!(take(&mut scope, &["Status"]), "Status");
        assert_eq!(take(&mut scope, &["Status"]), "Status2");
        assert_eq!(take(&mut scope, &["日Status"]), "日Status");
        assert_eq!(take(&mut scope, &["日Status"]), "日Status2");
        assert_eq!(take(&mut scope, &["日r"]), "日r");
        assert_eq!(take(&mut scope, &["日r"]), "日r2");
    }

    #[test]
    fn a_name_with_suffixes_takes_all() {
        let mut scope = Scope::default();
        let mut take = |name: &str| scope.take_with([RustIdent::from_valid(name)], &["Error", "Output"]).to_string();
        assert_eq!(take("Read"), "Read");
        assert_eq!(take("ReadError"), "ReadError2");
        assert_eq!(take("ReadOutput"), "ReadOutput2");
    }
}
