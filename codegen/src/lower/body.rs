use openapiv3::{Content, MediaType, Operation as Given};

use super::{
    Lowering,
    schema::{borrowed, step},
};
use crate::ir::Body;
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// The JSON body that an operation takes.
    pub(super) fn body(&mut self, given: &'d Given, way: &[String], at: &Pointer) -> Option<Body> {
        let at = at.child("requestBody");
        let found = self.document.request_body(given.request_body.as_ref()?, &at, self.report)?;
        let (media, at) = self.json(&found.item.content, &found.pointer)?;
        let Some(schema) = &media.schema else {
            self.report.error(&at, "a JSON body without a schema is not supported yet");
            return None;
        };
        let found_schema = self.schema(&borrowed(schema), &step(way, "body"), &at.child("schema"))?;
        Some(Body { ty: found_schema.standing_alone(), required: found.item.required })
    }

    /// The JSON among the media types. Anything else beside it or instead of it is reported.
    pub(super) fn json<'c>(&mut self, content: &'c Content, at: &Pointer) -> Option<(&'c MediaType, Pointer)> {
        let at = at.child("content");
        let mut json = None;
        for (name, media) in content {
            let at = at.child(name);
            if is_json(name) && json.is_none() {
                json = Some((media, at));
            } else if is_json(name) {
                self.report.warn(&at, "of several JSON media types the first is used");
            } else {
                self.report.error(&at, format!("the media type `{name}` is not supported yet"));
            }
        }
        json
    }
}

/// `application/json` and everything with the suffix `+json`, whatever their parameters.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
