use super::{
    header::{self, Headers},
    operations::{Operations, type_rule},
};
use crate::diff::{Change, Rule, Subject, doc, matching::matched_by, pair::Pair};
use crate::ir::{Envelope, Response, ResponseBody, ResponseEncoding};
use crate::render::signature;

/// Builds a change of a response.
type BuildChange<'a> = &'a dyn Fn(Rule, Subject, &str) -> Change;

/// Compares the responses that are the variants of the enum `name`.
pub(super) fn compare(
    pair: &Pair<'_>,
    operations: &Operations<'_>,
    name: &str,
    (old, new): (&[Response], &[Response]),
    changes: &mut Vec<Change>,
) {
    let by_status = |response: &Response| response.status.label();
    let matched = matched_by(old, new, &[&by_status]);
    let path = |response: &Response| format!("{name}::{}", response.name);
    let old_at = |response: &Response| Some(pair.old.places.response(&operations.old_at, &response.status.label()));
    let new_at = |response: &Response| Some(pair.new.places.response(&operations.new_at, &response.status.label()));
    for response in &matched.added {
        let document = format!("the response `{}` is new", response.status.label());
        changes.push(
            Change::new(Rule::Added, Subject::Status, path(response), document)
                .appears(signature::variant_text(pair.new.api, response))
                .places(Some(operations.old_at.child("responses")), new_at(response)),
        );
    }
    for response in &matched.removed {
        let document = format!("the response `{}` was removed", response.status.label());
        changes.push(
            Change::new(Rule::Removed, Subject::Status, path(response), document)
                .disappears(signature::variant_text(pair.old.api, response))
                .places(old_at(response), Some(operations.new_at.child("responses"))),
        );
    }
    for (before, after) in &matched.both {
        let change = |rule, subject, document: &str| {
            Change::new(rule, subject, path(after), document)
                .code(signature::variant_text(pair.old.api, before), signature::variant_text(pair.new.api, after))
                .places(old_at(before), new_at(after))
        };
        let places = (old_at(before), new_at(after));
        let of_header = |rule, headers: Headers<'_>, document: &str| match (rule, headers) {
            (Rule::Reordered, _) => change(rule, Subject::Header, document),
            (_, (old, new)) => Change {
                before: old.map(|header| header::field(&pair.old, header)),
                after: new.map(|header| header::field(&pair.new, header)),
                ..Change::new(rule, Subject::Header, path(after), document)
            }
            .places(places.0.clone(), places.1.clone()),
        };
        compare_response(pair, (before, after), (&change, &of_header), changes);
    }
    if matched.is_reordered {
        changes.push(operations.change(Rule::Reordered, Subject::Type, name, "its responses were reordered"));
    }
}

fn compare_response(
    pair: &Pair<'_>,
    (old, new): (&Response, &Response),
    (change, of_header): (BuildChange<'_>, header::BuildChange<'_>),
    changes: &mut Vec<Change>,
) {
    // The two match by their status.
    let Response { status: _, name, body: content, headers, doc } = old;
    let of_status = |rule, document: &str| change(rule, Subject::Status, document);
    if *name != new.name {
        changes.push(of_status(Rule::Renamed, "the status has a new name"));
    }
    match (content, &new.body) {
        (None, None) => {}
        (None, Some(_)) => changes.push(of_status(Rule::TypeChanged, "the response now has a body")),
        (Some(_), None) => changes.push(of_status(Rule::TypeChanged, "the response no longer has a body")),
        (Some(before), Some(after)) => body(pair, before, after, &of_status, changes),
    }
    header::compare(pair, (headers, &new.headers), Rule::VariantFieldAdded, of_header, changes);
    let place = of_status(Rule::Documentation, "");
    if let (Some(old_at), Some(new_at)) = (&place.old, &place.new) {
        let (old_at, new_at) = (&old_at.pointer, &new_at.pointer);
        doc::compare(Subject::Status, &place.path, (doc, old_at), (&new.doc, new_at), changes);
    }
}

/// Compares the body of a response.
pub(super) fn body(
    pair: &Pair<'_>,
    old: &ResponseBody,
    new: &ResponseBody,
    change: &dyn Fn(Rule, &str) -> Change,
    changes: &mut Vec<Change>,
) {
    let ResponseBody { ty, encoding, envelope, media_type: _ } = old;
    let rule = type_rule(pair.fit_types(ty, &new.ty));
    changes.extend(rule.map(|rule| change(rule, "the schema of the response changed")));
    if *encoding != new.encoding {
        let document = format!("the response is {} instead of {}", words(new.encoding), words(*encoding));
        changes.push(change(Rule::EncodingChanged, &document));
    }
    if *envelope != new.envelope {
        let within = |envelope: &Option<Envelope>| {
            envelope
                .as_ref()
                .map_or_else(|| "the body itself".to_owned(), |Envelope(name)| format!("the member `{name}`"))
        };
        let document = format!("the value is {} instead of {}", within(&new.envelope), within(envelope));
        changes.push(change(Rule::EnvelopeChanged, &document));
    }
}

fn words(encoding: ResponseEncoding) -> &'static str {
    match encoding {
        ResponseEncoding::Json => "JSON",
        ResponseEncoding::Text => "text",
        ResponseEncoding::Bytes => "bytes",
        ResponseEncoding::Events => "events",
    }
}

/// Compares the accessor for the body of any error response, which exists where all have one type.
pub(super) fn accessor(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let before = signature::error_body_text(pair.old.api, operations.old);
    let after = signature::error_body_text(pair.new.api, operations.new);
    let path = format!("{}Error::body", operations.new.type_name);
    let code = |ty: &str| format!("fn body(&self) -> Option<&{ty}>");
    let change = |rule, document| {
        operations
            .change(rule, Subject::Accessor, path.clone(), document)
            .places(Some(operations.old_at.child("responses")), Some(operations.new_at.child("responses")))
    };
    changes.extend(match (&before, &after) {
        (None, None) => None,
        (None, Some(ty)) => Some(change(Rule::Added, "all error responses now have one schema").appears(code(ty))),
        (Some(ty), None) => {
            Some(change(Rule::Removed, "the error responses now have several schemas").disappears(code(ty)))
        }
        (Some(old), Some(new)) => type_rule(pair.fit(old, new))
            .map(|rule| change(rule, "the schema of the error responses changed").code(code(old), code(new))),
    });
}
