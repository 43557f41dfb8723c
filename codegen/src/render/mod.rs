//! Renders the intermediate representation as Rust syntax. It cannot fail: earlier stages reject
//! what cannot be rendered.

mod attributes;
mod check;
mod client;
mod doc;
mod examples;
mod features;
mod file;
mod models;
mod module;
mod operation;
mod plain_type;
mod rules;
pub(crate) mod signature;
mod tokens;

use file::Documentation;

use crate::example::TypeExamples;
use crate::ir::Api;
use crate::options::Options;

pub(crate) use doc::one_line;
pub(crate) use features::features;
pub(crate) use file::{Owner, Part, RustFile, Section, Uses};
pub(crate) use models::is_meant;

/// The methods that every client's builder has, which no credential may be named after.
pub(crate) const BUILDER_METHODS: &[&str] = &[
    "allow_http",
    "base_url",
    "blocking_timer",
    "blocking_transport",
    "build",
    "build_blocking",
    "checks",
    "header",
    "limits",
    "no_proxy",
    "on_request",
    "on_response",
    "proxy",
    "query",
    "randomness",
    "reqwest_client",
    "retry",
    "retry_budget",
    "root_certificates",
    "server",
    "timer",
    "transport",
    "user_agent",
];

/// The methods that every client has, which no operation may be named after.
pub(crate) const CLIENT_METHODS: &[&str] = &["builder", "call", "clone", "request", "with_header", "with_query"];

/// Renders all files of the output, in the order of their paths. `digest` identifies the document and its overlays.
pub(crate) fn render(api: &Api, examples: &TypeExamples, options: &Options, digest: &str) -> Vec<RustFile> {
    let mut files = vec![module::root(api, examples, options, digest)];
    files.extend(examples::file(api, examples, options));
    if !api.order.is_empty() {
        files.push(models::models(api, options));
    }
    if !api.operations.is_empty() {
        files.push(client::client(api, options));
        files.extend(operation::files(api, options));
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}
