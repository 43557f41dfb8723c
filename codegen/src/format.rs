//! Rust syntax to text: a header, `prettyplease` for items, blank lines between them, and tables one row a line.

use std::ops::Range;

use proc_macro2::TokenStream;

use crate::generated::{GENERATED_HEADER, GeneratedFile};
use crate::options::Options;
use crate::render::{Owner, Part, RustFile, Table};

/// A file as text, and which bytes of it stand for what.
#[derive(Debug)]
pub(crate) struct Formatted {
    pub file: GeneratedFile,
    pub sections: Vec<(Owner, Range<usize>)>,
}

/// Prints one file.
///
/// # Errors
/// The syntax error, if rendering made something that is not Rust.
pub(crate) fn format(file: RustFile, options: &Options) -> Result<Formatted, syn::Error> {
    let mut text = header(options, &file.preamble);
    let uses: Vec<String> = file.uses.lines().collect();
    if !uses.is_empty() {
        text.push('\n');
        text.push_str(&items(uses.join("\n").parse()?)?);
    }
    let mut sections = Vec::with_capacity(file.sections.len());
    for section in file.sections {
        let start = text.len() + 1;
        for part in section.parts {
            text.push('\n');
            text.push_str(&match part {
                Part::Item(tokens) => items(tokens)?,
                Part::Group(group) => items(group.into_iter().collect())?,
                Part::Table(table) => print_table(&table),
            });
        }
        sections.push((section.owner, start.min(text.len())..text.len()));
    }
    Ok(Formatted { file: GeneratedFile::new(file.path, text), sections })
}

fn header(options: &Options, preamble: &[String]) -> String {
    let mut text = format!("{GENERATED_HEADER}. Do not edit");
    match &options.regenerate_command {
        Some(command) => text.push_str(&format!(": change the document or its overlay, and run\n// `{command}`.\n")),
        None => text.push_str(": change the document, and generate again.\n"),
    }
    for line in preamble {
        text.push_str(&format!("//\n// {line}\n"));
    }
    text
}

fn items(tokens: TokenStream) -> Result<String, syn::Error> {
    let file: syn::File = syn::parse2(tokens)?;
    let has_methods = file.items.iter().any(|item| matches!(item, syn::Item::Impl(_)));
    let text = prettyplease::unparse(&file);
    Ok(if has_methods { methods_apart(&text) } else { text })
}

/// Puts a blank line between the methods of an implementation, which end with a brace at the depth of one block.
fn methods_apart(text: &str) -> String {
    let mut apart = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if apart.ends_with("\n    }\n") && line != "}\n" {
            apart.push('\n');
        }
        apart.push_str(line);
    }
    apart
}

fn print_table(table: &Table) -> String {
    let mut text = format!("{}! {{\n", table.name);
    for row in &table.rows {
        for line in &row.doc {
            text.push_str(format!("    /// {line}").trim_end());
            text.push('\n');
        }
        text.push_str(&format!("    {}\n", row.text));
    }
    text.push_str("}\n");
    text
}
