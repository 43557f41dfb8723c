//! Both versions of an operation, and constructors of changes to them.

use crate::diff::{Change, Rule, Subject, arguments, pair::Fit};
use crate::ir::{Api, Operation};
use crate::pointer::Pointer;
use crate::render::signature::{self, BodyGiven};

/// Both versions of an operation.
pub(in crate::diff) struct Operations<'a> {
    pub old: &'a Operation,
    pub new: &'a Operation,
    pub old_at: Pointer,
    pub new_at: Pointer,
}

impl Operations<'_> {
    /// Returns a change to a field of the request struct.
    pub(super) fn field(&self, rule: Rule, subject: Subject, field: &str, document: impl Into<String>) -> Change {
        self.change(rule, subject, format!("{}.{field}", self.new.type_name), document)
    }

    /// Returns a change to the item at `path`.
    pub(in crate::diff) fn change(
        &self,
        rule: Rule,
        subject: Subject,
        path: impl Into<String>,
        document: impl Into<String>,
    ) -> Change {
        Change::new(rule, subject, path, document).places(Some(self.old_at.clone()), Some(self.new_at.clone()))
    }
}

/// Returns the path of the client's method for an operation.
pub(in crate::diff) fn endpoint(operation: &Operation) -> String {
    format!("Client::{}", operation.function)
}

/// Returns the declaration of the method, without the paths of its types.
pub(crate) fn declaration(api: &Api, operation: &Operation) -> String {
    let arguments = arguments_of(api, operation).into_iter().map(|(name, ty)| format!("{name}: {ty}"));
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    format!("fn {}({arguments}) -> Call<{}>", operation.function, operation.type_name)
}

/// Returns the arguments of the client's method.
pub(super) fn arguments_of(api: &Api, operation: &Operation) -> Vec<arguments::Argument> {
    let parameters = operation.required_parameters();
    let body = operation.body.iter().filter(|_| signature::body_given(api, operation) == BodyGiven::WithTheCall);
    parameters
        .map(|parameter| (parameter.name.to_string(), signature::type_text(api, &parameter.ty)))
        .chain(body.map(|body| ("body".to_owned(), signature::body_text(api, body))))
        .collect()
}

/// Returns the rule for two types, where renamed and different are the only distinctions.
pub(super) fn type_rule(fit: Fit) -> Option<Rule> {
    match fit {
        Fit::Same => None,
        Fit::Renamed => Some(Rule::FollowsRename),
        Fit::Different => Some(Rule::TypeChanged),
    }
}
