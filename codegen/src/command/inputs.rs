//! The inputs of a command: from the project file, or from the command line.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use openapi_bindgen::{
    Diagnostic, Diagnostics, FormatType, MapType, OperationSettings, Options, Pointer, Project, Source, TypeTarget,
    UnknownFormatType, read_document, read_source,
};

use serde_json::Value;

/// The project file that is read if the command line names no input.
pub(super) const DEFAULT_PROJECT: &str = "openapi/bindgen.yaml";

/// The name of standard input on the command line.
pub(super) const STANDARD_INPUT: &str = "-";

/// The arguments that name a project file or a document.
#[derive(Debug, Args)]
pub(super) struct InputArgs {
    /// The OpenAPI document, in JSON or YAML; `-` reads standard input. Without it, a project file
    /// names all inputs
    #[arg(value_name = "DOCUMENT", conflicts_with = "project")]
    document: Option<PathBuf>,

    #[command(flatten)]
    root: RootArg,

    /// An overlay to apply to the document; may be given several times, and is applied in order
    #[arg(long = "overlay", value_name = "FILE", requires = "document")]
    overlays: Vec<PathBuf>,

    /// The property that wraps responses and that callers do not see; may be given several times
    #[arg(long = "envelope", value_name = "NAME", requires = "document")]
    envelopes: Vec<String>,

    /// Use this type for strings of a format: `date-time=jiff::Timestamp`; may be given several
    /// times
    #[arg(long = "format-type", value_name = "FORMAT=TYPE", requires = "document", value_parser = format_type)]
    format_types: Vec<(String, FormatType)>,

    /// Derive this for types of the models: `objects=utoipa::ToSchema`; may be given several times
    #[arg(long = "derive", value_name = "TYPES=PATH", requires = "document", value_parser = by_target)]
    derives: Vec<(TypeTarget, String)>,

    /// Add this attribute to types of the models: `Pet=#[schema(title = "A pet")]`; may be given
    /// several times
    #[arg(long = "attribute", value_name = "TYPES=ATTRIBUTE", requires = "document", value_parser = by_target)]
    attributes: Vec<(TypeTarget, String)>,

    /// Use another name in Rust: `Order.note=remark`; may be given several times
    #[arg(long = "rename", value_name = "TARGET=NAME", requires = "document", value_parser = new_name)]
    rename: Vec<(String, String)>,

    /// Use your own type for a schema or a format: `Money=crate::Money`,
    /// `format:decimal=crate::Money`; may be given several times
    #[arg(long = "replace", value_name = "TARGET=TYPE", requires = "document", value_parser = new_name)]
    replace: Vec<(String, String)>,

    /// Give properties that a response omits their default, in place of `None`: all, or those of a
    /// struct or a field (`--defaults=Order.note`); may be given several times
    #[arg(
        long, value_name = "TARGET", requires = "document", num_args = 0..=1, require_equals = true,
        default_missing_value = "*"
    )]
    defaults: Vec<String>,

    /// Shorten names of operations that a framework made of the path: `read_item_items__item_id__get`
    #[arg(long, requires = "document")]
    short_operation_names: bool,

    /// Set the retries, the idempotency key, the time limit, the envelopes, the pages, the streams or the
    /// module of an operation: `createOrder.retry=never`, `createOrder.timeout=2m`; may be given several times
    #[arg(long = "operation-setting", value_name = "OPERATION.KEY=VALUE", requires = "document", value_parser = operation_setting)]
    operation_settings: Vec<OperationSetting>,

    /// Use this type for maps: `btree`, `hash` or `index` [default: btree]
    #[arg(long, value_name = "TYPE", requires = "document")]
    map: Option<MapType>,

    /// Generate this operation, by `operationId` or as `get /pets`; may be given several times
    #[arg(long = "operation", value_name = "ID")]
    operations: Vec<String>,

    /// Generate the operations with this tag; may be given several times
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,

    /// Generate the operations of this path and of the paths below it; may be given several times
    #[arg(long = "path", value_name = "PATH")]
    paths: Vec<String>,

    /// Generate only operations with this value of an extension: `x-mcp-visible=true`; several must
    /// all match
    #[arg(long = "where", value_name = "NAME=VALUE", value_parser = extension)]
    extensions: Vec<(String, Value)>,

    /// Leave out the operations, optional properties and parameters with `x-internal: true`
    #[arg(long)]
    no_internal: bool,

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
    /// Reads the document at `path` with the files that it refers to, or standard input if the path is `-`.
    pub(super) fn read(&self, path: &Path) -> Result<Source, Diagnostics> {
        if path == Path::new(STANDARD_INPUT) { standard_input() } else { read_document(path, self.root.as_deref()) }
    }

    /// Reads a document and its overlays, and reports the errors of all of them.
    pub(super) fn read_with_overlays(
        &self,
        document: &Path,
        overlays: &[PathBuf],
    ) -> Result<(Source, Vec<Source>), Diagnostics> {
        let mut wrong = Diagnostics::new();
        let document = keep(&mut wrong, self.read(document));
        let overlays = overlays.iter().filter_map(|path| keep(&mut wrong, read_source(path))).collect();
        document.filter(|_| wrong.is_empty()).map(|document| (document, overlays)).ok_or(wrong)
    }
}

/// The inputs of the generator, in memory.
#[derive(Debug)]
pub(super) struct Inputs {
    pub(super) document: Source,
    pub(super) overlays: Vec<Source>,
    pub(super) options: Options,
    /// The output folder, which only a project file names.
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
        select.without_internal |= self.no_internal;
        Ok(inputs)
    }

    fn read_document(&self, document: &Path) -> Result<Inputs, Diagnostics> {
        let mut options = Options::default().envelopes(self.envelopes.iter().cloned());
        options.formats.clone_from(&self.format_types);
        options.derives.clone_from(&self.derives);
        options.attributes.clone_from(&self.attributes);
        options.rename.clone_from(&self.rename);
        options.replace.clone_from(&self.replace);
        options.defaults.clone_from(&self.defaults);
        options.short_operation_names = self.short_operation_names;
        let settings = self.operation_settings.iter().map(|own| (own.target.clone(), own.settings.clone()));
        options.operation_settings.extend(settings);
        options.map = self.map.unwrap_or_default();
        let (document, overlays) = self.root.read_with_overlays(document, &self.overlays)?;
        Ok(Inputs { document, overlays, options, output: None })
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

    /// Returns these arguments as on a command line.
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
        command.extend(self.defaults.iter().map(|target| format!("--defaults='{target}'")));
        command.extend(self.short_operation_names.then(|| "--short-operation-names".to_owned()));
        command.extend(self.operation_settings.iter().map(|own| format!("--operation-setting '{}'", own.text)));
        command.extend(self.map.iter().map(|map| format!("--map {map}")));
        command.extend(self.operations.iter().map(|id| format!("--operation {id}")));
        command.extend(self.tags.iter().map(|tag| format!("--tag {tag:?}")));
        command.extend(self.paths.iter().map(|path| format!("--path {path}")));
        command.extend(self.extensions.iter().map(|(name, value)| format!("--where '{name}={value}'")));
        command.extend(self.no_internal.then(|| "--no-internal".to_owned()));
        command
    }
}

/// Returns a result, or adds its errors to others.
pub(super) fn keep<T>(wrong: &mut Diagnostics, result: Result<T, Diagnostics>) -> Option<T> {
    result.map_err(|errors| wrong.extend(errors)).ok()
}

/// Returns the texts that messages show excerpts of: a document with the files that it refers to, and its overlays.
pub(super) fn sources<'s>(document: &'s Source, overlays: &'s [Source]) -> Vec<&'s Source> {
    std::iter::once(document).chain(document.files()).chain(overlays).collect()
}

/// Parses `objects=utoipa::ToSchema`.
fn by_target(text: &str) -> Result<(TypeTarget, String), String> {
    let (target, text) = text
        .split_once('=')
        .ok_or("write `*`, `objects`, `enums`, `unions` or a type, and the derive or attribute after `=`")?;
    let Ok(target) = target.parse::<TypeTarget>();
    Ok((target, text.to_owned()))
}

/// Parses `Order.note=remark`. A pointer may contain `=`; a name or a path may not.
fn new_name(text: &str) -> Result<(String, String), String> {
    let (target, name) =
        text.rsplit_once('=').ok_or("write the item, and the name or type after `=`: `Order.note=remark`")?;
    Ok((target.to_owned(), name.to_owned()))
}

/// One setting of an operation, as it is written on the command line.
#[derive(Clone, Debug)]
struct OperationSetting {
    text: String,
    target: String,
    settings: OperationSettings,
}

/// Parses `createOrder.retry=never`. A pointer may contain `=` and `.`; a key may not.
fn operation_setting(text: &str) -> Result<OperationSetting, String> {
    let (path, value) = text
        .rsplit_once('=')
        .ok_or("write the operation, the key, and the value after `=`: `createOrder.retry=never`")?;
    let (target, key) =
        path.rsplit_once('.').ok_or("write the operation, and the key after a dot: `createOrder.retry=never`")?;
    let mut settings = OperationSettings::default();
    settings.set(key, value)?;
    Ok(OperationSetting { text: text.to_owned(), target: target.to_owned(), settings })
}

/// Parses `x-mcp-visible=true`. The value is JSON, or else a string.
fn extension(text: &str) -> Result<(String, Value), String> {
    let (name, value) = text.split_once('=').ok_or("write an extension and its value: `x-mcp-visible=true`")?;
    Ok((name.to_owned(), serde_json::from_str(value).unwrap_or_else(|_| Value::from(value))))
}

/// Parses `date-time=jiff::Timestamp`.
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
        Err(error) => Err(Diagnostic::error(&Pointer::root(), format!("cannot read {name}: {error}"))
            .with_location(name, None)
            .into()),
    }
}
