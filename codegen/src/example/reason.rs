use std::collections::HashSet;

use crate::ir::{Api, Field, Presence, Scalar, TypeId, TypeKind, TypeRef};

/// The most steps of one search. A type that is so large has no short value.
const MOST_STEPS: usize = 1000;

/// The number of fields and variants that are looked at in one step.
const LOOKS_PER_STEP: usize = 16;

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
}

impl Reason {
    /// Finds the reason for a type.
    pub(super) fn find(api: &Api, id: TypeId) -> Self {
        let of = |through_lists| Search::new(api, through_lists).of_named(id);
        // A list can be empty, unless a constraint forbids that.
        let [direct, any] = [of(false), of(true)];
        let is_own = |reason: &Self| *reason != Self::Itself;
        direct.filter(is_own).or(any.filter(is_own)).or(direct).unwrap_or(Self::Constraints)
    }

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
        }
    }
}

/// The search for what has no example in a type.
struct Search<'a> {
    api: &'a Api,
    through_lists: bool,
    /// The types around the current one.
    open: HashSet<TypeId>,
    seen: HashSet<TypeId>,
    /// The steps that are left. Without one, nothing is found.
    steps: usize,
}

impl<'a> Search<'a> {
    fn new(api: &'a Api, through_lists: bool) -> Self {
        Self { api, through_lists, open: HashSet::new(), seen: HashSet::new(), steps: MOST_STEPS }
    }

    fn of_named(&mut self, id: TypeId) -> Option<Reason> {
        if self.open.contains(&id) {
            return Some(Reason::Itself);
        }
        if !self.seen.insert(id) {
            return None;
        }
        let api = self.api;
        let kind = &api.type_def(id).kind;
        let looks = match kind {
            TypeKind::Object(object) => object.fields.len(),
            TypeKind::Union(union) => union.variants.len(),
            TypeKind::Alias(_) | TypeKind::OpenEnum(_) => 0,
        };
        self.steps = self.steps.saturating_sub(looks / LOOKS_PER_STEP);
        self.open.insert(id);
        let found: Vec<Reason> = match kind {
            TypeKind::Object(object) => {
                let is_needed = |field: &&Field| field.presence == Presence::Required && !field.nullable;
                object.fields.iter().filter(is_needed).filter_map(|field| self.of_type(&field.ty)).collect()
            }
            TypeKind::Union(union) => union.variants.iter().filter_map(|variant| self.of_type(&variant.ty)).collect(),
            TypeKind::Alias(target) => self.of_type(target).into_iter().collect(),
            TypeKind::OpenEnum(_) => Vec::new(),
        };
        self.open.remove(&id);
        found.into_iter().min()
    }

    fn of_type(&mut self, ty: &TypeRef) -> Option<Reason> {
        self.steps = self.steps.checked_sub(1)?;
        match ty {
            TypeRef::Scalar(Scalar::Custom(index)) => Some(Reason::Custom(*index)),
            TypeRef::Scalar(Scalar::Bytes | Scalar::Upload | Scalar::File) => Some(Reason::File),
            TypeRef::Named(id) => self.of_named(*id),
            TypeRef::Boxed(inner) | TypeRef::Deep(inner) => self.of_type(inner),
            TypeRef::Array(inner) | TypeRef::Map(inner) if self.through_lists => self.of_type(inner),
            TypeRef::Scalar(_) | TypeRef::Nullable(_) | TypeRef::Array(_) | TypeRef::Map(_) => None,
        }
    }
}
