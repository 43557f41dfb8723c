use super::{Checker, Rules, too_few, too_many};
use crate::StringMap;

const ITEMS: [&str; 2] = ["item", "items"];
pub(super) const MEMBERS: [&str; 2] = ["member", "members"];

#[allow(clippy::return_self_not_must_use, reason = "the result of the last rule is not used")]
impl<T> Rules<'_, &[T]> {
    /// Checks for at least `least` items (`minItems`).
    pub fn min_items(self, least: usize) -> Self {
        self.rule(|items| too_few(least, items.len(), ITEMS))
    }

    /// Checks for at most `most` items (`maxItems`).
    pub fn max_items(self, most: usize) -> Self {
        self.rule(|items| too_many(most, items.len(), ITEMS))
    }

    /// Checks for unique items (`uniqueItems`). All pairs are compared, so a list of more than 2,000 items is not
    /// checked.
    pub fn unique_items(self) -> Self
    where
        T: PartialEq,
    {
        const MOST: usize = 2_000;
        self.rule(|items| {
            let compared = if items.len() > MOST { &[] } else { items };
            let (one, two) = compared.iter().enumerate().find_map(|(position, item)| {
                items[..position].iter().position(|earlier| earlier == item).map(|earlier| (earlier, position))
            })?;
            Some(format!("must have unique items, but [{one}] and [{two}] are equal"))
        })
    }

    /// Checks each item with `check`, which gets the checker, the name of the item, and the item.
    pub fn check_each(self, check: impl Fn(&mut Checker, &str, &T)) -> Self {
        self.inside(|checker, items| {
            for (index, item) in items.iter().enumerate() {
                check(checker, &format!("[{index}]"), item);
            }
        })
    }
}

#[allow(clippy::return_self_not_must_use, reason = "the result of the last rule is not used")]
impl<M: StringMap> Rules<'_, &M> {
    /// Checks for at least `least` members (`minProperties`).
    pub fn min_properties(self, least: usize) -> Self {
        self.rule(|members| too_few(least, members.count(), MEMBERS))
    }

    /// Checks for at most `most` members (`maxProperties`).
    pub fn max_properties(self, most: usize) -> Self {
        self.rule(|members| too_many(most, members.count(), MEMBERS))
    }

    /// Checks each value with `check`, which gets the checker, the name of the member, and the value.
    pub fn check_each(self, check: impl Fn(&mut Checker, &str, &M::Value)) -> Self {
        self.inside(|checker, members| {
            for (name, value) in members.entries() {
                check(checker, name, value);
            }
        })
    }
}

impl<V: Copy> Rules<'_, V> {
    /// Checks the parts of the value, if it is present.
    fn inside(self, check: impl FnOnce(&mut Checker, V)) -> Self {
        if let Some(value) = self.value {
            self.checker.inside(self.name, |checker| check(checker, value));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::Nullable;

    #[test]
    fn a_list_and_its_items_are_checked() {
        let mut checker = Checker::new();
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<String>>();
        let rows = vec![texts(&["a", "b", "a"]), texts(&[])];
        checker.list("rows", &rows).max_items(1).check_each(|checker, name, row| {
            checker.list(name, row).min_items(1).unique_items().check_each(|checker, name, item| {
                checker.text(name, item).characters("^a*$", &['a'..='a']);
            });
        });
        assert_eq!(
            checker.finish().unwrap_err().to_string(),
            "`rows` must have at most 1 item, but has 2; \
             `rows[0]` must have unique items, but [0] and [2] are equal; \
             `rows[0][1]` must match `^a*$`, but character 1 is 'b'; \
             `rows[1]` must have at least 1 item, but has 0"
        );
    }

    #[test]
    fn absent_values_meet_every_rule() {
        let mut checker = Checker::new();
        checker.text("text", &None::<String>).min_length(1);
        checker.integer("size", &Nullable::<i64>::Null).minimum(1);
        checker.list("rows", &None::<Vec<Option<String>>>).min_items(1);
        let rows = Some(vec![None, Some(String::new())]);
        checker.list("rows", &rows).check_each(|checker, name, row| {
            checker.text(name, row).min_length(1);
        });
        let found = checker.finish().unwrap_err().to_string();
        assert_eq!(found, "`rows[1]` must have at least 1 character, but has 0");
    }

    #[test]
    fn a_map_and_its_values_are_checked() {
        let mut checker = Checker::new();
        let map = BTreeMap::from([("a".to_owned(), 1)]);
        let check = |checker: &mut Checker, name: &str, value: &i32| {
            checker.integer(name, value).minimum(2);
        };
        checker.map("sizes", &map).min_properties(2).check_each(check);
        checker.map("", &map).max_properties(0).check_each(check);
        assert_eq!(
            checker.finish().unwrap_err().to_string(),
            "`sizes` must have at least 2 members, but has 1; `sizes.a` must be at least 2; \
             the value must have at most 0 members, but has 1; `a` must be at least 2"
        );
    }
}
