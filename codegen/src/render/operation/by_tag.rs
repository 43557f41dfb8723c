use indexmap::{IndexMap, IndexSet};
use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Operation, RustIdent};
use crate::naming::{self, Scope};
use crate::options::Options;
use crate::render::{Owner, Part, RustFile, Section, Uses, operation, plain_type::plain_name, tokens::ident};

/// What an operation has in common with the others of its file.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Group<'a> {
    /// A module that the caller chose.
    Module(&'a RustIdent),
    Tag(Option<&'a str>),
}

/// Renders the files of the operations: one per tag or chosen module, and the module that contains them.
pub(in crate::render) fn files(api: &Api, options: &Options) -> Vec<RustFile> {
    let chosen = |operation: &Operation| operation.settings.module.as_ref().map(|chosen| chosen.value.clone());
    let chosen: IndexSet<RustIdent> = api.operations.iter().filter_map(chosen).collect();
    let find = |name: &RustIdent| chosen.get(name).map(Group::Module);
    let mut groups: IndexMap<Group<'_>, Vec<(usize, &Operation)>> = IndexMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let group = match &operation.settings.module {
            Some(module) => find(&module.value),
            // A chosen module can be that of a tag.
            None => find(&naming::module(tag_name(operation.tag()))),
        };
        groups.entry(group.unwrap_or(Group::Tag(operation.tag()))).or_default().push((index, operation));
    }
    // A module `mod` would have the file of the parent module. In a script without capitals, a module would hide the
    // operation of the same name.
    let types = api.operations.iter().map(|operation| operation.type_name.as_str());
    let mut names = Scope::with(&types.chain(["r#mod"]).collect::<Vec<_>>());
    let take = |name: &str| names.take([naming::module(name), naming::module(&format!("{name} operations"))]);
    let modules = names_of(groups.keys().copied(), take);
    let mut files = vec![module(&modules, options)];
    for (name, group) in &modules {
        let mut uses = Uses::new(&options.runtime);
        let of_group = &groups[group];
        let parts = vec![operation::methods(api, of_group, &mut uses)];
        let mut sections = vec![Section { owner: Owner::File, parts }];
        sections.extend(of_group.iter().map(|(index, operation)| Section {
            owner: Owner::Operation(*index),
            parts: operation::parts(api, operation, &mut uses),
        }));
        let path = format!("operations/{}", file_of(name));
        files.push(RustFile { path, preamble: Vec::new(), uses, sections });
    }
    files
}

/// Returns the groups with their modules, in order. Chosen modules have their names first.
fn names_of<'a>(
    groups: impl Iterator<Item = Group<'a>> + Clone,
    mut take: impl FnMut(&str) -> RustIdent,
) -> Vec<(RustIdent, Group<'a>)> {
    let chosen = groups.clone().filter_map(|group| match group {
        Group::Module(name) => Some((group, take(plain_name(name)))),
        Group::Tag(_) => None,
    });
    let chosen: IndexMap<Group<'a>, RustIdent> = chosen.collect();
    let named = groups.map(|group| match group {
        Group::Module(_) => (chosen[&group].clone(), group),
        Group::Tag(tag) => (take(tag_name(tag)), group),
    });
    named.collect()
}

fn tag_name(tag: Option<&str>) -> &str {
    tag.unwrap_or("untagged")
}

/// Renders the module that contains the modules of the tags.
fn module(modules: &[(RustIdent, Group<'_>)], options: &Options) -> RustFile {
    let names: Vec<_> = modules.iter().map(|(name, _)| ident(name)).collect();
    let declarations = modules.iter().map(|(name, _)| declared_module(name)).collect();
    let reexports = names.iter().map(|name| quote!(pub use #name::*;)).collect();
    let parts = vec![Part::Group(declarations), Part::Group(reexports)];
    let sections = vec![Section { owner: Owner::File, parts }];
    RustFile { path: "operations/mod.rs".to_owned(), preamble: Vec::new(), uses: Uses::new(&options.runtime), sections }
}

/// Returns the path of a module's file, in the folder of the operations.
fn file_of(module: &RustIdent) -> String {
    format!("{}.rs", plain_name(module))
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
