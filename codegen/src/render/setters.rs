use std::fmt;

use super::{
    Uses, body,
    file::Row,
    operation::{BodyArgument, body_argument, stream_methods},
    tokens::{Models, in_row, takes_into, type_ref},
};
use crate::ir::{Api, Operation, Presence, RustIdent};
use crate::naming::{Scope, field};

/// The methods that every call has, so that no parameter is set by one called like them.
const CALL_METHODS: &[&str] =
    &["clone", "deadline", "items", "operation", "operation_mut", "pages", "resumable", "resume", "retry", "send"];

/// A method of a call that sets a value.
pub(super) struct Setter {
    pub name: RustIdent,
    pub takes: Takes,
    /// What it takes, or what that converts into.
    pub ty: String,
    /// Where in the operation that goes: `body.note`.
    pub target: String,
}

/// How a setter takes its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// As it is.
    Plain,
    /// As what converts into it.
    Into,
    /// As what converts into it or into null.
    Nullable,
}

impl Takes {
    pub(super) fn of(is_into: bool) -> Self {
        if is_into { Self::Into } else { Self::Plain }
    }
}

/// The setter with what it takes, as in `note(into String)`.
impl fmt::Display for Setter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, takes, ty, target: _ } = self;
        let takes = match takes {
            Takes::Plain => "",
            Takes::Into => "into ",
            Takes::Nullable => "nullable ",
        };
        write!(f, "{name}({takes}{ty})")
    }
}

impl Setter {
    /// Whether it is called like the field of the operation that it sets, whose row then has it.
    pub(super) fn is_of_field(&self) -> bool {
        self.target == self.name.as_str()
    }

    /// The row of a setter that no other row has.
    pub(super) fn row(&self) -> Row {
        let Self { name, takes, ty, target } = self;
        let takes = match takes {
            Takes::Plain => "",
            Takes::Into => "(into)",
            Takes::Nullable => "(nullable)",
        };
        Row::new(format!("set {name}{takes}: {ty} => {target};"))
    }
}

/// A setter per optional parameter, and per member of a body of which nothing is required, or for an optional body.
pub(super) fn setters(api: &Api, operation: &Operation, uses: &mut Uses) -> Vec<Setter> {
    let mut names = Scope::with(CALL_METHODS);
    for method in stream_methods(operation) {
        names.take([RustIdent::from_valid(method)]);
    }
    let mut setters = Vec::new();
    for parameter in operation.optional_parameters() {
        setters.push(Setter {
            name: names.take([parameter.name.clone(), field(&format!("{} parameter", parameter.wire))]),
            takes: Takes::of(takes_into(api, &parameter.ty)),
            ty: in_row(&type_ref(api, &parameter.ty, Models::ByModule, uses)),
            target: parameter.name.to_string(),
        });
    }
    match (body_argument(api, operation.body.as_ref()), &operation.body) {
        (BodyArgument::Members(members), _) => {
            for member in members.fields.iter().filter(|member| member.is_sent()) {
                setters.push(Setter {
                    name: names.take([member.name.clone(), field(&format!("body {}", member.wire))]),
                    takes: match member.presence {
                        Presence::Nullable => Takes::Nullable,
                        Presence::Required | Presence::Optional => Takes::of(takes_into(api, &member.ty)),
                    },
                    ty: in_row(&type_ref(api, &member.ty, Models::ByModule, uses)),
                    target: format!("body.{}", member.name),
                });
            }
        }
        (BodyArgument::Optional, Some(body)) => setters.push(Setter {
            name: names.take([field("body"), field("request body")]),
            takes: Takes::of(body::takes_into(api, body)),
            ty: in_row(&body::body_type(api, body, uses)),
            target: "body".to_owned(),
        }),
        (BodyArgument::None | BodyArgument::Required | BodyArgument::Optional, _) => {}
    }
    setters
}
