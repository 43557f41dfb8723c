//! The other parts that come from the same place of the document.

use std::collections::HashMap;

use super::named::Named;
use crate::pointer::Pointer;

/// The maximum number of other parts that an explanation lists. Any number of operations can have one path item, and each
/// of them would list all others.
const LISTED: usize = 100;

/// The paths of all parts, by place.
pub(super) struct SamePlace<'a> {
    paths: HashMap<&'a Pointer, Vec<&'a str>>,
    /// The number of parts at a place with a path. A type and an operation's struct can share it.
    alike: HashMap<(&'a Pointer, &'a str), usize>,
}

impl<'a> SamePlace<'a> {
    pub(super) fn new(all: &'a [(Pointer, Named<'_>)]) -> Self {
        let mut same = Self { paths: HashMap::new(), alike: HashMap::new() };
        for (pointer, named) in all {
            same.paths.entry(pointer).or_default().push(&named.path);
            *same.alike.entry((pointer, &named.path)).or_default() += 1;
        }
        same
    }

    /// Returns the paths of the first parts at `pointer` except `path`, and the number of the others.
    pub(super) fn others(&self, pointer: &Pointer, path: &str) -> (Vec<String>, usize) {
        let paths = self.paths.get(pointer).map_or(&[][..], Vec::as_slice);
        let alike = self.alike.get(&(pointer, path)).copied().unwrap_or_default();
        let others = paths.iter().filter(|other| **other != path).take(LISTED);
        let listed: Vec<String> = others.map(|other| (*other).to_owned()).collect();
        let more = paths.len() - alike - listed.len();
        (listed, more)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::diff::Version;
    use crate::explain::explain;
    use crate::{Options, Source};

    #[test]
    fn the_parts_of_one_place_are_listed_up_to_a_limit() {
        let paths = |count: usize| -> serde_json::Value {
            let item = |at| (format!("/p{at}"), json!({ "$ref": "#/components/pathItems/It" }));
            serde_json::Value::Object((0..count).map(item).collect())
        };
        let listed = |count| {
            let item = json!({ "get": { "responses": { "204": { "description": "" } } } });
            let document = json!({
                "openapi": "3.1.0", "info": { "title": "It", "version": "1" },
                "paths": paths(count), "components": { "pathItems": { "It": item } },
            });
            let document = Source::new("api.json", document.to_string());
            let version = Version::generate(&document, &[], &Options::default()).unwrap();
            let found = explain(&version, "/components/pathItems/It/get");
            let first = found.into_iter().next().unwrap();
            (first.also.len(), first.more)
        };
        let (few, more) = listed(2);
        assert_eq!(more, 0);
        // Two operations have twice the parts of one.
        let parts_of_one = few.div_ceil(2);
        assert_eq!(listed(202), (super::LISTED, 202 * parts_of_one - 1 - super::LISTED));
    }
}
