mod body;
mod content;
mod download;
mod events;
mod header;
mod operations;
mod output;
mod pages;
mod parameter;
mod response;
mod retries;

use crate::diff::{Change, Rule, Subject, arguments, client::security, doc, pair::Pair};
use crate::ir::Operation;
use operations::arguments_of;
pub(crate) use operations::declaration;
pub(super) use operations::{Operations, endpoint};

/// Compares two versions of an operation.
pub(super) fn compare(pair: &Pair<'_>, old: &Operation, new: &Operation, changes: &mut Vec<Change>) {
    let start = changes.len();
    let Operation {
        id,
        pointer: _,
        type_name,
        function,
        // The tags decide about the file, which is compared for the item.
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
        settings: _,
        is_internal: _,
        is_shortened: _,
        extensions: _,
    } = old;
    let operations = Operations { old, new, old_at: old.pointer.clone(), new_at: new.pointer.clone() };
    let name = endpoint(new);
    let change = |rule, document: String| operations.change(rule, Subject::Operation, name.clone(), document);
    let is_renamed = *function != new.function || *type_name != new.type_name;
    if is_renamed {
        let code = |operation: &Operation| format!("{} -> Call<{}>", operation.function, operation.type_name);
        changes.push(change(Rule::Renamed, format!("`{id}` is now called `{}`", new.id)).code(code(old), code(new)));
    } else if *id != new.id {
        changes.push(change(Rule::LabelChanged, format!("the identifier `{id}` is now `{}`", new.id)));
    }
    if (method, path) != (&new.method, &new.path) {
        let line = |operation: &Operation| format!("{} {}", operation.method.as_str(), operation.path);
        let document = format!("`{}` is now `{}`", line(old), line(new));
        changes.push(change(Rule::RequestLineChanged, document).code(line(old), line(new)));
    }
    if *server != new.server {
        let address = |server: &Option<String>| server.clone().unwrap_or_else(|| "the client's server".to_owned());
        let document = "its own server changed".to_owned();
        changes.push(change(Rule::ServerChanged, document).code(address(server), address(&new.server)));
    }
    doc::compare(Subject::Operation, &name, (doc, &operations.old_at), (&new.doc, &operations.new_at), changes);
    parameter::compare(pair, &operations, parameters, &new.parameters, changes);
    body::compare(pair, &operations, changes);
    body::setters(pair, &operations, changes);
    let (before, after) = (arguments_of(pair.old.api, old), arguments_of(pair.new.api, new));
    let places = (&operations.old_at, &operations.new_at);
    let constructor = arguments::compare(pair, (&before, &after), new.type_name.as_str(), places, &changes[start..]);
    changes.extend(constructor);
    if *accept != new.accept {
        changes.push(change(Rule::AcceptChanged, "the media types of its responses changed".to_owned()));
    }
    retries::compare(pair, &operations, changes);
    output::compare(pair, &operations, changes);
    events::compare(pair, &operations, changes);
    download::compare(&operations, changes);
    pages::compare(pair, &operations, changes);
    header::compare_success(pair, &operations, changes);
    response::compare(pair, &operations, &format!("{}Error", new.type_name), (errors, &new.errors), changes);
    response::accessor(pair, &operations, changes);
    security::compare(pair, &operations, changes);
}
