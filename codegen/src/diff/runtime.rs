//! The features of the runtime that the output needs.

use super::{Change, Rule, Subject, Version};
use crate::pointer::Pointer;
use crate::render::features;

/// Reports the features that only one of the versions needs.
pub(super) fn compare(old: &Version, new: &Version) -> Vec<Change> {
    let needed = |version: &Version| features(&version.api, &version.options);
    let (before, after) = (needed(old), needed(new));
    let change = |rule, feature: &str, document| {
        let root = Some(Pointer::root());
        let change =
            Change::new(rule, Subject::Runtime, new.options.runtime.as_str(), document).places(root.clone(), root);
        let code = format!("features = [{feature:?}]");
        if rule == Rule::FeatureNeeded { change.appears(code) } else { change.disappears(code) }
    };
    let gained = after.iter().filter(|feature| !before.contains(feature));
    let lost = before.iter().filter(|feature| !after.contains(feature));
    let gained = gained.map(|feature| {
        change(Rule::FeatureNeeded, feature, format!("the generated code needs the feature `{feature}`"))
    });
    let lost = lost.map(|feature| {
        change(Rule::FeatureUnneeded, feature, format!("the generated code no longer needs the feature `{feature}`"))
    });
    gained.chain(lost).collect()
}
