//! Suggests a similar name for an unknown one.

/// The minimum similarity of two names, from 0 to 1.
const ALIKE: f64 = 0.8;

/// Returns a help that suggests the most similar name, if there is one.
pub(crate) fn suggestion<T: AsRef<str>>(name: &str, names: impl IntoIterator<Item = T>) -> Option<String> {
    nearest(name, names).first().map(|near| format!("a similar name exists: `{}`", near.as_ref()))
}

/// Returns the names that are similar to `name`, the most similar first. Ignores case.
pub(crate) fn nearest<T: AsRef<str>>(name: &str, names: impl IntoIterator<Item = T>) -> Vec<T> {
    let name = name.to_lowercase();
    let mut alike: Vec<(f64, T)> = names
        .into_iter()
        .map(|other| (strsim::jaro_winkler(&other.as_ref().to_lowercase(), &name), other))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    alike.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_alike_is_first() {
        assert_eq!(nearest("ordr", ["Pet", "Orders", "Order"]), ["Order", "Orders"]);
        assert!(nearest("zebra", ["Pet", "Order"]).is_empty());
    }
}
