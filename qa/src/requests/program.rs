//! The program that calls the operations of one document.

use std::{
    collections::HashMap,
    io::{self, BufRead, BufReader, Write},
    path::PathBuf,
    process::{Command, Stdio},
    thread,
};

use crate::{
    cargo,
    document::Document,
    requests::{
        bindings::{Binding, Bindings, Body, Content, Credential},
        http::Request,
        plan::{CONTENT, Call},
        recorder::Recorder,
    },
    workspace::Workspace,
};

/// What became of a call: the request that was sent, or why none was.
pub(crate) type Sent = Result<Request, String>;

/// What is the same for every document: a line of input has the number of the operation, that of the call, the base URL
/// and the fields; the line of output is empty, or says why nothing was sent.
const TEXT: &str = r#"
use openapi_bindgen_runtime::{Blocking, Error, FromJson, Outcome, Retry, ReadContext};
use serde_json::{Map, Value};

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let words: Vec<&str> = line.splitn(4, ' ').collect();
        let [operation, number, base_url, fields] = words.as_slice() else { panic!("four words") };
        let fields = serde_json::from_str(fields).unwrap();
        let name = format!("call/{number}");
        let why_not = call(operation.parse().unwrap(), &name, base_url, &fields).err().unwrap_or_default();
        println!("{}", why_not.replace('\n', " "));
    }
}

fn required<T: FromJson>(fields: &Map<String, Value>, name: &str) -> Result<T, String> {
    optional(fields, name)?.ok_or_else(|| format!("there is no `{name}`"))
}

fn optional<T: FromJson>(fields: &Map<String, Value>, name: &str) -> Result<Option<T>, String> {
    let Some(value) = fields.get(name) else { return Ok(None) };
    let context = ReadContext::new();
    let read = T::from_json(value, &context).map_err(|error| format!("`{name}` cannot be read at {context}: {error}"));
    read.map(Some)
}

fn raw<T: From<String>>(fields: &Map<String, Value>, name: &str) -> Result<T, String> {
    let value = fields.get(name).ok_or_else(|| format!("there is no `{name}`"))?;
    Ok(value.as_str().map_or_else(|| value.to_string(), str::to_owned).into())
}

fn sent<T, E: std::fmt::Debug>(result: Result<T, Error<E>>) -> Result<(), String> {
    match result {
        Err(error) if error.outcome() == Outcome::NotSent => Err(error.to_string()),
        _ => Ok(()),
    }
}
"#;

/// Builds the program for a document, and returns where it is.
///
/// # Errors
/// It does not compile.
pub(crate) fn build(workspace: &Workspace, document: &Document, bindings: &Bindings) -> io::Result<PathBuf> {
    let module = document.module.as_str();
    let name = format!("requests_{module}");
    workspace.mount_program(&name, &[module], "mod.rs", &(TEXT.to_owned() + &text(module, bindings)))?;
    let run = cargo::build(workspace, &name)?;
    if run.succeeded {
        return Ok(workspace.target().join("debug").join(name + std::env::consts::EXE_SUFFIX));
    }
    let errors: Vec<&str> =
        run.messages.iter().filter(|message| message.is_error).map(|message| message.text.as_str()).collect();
    let what = format!("the calls of {} do not compile: {}\n{}", document.name, run.complaint, errors.join("\n"));
    Err(io::Error::other(what))
}

/// Makes all calls; the results are in their order.
///
/// # Errors
/// The program cannot be run.
pub(crate) fn run(program: &PathBuf, recorder: &Recorder, calls: &[Call]) -> io::Result<Vec<Sent>> {
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let answers: io::Result<Vec<String>> = thread::scope(|scope| {
        scope.spawn(move || {
            // It fails when the program ends early, which the number of lines that it wrote tells.
            let _ = write(stdin, recorder, calls);
        });
        stdout.map(BufReader::new).into_iter().flat_map(BufReader::lines).collect()
    });
    let status = child.wait()?;
    let mut answers = answers?.into_iter();
    let mut requests: HashMap<usize, Request> = recorder.take();
    let sent = (0..calls.len()).map(|number| match (requests.remove(&number), answers.next()) {
        (Some(request), Some(_)) => Ok(request),
        (None, Some(why_not)) if why_not.is_empty() => Err("nothing has arrived of it".to_owned()),
        (_, Some(why_not)) => Err(why_not),
        (_, None) => Err(format!("the program ended: {status}")),
    });
    Ok(sent.collect())
}

fn write(pipe: Option<impl Write>, recorder: &Recorder, calls: &[Call]) -> io::Result<()> {
    let Some(pipe) = pipe else { return Ok(()) };
    let mut pipe = io::BufWriter::new(pipe);
    for (number, call) in calls.iter().enumerate() {
        let fields = serde_json::to_string(&call.fields)?;
        writeln!(pipe, "{} {number} {} {fields}", call.binding, recorder.base_url())?;
    }
    pipe.flush()
}

/// A function that makes a call of any operation, by its number.
fn text(module: &str, bindings: &Bindings) -> String {
    let credential = |Credential { method, is_basic }: &Credential| {
        if *is_basic { format!(".{method}(\"user\", \"secret\")") } else { format!(".{method}(\"user:secret\")") }
    };
    let credentials: Vec<String> = bindings.credentials.iter().map(credential).collect();
    let mut text = format!(
        "\nfn call(operation: usize, name: &str, base_url: &str, fields: &Map<String, Value>) -> Result<(), String> {{\n    \
         let client = {module}::Client::builder().base_url(base_url).user_agent(name).retry(Retry::never()){}\n        \
         .build_blocking().map_err(|error| error.to_string())?;\n    \
         match operation {{\n",
        credentials.concat()
    );
    for number in 0..bindings.operations.len() {
        text.push_str(&format!("        {number} => call_{number}(&client, fields),\n"));
    }
    text.push_str("        _ => Err(\"there is no such operation\".to_owned()),\n    }\n}\n");
    for (number, binding) in bindings.operations.iter().enumerate() {
        let fields: Vec<String> =
            binding.fields.iter().map(|field| format!("{field}: {}", value(module, binding, field))).collect();
        text.push_str(&format!(
            "\n#[allow(deprecated, unused_variables)]\n\
             fn call_{number}(client: &{module}::Client<Blocking>, fields: &Map<String, Value>) -> Result<(), String> {{\n    \
             sent(client.call({module}::operations::{} {{ {} }}).send())\n}}\n",
            binding.name,
            fields.join(", ")
        ));
    }
    text
}

/// The expression for a field of an operation.
fn value(module: &str, binding: &Binding, field: &str) -> String {
    let body = binding.body.as_ref().filter(|body| body.field == field);
    let parameter = binding.parameters.iter().find(|parameter| parameter.field == field);
    match (body, parameter) {
        (Some(body), _) => {
            let contents = body.contents.iter().enumerate();
            let arms: Vec<String> = contents.map(|(number, content)| arm(module, number, content, body)).collect();
            let absent = if body.is_optional { "None" } else { "return Err(\"there is no body\".to_owned())" };
            format!("match fields.get({CONTENT:?}).and_then(Value::as_u64) {{ {}, _ => {absent} }}", arms.join(", "))
        }
        (None, Some(parameter)) if parameter.is_optional => format!("optional(fields, {field:?})?"),
        (None, Some(_)) => format!("required(fields, {field:?})?"),
        (None, None) => "Default::default()".to_owned(),
    }
}

/// The arm for one of the contents that a body may have.
fn arm(module: &str, number: usize, content: &Content, body: &Body) -> String {
    let read = if content.kind == "raw" { "raw" } else { "required" };
    let mut value = format!("{read}(fields, {:?})?", body.field);
    if let Some(variant) = &content.variant {
        value = format!("{module}::operations::{variant}({value})");
    }
    if body.is_optional {
        value = format!("Some({value})");
    }
    format!("Some({number}) => {value}")
}
