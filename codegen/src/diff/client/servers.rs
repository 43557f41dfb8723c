use crate::diff::{Change, Rule, Subject, doc, matching::matched_by};
use crate::ir::{Server, ServerSetter};
use crate::pointer::Pointer;

/// What is different in the servers between which the caller chooses.
pub(super) fn compare(servers: (&[Server], &[Server]), changes: &mut Vec<Change>) {
    let functions = Functions {
        name: |server: &Server| server.name.to_string(),
        code: server_code,
        added: "it is one more server",
        removed: "the server is gone",
        reordered: "the servers stand in another order",
    };
    functions.compare(servers, changes, |path, before, after, changes| {
        // With its variables at their defaults it is told by the template.
        let Server { name: _, url: _, template, variables, doc } = before;
        if *template != after.template {
            let document = "it is at another address";
            changes.push(change(Rule::ServerChanged, path.to_owned(), document).code(template, &after.template));
        }
        if *variables != after.variables {
            changes.push(change(Rule::ServerChanged, path.to_owned(), "its variables have other values"));
        }
        doc::compare(Subject::Server, path, (doc, &at()), (&after.doc, &at()), changes);
    });
}

/// What is different in the methods for their variables.
pub(super) fn setters(setters: (&[ServerSetter], &[ServerSetter]), changes: &mut Vec<Change>) {
    let functions = Functions {
        name: |setter: &ServerSetter| setter.name.to_string(),
        code: setter_code,
        added: "a server has one more variable",
        removed: "no server has the variable",
        reordered: "its variables stand in another order",
    };
    functions.compare(setters, changes, |path, before, after, changes| {
        let ServerSetter { name: _, wire, doc } = before;
        if *wire != after.wire {
            let document = format!("the variable `{wire}` is called `{}` now", after.wire);
            changes.push(change(Rule::WireNameChanged, path.to_owned(), &document));
        }
        doc::compare(Subject::Server, path, (doc, &at()), (&after.doc, &at()), changes);
    });
}

/// The function that makes a server.
pub(crate) fn server_code(server: &Server) -> String {
    format!("fn {}() -> Server", server.name)
}

/// The method that gives a variable its value.
pub(crate) fn setter_code(setter: &ServerSetter) -> String {
    format!("fn {}(self, value: impl Into<String>)", setter.name)
}

/// Functions of `Server` that the document's list of something makes, and how their difference is told.
struct Functions<T> {
    name: fn(&T) -> String,
    code: fn(&T) -> String,
    added: &'static str,
    removed: &'static str,
    reordered: &'static str,
}

impl<T> Functions<T> {
    /// Tells what is in one list only, in another order, and, through `both`, what differs in what both have.
    fn compare(
        &self,
        (old, new): (&[T], &[T]),
        changes: &mut Vec<Change>,
        both: impl Fn(&str, &T, &T, &mut Vec<Change>),
    ) {
        let matched = matched_by(old, new, &[&self.name]);
        let path = |item: &T| format!("Server::{}", (self.name)(item));
        for item in &matched.added {
            changes.push(change(Rule::Added, path(item), self.added).appears((self.code)(item)));
        }
        for item in &matched.removed {
            changes.push(change(Rule::Removed, path(item), self.removed).disappears((self.code)(item)));
        }
        for (before, after) in &matched.both {
            both(&path(after), before, after, changes);
        }
        if matched.is_reordered {
            changes.push(change(Rule::Reordered, "Server".to_owned(), self.reordered));
        }
    }
}

fn at() -> Pointer {
    Pointer::root().child("servers")
}

fn change(rule: Rule, path: String, document: &str) -> Change {
    Change::new(rule, Subject::Server, path, document).at(Some(at()), Some(at()))
}
