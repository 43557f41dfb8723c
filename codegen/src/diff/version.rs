use std::collections::HashSet;

use indexmap::IndexSet;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics, Report};
use crate::generate::{digest, generate_tolerantly, generate_with_api};
use crate::generated::Generated;
use crate::ir::Api;
use crate::options::Options;
use crate::overlay::{self, Applied};
use crate::parse::parse;
use crate::source::Source;

/// One version of a document, with the code that is generated from it.
#[derive(Clone, Debug)]
pub struct Version {
    pub(crate) document: Source,
    pub(crate) overlays: Vec<Source>,
    pub(crate) generated: Generated,
    pub(crate) api: Api,
    pub(crate) options: Options,
    digest: String,
}

impl Version {
    /// Generates the bindings of `document`, changed by `overlays` in their order, as [`generate`](crate::generate) does.
    ///
    /// # Errors
    /// Those of [`generate`](crate::generate).
    pub fn generate(document: &Source, overlays: &[Source], options: &Options) -> Result<Self, Diagnostics> {
        let (generated, api) = generate_with_api(document, overlays, options)?;
        Ok(Self::new(document, overlays, options, generated, api))
    }

    /// Generates two versions with the same options. Unlike with [`generate`](crate::generate), an option that names
    /// something that only one of them has is no error.
    ///
    /// # Errors
    /// Those of [`generate`](crate::generate), for each of the two.
    pub fn generate_both(
        (old, old_overlays): (&Source, &[Source]),
        (new, new_overlays): (&Source, &[Source]),
        options: &Options,
    ) -> Result<(Self, Self), Diagnostics> {
        let make = |document, overlays| {
            let made: Result<_, Diagnostics> = generate_tolerantly(document, overlays, options);
            made.map(|(generated, api, unmatched)| (Self::new(document, overlays, options, generated, api), unmatched))
        };
        match (make(old, old_overlays), make(new, new_overlays)) {
            (Ok((old, of_old)), Ok((new, of_new))) => {
                // The helps differ with the names that each version has.
                let messages: HashSet<&str> = of_old.iter().map(|one| one.message.as_str()).collect();
                let is_in_old = |one: &Diagnostic| messages.contains(one.message.as_str());
                let in_both: Diagnostics = of_new.into_iter().filter(is_in_old).collect();
                if in_both.is_empty() { Ok((old, new)) } else { Err(in_both) }
            }
            (old, new) => {
                let errors: IndexSet<Diagnostic> = [old.err(), new.err()].into_iter().flatten().flatten().collect();
                Err(errors.into_iter().collect())
            }
        }
    }

    fn new(document: &Source, overlays: &[Source], options: &Options, generated: Generated, api: Api) -> Self {
        let digest = digest(document, overlays);
        let (document, overlays, options) = (document.clone(), overlays.to_vec(), options.clone());
        Self { document, overlays, generated, api, options, digest }
    }

    /// Returns the code that is generated from this version.
    pub fn generated(&self) -> &Generated {
        &self.generated
    }

    /// Returns the document, the files that it refers to, then the overlays in their order.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        std::iter::once(&self.document).chain(self.document.files()).chain(&self.overlays)
    }

    /// Returns the document with its overlays applied, and a record of what they changed.
    pub(super) fn effective(&self) -> (Value, Applied) {
        let mut value = parse(&self.document).unwrap_or_default();
        let applied = overlay::apply(&mut value, &self.overlays, &mut Report::default());
        (value, applied)
    }

    /// Returns the text of a file without the digest of the document, which any edit changes.
    pub(super) fn without_digest(&self, text: &str) -> String {
        text.replace(&self.digest, "")
    }
}
