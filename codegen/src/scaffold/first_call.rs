use serde_json::Value;

use crate::example::{Work, example};
use crate::ir::{
    Api, Credential, Direction, Operation, Parameter, ParameterLocation, Response, ResponseBody, ResponseEncoding,
    Scalar, Segments, Status, Style, Success, TypeKind, TypeRef, Values,
};
use crate::render::signature::{BodyGiven, body_given};

/// The maximum number of arguments of an example call.
const MOST_ARGUMENTS: usize = 3;

/// The longest name of an operation, and the longest call of one, that rustfmt leaves on one line.
const LONGEST_NAME: usize = 60;
const LONGEST_CALL: usize = 80;

/// A call that an example and a test make.
pub(super) struct FirstCall<'a> {
    pub(super) operation: &'a Operation,
    /// The arguments, as Rust expressions.
    pub(super) arguments: Vec<String>,
    /// The path of the request, if it follows from the arguments without encoding.
    pub(super) path: Option<String>,
    /// The calls of the builder's methods that set the credentials of the call.
    pub(super) credentials: Vec<String>,
    pub(super) answer: Answer,
}

/// The answer of a mock.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    /// This constant of `StatusCode`, with this body of JSON.
    Json(&'static str, Value),
    /// A success without a body.
    Empty,
    /// An error response: no successful response has a known body.
    Error,
}

impl<'a> FirstCall<'a> {
    /// Finds the first operation whose arguments are plain values. Prefers one with a known success.
    pub(super) fn find(api: &'a Api) -> Option<Self> {
        // Only the best one is kept, since the answers of all could be long.
        let work = Work::default();
        let mut best: Option<Self> = None;
        let rank = |call: &Self| match call.answer {
            Answer::Json(..) => 0,
            Answer::Empty => 1,
            Answer::Error => 2,
        };
        for call in api.operations.iter().filter_map(|operation| Self::new(api, operation, &work)) {
            // The first of several equal operations is used.
            if best.as_ref().is_none_or(|best| rank(&call) < rank(best)) {
                best = Some(call);
            }
            if best.as_ref().is_some_and(|best| rank(best) == 0) {
                break;
            }
        }
        best
    }

    fn new(api: &Api, operation: &'a Operation, work: &Work) -> Option<Self> {
        if operation.doc.deprecated || body_given(api, operation) == BodyGiven::WithTheCall {
            return None;
        }
        let required: Vec<&Parameter> = operation.required_parameters().collect();
        if required.len() > MOST_ARGUMENTS {
            return None;
        }
        let given: Vec<(&Parameter, Value)> = required
            .into_iter()
            .map(|parameter| Some((parameter, argument(api, parameter, work)?)))
            .collect::<Option<_>>()?;
        let call = Self {
            operation,
            arguments: given.iter().map(|(_, value)| literal(value)).collect(),
            path: path(operation, &given),
            credentials: credentials(api, operation),
            answer: answer(api, operation, work),
        };
        let is_short = operation.function.as_str().len() <= LONGEST_NAME && call.expression().len() <= LONGEST_CALL;
        is_short.then_some(call)
    }

    /// Returns the expression: `client.get_pet("example")`.
    pub(super) fn expression(&self) -> String {
        format!("client.{}({})", self.operation.function, self.arguments.join(", "))
    }
}

/// Returns an example value for a parameter, if it can be written without naming its type.
fn argument(api: &Api, parameter: &Parameter, work: &Work) -> Option<Value> {
    let is_plain = match api.without_aliases(&parameter.ty) {
        TypeRef::Scalar(Scalar::String) => true,
        TypeRef::Named(id) => {
            matches!(&api.type_def(*id).kind, TypeKind::OpenEnum(listed) if listed.values == Values::Texts)
        }
        ty => api.is_plain(ty),
    };
    if let Segments::Pattern(pattern) = &parameter.segments {
        let segments: Vec<&str> =
            pattern.split('/').map(|part| if part.starts_with('*') { "a" } else { part }).collect();
        return Some(Value::from(segments.join("/"))).filter(|_| is_plain);
    }
    example(api, Direction::Sent, &parameter.ty, &parameter.constraints, work).filter(|_| is_plain)
}

/// Returns the value as a Rust literal.
fn literal(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("{text:?}"))
}

fn path(operation: &Operation, given: &[(&Parameter, Value)]) -> Option<String> {
    let mut path = operation.template();
    for (parameter, value) in given.iter().filter(|(parameter, _)| parameter.location == ParameterLocation::Path) {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        // Other styles and encoded values make the test hard to read.
        if parameter.style != Style::Plain || parameter.segments != Segments::One || !text.chars().all(is_unreserved) {
            return None;
        }
        path = path.replace(&format!("{{{}}}", parameter.wire), &text);
    }
    let is_plain = path.starts_with('/') && path.chars().all(|sign| sign == '/' || is_unreserved(sign));
    let is_whole = !path.split('/').any(|segment| matches!(segment, "." | ".."));
    (is_plain && is_whole && operation.server.is_none()).then_some(path)
}

/// Returns true for an unreserved character of RFC 3986, section 2.3.
fn is_unreserved(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || "-._~".contains(sign)
}

fn credentials(api: &Api, operation: &Operation) -> Vec<String> {
    let schemes = operation.security.first().into_iter().flatten().map(|id| &api.schemes[id.0]);
    let setter = |scheme: &crate::ir::SecurityScheme| {
        let arguments = match scheme.credential {
            Credential::Basic => "\"user\", \"password\"",
            Credential::AnyHeader => "\"X-Credential: secret\"",
            _ => "\"secret\"",
        };
        format!("{}({arguments})", scheme.function)
    };
    schemes.map(setter).collect()
}

fn answer(api: &Api, operation: &Operation, work: &Work) -> Answer {
    let json = |status, body: &ResponseBody| {
        if body.encoding != ResponseEncoding::Json {
            return None;
        }
        let value = example(api, Direction::Received, &body.ty, &[], work)?;
        let value = body
            .envelope
            .as_ref()
            .map_or(value.clone(), |envelope| Value::Object([(envelope.0.to_string(), value)].into_iter().collect()));
        Some(Answer::Json(status, value))
    };
    let found = match &operation.success {
        Success::Nothing => Some(Answer::Empty),
        Success::One(body) => json("OK", body),
        Success::ByStatus(responses) => responses.iter().find_map(|response| {
            let Response { status: Status::Code(code), body: Some(body), .. } = response else { return None };
            let status = match code {
                200 => "OK",
                201 => "CREATED",
                202 => "ACCEPTED",
                _ => return None,
            };
            json(status, body)
        }),
    };
    found.unwrap_or(Answer::Error)
}
