//! Generates from each document in its own process, so that a panic, a stack overflow or an endless
//! loop is the outcome of one document only.

use std::{
    collections::HashMap,
    env, io,
    path::Path,
    process::Command,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use openapi_bindgen::Direction;
use serde_json::Value;

use crate::{
    corpus::{
        child::{self, End},
        formats::Formats,
    },
    document::Document,
    workspace::Workspace,
};

/// The outcome of generating from one document, with its cost.
#[derive(Debug)]
pub(crate) struct Generation {
    pub outcome: Outcome,
    /// The CPU seconds, if they could be measured.
    pub seconds: Option<f64>,
    /// The peak memory in MB, if it could be measured.
    pub megabytes: Option<f64>,
    pub types: Types,
}

/// The names of the types that were generated from each schema, by the schema's pointer: one, or
/// one for each direction.
pub(crate) type Types = HashMap<String, Vec<(Option<Direction>, String)>>;

#[derive(Debug)]
pub(crate) enum Outcome {
    /// The file is not an OpenAPI document.
    Skipped,
    Generated(Size),
    /// The errors that the generator reported.
    Rejected(Vec<Rejection>),
    /// The generator crashed or did not end, with the known reason.
    Crashed(String),
}

/// The size of the generated code.
#[derive(Debug)]
pub(crate) struct Size {
    pub operations: u64,
    pub types: u64,
    /// The number of places that have the type `Json`.
    pub untyped: u64,
    /// The number of places that have a type or are `Json`.
    pub fields: u64,
    /// The places that are `Json` although the document has a type, with the reasons.
    pub lost: Vec<String>,
    /// The lines of code, without comments and blank lines.
    pub lines: u64,
}

/// An error that the generator reported.
#[derive(Debug)]
pub(crate) struct Rejection {
    /// The problem, without the place.
    pub message: String,
    /// The whole diagnostic.
    pub text: String,
    /// True if it has a line and column.
    pub located: bool,
}

/// Generates from all documents, `jobs` at a time, each for at most `limit` and with types for
/// `formats`. The results are in the order of the documents.
pub(crate) fn all(
    documents: &[Document],
    workspace: &Workspace,
    jobs: usize,
    limit: Duration,
    formats: Option<Formats>,
) -> io::Result<Vec<Generation>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(documents.len()));
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((position, document)) = take(documents, &next) {
                    let generation = generate_one(document, &workspace.module(&document.module), limit, formats);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((position, generation));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(position, _)| *position);
    done.into_iter().map(|(_, generation)| generation).collect()
}

fn take<'d>(documents: &'d [Document], next: &AtomicUsize) -> Option<(usize, &'d Document)> {
    let position = next.fetch_add(1, Ordering::Relaxed);
    documents.get(position).map(|document| (position, document))
}

fn generate_one(
    document: &Document,
    folder: &Path,
    limit: Duration,
    formats: Option<Formats>,
) -> io::Result<Generation> {
    let mut command = Command::new(env::current_exe()?);
    command.arg("--one").args([document.path.as_path(), folder]).env("RUST_BACKTRACE", "0");
    command.args(formats.map(|formats| format!("--formats={formats}")));
    let child::Finished { end, stdout, stderr } = child::finish(&mut command, limit)?;
    let read = match end {
        End::Exit(status) if status.success() => serde_json::from_str(&stdout).ok(),
        _ => None,
    };
    Ok(match read {
        Some(value) => Generation::read(&value),
        None => Generation::crashed(format!("{end}: {}", child::first_lines(&stderr))),
    })
}

impl Size {
    /// Returns true if more than half a percent of the fields lost the type in the document.
    pub(crate) fn loses_too_much(&self) -> bool {
        self.lost.len() as u64 * 200 > self.fields
    }
}

impl Generation {
    /// Reads the output of the child, see [`single`](crate::corpus::single).
    fn read(value: &Value) -> Self {
        let number = |name: &str| value[name].as_u64().unwrap_or_default();
        let texts = |value: &Value| {
            value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let outcome = if value.get("skipped").is_some() {
            Outcome::Skipped
        } else if let Some(errors) = value["rejected"].as_array() {
            Outcome::Rejected(errors.iter().map(Rejection::read).collect())
        } else {
            Outcome::Generated(Size {
                operations: number("operations"),
                types: number("type_count"),
                untyped: number("untyped"),
                fields: number("fields"),
                lost: texts(&value["lost"]),
                lines: number("lines"),
            })
        };
        let types = value["types"].as_object().into_iter().flatten();
        let types = types.map(|(pointer, names)| (pointer.clone(), by_direction(names))).collect();
        Self { outcome, seconds: value["seconds"].as_f64(), megabytes: value["megabytes"].as_f64(), types }
    }

    fn crashed(why: String) -> Self {
        Self { outcome: Outcome::Crashed(why), seconds: None, megabytes: None, types: Types::new() }
    }
}

/// The names of the directions in the output of the child.
pub(crate) const DIRECTIONS: [(Option<Direction>, &str); 4] = [
    (None, "neither"),
    (Some(Direction::Both), "both"),
    (Some(Direction::Received), "received"),
    (Some(Direction::Sent), "sent"),
];

fn by_direction(names: &Value) -> Vec<(Option<Direction>, String)> {
    DIRECTIONS.iter().filter_map(|(direction, word)| Some((*direction, names[*word].as_str()?.to_owned()))).collect()
}

impl Rejection {
    fn read(value: &Value) -> Self {
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Self { message: text("message"), text: text("text"), located: value["located"] == true }
    }
}
