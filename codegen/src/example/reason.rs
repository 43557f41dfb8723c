use crate::analyze::groups;
use crate::ir::{Api, Field, Presence, Scalar, TypeDef, TypeId, TypeKind, TypeRef};

/// The reason why a type has no example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// It requires the type of the caller at this index of [`Api::custom`].
    Custom(usize),
    /// It requires a file or bytes.
    File,
    /// It requires itself.
    Itself,
    /// No value certainly meets the constraints, or each is long.
    Constraints,
    /// The examples of the document took too much work before.
    Work,
}

impl Reason {
    /// Returns the reason, to follow "since".
    pub(crate) fn in_words(self, api: &Api) -> String {
        match self {
            Self::Custom(index) => {
                let path = api.custom[index].path.as_str();
                format!("they require your type `{path}`, and the document gives no example that fits")
            }
            Self::File => "they require a file or bytes, which JSON does not have".to_owned(),
            Self::Itself => "each value would require another one without end".to_owned(),
            Self::Constraints => "no short value certainly meets the constraints".to_owned(),
            Self::Work => "the examples of other types took too much work".to_owned(),
        }
    }
}

/// The reasons of all types.
pub(super) struct Reasons {
    /// A list can be empty, unless a constraint forbids that.
    without_lists: Vec<Option<Reason>>,
    through_lists: Vec<Option<Reason>>,
}

impl Reasons {
    pub(super) fn new(api: &Api) -> Self {
        Self { without_lists: reasons(api, false), through_lists: reasons(api, true) }
    }

    /// Returns the reason for a type.
    pub(super) fn of(&self, id: TypeId) -> Reason {
        let [direct, any] = [&self.without_lists, &self.through_lists].map(|reasons| reasons[id.0]);
        let is_own = |reason: &Reason| *reason != Reason::Itself;
        direct.filter(is_own).or(any.filter(is_own)).or(direct).unwrap_or(Reason::Constraints)
    }
}

/// Returns the first reason in what each type requires.
fn reasons(api: &Api, through_lists: bool) -> Vec<Option<Reason>> {
    let needed: Vec<Needed> = api.types.iter().map(|def| Needed::of(def, through_lists)).collect();
    let edges: Vec<Vec<usize>> = needed.iter().map(|needed| needed.types.clone()).collect();
    let groups = groups(&edges);
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|position| groups[*position]);
    // The groups of what a type requires come before its own.
    let mut of_groups: Vec<Option<Reason>> = vec![None; groups.len()];
    for position in order {
        let own = groups[position];
        let of_types = needed[position].types.iter().filter_map(|target| match groups[*target] {
            group if group == own => Some(Reason::Itself),
            group => of_groups[group],
        });
        let first = of_types.chain(needed[position].scalar).chain(of_groups[own]).min();
        of_groups[own] = first;
    }
    groups.into_iter().map(|group| of_groups[group]).collect()
}

/// What a type requires.
#[derive(Default)]
struct Needed {
    /// The first reason in its own scalars.
    scalar: Option<Reason>,
    types: Vec<usize>,
}

impl Needed {
    fn of(def: &TypeDef, through_lists: bool) -> Self {
        let mut needed = Self::default();
        match &def.kind {
            TypeKind::Object(object) => {
                let is_needed = |field: &&Field| field.presence == Presence::Required && !field.nullable;
                object.fields.iter().filter(is_needed).for_each(|field| needed.add(&field.ty, through_lists));
            }
            TypeKind::Union(union) => {
                union.variants.iter().for_each(|variant| needed.add(&variant.ty, through_lists));
            }
            TypeKind::Alias(target) => needed.add(target, through_lists),
            TypeKind::OpenEnum(_) => {}
        }
        needed
    }

    fn add(&mut self, ty: &TypeRef, through_lists: bool) {
        let scalar = match ty {
            TypeRef::Scalar(Scalar::Custom(index)) => Reason::Custom(*index),
            TypeRef::Scalar(Scalar::Bytes | Scalar::Upload | Scalar::File) => Reason::File,
            TypeRef::Named(id) => return self.types.push(id.0),
            TypeRef::Boxed(inner) | TypeRef::Deep(inner) => return self.add(inner, through_lists),
            TypeRef::Array(inner) | TypeRef::Map(inner) if through_lists => return self.add(inner, through_lists),
            TypeRef::Scalar(_) | TypeRef::Nullable(_) | TypeRef::Array(_) | TypeRef::Map(_) => return,
        };
        self.scalar = self.scalar.into_iter().chain([scalar]).min();
    }
}
