use std::collections::HashMap;

/// The elements of two lists, by the lists that have them.
pub(super) struct Matched<'a, T> {
    /// The elements of both lists, in the order of the new one.
    pub both: Vec<(&'a T, &'a T)>,
    pub removed: Vec<&'a T>,
    pub added: Vec<&'a T>,
    /// True if the elements of both lists have another order in the new one.
    pub is_reordered: bool,
}

/// A key that identifies an element.
pub(super) type Key<'k, T> = &'k dyn Fn(&T) -> String;

/// Matches the elements with equal keys: by the first key, then the rest by the next key.
///
/// Each key has a function for old and one for new elements, since the two may need different
/// lookups.
pub(super) fn matched<'a, T>(old: &'a [T], new: &'a [T], keys: &[(Key<'_, T>, Key<'_, T>)]) -> Matched<'a, T> {
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    let mut is_free = vec![true; old.len()];
    for (old_key, new_key) in keys {
        let mut known: HashMap<String, Vec<usize>> = HashMap::new();
        for position in (0..old.len()).rev().filter(|position| is_free[*position]) {
            known.entry(old_key(&old[position])).or_default().push(position);
        }
        for (partner, new) in partners.iter_mut().zip(new).filter(|(partner, _)| partner.is_none()) {
            *partner = known.get_mut(&new_key(new)).and_then(Vec::pop);
            if let Some(position) = *partner {
                is_free[position] = false;
            }
        }
    }
    let order: Vec<usize> = partners.iter().copied().flatten().collect();
    let pairs = partners.iter().zip(new);
    Matched {
        both: pairs.clone().filter_map(|(partner, new)| partner.map(|position| (&old[position], new))).collect(),
        removed: old.iter().zip(is_free).filter_map(|(old, is_free)| is_free.then_some(old)).collect(),
        added: pairs.filter_map(|(partner, new)| partner.is_none().then_some(new)).collect(),
        is_reordered: !order.is_sorted(),
    }
}

/// Matches elements by keys that are the same for old and new elements.
pub(super) fn matched_by<'a, T>(old: &'a [T], new: &'a [T], keys: &[Key<'_, T>]) -> Matched<'a, T> {
    let keys: Vec<(Key<'_, T>, Key<'_, T>)> = keys.iter().map(|key| (*key, *key)).collect();
    matched(old, new, &keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_that_the_first_key_does_not_match_are_matched_by_the_next() {
        let (old, new) = (["a1", "b2", "c3"], ["c9", "b2", "x1", "y8"]);
        let number = |text: &&str| text[1..].to_owned();
        let letter = |text: &&str| text[..1].to_owned();
        let found = matched_by(&old, &new, &[&letter, &number]);
        assert_eq!(found.both, [(&"c3", &"c9"), (&"b2", &"b2"), (&"a1", &"x1")]);
        assert_eq!((found.removed.len(), found.added), (0, vec![&"y8"]));
        assert!(found.is_reordered);
    }

    #[test]
    fn an_insertion_reorders_nothing() {
        let key = |text: &&str| (*text).to_owned();
        let found = matched_by(&["a", "b"], &["n", "a", "m", "b"], &[&key]);
        assert!(!found.is_reordered && found.added.len() == 2 && found.removed.is_empty());
    }
}
