use std::fmt;

use toml_edit::{Array, DocumentMut, InlineTable, Item, TableLike, Value, value};

use super::packages::{GENERATOR, RUNTIME, with_transport};
use super::{Bindings, PackageName, Scaffold, text};

/// The features of Tokio and of the runtime that a first test needs.
const TOKIO: (&str, &[&str]) = ("1", &["macros", "rt"]);
const MOCK: &str = "mock";

/// The reason why a manifest cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestError(String);

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ManifestError {}

/// Returns the manifest of a new package.
pub(super) fn create(scaffold: &Scaffold<'_>, name: &PackageName) -> String {
    let package = [
        ("name", name.as_str().to_owned()),
        ("version", "0.1.0".to_owned()),
        ("edition", "2024".to_owned()),
        ("rust-version", env!("CARGO_PKG_RUST_VERSION").to_owned()),
        ("description", text::about(scaffold)),
    ];
    let mut lines = vec!["[package]".to_owned()];
    lines.extend(package.into_iter().map(|(key, text)| format!("{key} = {}", Value::from(text))));
    let mut section = |title: &str, entries: Vec<(&str, Value)>| {
        if !entries.is_empty() {
            lines.extend([String::new(), format!("[{title}]")]);
            lines.extend(entries.into_iter().map(|(key, entry)| format!("{key} = {entry}")));
        }
    };
    let packages = scaffold.packages;
    section("dependencies", vec![(RUNTIME, packages.runtime(&scaffold.features()))]);
    let generator = (scaffold.bindings == Bindings::BuildScript).then(|| (GENERATOR, packages.generator()));
    section("build-dependencies", generator.into_iter().collect());
    if scaffold.has_client() {
        section("dev-dependencies", vec![(RUNTIME, packages.runtime(&[MOCK])), ("tokio", tokio().into())]);
    }
    lines.join("\n") + "\n"
}

/// Returns the package name of a manifest.
pub fn package_name(manifest: &str) -> Option<String> {
    let document: DocumentMut = manifest.parse().ok()?;
    Some(document.get("package")?.as_table_like()?.get("name")?.as_str()?.to_owned())
}

/// Returns true if the manifest depends on the runtime, and so has its source.
pub fn depends_on_runtime(manifest: &str) -> bool {
    let document: Option<DocumentMut> = manifest.parse().ok();
    document.is_some_and(|document| {
        let dependencies = document.get("dependencies").and_then(Item::as_table_like);
        dependencies.is_some_and(|dependencies| dependencies.contains_key(RUNTIME))
    })
}

/// Returns the features that the runtime lacks in the `dependencies` of a manifest, for output that needs these, or `None`
/// if the manifest does not depend on the runtime.
///
/// ```
/// use openapi_bindgen::scaffold::missing_features;
///
/// let manifest = "[dependencies]\nopenapi-bindgen-runtime = { path = '../runtime', features = ['blocking'] }\n";
/// assert_eq!(missing_features(manifest, &["client", "pattern"]), Some(vec!["pattern"]));
/// assert_eq!(missing_features("[dependencies]\n", &["client"]), None);
/// ```
pub fn missing_features(manifest: &str, needed: &[&'static str]) -> Option<Vec<&'static str>> {
    let document: DocumentMut = manifest.parse().ok()?;
    let runtime = document.get("dependencies")?.as_table_like()?.get(RUNTIME)?;
    let listed = runtime.as_table_like().and_then(|table| table.get("features")?.as_array());
    let mut listed: Vec<&str> = listed.into_iter().flatten().filter_map(Value::as_str).collect();
    // A feature of the crate may enable some: `client = ["openapi-bindgen-runtime/client"]`.
    let of_crate = document.get("features").and_then(Item::as_table_like).into_iter().flat_map(TableLike::iter);
    let enabled = of_crate.filter_map(|(_, feature)| feature.as_array()).flatten().filter_map(Value::as_str);
    listed
        .extend(enabled.filter_map(|enabled| enabled.strip_prefix(RUNTIME)?.trim_start_matches('?').strip_prefix('/')));
    let has_transport = TRANSPORTS.iter().any(|transport| listed.contains(transport));
    // The other features of a client include it.
    let has_client = listed.iter().any(|feature| !OF_MODELS.contains(feature));
    let is_missing = |feature: &&str| match *feature {
        "reqwest" => !has_transport,
        "client" => !has_client,
        "json" => !has_client && !listed.contains(feature),
        _ => !listed.contains(feature),
    };
    Some(with_transport(needed).into_iter().filter(is_missing).collect())
}

/// The features of the runtime that have a transport.
const TRANSPORTS: [&str; 6] = ["reqwest", "http2", "blocking", "tower", "test-transport", MOCK];

/// The features of the runtime without a client.
const OF_MODELS: [&str; 9] = ["json", "pattern", "base64", "chrono", "indexmap", "jiff", "time", "url", "uuid"];

/// Returns the line of a manifest with the dependency on the runtime, on one line.
pub fn runtime_line(manifest: &str) -> Option<String> {
    let document: DocumentMut = manifest.parse().ok()?;
    let item = document.get("dependencies")?.as_table_like()?.get(RUNTIME)?;
    let mut entry = source(item);
    let features = item.as_table_like().and_then(|table| table.get("features")?.as_array());
    let features: Array = features.into_iter().flatten().filter_map(Value::as_str).collect();
    if !features.is_empty() {
        entry.insert("features", features.into());
    }
    Some(format!("{RUNTIME} = {entry}"))
}

/// Returns the manifest with the dependencies and features that a module needs. Existing entries, layout and comments
/// stay the same.
pub(super) fn extend(scaffold: &Scaffold<'_>, manifest: &str) -> Result<String, ManifestError> {
    let mut document: DocumentMut =
        manifest.parse().map_err(|error: toml_edit::TomlError| ManifestError(error.to_string().trim().to_owned()))?;
    let Some(package) = document.get("package").and_then(Item::as_table_like) else {
        return Err(ManifestError("it has no `[package]`: choose the folder of a package".to_owned()));
    };
    let needs_generator = scaffold.bindings == Bindings::BuildScript;
    if needs_generator && package.contains_key("build") {
        return Err(ManifestError("it has a build script already (`build`): generate the client there".to_owned()));
    }
    let packages = scaffold.packages;
    let features = scaffold.features();
    let dependencies = table(&mut document, "dependencies")?;
    let known = dependencies.get(RUNTIME).map(source);
    add(dependencies, RUNTIME, packages.runtime(&features), &features)?;
    if needs_generator {
        add(table(&mut document, "build-dependencies")?, GENERATOR, packages.generator(), &[])?;
    }
    if scaffold.has_client() {
        let dependencies = table(&mut document, "dev-dependencies")?;
        let mock = match known {
            // Cargo treats one package from two sources as two packages.
            Some(mut source) => {
                source.insert("features", Array::from_iter([MOCK]).into());
                source.into()
            }
            None => packages.runtime(&[MOCK]),
        };
        add(dependencies, RUNTIME, mock, &[MOCK])?;
        add(dependencies, "tokio", tokio().into(), TOKIO.1)?;
    }
    Ok(document.to_string())
}

fn tokio() -> InlineTable {
    let mut entry = InlineTable::from_iter([("version", TOKIO.0)]);
    entry.insert("features", TOKIO.1.iter().copied().collect::<Array>().into());
    entry
}

/// Returns the table of this name, and adds it if it does not exist.
fn table<'d>(document: &'d mut DocumentMut, name: &str) -> Result<&'d mut dyn TableLike, ManifestError> {
    let item = document.entry(name).or_insert_with(toml_edit::table);
    item.as_table_like_mut().ok_or_else(|| ManifestError(format!("`{name}` is not a table")))
}

/// Adds the entry, or adds the missing features to an existing entry.
fn add(dependencies: &mut dyn TableLike, name: &str, entry: Value, features: &[&str]) -> Result<(), ManifestError> {
    let Some(item) = dependencies.get_mut(name) else {
        dependencies.insert(name, value(entry));
        return Ok(());
    };
    let wrong = || ManifestError(format!("the entry of `{name}` is not one that Cargo reads"));
    if let Some(version) = item.as_str() {
        if features.is_empty() {
            return Ok(());
        }
        let table = InlineTable::from_iter([("version", version)]);
        *item = value(table);
    }
    let table = item.as_table_like_mut().ok_or_else(wrong)?;
    let lacks = |listed: &Array, feature: &str| !listed.iter().any(|known| known.as_str() == Some(feature));
    match table.get_mut("features") {
        None if features.is_empty() => {}
        None => {
            table.insert("features", value(features.iter().copied().collect::<Array>()));
        }
        Some(listed) => {
            let listed = listed.as_array_mut().ok_or_else(wrong)?;
            for feature in features {
                if lacks(listed, feature) {
                    listed.push(*feature);
                }
            }
        }
    }
    Ok(())
}

/// Returns the source of a dependency, without its features.
fn source(item: &Item) -> InlineTable {
    let Some(table) = item.as_table_like() else {
        return InlineTable::from_iter(item.as_str().map(|version| ("version", version)));
    };
    let keys = ["version", "path", "git", "branch", "tag", "rev", "registry", "workspace"];
    let mut source = InlineTable::new();
    for key in keys {
        if let Some(value) = table.get(key).and_then(Item::as_value) {
            source.insert(key, value.clone().decorated("", ""));
        }
    }
    source.fmt();
    source
}
