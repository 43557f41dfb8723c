//! Suggests a similar name for an unknown one.

/// The minimum similarity of two names, from 0 to 1.
const ALIKE: f64 = 0.8;

/// The most bytes of a name that is compared. The time of a comparison grows with the square of the length.
const MOST_BYTES: usize = 256;

/// Returns a help that suggests the most similar name, if there is one.
pub(crate) fn suggestion<T: AsRef<str>>(name: &str, names: impl IntoIterator<Item = T>) -> Option<String> {
    nearest(name, names).first().map(|near| format!("a similar name exists: `{}`", near.as_ref()))
}

/// Returns the names that are similar to `name`, the most similar first. Ignores case.
pub(crate) fn nearest<T: AsRef<str>>(name: &str, names: impl IntoIterator<Item = T>) -> Vec<T> {
    if name.len() > MOST_BYTES {
        return Vec::new();
    }
    let name = name.to_lowercase();
    let mut alike: Vec<(f64, T)> = names
        .into_iter()
        .filter(|other| other.as_ref().len() <= MOST_BYTES)
        .map(|other| (strsim::jaro_winkler(&other.as_ref().to_lowercase(), &name), other))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    alike.into_iter().map(|(_, name)| name).collect()
}

/// Returns the name of which `name` is a misspelling: with other capitals, or with one wrong letter, two in a long one.
pub(crate) fn misspelt<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // A short name is near to too many words.
    const SHORT: usize = 4;
    const LONG: usize = 9;
    if name.len() > MOST_BYTES {
        return None;
    }
    let wrong_letters = usize::from(name.len() >= LONG) + 1;
    let name = name.to_lowercase();
    let distances = names
        .into_iter()
        .filter(|meant| meant.len() >= SHORT)
        .map(|meant| (strsim::osa_distance(&meant.to_lowercase(), &name), meant));
    let nearest = distances.min_by_key(|(distance, _)| *distance);
    nearest.filter(|(distance, _)| *distance <= wrong_letters).map(|(_, meant)| meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_alike_is_first() {
        assert_eq!(nearest("ordr", ["Pet", "Orders", "Order"]), ["Order", "Orders"]);
        assert!(nearest("zebra", ["Pet", "Order"]).is_empty());
        let long = "a".repeat(MOST_BYTES);
        assert_eq!(nearest(&long, [format!("{long}b"), long.clone()]), [long.as_str()]);
        assert!(nearest(&format!("{long}b"), [long]).is_empty());
    }

    #[test]
    fn only_close_names_are_misspelt() {
        let known = ["type", "enum", "not", "items", "properties", "maxLength"];
        for (name, meant) in [
            ("TYPE", Some("type")),
            ("enums", Some("enum")),
            ("proprties", Some("properties")),
            ("prpertys", None),
            ("maxlenth", Some("maxLength")),
            ("note", None),
            ("style", None),
            ("name", None),
        ] {
            assert_eq!(misspelt(name, known), meant, "{name}");
        }
    }
}
