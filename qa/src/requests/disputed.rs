//! Violations that the validators report for requests that match the document as well as possible.

use crate::requests::{http::Request, plan::Call};

/// A violation that is not a fault of the generator.
struct Fault {
    /// The beginning of its text.
    place: &'static str,
    /// A part of its text.
    message: &'static str,
    /// The media type of the body; empty for any.
    media_type: &'static str,
    /// The fault of the validator or the document.
    reason: &'static str,
}

const MULTIPART: &str = "multipart/form-data";

const FAULTS: &[Fault] = &[
    // `{ type: integer, format: int64 }` and `9223372036854775807`, in a body or a path.
    Fault {
        place: "",
        message: "must be <= 9007199254740991",
        media_type: "",
        reason: "Prism allows an int64 no more than JavaScript counts exactly",
    },
    Fault {
        place: "",
        message: "must be >= -9007199254740991",
        media_type: "",
        reason: "Prism allows an int64 no less than JavaScript counts exactly",
    },
    // `{ content: { text/plain: { schema: { type: boolean } } } }` and the body `true`.
    Fault {
        place: "body: ",
        message: "body must be ",
        media_type: "text/plain",
        reason: "Prism takes a body of text for a string, and never for the value that it spells",
    },
    // `{ type: object, properties: { a: { type: array, items: { type: string } } } }` and two parts with the name `a`.
    Fault {
        place: "body.",
        message: " must be array",
        media_type: MULTIPART,
        reason: "Prism keeps the last of several parts of one name, and so reads no list from a multipart body",
    },
    // `{ type: object, properties: { a: { type: object } } }` and a part of `application/json` with the text `{}`.
    Fault {
        place: "body.",
        message: " must be object",
        media_type: MULTIPART,
        reason: "Prism takes a part of a multipart body for a string, and never for the JSON that it is",
    },
    // `{ type: object, properties: { a: { anyOf: [{ enum: [auto] }, { type: object }] } } }` and a part with the text `{}`.
    Fault {
        place: "body.chunking_strategy: ",
        message: "",
        media_type: MULTIPART,
        reason: "Prism takes a part of a multipart body for a string, which is none of the branches that are JSON",
    },
    // `{ in: query, name: a, schema: { type: array, items: { type: object } } }`.
    Fault {
        place: "query.mdfilters.",
        message: " must be object",
        media_type: "",
        reason: "OpenAPI does not say how a list of objects is written into a query",
    },
    // `{ type: object, properties: { a: { type: string, format: uri } } }` and a part with the text `https://a.b/c%20d`.
    Fault {
        place: "body.file_url: ",
        message: "",
        media_type: MULTIPART,
        reason: "Prism treats the text of a part as percent-encoded",
    },
    // `{ in: query, name: filter, explode: true, schema: { oneOf: [{ properties: { a: {} } }] } }` and the query `?a=1`.
    Fault {
        place: "query.filter: ",
        message: "",
        media_type: "",
        reason: "Prism finds the members of an exploded object by its own properties, not by those of its branches",
    },
    // `{ in: header, name: Accept, schema: { enum: [a/b] } }`, and likewise `Content-Type`.
    Fault {
        place: "header.accept: ",
        message: "",
        media_type: "",
        reason: "OpenAPI tells clients to ignore a header parameter of the name `Accept`, and Prism does not",
    },
    Fault {
        place: "header.content-type: ",
        message: "",
        media_type: "",
        reason: "OpenAPI tells clients to ignore a header parameter of the name `Content-Type`, and Prism does not",
    },
    // `{ in: query, name: a, style: deepObject, explode: true, schema: { type: array } }` and the query `a[0]=1`, or none.
    Fault {
        place: "",
        message: "('deepObject', ",
        media_type: "",
        reason: "OpenAPI defines `deepObject` for objects only, and openapi-core knows no other use of it",
    },
    // The same for `{ type: object, properties: { b: { type: object } } }` and `a[b][c]=1`.
    Fault {
        place: "",
        message: ": not an ",
        media_type: "",
        reason: "OpenAPI defines `deepObject` for flat objects only, and openapi-core knows no deeper ones",
    },
    // `{ required: true, content: { application/x-www-form-urlencoded: { schema: { type: object } } } }` and no members.
    Fault {
        place: "Missing required request body",
        message: "",
        media_type: "application/x-www-form-urlencoded",
        reason: "a form without members has no bytes, and openapi-core takes it for none",
    },
    // `{ content: { application/apply-patch+yaml: { schema: { type: object } } } }` and the body `{"a": 1}`.
    Fault {
        place: "body: ",
        message: "Request body must be object",
        media_type: "application/apply-patch+yaml",
        reason: "Prism reads no YAML",
    },
    // `{ content: { */*: { schema: { type: object } } } }` and the body `{"a": 1}` of `application/json`.
    Fault {
        place: "Request body validation error: Value b'",
        message: "",
        media_type: "",
        reason: "openapi-core reads JSON only if the document has a JSON media type, and not for `*/*`",
    },
    Fault {
        place: "body.from.id: ",
        message: "must match format \"uuid\"",
        media_type: "",
        reason: "the document asks for a UUID that is shorter than one",
    },
];

/// Returns the reason why a violation is not a fault of the generator, if it is not.
pub(crate) fn reason(call: &Call, request: &Request, violation: &str) -> Option<&'static str> {
    let is_undeclared = |name: &String| {
        violation.ends_with(&format!("must have required property '{name}'"))
            || violation.ends_with(&format!("'{name}' is a required property"))
    };
    if call.undeclared.iter().any(is_undeclared) {
        return Some("the document requires a property that it does not declare, as the generator reports");
    }
    if call.is_ambiguous && violation.starts_with("body") {
        return Some("the branches of a `oneOf` take the same values, so that none fits exactly one");
    }
    if call.path.contains('#') {
        return Some(
            "Prism takes the fragment of a path for a part of it, and so takes this for another operation or none",
        );
    }
    if let Some((parameter, _)) = violation.strip_prefix("path.").and_then(|violation| violation.split_once(':')) {
        if !call.path.to_ascii_lowercase().contains(&format!("{{{}}}", parameter.to_ascii_lowercase())) {
            return Some("the document has another path that the request fits, and Prism takes that");
        }
        if may_be_cut_elsewhere(&call.path, &request.target) {
            return Some("a value has in it what separates it from the next in its segment, and Prism cuts there");
        }
    }
    let media_type = request.header("content-type").unwrap_or_default();
    let is_it = |fault: &&Fault| {
        violation.starts_with(fault.place)
            && violation.contains(fault.message)
            && media_type.starts_with(fault.media_type)
    };
    FAULTS.iter().find(is_it).map(|fault| fault.reason)
}

/// Returns true if a segment of the target contains the text between two placeholders more often
/// than the path. The target may begin with the path of a server.
fn may_be_cut_elsewhere(path: &str, target: &str) -> bool {
    let sent = target.split('?').next().unwrap_or_default();
    path.rsplit('/').zip(sent.rsplit('/')).any(|(segment, sent)| {
        let after_each = segment.split('}').skip(1);
        let mut separators = after_each.filter_map(|rest| rest.split_once('{')).map(|(separator, _)| separator);
        separators.any(|separator| {
            separator.is_empty() || sent.matches(separator).count() > segment.matches(separator).count()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_with_the_separator_may_be_cut() {
        for (path, target, expected) in [
            ("/a/{x}.{format}", "/v1/a/0.5.json?b=1.5", true),
            ("/a/{x}.{format}", "/v1/a/5.json?b=1.5", false),
            ("/{x}{y}", "/ab", true),
            ("/{x}.{y}/b", "/a.b/c.d", false),
            ("/{x}.png", "/a.b.png", false),
        ] {
            assert_eq!(may_be_cut_elsewhere(path, target), expected, "{path} {target}");
        }
    }
}
