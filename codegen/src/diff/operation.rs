use super::pair::{Fit, Pair};
use super::{
    Change, Rule, Subject, arguments, body, doc, download, events, header, output, pages, parameter, response, security,
};
use crate::ir::{Api, Operation};
use crate::pointer::Pointer;
use crate::render::signature::{self, BodyGiven};

/// What an operation is in both versions: what is said of all that is in it.
pub(super) struct Operations<'a> {
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
    pub(super) fn change(
        &self,
        rule: Rule,
        subject: Subject,
        path: impl Into<String>,
        document: impl Into<String>,
    ) -> Change {
        Change::new(rule, subject, path, document).at(Some(self.old_at.clone()), Some(self.new_at.clone()))
    }
}

/// What is different in an operation.
pub(super) fn compare(pair: &Pair<'_>, old: &Operation, new: &Operation, changes: &mut Vec<Change>) {
    let start = changes.len();
    let Operation {
        id,
        pointer: _,
        type_name,
        function,
        // In which file it stands is told of the item.
        tags: _,
        method,
        path,
        server,
        doc,
        parameters,
        body: _,
        accept,
        pages: _,
        success: _,
        success_headers: _,
        events: _,
        download: _,
        errors,
        security: _,
    } = old;
    let operations = Operations { old, new, old_at: old.pointer.clone(), new_at: new.pointer.clone() };
    let name = endpoint(new);
    let change = |rule, document: String| operations.change(rule, Subject::Operation, name.clone(), document);
    let is_renamed = *function != new.function || *type_name != new.type_name;
    if is_renamed {
        let code = |operation: &Operation| format!("{} -> Call<{}>", operation.function, operation.type_name);
        changes.push(change(Rule::Renamed, format!("`{id}` is called `{}` now", new.id)).code(code(old), code(new)));
    } else if *id != new.id {
        changes.push(change(Rule::LabelChanged, format!("the identifier `{id}` is `{}` now", new.id)));
    }
    if (method, path) != (&new.method, &new.path) {
        let line = |operation: &Operation| format!("{} {}", operation.method.as_str(), operation.path);
        let document = format!("`{}` is `{}` now", line(old), line(new));
        changes.push(change(Rule::RequestLineChanged, document).code(line(old), line(new)));
    }
    if *server != new.server {
        let address = |server: &Option<String>| server.clone().unwrap_or_else(|| "the client's server".to_owned());
        let document = "it has another server of its own".to_owned();
        changes.push(change(Rule::ServerChanged, document).code(address(server), address(&new.server)));
    }
    doc::compare(Subject::Operation, &name, (doc, &operations.old_at), (&new.doc, &operations.new_at), changes);
    parameter::compare(pair, &operations, parameters, &new.parameters, changes);
    body::compare(pair, &operations, changes);
    body::setters(pair, &operations, changes);
    let (before, after) = (taken(pair.old.api, old), taken(pair.new.api, new));
    let places = (&operations.old_at, &operations.new_at);
    let constructor = arguments::compare(pair, (&before, &after), new.type_name.as_str(), places, &changes[start..]);
    changes.extend(constructor);
    if *accept != new.accept {
        changes.push(change(Rule::AcceptChanged, "its responses have other media types".to_owned()));
    }
    output::compare(pair, &operations, changes);
    events::compare(pair, &operations, changes);
    download::compare(&operations, changes);
    pages::compare(pair, &operations, changes);
    header::of_success(pair, &operations, changes);
    response::compare(pair, &operations, &format!("{}Error", new.type_name), (errors, &new.errors), changes);
    response::accessor(pair, &operations, changes);
    security::compare(pair, &operations, changes);
}

/// The method of the client.
pub(super) fn endpoint(operation: &Operation) -> String {
    format!("Client::{}", operation.function)
}

/// The declaration of the method, without its types' ways.
pub(crate) fn declaration(api: &Api, operation: &Operation) -> String {
    let arguments = taken(api, operation).into_iter().map(|(name, ty)| format!("{name}: {ty}"));
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    format!("fn {}({arguments}) -> Call<{}>", operation.function, operation.type_name)
}

/// What the method of the client takes.
fn taken(api: &Api, operation: &Operation) -> Vec<arguments::Argument> {
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
