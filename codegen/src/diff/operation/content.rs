use super::operations::{Operations, type_rule};
use crate::diff::{
    Change, Rule, Subject, constraint,
    matching::matched_by,
    pair::{Pair, Side},
    types::held_conversion,
};
use crate::ir::{Body, Content, Encoding, RustIdent};
use crate::render::signature;

/// Compares the contents of a body. `change` builds a change of the body as a whole.
pub(super) fn compare(
    pair: &Pair<'_>,
    operations: &Operations<'_>,
    (old, new): (&Body, &Body),
    change: &dyn Fn(Rule, &str) -> Change,
    changes: &mut Vec<Change>,
) {
    match (&old.choice, &new.choice, old.contents.as_slice(), new.contents.as_slice()) {
        (None, None, [before], [after]) => compare_content(pair, operations, (before, after), change, changes),
        (Some(before), Some(after), _, _) => {
            if before != after {
                changes.push(change(Rule::Renamed, "the operation has a new name"));
            }
            compare_choice(pair, operations, after, (old, new), changes);
        }
        _ => changes.push(change(Rule::TypeChanged, "the number of media types of the body changed")),
    }
}

/// Compares the enum of the contents that the caller chooses from.
fn compare_choice(
    pair: &Pair<'_>,
    operations: &Operations<'_>,
    name: &RustIdent,
    (old, new): (&Body, &Body),
    changes: &mut Vec<Change>,
) {
    let by_media_type = |content: &Content| content.media_type.clone();
    let by_name = |content: &Content| content.name.to_string();
    let matched = matched_by(&old.contents, &new.contents, &[&by_media_type, &by_name]);
    let change = |rule, subject, path: String, document: &str| {
        let (old_at, new_at) = (operations.old_at.child("requestBody"), operations.new_at.child("requestBody"));
        operations.change(rule, subject, path, document).places(Some(old_at), Some(new_at))
    };
    let variant = |side: &Side<'_>, content: &Content| format!("{}({})", content.name, side.type_text(&content.ty));
    let path = |content: &Content| format!("{name}::{}", content.name);
    for content in &matched.added {
        let document = format!("the body may now be `{}`", content.media_type);
        let code = variant(&pair.new, content);
        changes.push(change(Rule::Added, Subject::Variant, path(content), &document).appears(code));
    }
    for content in &matched.removed {
        let document = format!("the body may no longer be `{}`", content.media_type);
        let code = variant(&pair.old, content);
        changes.push(change(Rule::Removed, Subject::Variant, path(content), &document).disappears(code));
    }
    for (before, after) in &matched.both {
        let of_variant = |rule, document: &str| {
            change(rule, Subject::Variant, path(after), document)
                .code(variant(&pair.old, before), variant(&pair.new, after))
        };
        compare_content(pair, operations, (before, after), &of_variant, changes);
    }
    let conversions = |side: &Side<'_>, body| signature::conversions(side.api, body);
    let (before, after) = (conversions(&pair.old, old), conversions(&pair.new, new));
    let conversion = |ty: &String| format!("impl From<{ty}> for {name}");
    for ty in after.iter().filter(|ty| !before.contains(&pair.follow(ty)) && !before.contains(ty)) {
        let document = "only one content has this type";
        changes.push(change(Rule::Added, Subject::Accessor, conversion(ty), document).appears(conversion(ty)));
    }
    for ty in before.iter().filter(|ty| !after.contains(&pair.follow(ty))) {
        let document = "several contents, or none, have this type";
        changes.push(change(Rule::Removed, Subject::Accessor, conversion(ty), document).disappears(conversion(ty)));
    }
    if matched.is_reordered {
        let document = "its media types were reordered";
        changes.push(change(Rule::Reordered, Subject::Type, name.to_string(), document));
    }
}

fn compare_content(
    pair: &Pair<'_>,
    operations: &Operations<'_>,
    (old, new): (&Content, &Content),
    change: &dyn Fn(Rule, &str) -> Change,
    changes: &mut Vec<Change>,
) {
    let Content { name, media_type, ty, constraints, encoding } = old;
    let is_choice = operations.new.body.as_ref().is_some_and(|body| body.choice.is_some());
    if is_choice && *name != new.name {
        changes.push(change(Rule::Renamed, &format!("`{media_type}` has a new name in Rust")));
    }
    let rule = type_rule(pair.fit_types(ty, &new.ty));
    changes.extend(rule.map(|rule| change(rule, "the schema of the body changed")));
    if *encoding != new.encoding {
        let (before, after) = (words(encoding), words(&new.encoding));
        let document = if before == after {
            format!("some properties of the body are encoded differently within {after}")
        } else {
            format!("the body is sent as {after} instead of {before}")
        };
        changes.push(change(Rule::EncodingChanged, &document));
    } else if signature::encoding_text(pair.old.api, old) != signature::encoding_text(pair.new.api, new) {
        changes.push(change(Rule::PartsChanged, "the body changed between one part for each property and one part"));
    } else if is_choice && *media_type != new.media_type {
        changes.push(change(Rule::LabelChanged, &format!("`{media_type}` is now written `{}`", new.media_type)));
    }
    let constraints = constraint::collect(pair, (ty, constraints), (&new.ty, &new.constraints));
    constraint::compare(&constraints.0, &constraints.1, change, changes);
    let path = format!("{}.body", operations.new.type_name);
    if !is_choice {
        held_conversion(pair, (ty, &new.ty), Subject::Body, &path, changes);
    }
}

fn words(encoding: &Encoding) -> String {
    match encoding {
        Encoding::Json(media_type) => format!("`{}`", media_type.as_deref().unwrap_or("application/json")),
        Encoding::Form { brackets: false, styles: _ } => "`application/x-www-form-urlencoded`".to_owned(),
        Encoding::Form { brackets: true, styles: _ } => "`application/x-www-form-urlencoded` with brackets".to_owned(),
        Encoding::Multipart { media_type, .. } => {
            format!("`{}`", media_type.as_deref().unwrap_or("multipart/form-data"))
        }
        Encoding::JsonLines(media_type) | Encoding::Text(media_type) | Encoding::Bytes(media_type) => {
            format!("`{media_type}`")
        }
    }
}
