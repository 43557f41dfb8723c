use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Operation, RustIdent};
use crate::naming::{self, Scope};
use crate::options::Options;
use crate::render::{Owner, Part, RustFile, Section, Uses, operation, tokens::ident};

/// Renders the files of the operations: one per tag, and the module that contains them.
pub(in crate::render) fn files(api: &Api, options: &Options) -> Vec<RustFile> {
    let mut by_tag: IndexMap<Option<&str>, Vec<(usize, &Operation)>> = IndexMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        by_tag.entry(operation.tag()).or_default().push((index, operation));
    }
    // A module `mod` would have the file of the parent module. In a script without capitals, a module would hide the
    // operation of the same name.
    let types = api.operations.iter().map(|operation| operation.type_name.as_str());
    let mut names = Scope::with(&types.chain(["r#mod"]).collect::<Vec<_>>());
    let modules: Vec<(RustIdent, Option<&str>)> = by_tag
        .keys()
        .copied()
        .map(|tag| {
            let name = tag.unwrap_or("untagged");
            (names.take([naming::module(name), naming::module(&format!("{name} operations"))]), tag)
        })
        .collect();
    let mut files = vec![module(&modules, options)];
    for (name, tag) in &modules {
        let mut uses = Uses::new(&options.runtime);
        let of_tag = &by_tag[tag];
        let parts = vec![operation::methods(api, of_tag, &mut uses)];
        let mut sections = vec![Section { owner: Owner::File, parts }];
        sections.extend(of_tag.iter().map(|(index, operation)| Section {
            owner: Owner::Operation(*index),
            parts: operation::parts(api, operation, &mut uses),
        }));
        let path = format!("operations/{}", file_of(name));
        files.push(RustFile { path, preamble: Vec::new(), uses, sections });
    }
    files
}

/// Renders the module that contains the modules of the tags.
fn module(modules: &[(RustIdent, Option<&str>)], options: &Options) -> RustFile {
    let names: Vec<_> = modules.iter().map(|(name, _)| ident(name)).collect();
    let declarations = modules.iter().map(|(name, _)| declared_module(name)).collect();
    let reexports = names.iter().map(|name| quote!(pub use #name::*;)).collect();
    let parts = vec![Part::Group(declarations), Part::Group(reexports)];
    let sections = vec![Section { owner: Owner::File, parts }];
    RustFile { path: "operations/mod.rs".to_owned(), preamble: Vec::new(), uses: Uses::new(&options.runtime), sections }
}

/// Returns the path of a module's file, in the folder of the operations.
fn file_of(module: &RustIdent) -> String {
    format!("{}.rs", module.as_str().trim_start_matches("r#"))
}

/// Renders a module declaration. Rust derives the file name from the module name only if it is
/// ASCII.
fn declared_module(name: &RustIdent) -> TokenStream {
    let file = (!name.as_str().is_ascii()).then(|| file_of(name)).map(|file| quote!(#[path = #file]));
    let name = ident(name);
    quote!(#file mod #name;)
}

#[cfg(test)]
mod tests {
    use crate::{Options, Source, generate};

    #[test]
    fn a_module_hides_no_operation() {
        let document = "
openapi: 3.1.0
info: { title: A, version: 1.0.0 }
paths: { /a: { get: { operationId: 日本, tags: [日本], responses: { '204': { description: A } } } } }
";
        let generated = generate(&Source::new("a.yaml", document), &[], &Options::default()).unwrap();
        let paths: Vec<&str> = generated.files.iter().map(|file| file.path.as_str()).collect();
        assert!(paths.contains(&"operations/日本_operations.rs"), "{paths:?}");
    }
}
