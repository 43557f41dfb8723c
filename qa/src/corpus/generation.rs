//! Generating from each document in a process of its own, so that a panic, a stack that overflows or a loop without end
//! is an outcome of one document.

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

use openapi_bindgen::Side;
use serde_json::Value;

use crate::{
    corpus::{
        child::{self, End},
        formats::Formats,
    },
    document::Document,
    workspace::Workspace,
};

/// What came of generating from one document, and what it took.
#[derive(Debug)]
pub(crate) struct Generation {
    pub outcome: Outcome,
    /// CPU seconds, when they could be measured.
    pub seconds: Option<f64>,
    /// The most memory used at a time, when it could be measured.
    pub megabytes: Option<f64>,
    pub types: Types,
}

/// The names of the types that were generated from each schema, by the schema's pointer: one, or one for what is received
/// and one for what is sent.
pub(crate) type Types = HashMap<String, Vec<(Side, String)>>;

#[derive(Debug)]
pub(crate) enum Outcome {
    /// It is not an OpenAPI document.
    Skipped,
    Generated(Size),
    /// The errors that the generator reported.
    Refused(Vec<Refusal>),
    /// The generator did not come back; this is what is known of why.
    Crashed(String),
}

/// How much was generated.
#[derive(Debug)]
pub(crate) struct Size {
    pub operations: u64,
    pub types: u64,
    /// The places that stay JSON of any shape.
    pub untyped: u64,
    /// The places with a type, or that stay JSON.
    pub fields: u64,
    /// The places that stay JSON although the document gives a type, and why.
    pub lost: Vec<String>,
    /// Lines of code, without comments and blank lines.
    pub lines: u64,
}

/// An error that the generator reported.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// What is wrong, without the place.
    pub message: String,
    /// The whole diagnostic.
    pub text: String,
    /// Whether it says the line and column.
    pub located: bool,
}

/// Generates from all documents, `jobs` at a time, each for at most `limit` and with types for `formats`; the results
/// are in the documents' order.
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
                    let generation = one(document, &workspace.module(&document.module), limit, formats);
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

fn one(document: &Document, folder: &Path, limit: Duration, formats: Option<Formats>) -> io::Result<Generation> {
    let mut command = Command::new(env::current_exe()?);
    command.arg("--one").args([document.path.as_path(), folder]).env("RUST_BACKTRACE", "0");
    command.args(formats.map(|formats| format!("--formats={formats}")));
    let child::Finished { end, said, complained } = child::finish(&mut command, limit)?;
    let read = match end {
        End::Exit(status) if status.success() => serde_json::from_str(&said).ok(),
        _ => None,
    };
    Ok(match read {
        Some(value) => Generation::read(&value),
        None => Generation::crashed(format!("{end}: {}", child::first_lines(&complained))),
    })
}

impl Size {
    /// Whether more than half a percent of the fields lost the type that the document gives them.
    pub(crate) fn loses_too_much(&self) -> bool {
        self.lost.len() as u64 * 200 > self.fields
    }
}

impl Generation {
    /// Reads what the child wrote, see [`single`](crate::corpus::single).
    fn read(value: &Value) -> Self {
        let number = |name: &str| value[name].as_u64().unwrap_or_default();
        let texts = |value: &Value| {
            value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let outcome = if value.get("skipped").is_some() {
            Outcome::Skipped
        } else if let Some(errors) = value["refused"].as_array() {
            Outcome::Refused(errors.iter().map(Refusal::read).collect())
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
        let types = types.map(|(pointer, names)| (pointer.clone(), of_sides(names))).collect();
        Self { outcome, seconds: value["seconds"].as_f64(), megabytes: value["megabytes"].as_f64(), types }
    }

    fn crashed(why: String) -> Self {
        Self { outcome: Outcome::Crashed(why), seconds: None, megabytes: None, types: Types::new() }
    }
}

/// How the child calls the sides.
pub(crate) const SIDES: [(Side, &str); 4] =
    [(Side::Neither, "neither"), (Side::Both, "both"), (Side::Received, "received"), (Side::Sent, "sent")];

fn of_sides(names: &Value) -> Vec<(Side, String)> {
    SIDES.iter().filter_map(|(side, word)| Some((*side, names[*word].as_str()?.to_owned()))).collect()
}

impl Refusal {
    fn read(value: &Value) -> Self {
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Self { message: text("message"), text: text("text"), located: value["located"] == true }
    }
}
