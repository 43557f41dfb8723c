//! An operation in both versions, and what is compared of all that is in it.

use crate::diff::{Change, Rule, Subject, arguments, pair::Fit};
use crate::ir::{Api, Operation};
use crate::pointer::Pointer;
use crate::render::signature::{self, BodyGiven};

/// What an operation is in both versions: what is said of all that is in it.
pub(in crate::diff) struct Operations<'a> {
    pub old: &'a Operation,
    pub new: &'a Operation,
    pub old_at: Pointer,
    pub new_at: Pointer,
}

impl Operations<'_> {
    /// A change to the field of the struct that is the call.
    pub(super) fn field(&self, rule: Rule, subject: Subject, field: &str, document: impl Into<String>) -> Change {
        self.change(rule, subject, format!("{}.{field}", self.new.type_name), document)
    }

    /// A change to what is called `path`.
    pub(in crate::diff) fn change(
        &self,
        rule: Rule,
        subject: Subject,
        path: impl Into<String>,
        document: impl Into<String>,
    ) -> Change {
        Change::new(rule, subject, path, document).at(Some(self.old_at.clone()), Some(self.new_at.clone()))
    }
}

/// The method of the client.
pub(in crate::diff) fn endpoint(operation: &Operation) -> String {
    format!("Client::{}", operation.function)
}

/// The declaration of the method, without the paths of its types.
pub(crate) fn declaration(api: &Api, operation: &Operation) -> String {
    let arguments = taken(api, operation).into_iter().map(|(name, ty)| format!("{name}: {ty}"));
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    format!("fn {}({arguments}) -> Call<{}>", operation.function, operation.type_name)
}

/// What the method of the client takes.
pub(super) fn taken(api: &Api, operation: &Operation) -> Vec<arguments::Argument> {
    let parameters = operation.required_parameters();
    let body = operation.body.iter().filter(|_| signature::body_given(api, operation) == BodyGiven::WithTheCall);
    parameters
        .map(|parameter| (parameter.name.to_string(), signature::type_text(api, &parameter.ty)))
        .chain(body.map(|body| ("body".to_owned(), signature::body_text(api, body))))
        .collect()
}

/// What the two texts of a type come to, as rules that know only same and different.
pub(super) fn type_rule(fit: Fit) -> Option<Rule> {
    match fit {
        Fit::Same => None,
        Fit::Renamed => Some(Rule::FollowsRename),
        Fit::Different => Some(Rule::TypeChanged),
    }
}
