//! The child process: generates from one document and reports the outcome.

use std::{path::Path, process::ExitCode};

use openapi_bindgen::{
    Diagnostics, Generated, Options, Severity, Source, Untyped, generate, output, parse, read_source,
};
use serde_json::{Map, Value, json};

use crate::{
    corpus::{formats::Formats, generation::DIRECTIONS},
    usage,
};

/// Generates from `file` into `folder`, with types for `formats`, and writes the outcome to
/// standard output as one JSON object, which
/// [`Generation::read`](crate::corpus::generation::Generation::read) reads.
pub(crate) fn run(file: &Path, folder: &Path, formats: Option<Formats>) -> ExitCode {
    let source = match read_source(file) {
        Ok(source) => source,
        Err(diagnostics) => {
            println!("{}", rejected(&diagnostics));
            return ExitCode::SUCCESS;
        }
    };
    let before = usage::own_seconds();
    let result = generate(&source, &[], &formats.map_or_else(Options::default, Formats::options));
    let seconds = usage::own_seconds().zip(before).map(|(after, before)| after - before);
    let megabytes = usage::peak_megabytes();
    let mut outcome = match result {
        Ok(generated) => match output::write(folder, &generated.files) {
            Ok(_) => made(&generated),
            Err(error) => {
                eprintln!("error: {error}");
                return ExitCode::FAILURE;
            }
        },
        Err(_) if is_something_else(&source) => json!({ "skipped": true }),
        Err(diagnostics) => rejected(&diagnostics),
    };
    outcome["seconds"] = json!(seconds);
    outcome["megabytes"] = json!(megabytes);
    println!("{outcome}");
    ExitCode::SUCCESS
}

/// Returns true if the file can be read and does not claim to be an OpenAPI document.
fn is_something_else(source: &Source) -> bool {
    parse(source).is_ok_and(|document| document.get("openapi").is_none() && document.get("swagger").is_none())
}

fn made(generated: &Generated) -> Value {
    let lines: usize = generated.files.iter().map(|file| lines_of_code(&file.text)).sum();
    let mut types = Map::new();
    for made in generated.items.iter().filter(|item| item.is_type()) {
        let names = types.entry(made.pointer.as_str()).or_insert_with(|| json!({}));
        let known: Vec<&str> = names.as_object().into_iter().flatten().filter_map(|(_, name)| name.as_str()).collect();
        // An inline type may have the place of its component, and follows it.
        let is_first = known.is_empty() || made.counterpart.as_deref().is_some_and(|other| known == [other]);
        if let (true, Some((_, word))) =
            (is_first, DIRECTIONS.iter().find(|(direction, _)| *direction == made.direction))
        {
            names[*word] = made.name.as_str().into();
        }
    }
    json!({
        "operations": generated.summary.operations,
        "type_count": generated.summary.types,
        "types": types,
        "untyped": generated.summary.untyped,
        "fields": generated.summary.fields,
        "lost": generated.untyped.iter().filter(|place| place.is_loss).map(lost).collect::<Vec<_>>(),
        "lines": lines,
    })
}

/// Describes a place where the document has a type and the output does not.
fn lost(place: &Untyped) -> String {
    format!("{} stays JSON, because {}", place.pointer, place.reason)
}

/// Returns the number of lines that are neither blank nor comments.
pub(crate) fn lines_of_code(text: &str) -> usize {
    text.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

fn rejected(diagnostics: &Diagnostics) -> Value {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let errors: Vec<Value> = errors
        .map(
            |error| json!({ "message": error.message, "text": error.to_string(), "located": error.location.is_some() }),
        )
        .collect();
    json!({ "rejected": errors })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blank_lines_are_not_code() {
        assert_eq!(lines_of_code("// a\n\nstruct A {\n    /// b\n    b: u8,\n}\n"), 3);
    }

    #[test]
    fn a_file_without_a_version_is_something_else() {
        assert!(is_something_else(&Source::new("a.yaml", "compilerOptions: {}")));
        assert!(!is_something_else(&Source::new("a.yaml", "swagger: '2.0'")));
        assert!(!is_something_else(&Source::new("a.yaml", "{")), "this may be an OpenAPI document");
    }
}
