//! Compiles the generated code, and attributes each message to a document.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal},
};

use crate::{
    cargo::{self, Message},
    document::Document,
    workspace::{DEPENDENCIES, Workspace},
};

/// The lines of code from which a document has its own crate, whose check is measured.
///
/// For a smaller one, starting Cargo and the compiler costs more than the check.
const LARGE: u64 = 2_000;

/// The approximate lines of code of the small documents in one crate.
const CRATE: u64 = 20_000;

/// The compiler's messages about the code of one document.
#[derive(Debug, Default)]
pub(crate) struct Check {
    pub errors: Vec<Message>,
    pub warnings: Vec<Message>,
    /// The CPU seconds of its check, if it was checked alone and they could be measured.
    pub seconds: Option<f64>,
}

/// The checks of all documents, by module.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    pub of_module: BTreeMap<String, Check>,
    /// The CPU seconds of all checks, without the dependencies, if they could be measured.
    pub seconds: Option<f64>,
}

impl Checks {
    /// Returns true if the module was checked and has no errors.
    pub(crate) fn compiled(&self, module: &str) -> bool {
        self.of_module.get(module).is_some_and(|check| check.errors.is_empty())
    }
}

/// Checks the modules of the documents, each given with its lines of code.
///
/// Large modules are checked alone, and small ones together in crates.
///
/// # Errors
/// Returns an error if Cargo cannot be run, or if the dependencies do not compile.
pub(crate) fn all(workspace: &Workspace, documents: &[(&Document, u64)]) -> io::Result<Checks> {
    let dependencies = cargo::check(workspace, DEPENDENCIES)?;
    if !dependencies.succeeded {
        let messages: Vec<&str> = dependencies.messages.iter().map(|message| message.text.as_str()).collect();
        let what = format!("the runtime does not compile: {}\n{}", dependencies.complaint, messages.join("\n"));
        return Err(io::Error::other(what));
    }
    let mut checks = Checks::default();
    let groups = groups(documents);
    for (position, group) in groups.iter().enumerate() {
        let group: Vec<&str> = group.iter().map(|document| document.module.as_str()).collect();
        if io::stderr().is_terminal() {
            eprintln!("checking {} of {}: {}", position + 1, groups.len(), group.join(" "));
        }
        let name = match group.as_slice() {
            [only] => (*only).to_owned(),
            _ => format!("small_{position}"),
        };
        Group { workspace, name: &name, checks: &mut checks }.check(&group)?;
    }
    Ok(checks)
}

/// Returns the documents in groups that are compiled together.
pub(crate) fn groups<'d>(documents: &[(&'d Document, u64)]) -> Vec<Vec<&'d Document>> {
    let mut groups: Vec<Vec<&Document>> = Vec::new();
    let mut small: Vec<&Document> = Vec::new();
    let mut together = 0;
    for (document, lines) in documents {
        if *lines >= LARGE {
            groups.push(vec![document]);
            continue;
        }
        if together + lines > CRATE {
            groups.push(std::mem::take(&mut small));
            together = 0;
        }
        small.push(document);
        together += lines;
    }
    if !small.is_empty() {
        groups.push(small);
    }
    groups
}

/// A crate that is checked until the result of each of its modules is known.
struct Group<'a> {
    workspace: &'a Workspace,
    name: &'a str,
    checks: &'a mut Checks,
}

impl Group<'_> {
    /// Checks the modules together.
    ///
    /// An error in one can stop the compiler before it checks another. So a module with errors is
    /// removed and the rest is checked again. Errors that name no module are found by bisection.
    fn check(&mut self, modules: &[&str]) -> io::Result<()> {
        let mut rest = modules.to_vec();
        while !rest.is_empty() {
            self.workspace.mount(self.name, &rest)?;
            let run = cargo::check(self.workspace, self.name)?;
            let total = &mut self.checks.seconds;
            *total = run.seconds.map(|seconds| total.unwrap_or_default() + seconds).or(*total);
            if let [only] = rest.as_slice() {
                self.record_only(only, run);
                return Ok(());
            }
            if run.succeeded {
                self.record(&rest, run.messages);
                return Ok(());
            }
            let is_named = |module: &str| {
                run.messages.iter().any(|message| message.is_error && message.module.as_deref() == Some(module))
            };
            let (bad, good): (Vec<&str>, Vec<&str>) = rest.iter().partition(|module| is_named(module));
            if bad.is_empty() {
                let (first, second) = rest.split_at(rest.len() / 2);
                self.check(first)?;
                return self.check(second);
            }
            self.record(&bad, run.messages);
            rest = good;
        }
        Ok(())
    }

    /// Records the messages about these modules, and that the others of them have none.
    fn record(&mut self, modules: &[&str], messages: Vec<Message>) {
        for module in modules {
            self.checks.of_module.entry((*module).to_owned()).or_default();
        }
        for message in messages {
            let module = message.module.as_deref().filter(|module| modules.contains(module));
            if let Some(check) = module.and_then(|module| self.checks.of_module.get_mut(module)) {
                check.push(message);
            }
        }
    }

    /// Records all messages of a module that was checked alone.
    fn record_only(&mut self, module: &str, run: cargo::Run) {
        let mut check = Check { seconds: run.seconds, ..Check::default() };
        run.messages.into_iter().for_each(|message| check.push(message));
        if !run.succeeded && check.errors.is_empty() {
            let text = run.complaint;
            let summary = text.lines().next().unwrap_or("the compiler stopped without a message").to_owned();
            check.push(Message { is_error: true, summary, text, module: None });
        }
        self.checks.of_module.insert(module.to_owned(), check);
    }
}

impl Check {
    fn push(&mut self, message: Message) {
        if message.is_error { self.errors.push(message) } else { self.warnings.push(message) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_documents_are_checked_alone_and_small_ones_together() {
        let document = |module: &str| Document { path: "".into(), name: String::new(), module: module.to_owned() };
        let documents = ["a", "b", "c", "d"].map(document);
        let lines = [CRATE / 2, 10, LARGE - 1, CRATE];
        let with_lines: Vec<(&Document, u64)> = documents.iter().zip(lines).collect();
        let modules =
            groups(&with_lines).into_iter().map(|group| group.iter().map(|document| &*document.module).collect());
        assert_eq!(modules.collect::<Vec<Vec<&str>>>(), [vec!["a"], vec!["d"], vec!["b", "c"]]);
    }

    #[test]
    fn a_group_is_divided_until_every_module_is_judged() {
        let workspace = Workspace::create(None, &["client"]).unwrap();
        let modules = ["good", "unused", "bad_type", "bad_syntax"];
        let code = ["pub struct A;", "use std::fmt;", "pub fn f() -> u8 { \"\" }", "pub fn f( -> u8 { 0 }"];
        for (module, code) in modules.iter().zip(code) {
            std::fs::create_dir(workspace.module(module)).unwrap();
            std::fs::write(workspace.module(module).join("mod.rs"), code).unwrap();
        }
        let documents = modules.map(|module| Document { path: "".into(), name: String::new(), module: module.into() });
        let with_lines: Vec<(&Document, u64)> = documents.iter().zip([1; 4]).collect();
        let checks = all(&workspace, &with_lines).unwrap();
        let found = |module: &str| {
            let check = &checks.of_module[module];
            (check.errors.len(), check.warnings.len())
        };
        assert_eq!(modules.map(found), [(0, 0), (0, 1), (1, 0), (1, 0)]);
    }
}
