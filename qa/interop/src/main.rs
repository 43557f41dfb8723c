//! Calls real servers with clients generated from their own documents.

mod framework;
mod install;
mod server;
mod table;
mod trial;
mod workspace;

use std::process::ExitCode;

use framework::FRAMEWORKS;
use table::Row;

const USAGE: &str = "usage: interop [--all] [FRAMEWORK]...";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (options, names): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|argument| argument.starts_with('-'));
    let unknown = names.iter().find(|name| FRAMEWORKS.iter().all(|framework| framework.name != **name));
    if let Some(wrong) = unknown.or_else(|| options.iter().find(|option| **option != "--all")) {
        let all: Vec<&str> = FRAMEWORKS.iter().map(|framework| framework.name).collect();
        eprintln!("unknown: {wrong}\n{USAGE}\nframeworks: {}", all.join(", "));
        return ExitCode::from(2);
    }
    let is_all = !options.is_empty();
    let mut rows = Vec::new();
    for framework in FRAMEWORKS {
        let is_asked_for =
            if names.is_empty() { is_all || framework.by_default } else { names.contains(&framework.name) };
        if is_asked_for {
            eprintln!("{} …", framework.name);
            rows.push(Row { name: framework.name, trial: trial::attempt(framework) });
        }
    }
    table::print(&rows);
    if rows.iter().any(Row::is_failure) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
