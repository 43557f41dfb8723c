//! The features of the runtime that the output needs.

use std::collections::BTreeSet;

use super::check;
use crate::format_type::FormatType;
use crate::ir::{Api, Operation, Scalar, TypeId, TypeKind, TypeRef};
use crate::options::Options;
use crate::type_path::TypePath;

/// Returns the features to list in the manifest for the runtime, in alphabetical order.
pub(crate) fn features(api: &Api, options: &Options) -> Vec<&'static str> {
    let has_client = !api.operations.is_empty();
    let kinds = || api.order.iter().map(|id| &api.type_def(*id).kind);
    let has_json = kinds().any(|kind| matches!(kind, TypeKind::Union(_)) || kind.parts().any(may_be_anything));
    // The client enables it, unless the models are also available without the client.
    let needs_json =
        (has_json || options.example_feature.is_some()) && (!has_client || options.client_feature.is_some());
    // The parts of a form are those of a client, also in models without one.
    let has_files =
        kinds().any(|kind| kind.parts().any(holds_file)) || api.order.iter().any(|id| api.type_def(*id).is_multipart);
    let needs_client = has_client || has_files;
    let needed = [("client", needs_client), ("json", needs_json), ("pattern", check::has_patterns(api))];
    let needed = needed.into_iter().filter(|(_, is_needed)| *is_needed).map(|(feature, _)| feature);
    let all: BTreeSet<&'static str> = format_features(api).into_iter().chain(needed).collect();
    all.into_iter().collect()
}

/// Returns the features that contain the types of formats and maps.
pub(super) fn format_features(api: &Api) -> BTreeSet<&'static str> {
    let of_types = api.order.iter().flat_map(|id| api.type_def(*id).kind.parts());
    let of_operations = api.operations.iter().flat_map(Operation::types);
    let all = of_types.chain(of_operations);
    let of_types = all.flat_map(|ty| {
        [ty.formatted().and_then(FormatType::feature), api.map.feature().filter(|_| ty.has_map_inside())]
    });
    let has_rest =
        |id: &&TypeId| matches!(&api.type_def(**id).kind, TypeKind::Object(object) if object.additional.is_some());
    let of_rest = api.order.iter().filter(has_rest).map(|_| api.map.feature());
    of_types.chain(of_rest).flatten().collect()
}

/// Returns the types of the crate with the generated code that need the runtime's traits.
pub(super) fn own_types(api: &Api) -> BTreeSet<&str> {
    let of_types = api.order.iter().flat_map(|id| api.type_def(*id).kind.parts());
    let of_operations = api.operations.iter().flat_map(Operation::types);
    let used = of_types.chain(of_operations).filter_map(|ty| Some(&api.custom[ty.custom()?].path));
    used.filter(|path| path.is_own()).map(TypePath::as_str).collect()
}

fn holds_file(ty: &TypeRef) -> bool {
    matches!(ty.leaf(), TypeRef::Scalar(Scalar::File | Scalar::Upload))
}

fn may_be_anything(ty: &TypeRef) -> bool {
    matches!(ty.leaf(), TypeRef::Scalar(Scalar::Json))
}

#[cfg(test)]
mod tests {
    use crate::{Options, Selection, Source, generate};

    const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /photos:
    post:
      operationId: addPhoto
      x-internal: true
      requestBody: { required: true, content: { multipart/form-data: { schema: { $ref: '#/components/schemas/Photo' } } } }
      responses: { '204': { description: OK } }
components:
  schemas:
    Photo: { type: object, properties: { file: { type: string, format: binary }, name: { type: string } } }
webhooks:
  photo:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Photo' } } } }
      responses: { '204': { description: OK } }
";

    #[test]
    fn models_with_files_need_the_client() {
        let options = Options::default().select(Selection::default().without_internal());
        let generate = |document: &str| generate(&Source::new("api.yaml", document), &[], &options).unwrap();
        let generated = generate(DOCUMENT);
        assert_eq!((generated.summary.operations, generated.summary.types), (0, 1));
        assert!(generated.files.iter().any(|file| file.text.contains("openapi_bindgen_runtime::File")));
        assert_eq!(generated.summary.features, ["client"]);
        assert!(generate(&DOCUMENT.replace("binary", "plain")).summary.features.is_empty());
    }
}
