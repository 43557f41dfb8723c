use super::usage::usages;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Api, Direction, Presence, TypeKind};

/// Sends the required properties of a type whose properties are all `readOnly`. Otherwise, nothing
/// would be sent.
pub(crate) fn loosen(api: &mut Api, report: &mut Report) {
    let usages = usages(api);
    for (def, usage) in api.types.iter_mut().zip(usages) {
        let TypeKind::Object(object) = &mut def.kind else { continue };
        let is_nothing_sent = object.additional.is_none()
            && object.fields.iter().all(|field| field.direction == Direction::Received)
            && object.fields.iter().any(|field| field.presence == Presence::Required);
        if !(usage.has(Direction::Sent) && is_nothing_sent) {
            continue;
        }
        for field in object.fields.iter_mut().filter(|field| field.presence == Presence::Required) {
            field.direction = Direction::Both;
        }
        report.push(
            Diagnostic::warning(
                &def.pointer,
                "all properties of this object are `readOnly`, so its required ones are sent anyway",
            )
            .help("an overlay can remove `readOnly` from what callers set, or the object from the request"),
        );
    }
}
