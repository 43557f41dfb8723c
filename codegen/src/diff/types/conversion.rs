use crate::diff::{
    Change, Rule, Subject,
    pair::{Fit, Pair, Side},
};
use crate::ir::TypeRef;
use crate::render::signature;

/// Reports a setter whose argument changes between `T` and `impl Into<T>` although `T` has the same
/// name in both versions: an alias of that name refers to another type now.
pub(in crate::diff) fn held_conversion(
    pair: &Pair<'_>,
    (old, new): (&TypeRef, &TypeRef),
    subject: Subject,
    path: &str,
    changes: &mut Vec<Change>,
) {
    let takes = |side: &Side<'_>, ty: &TypeRef| {
        let text = side.type_text(ty);
        if signature::takes_into(side.api, ty) { format!("impl Into<{text}>") } else { text }
    };
    let (before, after) = (takes(&pair.old, old), takes(&pair.new, new));
    if pair.fit_types(old, new) != Fit::Different && pair.fit(&before, &after) == Fit::Different {
        let document = "the type of the schema that it refers to changed";
        changes.push(Change::new(Rule::TypeChanged, subject, path, document).code(before, after));
    }
}
