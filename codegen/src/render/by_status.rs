use super::{
    Uses, doc,
    file::Row,
    headers,
    tokens::{Models, in_row, type_ref},
};
use crate::ir::{Api, Operation, Response, ResponseBody, ResponseEncoding, Status, TypeRef};

/// The enum of an operation's refusals: the row that declares it, and one for each status.
pub(super) fn refusals(api: &Api, operation: &Operation, uses: &mut Uses) -> Vec<Row> {
    let head = format!("refused {}Error", operation.type_name);
    let (shared, alike) = match shared_type(operation) {
        Some(ty) => {
            let ty = in_row(&type_ref(api, ty, Models::ByModule, uses));
            let mut ways = operation.errors.iter().flat_map(|response| &response.body).map(read);
            let first = ways.next().unwrap_or_default();
            if ways.all(|way| way == first) {
                (format!(" as {first}: {ty}"), true)
            } else {
                (format!(" of {ty}"), false)
            }
        }
        None => (String::new(), false),
    };
    let mut all = vec![Row::new(format!("{head}{shared};"))];
    all.extend(rows(api, &operation.errors, alike, uses));
    all
}

/// The enum of what an operation brings, where that depends on the status.
pub(super) fn outputs(api: &Api, operation: &Operation, responses: &[Response], uses: &mut Uses) -> Row {
    Row::block(Vec::new(), &format!("outputs {}Output", operation.type_name), &rows(api, responses, false, uses))
}

/// The type that the bodies of all refusals have; `None` when there is no such type.
pub(super) fn shared_type(operation: &Operation) -> Option<&TypeRef> {
    let mut bodies = operation.errors.iter().map(|response| response.body.as_ref().map(|body| &body.ty));
    let first = bodies.next()??;
    bodies.all(|body| body == Some(first)).then_some(first)
}

/// A row for each status; where all bodies are read `alike`, none says how.
fn rows(api: &Api, responses: &[Response], alike: bool, uses: &mut Uses) -> Vec<Row> {
    // A status that is declared by itself comes before the range that it is in, and both before the default.
    let mut sorted: Vec<&Response> = responses.iter().collect();
    sorted.sort_by_key(|response| match response.status {
        Status::Code(_) => 0,
        Status::Range(_) => 1,
        Status::Default => 2,
    });
    sorted.into_iter().map(|response| row(api, response, alike, uses)).collect()
}

fn row(api: &Api, response: &Response, alike: bool, uses: &mut Uses) -> Row {
    let status = match response.status {
        Status::Code(code) => code.to_string(),
        Status::Range(first) => format!("{first}..={}", first.saturating_add(99)),
        Status::Default => "100..=999".to_owned(),
    };
    let label = response.status.label();
    let lines = match doc::lines(&response.doc).split_first() {
        None => vec![label],
        Some((first, rest)) => std::iter::once(format!("{label}: {first}")).chain(rest.iter().cloned()).collect(),
    };
    let head = format!("{status} => {}", response.name);
    let body = response.body.as_ref().map(|body| {
        let ty = in_row(&type_ref(api, &body.ty, Models::ByModule, uses));
        (read(body), ty)
    });
    if response.headers.is_empty() {
        let text = match body {
            None => format!("{head};"),
            Some((_, ty)) if alike => format!("{head}({ty});"),
            Some((read, ty)) => format!("{head}({read}: {ty});"),
        };
        Row::documented(lines, text)
    } else {
        let body = body.map(|(read, ty)| Row::new(format!("{}: {ty};", if alike { "body" } else { &read })));
        let headers = response.headers.iter().map(|header| headers::row(api, header, uses));
        Row::block(lines, &head, &body.into_iter().chain(headers).collect::<Vec<_>>())
    }
}

/// How a body is read, as the tables have it.
pub(super) fn read(body: &ResponseBody) -> String {
    match (&body.envelope, body.encoding) {
        (Some(envelope), _) => format!("json_in {:?}", envelope.0.as_str()),
        (None, ResponseEncoding::Json) => "json".to_owned(),
        // In one of several responses events are text, since only one response can be asked for.
        (None, ResponseEncoding::Text | ResponseEncoding::Events) => "text".to_owned(),
        (None, ResponseEncoding::Bytes) => "bytes".to_owned(),
    }
}
