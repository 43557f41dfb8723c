use crate::diff::{Change, Rule, Subject, doc, matching::matched_by};
use crate::ir::{Server, ServerSetter};
use crate::pointer::Pointer;

/// Compares the servers that callers choose from.
pub(super) fn compare(servers: (&[Server], &[Server]), changes: &mut Vec<Change>) {
    let functions = Functions {
        name: |server: &Server| server.name.to_string(),
        code: server_code,
        added: "the server is new",
        removed: "the server was removed",
        reordered: "the servers were reordered",
    };
    functions.compare(servers, changes, |path, before, after, changes| {
        // The template covers the URL, which is the template with the default values.
        let Server { name: _, url: _, template, variables, doc } = before;
        if *template != after.template {
            let document = "its address changed";
            changes.push(change(Rule::ServerChanged, path.to_owned(), document).code(template, &after.template));
        }
        if *variables != after.variables {
            changes.push(change(Rule::ServerChanged, path.to_owned(), "the values of its variables changed"));
        }
        doc::compare(Subject::Server, path, (doc, &servers_pointer()), (&after.doc, &servers_pointer()), changes);
    });
}

/// Compares the setters of the server variables.
pub(super) fn setters(setters: (&[ServerSetter], &[ServerSetter]), changes: &mut Vec<Change>) {
    let functions = Functions {
        name: |setter: &ServerSetter| setter.name.to_string(),
        code: setter_code,
        added: "the server variable is new",
        removed: "no server has the variable any more",
        reordered: "the server variables were reordered",
    };
    functions.compare(setters, changes, |path, before, after, changes| {
        let ServerSetter { name: _, wire, doc } = before;
        if *wire != after.wire {
            let document = format!("the variable `{wire}` is now called `{}`", after.wire);
            changes.push(change(Rule::WireNameChanged, path.to_owned(), &document));
        }
        doc::compare(Subject::Server, path, (doc, &servers_pointer()), (&after.doc, &servers_pointer()), changes);
    });
}

/// Returns the declaration of the function that makes a server.
pub(crate) fn server_code(server: &Server) -> String {
    format!("fn {}() -> Server", server.name)
}

/// Returns the declaration of the method that sets a server variable.
pub(crate) fn setter_code(setter: &ServerSetter) -> String {
    format!("fn {}(self, value: impl Into<String>)", setter.name)
}

/// Functions of `Server` that one list of the document generates, and the texts for their changes.
struct Functions<T> {
    name: fn(&T) -> String,
    code: fn(&T) -> String,
    added: &'static str,
    removed: &'static str,
    reordered: &'static str,
}

impl<T> Functions<T> {
    /// Reports the functions of one list only and a change of their order. Calls `both` for each
    /// function of both lists.
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

fn servers_pointer() -> Pointer {
    Pointer::root().child("servers")
}

fn change(rule: Rule, path: String, document: &str) -> Change {
    Change::new(rule, Subject::Server, path, document).places(Some(servers_pointer()), Some(servers_pointer()))
}
