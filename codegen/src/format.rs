//! Prints Rust files: a header, the items as `prettyplease` formats them, and blank lines between them. For string formats,
//! see [`FormatType`](crate::FormatType).

use std::ops::Range;

use proc_macro2::TokenStream;
use quote::quote;

use crate::generated::{GENERATED_HEADER, GeneratedFile};
use crate::options::Options;
use crate::render::{Owner, Part, RustFile};

/// The text of a file, and the byte range of each item.
#[derive(Debug)]
pub(crate) struct Formatted {
    pub file: GeneratedFile,
    pub sections: Vec<(Owner, Range<usize>)>,
}

/// Prints one file.
///
/// # Errors
/// Returns the syntax error if rendering created invalid Rust.
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
        let index = sections.len();
        sections.push((section.owner, start..start));
        for part in section.parts {
            text.push('\n');
            match part {
                Part::Item(tokens) => text.push_str(&items(tokens)?),
                Part::Methods { header, methods } => print_methods(&header, methods, &mut text, &mut sections)?,
                Part::Group(group) => text.push_str(&items(group.into_iter().collect())?),
            }
        }
        sections[index].1 = start.min(text.len())..text.len();
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
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}

/// Prints an implementation with blank lines between its methods. `sections` receives the range of
/// each method in `text`.
fn print_methods(
    header: &TokenStream,
    methods: Vec<(Owner, TokenStream)>,
    text: &mut String,
    sections: &mut Vec<(Owner, Range<usize>)>,
) -> Result<(), syn::Error> {
    let mut end = String::new();
    for (index, (owner, method)) in methods.into_iter().enumerate() {
        let printed = items(quote!(#header { #method }))?;
        // `prettyplease` prints the implementation's own lines around the method.
        let (first, rest) = printed.split_once('\n').unwrap_or_default();
        let (body, last) = rest.trim_end().rsplit_once('\n').unwrap_or_default();
        if index == 0 {
            text.push_str(first);
        }
        text.push('\n');
        let start = text.len();
        text.push_str(body);
        text.push('\n');
        sections.push((owner, start..text.len()));
        last.clone_into(&mut end);
    }
    text.push_str(&end);
    text.push('\n');
    Ok(())
}
