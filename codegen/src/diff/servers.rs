use super::matching::matched_by;
use super::{Change, Rule, Subject, doc};
use crate::ir::{Server, ServerSetter};
use crate::pointer::Pointer;

/// What is different in the servers between which the caller chooses.
pub(super) fn compare((old, new): (&[Server], &[Server]), changes: &mut Vec<Change>) {
    let by_name = |server: &Server| server.name.to_string();
    let matched = matched_by(old, new, &[&by_name]);
    let path = |server: &Server| format!("Server::{}", server.name);
    let code = |server: &Server| format!("fn {}() -> Server", server.name);
    for server in &matched.added {
        changes.push(change(Rule::Added, path(server), "it is one more server").appears(code(server)));
    }
    for server in &matched.removed {
        changes.push(change(Rule::Removed, path(server), "the server is gone").disappears(code(server)));
    }
    for (before, after) in &matched.both {
        // With its variables at their defaults it is told by the template.
        let Server { name: _, url: _, template, variables, doc } = before;
        if *template != after.template {
            let document = "it is at another address";
            changes.push(change(Rule::ServerChanged, path(after), document).code(template, &after.template));
        }
        if *variables != after.variables {
            changes.push(change(Rule::ServerChanged, path(after), "its variables have other values"));
        }
        doc::compare(Subject::Server, &path(after), (doc, &at()), (&after.doc, &at()), changes);
    }
    if matched.is_reordered {
        changes.push(change(Rule::Reordered, "Server".to_owned(), "the servers stand in another order"));
    }
}

/// What is different in the methods for their variables.
pub(super) fn setters((old, new): (&[ServerSetter], &[ServerSetter]), changes: &mut Vec<Change>) {
    let by_name = |setter: &ServerSetter| setter.name.to_string();
    let matched = matched_by(old, new, &[&by_name]);
    let path = |setter: &ServerSetter| format!("Server::{}", setter.name);
    let code = |setter: &ServerSetter| format!("fn {}(self, value: impl Into<String>)", setter.name);
    for setter in &matched.added {
        changes.push(change(Rule::Added, path(setter), "a server has one more variable").appears(code(setter)));
    }
    for setter in &matched.removed {
        changes.push(change(Rule::Removed, path(setter), "no server has the variable").disappears(code(setter)));
    }
    for (before, after) in &matched.both {
        let ServerSetter { name: _, wire, doc } = before;
        if *wire != after.wire {
            let document = format!("the variable `{wire}` is called `{}` now", after.wire);
            changes.push(change(Rule::WireNameChanged, path(after), &document));
        }
        doc::compare(Subject::Server, &path(after), (doc, &at()), (&after.doc, &at()), changes);
    }
    if matched.is_reordered {
        changes.push(change(Rule::Reordered, "Server".to_owned(), "its variables stand in another order"));
    }
}

fn at() -> Pointer {
    Pointer::root().child("servers")
}

fn change(rule: Rule, path: String, document: &str) -> Change {
    Change::new(rule, Subject::Server, path, document).at(Some(at()), Some(at()))
}
