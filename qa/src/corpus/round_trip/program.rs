//! The program that reads values into generated types and writes them again.

use std::{
    io::{self, BufRead, BufReader, Write},
    process::{Command, Stdio},
    thread,
};

use serde_json::Value;

use crate::{cargo, workspace::Workspace};

/// A program with a number of types, by number.
#[derive(Debug)]
pub(super) struct Program {
    name: String,
}

/// What became of a value: the JSON that came back, or why none did.
pub(super) type Trip = Result<String, String>;

const TEXT: &str = r#"
fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let (number, json) = line.split_once(' ').unwrap();
        match trip(number.parse().unwrap(), json) {
            Ok(json) => println!("{json}"),
            Err(error) => println!("!{}", serde_json::Value::from(error)),
        }
    }
}

fn through<T: openapi_bindgen_runtime::FromJson + serde_core::Serialize>(json: &str) -> Result<String, String> {
    serde_json::to_string(&read::<T>(json)?).map_err(|error| error.to_string())
}

// A list of dates, say, whose type is of another crate, is written by generated code alone.
fn through_formats<T: openapi_bindgen_runtime::FromJson + openapi_bindgen_runtime::ToJson>(
    json: &str,
) -> Result<String, String> {
    let value = read::<T>(json)?;
    let writing = openapi_bindgen_runtime::__private::Writing(&value, openapi_bindgen_runtime::Written::All);
    serde_json::to_string(&writing).map_err(|error| error.to_string())
}

fn read<T: openapi_bindgen_runtime::FromJson>(json: &str) -> Result<T, String> {
    let context = openapi_bindgen_runtime::ReadContext::new();
    // Where a component allows null, it is its uses that say so, each as an `Option`.
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = T::from_json(&mut deserializer, &context).map_err(|error| format!("{context}: {error}"))?;
    deserializer.end().map_err(|error| error.to_string())?;
    Ok(value)
}
"#;

impl Program {
    /// Compiles a program for these types, each given with its module, in which texts of a format have types or have not.
    ///
    /// # Errors
    /// It does not compile: what every type can do for a client, one of these cannot.
    pub(super) fn build(
        workspace: &Workspace,
        name: &str,
        types: &[(&str, &str)],
        has_formats: bool,
    ) -> io::Result<Self> {
        let through = if has_formats { "through_formats" } else { "through" };
        let mut text = TEXT.to_owned();
        text.push_str("\nfn trip(number: usize, json: &str) -> Result<String, String> {\n    match number {\n");
        for (number, (module, name)) in types.iter().enumerate() {
            text.push_str(&format!("        {number} => {through}::<Option<{module}::{name}>>(json),\n"));
        }
        text.push_str("        _ => Err(String::new()),\n    }\n}\n");
        let mut modules: Vec<&str> = types.iter().map(|(module, _)| *module).collect();
        modules.dedup();
        workspace.mount_program(name, &modules, "models.rs", &text)?;
        let run = cargo::build(workspace, name)?;
        if run.succeeded {
            return Ok(Self { name: name.to_owned() });
        }
        let errors: Vec<&str> =
            run.messages.iter().filter(|message| message.is_error).map(|message| message.text.as_str()).collect();
        Err(io::Error::other(format!("the program does not compile: {}\n{}", run.complaint, errors.join("\n"))))
    }

    /// Sends values through their types; the results are in the order of the values.
    ///
    /// # Errors
    /// The program cannot be run.
    pub(super) fn run(&self, workspace: &Workspace, values: &[(usize, &Value)]) -> io::Result<Vec<Trip>> {
        let mut trips: Vec<Trip> = Vec::with_capacity(values.len());
        while trips.len() < values.len() {
            let ended = self.run_once(workspace, &values[trips.len()..], &mut trips)?;
            // A value that ends the program counts as one that did not come back; the others are sent anew.
            if trips.len() < values.len() {
                trips.push(Err(format!("the program ended: {ended}")));
            }
        }
        Ok(trips)
    }

    fn run_once(
        &self,
        workspace: &Workspace,
        values: &[(usize, &Value)],
        trips: &mut Vec<Trip>,
    ) -> io::Result<std::process::ExitStatus> {
        let program = format!("{}{}", self.name, std::env::consts::EXE_SUFFIX);
        let mut child = Command::new(workspace.target().join("debug").join(program))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        thread::scope(|scope| {
            scope.spawn(move || {
                // It fails when the program ends early, which the number of lines that it wrote tells.
                let _ = send(stdin, values);
            });
            for line in stdout.map(BufReader::new).into_iter().flat_map(BufReader::lines) {
                trips.push(read(line?));
            }
            io::Result::Ok(())
        })?;
        child.wait()
    }
}

fn send(pipe: Option<impl Write>, values: &[(usize, &Value)]) -> io::Result<()> {
    let Some(pipe) = pipe else { return Ok(()) };
    let mut pipe = io::BufWriter::new(pipe);
    for (number, value) in values {
        writeln!(pipe, "{number} {value}")?;
    }
    pipe.flush()
}

fn read(line: String) -> Trip {
    match line.strip_prefix('!') {
        Some(error) => Err(serde_json::from_str(error).unwrap_or_else(|_| error.to_owned())),
        None => Ok(line),
    }
}
