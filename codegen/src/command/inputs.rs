//! What a command works on: from the project file, or from the command line.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use openapi_bindgen::{
    Diagnostic, Diagnostics, FormatType, Options, Pointer, Project, Source, TypeTarget, UnknownFormatType,
    read_document, read_source,
};

use serde_json::Value;

/// The project file that is read when the command line names nothing.
pub(super) const DEFAULT_PROJECT: &str = "openapi/bindgen.yaml";

/// The name of standard input on the command line.
pub(super) const STANDARD_INPUT: &str = "-";

/// Names either a project file or a document.
#[derive(Debug, Args)]
pub(super) struct InputArgs {
    /// The OpenAPI document, JSON or YAML; `-` reads standard input. Without it, a project file names everything
    #[arg(value_name = "DOCUMENT", conflicts_with = "project")]
    document: Option<PathBuf>,

    #[command(flatten)]
    root: RootArg,

    /// An overlay to apply to the document; several are applied in order
    #[arg(long = "overlay", value_name = "FILE", requires = "document")]
    overlays: Vec<PathBuf>,

    /// The name of a property that wraps responses, which callers are not to see; may be given several times
    #[arg(long = "envelope", value_name = "NAME", requires = "document")]
    envelopes: Vec<String>,

    /// Give texts of a format a type of their own: `date-time=jiff::Timestamp`; may be given several times
    #[arg(long = "format-type", value_name = "FORMAT=TYPE", requires = "document", value_parser = format_type)]
    format_types: Vec<(String, FormatType)>,

    /// Derive this for types of the models: `objects=utoipa::ToSchema`; may be given several times
    #[arg(long = "derive", value_name = "TYPES=PATH", requires = "document", value_parser = by_target)]
    derives: Vec<(TypeTarget, String)>,

    /// Give types of the models this attribute: `Pet=#[schema(title = "A pet")]`; may be given several times
    #[arg(long = "attribute", value_name = "TYPES=ATTRIBUTE", requires = "document", value_parser = by_target)]
    attributes: Vec<(TypeTarget, String)>,

    /// Give this another name in Rust: `Order.note=remark`; may be given several times
    #[arg(long = "rename", value_name = "TARGET=NAME", requires = "document", value_parser = new_name)]
    rename: Vec<(String, String)>,

    /// Put a type of yours in the place of a schema or a format: `Money=crate::Money`, `format:decimal=crate::Money`
    #[arg(long = "replace", value_name = "TARGET=TYPE", requires = "document", value_parser = new_name)]
    replace: Vec<(String, String)>,

    /// Take this operation, and what else is selected, and not all; may be given several times
    #[arg(long = "operation", value_name = "ID")]
    operations: Vec<String>,

    /// Take the operations with this tag
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,

    /// Take the operations of this path, and of those below it
    #[arg(long = "path", value_name = "PATH")]
    paths: Vec<String>,

    /// Take only operations with this value of an extension: `x-mcp-visible=true`; several have to hold together
    #[arg(long = "where", value_name = "NAME=VALUE", value_parser = extension)]
    extensions: Vec<(String, Value)>,

    /// The project file [default: openapi/bindgen.yaml]
    #[arg(short, long, value_name = "FILE")]
    project: Option<PathBuf>,
}

/// Names the folder that a document in several files is in.
#[derive(Debug, Args)]
pub(super) struct RootArg {
    /// The folder that holds all files of the document, which are read from nowhere else [default: the document's folder]
    #[arg(long, value_name = "DIR", requires = "document")]
    root: Option<PathBuf>,
}

impl RootArg {
    /// Reads the document at `path` with the files that it refers to, or standard input where the path is `-`.
    pub(super) fn read(&self, path: &Path) -> Result<Source, Diagnostics> {
        if path == Path::new(STANDARD_INPUT) { standard_input() } else { read_document(path, self.root.as_deref()) }
    }
}

/// Everything that the generator needs, in memory.
#[derive(Debug)]
pub(super) struct Inputs {
    pub(super) document: Source,
    pub(super) overlays: Vec<Source>,
    pub(super) options: Options,
    /// The folder to write to, which only a project file names.
    pub(super) output: Option<PathBuf>,
}

impl InputArgs {
    /// Reads all files that the arguments name.
    pub(super) fn read(&self) -> Result<Inputs, Diagnostics> {
        let mut inputs = match &self.document {
            Some(document) => self.read_document(document)?,
            None => self.read_project()?,
        };
        let select = &mut inputs.options.select;
        select.operations.extend(self.operations.iter().cloned());
        select.tags.extend(self.tags.iter().cloned());
        select.paths.extend(self.paths.iter().cloned());
        select.extensions.extend(self.extensions.iter().cloned());
        Ok(inputs)
    }

    fn read_document(&self, document: &Path) -> Result<Inputs, Diagnostics> {
        let mut options = Options::default().envelopes(self.envelopes.iter().cloned());
        options.formats.clone_from(&self.format_types);
        options.derives.clone_from(&self.derives);
        options.attributes.clone_from(&self.attributes);
        options.rename.clone_from(&self.rename);
        options.replace.clone_from(&self.replace);
        let mut wrong = Diagnostics::new();
        let mut keep = |source: Result<Source, Diagnostics>| source.map_err(|errors| wrong.extend(errors)).ok();
        let document = keep(self.root.read(document));
        let overlays = self.overlays.iter().filter_map(|path| keep(read_source(path))).collect();
        match document {
            Some(document) if wrong.is_empty() => Ok(Inputs { document, overlays, options, output: None }),
            _ => Err(wrong),
        }
    }

    fn read_project(&self) -> Result<Inputs, Diagnostics> {
        let path = self.project.as_deref().unwrap_or(Path::new(DEFAULT_PROJECT));
        if self.project.is_none() && !path.exists() {
            return Err(Diagnostic::error(
                &Pointer::root(),
                format!("there is no project file `{DEFAULT_PROJECT}` here"),
            )
            .help(
                "write one that names `document` and `output`, name another with `--project FILE`, or give a document",
            )
            .into());
        }
        let project = Project::load(path)?;
        Ok(Inputs {
            document: project.document,
            overlays: project.overlays,
            options: project.options,
            output: Some(project.output),
        })
    }

    /// These arguments as they are written on a command line.
    pub(super) fn written(&self) -> Vec<String> {
        let mut command = Vec::new();
        command.extend(self.document.as_ref().map(|path| path.display().to_string()));
        command.extend(self.project.as_ref().map(|path| format!("--project {}", path.display())));
        command.extend(self.root.root.as_ref().map(|path| format!("--root {}", path.display())));
        command.extend(self.overlays.iter().map(|path| format!("--overlay {}", path.display())));
        command.extend(self.envelopes.iter().map(|name| format!("--envelope {name}")));
        command.extend(self.format_types.iter().map(|(format, ty)| format!("--format-type '{format}={ty}'")));
        command.extend(self.derives.iter().map(|(target, path)| format!("--derive '{target}={path}'")));
        command.extend(self.attributes.iter().map(|(target, text)| format!("--attribute '{target}={text}'")));
        command.extend(self.rename.iter().map(|(target, name)| format!("--rename '{target}={name}'")));
        command.extend(self.replace.iter().map(|(target, path)| format!("--replace '{target}={path}'")));
        command.extend(self.operations.iter().map(|id| format!("--operation {id}")));
        command.extend(self.tags.iter().map(|tag| format!("--tag {tag:?}")));
        command.extend(self.paths.iter().map(|path| format!("--path {path}")));
        command.extend(self.extensions.iter().map(|(name, value)| format!("--where '{name}={value}'")));
        command
    }
}

/// `objects=utoipa::ToSchema`
fn by_target(text: &str) -> Result<(TypeTarget, String), String> {
    let (target, text) =
        text.split_once('=').ok_or("write `*`, `objects`, `enums`, `unions` or a type, and after `=` what it gets")?;
    let Ok(target) = target.parse::<TypeTarget>();
    Ok((target, text.to_owned()))
}

/// `Order.note=remark`; a pointer may have a `=` in it, and a name or a path has none.
fn new_name(text: &str) -> Result<(String, String), String> {
    let (target, name) =
        text.rsplit_once('=').ok_or("write what it is for, and after `=` a name or a type: `Order.note=remark`")?;
    Ok((target.to_owned(), name.to_owned()))
}

/// `x-mcp-visible=true`: JSON, or else a text.
fn extension(text: &str) -> Result<(String, Value), String> {
    let (name, value) = text.split_once('=').ok_or("write an extension and its value: `x-mcp-visible=true`")?;
    Ok((name.to_owned(), serde_json::from_str(value).unwrap_or_else(|_| Value::from(value))))
}

/// `date-time=jiff::Timestamp`
fn format_type(text: &str) -> Result<(String, FormatType), String> {
    let (format, ty) = text.split_once('=').ok_or("write a format and its type: `date-time=jiff::Timestamp`")?;
    let ty = ty.parse().map_err(|error: UnknownFormatType| format!("{error}: {}", error.help()))?;
    Ok((format.to_owned(), ty))
}

/// Reads standard input to its end.
pub(super) fn standard_input() -> Result<Source, Diagnostics> {
    let name = "standard input";
    let mut text = String::new();
    match io::stdin().lock().read_to_string(&mut text) {
        Ok(_) => Ok(Source::new(name, text)),
        Err(error) => {
            Err(Diagnostic::error(&Pointer::root(), format!("cannot read {name}: {error}")).at(name, None).into())
        }
    }
}
