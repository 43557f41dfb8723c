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
    let needed = [("client", has_client), ("json", needs_json), ("pattern", check::has_patterns(api))];
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

fn may_be_anything(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => *scalar == Scalar::Json,
        TypeRef::Array(inner) | TypeRef::Map(inner) | TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => {
            may_be_anything(inner)
        }
        TypeRef::Named(_) => false,
    }
}
