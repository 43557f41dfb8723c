//! The texts of a crate, except its manifest and its tests.

use super::first_call::FirstCall;
use super::{Bindings, FOLDER, PackageName, Place, Scaffold};
use crate::ir::Doc;
use crate::render::signature;

/// Returns the description of the crate, in one line.
pub(super) fn about(scaffold: &Scaffold<'_>) -> String {
    let title = signature::title(&scaffold.api);
    let noun = noun(scaffold);
    if title.is_empty() { format!("{noun} of an API") } else { format!("{noun} of {title}") }
}

fn noun(scaffold: &Scaffold<'_>) -> &'static str {
    if scaffold.has_client() { "A client" } else { "The models" }
}

/// Returns the documentation of the module or the crate with the client.
fn module_doc(scaffold: &Scaffold<'_>) -> String {
    // Clippy asks for ticks around words such as `OpenAPI`, which a title may have, too.
    let title = signature::title(&scaffold.api);
    let title = if title.is_empty() { "an API".to_owned() } else { signature::code(&title) };
    let summary = Some(format!("{} of {title}, generated from its `OpenAPI` document", noun(scaffold)));
    let lines = signature::doc_lines(&Doc { summary, ..Doc::default() });
    lines.iter().map(|line| format!("//! {line}").trim_end().to_owned() + "\n").collect()
}

/// Returns the text of `src/lib.rs`.
pub(super) fn library(scaffold: &Scaffold<'_>, place: &Place) -> String {
    let about = module_doc(scaffold);
    let mount = mount(scaffold, place);
    format!(
        "{about}\n{mount}\n\
         pub use generated::*;\n/// What generated code calls: errors, limits, transports.\n\
         pub use openapi_bindgen_runtime as runtime;\n"
    )
}

/// Returns the text of `mod.rs` for a module of an existing crate.
pub(super) fn module(scaffold: &Scaffold<'_>, place: &Place, has_test: bool) -> String {
    let about = module_doc(scaffold);
    let mount = mount(scaffold, place);
    let test = if has_test { "#[cfg(test)]\nmod tests;\n" } else { "" };
    format!(
        "{about}\n{mount}{test}\n\
         #[allow(unused_imports, reason = \"the crate need not use all of it\")]\npub use generated::*;\n"
    )
}

/// Returns the declaration of the output's module. rustfmt skips it, since it would format it differently.
fn mount(scaffold: &Scaffold<'_>, place: &Place) -> String {
    match scaffold.bindings {
        Bindings::Committed => "#[rustfmt::skip]\nmod generated;\n".to_owned(),
        Bindings::BuildScript => format!(
            "// The build script writes this module.\n#[rustfmt::skip]\nmod generated {{\n    \
             include!(concat!(env!(\"OUT_DIR\"), \"/{}/mod.rs\"));\n}}\n",
            place.module
        ),
    }
}

/// Returns the text of the project file.
pub(super) fn project(scaffold: &Scaffold<'_>, place: &Place) -> String {
    let document = yaml_text(scaffold.file_name);
    let up = "../".repeat(scaffold.folder.split('/').count());
    let output = match scaffold.bindings {
        Bindings::Committed => format!("output: {up}{}\n", place.output),
        Bindings::BuildScript => format!(
            "# The build script writes to `OUT_DIR` instead. `openapi-bindgen generate` writes here, for readers.\n\
             output: {up}target/{}\n",
            place.module
        ),
    };
    let command = scaffold.generate_command();
    // The header of each generated file has the command, if it is not the one that is usual.
    let options =
        if scaffold.folder == FOLDER { String::new() } else { format!("options:\n  regenerate-command: {command}\n") };
    format!(
        "# The inputs and the output of the generator. `openapi-bindgen generate --help` describes this file.\n\
         document: {document}\n{output}{options}"
    )
}

/// Returns the text as a YAML scalar.
fn yaml_text(text: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "._-".contains(sign);
    let is_word = text.starts_with(|sign: char| sign.is_ascii_alphabetic()) && text.contains('.');
    if is_word && text.chars().all(is_plain) { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// Returns the text of `build.rs`.
pub(super) fn build_script(scaffold: &Scaffold<'_>, place: &Place) -> String {
    let project = scaffold.project();
    format!(
        r#"//! Generates the client that `{project}` describes into `OUT_DIR`.

use std::{{env, error::Error, path::Path, process}};

use openapi_bindgen::{{Diagnostics, Generated, Project}};

fn main() -> Result<(), Box<dyn Error>> {{
    println!("cargo::rerun-if-changed=build.rs");
    match generated() {{
        Ok(generated) => {{
            print!("{{}}", generated.warnings.for_cargo());
            let folder = Path::new(&env::var("OUT_DIR")?).join("{module}");
            openapi_bindgen::output::write(&folder, &generated.files)?;
            Ok(())
        }}
        Err(diagnostics) => {{
            // Cargo shows each error with its line in the document.
            print!("{{}}", diagnostics.for_cargo());
            process::exit(1);
        }}
    }}
}}

fn generated() -> Result<Generated, Diagnostics> {{
    let project = Project::load("{project}")?;
    for file in &project.files {{
        println!("cargo::rerun-if-changed={{}}", file.display());
    }}
    openapi_bindgen::generate(&project.document, &project.overlays, &project.options)
}}
"#,
        module = place.module
    )
}

/// Returns the text of `README.md`.
pub(super) fn readme(scaffold: &Scaffold<'_>, name: &PackageName) -> String {
    let summary = format!("{}, generated from `openapi/{}` by `openapi-bindgen`.", about(scaffold), scaffold.file_name);
    // The title may have HTML.
    let summary = signature::doc_lines(&Doc::described(Some(&summary)));
    let mut lines = vec![format!("# {}", name.as_str()), String::new()];
    lines.extend(summary);
    lines.push(String::new());
    if scaffold.has_client() {
        lines.extend(usage(scaffold, &name.module()));
    }
    let is_committed = scaffold.bindings == Bindings::Committed;
    lines.extend(["| file | holds |".to_owned(), "|---|---|".to_owned()]);
    lines.push(format!("| `openapi/{}` | the OpenAPI document |", scaffold.file_name));
    lines.push("| `openapi/bindgen.yaml` | the project file: the document, overlays, the output, options |".to_owned());
    lines.push(if is_committed {
        "| `src/generated/` | the generated code; never edit it by hand |".to_owned()
    } else {
        "| `build.rs` | generates the code whenever the crate is built |".to_owned()
    });
    if scaffold.has_client() {
        lines.push("| `tests/mock.rs` | a test of the client over a mock |".to_owned());
    }
    lines.extend([String::new(), "## When the document changes".to_owned(), String::new(), "```sh".to_owned()]);
    lines.push(format!("openapi-bindgen diff openapi/{} new.yaml   # what breaks, and for whom", scaffold.file_name));
    lines.push(format!("cp new.yaml openapi/{}", scaffold.file_name));
    lines.push(if is_committed { "openapi-bindgen generate" } else { "cargo build" }.to_owned());
    lines.push("```".to_owned());
    if is_committed {
        lines.extend([
            String::new(),
            "CI runs `openapi-bindgen generate --check`, which fails when `src/generated/` is out of date.".to_owned(),
        ]);
    }
    lines.join("\n") + "\n"
}

fn usage(scaffold: &Scaffold<'_>, module: &str) -> Vec<String> {
    let Some(call) = FirstCall::find(&scaffold.api) else { return Vec::new() };
    let credentials: String = call.credentials.iter().flat_map(|setter| [".", setter]).collect();
    let base_url = if scaffold.api.server.is_none() { ".base_url(\"https://api.example.com\")" } else { "" };
    vec![
        "```rust".to_owned(),
        format!("let client = {module}::Client::builder(){base_url}{credentials}.build()?;"),
        format!("let response = {}.await?;", call.expression()),
        "```".to_owned(),
        String::new(),
    ]
}

/// Returns the text of `.github/workflows/ci.yml`.
pub(super) fn workflow(scaffold: &Scaffold<'_>) -> String {
    let mut text = "\
# Checks every pull request, and `main`.
name: ci

on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read

jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: rustup toolchain install stable --profile minimal --component clippy,rustfmt && rustup default stable
      - run: cargo fmt --check
      - run: cargo clippy --all-targets -- -D warnings
      - run: cargo test
"
    .to_owned();
    if scaffold.bindings == Bindings::Committed {
        text.push_str(&format!(
            "
  generated:
    # The committed code is what the generator makes of the document.
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: rustup toolchain install stable --profile minimal && rustup default stable
      - run: cargo install --locked {}
      - run: openapi-bindgen generate --check
",
            scaffold.packages.install()
        ));
    }
    text
}
