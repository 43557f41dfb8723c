use super::{Scope, type_name};
use crate::ir::{RustIdent, TypeDef, TypeId};

/// The origin of a type's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// The name of a component.
    Component(String),
    /// The path to an inline schema, from its component or operation: `["AvatarGroupItem",
    /// "error"]`.
    Inline(Vec<String>),
}

/// Returns the names of all types of a document.
///
/// A component always keeps its own name. An inline type has the name of its path, unless a
/// component has that name. If the names of components differ only in spelling, the one that equals
/// its Rust name keeps it. The others get numbers, in the order of their wire names, so that an
/// unrelated addition renames no type.
pub(crate) fn name_types(origins: &[Origin]) -> Vec<RustIdent> {
    let mut order: Vec<usize> = (0..origins.len()).collect();
    order.sort_by_cached_key(|&position| {
        let origin = &origins[position];
        let spelled_otherwise = match origin {
            Origin::Component(name) => type_name(name).as_str() != name,
            Origin::Inline(_) => true,
        };
        (matches!(origin, Origin::Inline(_)), spelled_otherwise, origin)
    });
    let mut scope = Scope::default();
    let mut names: Vec<Option<RustIdent>> = vec![None; origins.len()];
    for position in order {
        let (wire, more) = match &origins[position] {
            Origin::Component(name) => (name.clone(), None),
            Origin::Inline(steps) => (steps.join(" "), Some("inline")),
        };
        let less_likely = more.into_iter().map(|more| type_name(&format!("{wire} {more}")));
        names[position] = Some(scope.take(std::iter::once_with(|| type_name(&wire)).chain(less_likely)));
    }
    names.into_iter().flatten().collect()
}

/// Returns the names of the sent types of `split`; the received types keep the names. A name is
/// `WidgetInput`, or `WidgetWritable` if the document has a type of that name.
pub(crate) fn name_inputs(types: &[TypeDef], split: &[TypeId]) -> Vec<RustIdent> {
    let taken: Vec<&str> = types.iter().map(|def| def.name.as_str()).collect();
    let mut scope = Scope::with(&taken);
    let called = |id: &TypeId, suffix: &str| RustIdent::from_valid(format!("{}{suffix}", types[id.0].name));
    split.iter().map(|id| scope.take([called(id, "Input"), called(id, "Writable")])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(name: &str) -> Origin {
        Origin::Component(name.to_owned())
    }

    fn inline(name_path: &[&str]) -> Origin {
        Origin::Inline(name_path.iter().map(|&step| step.to_owned()).collect())
    }

    fn names(origins: &[Origin]) -> Vec<String> {
        name_types(origins).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_component_wins_over_an_inline_type() {
        let origins = [inline(&["createAvatarConsent", "response"]), component("CreateAvatarConsentResponse")];
        assert_eq!(names(&origins), ["CreateAvatarConsentResponseInline", "CreateAvatarConsentResponse"]);
    }

    #[test]
    fn the_spelling_like_rust_has_the_name() {
        let expected = ["FooBar2", "FooBar", "FooBar3"];
        assert_eq!(names(&[component("Foo-Bar"), component("FooBar"), component("foo_bar")]), expected);
        assert_eq!(
            names(&[component("foo_bar"), component("FooBar"), component("Foo-Bar")]),
            ["FooBar3", "FooBar", "FooBar2"]
        );
    }
}
