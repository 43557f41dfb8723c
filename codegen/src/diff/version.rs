use serde_json::Value;

use crate::diagnostic::{Diagnostics, Report};
use crate::generate::{digest, generate_with_api};
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
        let digest = digest(document, overlays);
        let (document, overlays, options) = (document.clone(), overlays.to_vec(), options.clone());
        Ok(Self { document, overlays, generated, api, options, digest })
    }

    /// Returns the code that is generated from this version.
    pub fn generated(&self) -> &Generated {
        &self.generated
    }

    /// Returns the document, then the overlays in their order.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        std::iter::once(&self.document).chain(&self.overlays)
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
