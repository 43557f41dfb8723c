//! Renders the example values of the models.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Owner, Part, RustFile, Section, Uses, tokens::ident};
use crate::example::{Reason, TypeExamples};
use crate::ir::Api;
use crate::options::Options;
use crate::visible::visible_json;

/// Renders the file with the examples, if there are any.
pub(super) fn file(api: &Api, examples: &TypeExamples, options: &Options) -> Option<RustFile> {
    if examples.of_types.is_empty() {
        return None;
    }
    let mut uses = Uses::new(&options.runtime);
    uses.add("super", "models");
    uses.add_runtime("JsonExample");
    let items = examples.of_types.iter().map(|example| {
        let (name, json) = (ident(&api.type_def(example.id).name), raw_string(&example.json));
        quote!(impl JsonExample for models::#name { const JSON: &'static str = #json; })
    });
    let sections = vec![Section { owner: Owner::File, parts: vec![Part::Group(items.collect())] }];
    Some(RustFile { path: "examples.rs".to_owned(), preamble: preamble(api, examples), uses, sections })
}

/// Returns the figures of the file, and the types without an example.
fn preamble(api: &Api, examples: &TypeExamples) -> Vec<String> {
    let given = examples.of_types.iter().filter(|example| example.is_given).count();
    let made = examples.of_types.len() - given;
    let mut lines = vec![format!("Example values: {given} from the document, {made} made from the schemas.")];
    let reasons: BTreeSet<Reason> = examples.without.iter().map(|(_, reason)| *reason).collect();
    for reason in reasons {
        let of_reason = examples.without.iter().filter(|(_, own)| *own == reason);
        let names: Vec<String> = of_reason.map(|(id, _)| api.type_def(*id).name.to_string()).collect();
        lines.push(format!("Types without an example, since {}: {}.", reason.in_words(api), names.join(", ")));
    }
    lines
}

/// Returns JSON as a raw string, with invisible characters escaped.
fn raw_string(json: &str) -> TokenStream {
    let text = visible_json(json);
    let after_quotes = text.split('"').skip(1).map(|rest| rest.len() - rest.trim_start_matches('#').len());
    let hashes = "#".repeat(after_quotes.max().unwrap_or(0) + 1);
    let raw = format!("r{hashes}\"{text}\"{hashes}").parse();
    raw.unwrap_or_else(|_| {
        let text = Literal::string(&text);
        quote!(#text)
    })
}
