use super::operations::{Operations, type_rule};
use crate::diff::{Change, Rule, Subject, constraint, doc, matching::matched_by, pair::Pair, types::held_conversion};
use crate::ir::Parameter;
use crate::render::signature;

/// Compares the parameters of an operation.
pub(super) fn compare(
    pair: &Pair<'_>,
    operations: &Operations<'_>,
    old: &[Parameter],
    new: &[Parameter],
    changes: &mut Vec<Change>,
) {
    let by_place = |parameter: &Parameter| format!("{:?} {}", parameter.location, parameter.wire);
    let by_wire = |parameter: &Parameter| parameter.wire.to_string();
    let by_name = |parameter: &Parameter| parameter.name.to_string();
    let matched = matched_by(old, new, &[&by_place, &by_wire, &by_name]);
    let old_at = |parameter: &Parameter| {
        Some(pair.old.places.parameter(&operations.old_at, &parameter.wire, parameter.location))
    };
    let new_at = |parameter: &Parameter| {
        Some(pair.new.places.parameter(&operations.new_at, &parameter.wire, parameter.location))
    };
    for added in &matched.added {
        let (rule, how) = match (added.required, added.fixed()) {
            (true, None) if added.default.is_some() => (Rule::Added, "new, and has a default"),
            (true, None) => (Rule::RequiredAdded, "new and required"),
            (true, Some(_)) => (Rule::FixedAdded, "new, and has a single value"),
            (false, _) => (Rule::Added, "new"),
        };
        changes.push(
            operations
                .field(
                    rule,
                    Subject::Parameter,
                    added.name.as_str(),
                    format!("the parameter `{}` is {how}", added.wire),
                )
                .appears(signature::parameter_text(pair.new.api, added))
                .checks(signature::parameter_checks(pair.new.api, added))
                .places(Some(operations.old_at.clone()), new_at(added)),
        );
    }
    for removed in &matched.removed {
        let document = format!("the parameter `{}` was removed", removed.wire);
        changes.push(
            operations
                .field(Rule::Removed, Subject::Parameter, removed.name.as_str(), document)
                .disappears(signature::parameter_text(pair.old.api, removed))
                .places(old_at(removed), Some(operations.new_at.clone())),
        );
    }
    for (before, after) in &matched.both {
        let change = |rule, document: &str| {
            operations
                .field(rule, Subject::Parameter, after.name.as_str(), document)
                .code(signature::parameter_text(pair.old.api, before), signature::parameter_text(pair.new.api, after))
                .places(old_at(before), new_at(after))
        };
        compare_parameter(pair, before, after, &change, changes);
    }
    if matched.is_reordered {
        let document = "its parameters were reordered";
        changes.push(operations.change(
            Rule::Reordered,
            Subject::Operation,
            operations.new.type_name.as_str(),
            document,
        ));
    }
}

fn compare_parameter(
    pair: &Pair<'_>,
    old: &Parameter,
    new: &Parameter,
    change: &dyn Fn(Rule, &str) -> Change,
    changes: &mut Vec<Change>,
) {
    let Parameter {
        wire,
        name,
        location,
        style,
        segments,
        reserved,
        empty,
        required,
        ty,
        constant,
        default,
        server_default,
        doc,
        constraints,
        pointer: _,
        extensions: _,
        schema_extensions: _,
    } = old;
    if *wire != new.wire {
        changes.push(change(Rule::WireNameChanged, &format!("the parameter `{wire}` is now called `{}`", new.wire)));
    }
    if *name != new.name {
        changes.push(change(Rule::Renamed, &format!("the parameter `{wire}` has a new name in Rust")));
    }
    if *location != new.location {
        let document = format!("it moved to the {:?} from the {location:?}", new.location).to_lowercase();
        changes.push(change(Rule::PlaceChanged, &document));
    }
    if (style, reserved, empty) != (&new.style, &new.reserved, &new.empty) {
        let document = "its `style`, `explode`, `allowReserved` or `allowEmptyValue` changed";
        changes.push(change(Rule::StyleChanged, document));
    }
    if *segments != new.segments {
        changes.push(change(Rule::StyleChanged, "its segments of the path changed"));
    }
    match (required, new.required) {
        (false, true) => changes.push(change(Rule::BecameRequired, "it is now required")),
        (true, false) => changes.push(change(Rule::BecameOptional, "it is no longer required")),
        (true, true) | (false, false) => {}
    }
    changes.extend(type_rule(pair.fit_types(ty, &new.ty)).map(|rule| change(rule, "the type of its schema changed")));
    if *constant != new.constant {
        let rule = match (old.fixed(), new.fixed()) {
            (Some(_), Some(_)) => Rule::FixedValueChanged,
            _ => Rule::FixedValueDocumented,
        };
        changes.push(change(rule, "its only value changed"));
    }
    match (default, &new.default) {
        (Some(old), Some(new)) if old != new => {
            changes.push(change(Rule::DefaultValueChanged, &format!("its default is `{new}` instead of `{old}`")));
        }
        // `arguments` compares a parameter that is an argument in one version and has a setter in
        // the other.
        _ => {}
    }
    match (server_default, &new.server_default) {
        (Some(old), Some(new)) if old != new => {
            let document = format!("the server uses `{new}` instead of `{old}` where it is not set");
            changes.push(change(Rule::ServerDefaultChanged, &document));
        }
        _ => {}
    }
    let constraints = constraint::collect(pair, (ty, constraints), (&new.ty, &new.constraints));
    constraint::compare(&constraints.0, &constraints.1, &|rule, document| change(rule, document), changes);
    let template = change(Rule::Documentation, "");
    held_conversion(pair, (ty, &new.ty), Subject::Parameter, &template.path, changes);
    if let (Some(old_at), Some(new_at)) = (&template.old, &template.new) {
        let (old_at, new_at) = (&old_at.pointer, &new_at.pointer);
        doc::compare(Subject::Parameter, &template.path, (doc, old_at), (&new.doc, new_at), changes);
    }
}
