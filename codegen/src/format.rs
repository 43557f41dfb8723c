//! Rust syntax to text: a header, `prettyplease` for items, blank lines between them, and tables one row a line.

use proc_macro2::TokenStream;

use crate::generated::{GENERATED_HEADER, GeneratedFile};
use crate::options::Options;
use crate::render::{Part, RustFile, Table};

/// Prints one file.
///
/// # Errors
/// The syntax error, if rendering made something that is not Rust.
pub(crate) fn format(file: RustFile, options: &Options) -> Result<GeneratedFile, syn::Error> {
    let mut blocks = vec![header(options, &file.preamble)];
    let uses: Vec<String> = file.uses.lines().collect();
    if !uses.is_empty() {
        blocks.push(items(uses.join("\n").parse()?)?);
    }
    for part in file.parts {
        blocks.push(match part {
            Part::Item(tokens) => items(tokens)?,
            Part::Group(group) => items(group.into_iter().collect())?,
            Part::Table(table) => print_table(&table),
        });
    }
    Ok(GeneratedFile::new(file.path, blocks.join("\n")))
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
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}

fn print_table(table: &Table) -> String {
    let (open, close) = match &table.subject {
        Some(subject) => (format!("{}! {{ {subject} {{", table.name), "} }"),
        None => (format!("{}! {{", table.name), "}"),
    };
    if table.rows.is_empty() {
        return format!("{open}{close}\n");
    }
    let mut text = open;
    text.push('\n');
    for row in &table.rows {
        for line in &row.doc {
            text.push_str(format!("    /// {line}").trim_end());
            text.push('\n');
        }
        text.push_str(&format!("    {}\n", row.text));
    }
    text.push_str(close);
    text.push('\n');
    text
}
