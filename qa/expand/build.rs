//! Writes the crate root of `openapi-bindgen-derive` as that of an ordinary library, because only a compiler can run
//! the functions of a procedural macro crate.

use std::{env, error::Error, fs, path::Path};

use quote::quote;
use syn::{Attribute, Item, parse_quote};

fn main() -> Result<(), Box<dyn Error>> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../derive/src").canonicalize()?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", sources.display());
    let mut root = syn::parse_file(&fs::read_to_string(sources.join("lib.rs"))?)?;
    let mut arms = Vec::new();
    for item in &mut root.items {
        match item {
            Item::Mod(module) => {
                let name = module.ident.to_string();
                let file = [format!("{name}.rs"), format!("{name}/mod.rs")]
                    .iter()
                    .map(|file| sources.join(file))
                    .find(|file| file.exists())
                    .ok_or_else(|| format!("the module `{name}` has no file"))?;
                let path = file.to_str().ok_or("the path of the repository is not text")?.to_owned();
                module.attrs.push(parse_quote!(#[path = #path]));
            }
            Item::Fn(function) => {
                if let Some(derive) = derive(&function.attrs)? {
                    let (name, function_name) = (derive.to_string(), &function.sig.ident);
                    arms.push(quote!(#name => #function_name));
                    function.attrs.clear();
                    function.vis = syn::Visibility::Inherited;
                }
            }
            _ => {}
        }
    }
    root.attrs.clear();
    root.items.push(parse_quote! {
        /// Returns the derive with this name.
        fn named(derive: &str) -> Option<fn(TokenStream) -> TokenStream> {
            Some(match derive { #(#arms,)* _ => return None })
        }
    });
    fs::write(Path::new(&env::var("OUT_DIR")?).join("root.rs"), prettyplease::unparse(&root))?;
    Ok(())
}

/// Returns the name of the derive that a function with these attributes implements.
fn derive(attributes: &[Attribute]) -> Result<Option<syn::Ident>, syn::Error> {
    let Some(attribute) = attributes.iter().find(|attribute| attribute.path().is_ident("proc_macro_derive")) else {
        return Ok(None);
    };
    attribute.parse_args_with(|input: syn::parse::ParseStream<'_>| {
        let name = input.parse()?;
        input.parse::<proc_macro2::TokenStream>()?;
        Ok(Some(name))
    })
}
