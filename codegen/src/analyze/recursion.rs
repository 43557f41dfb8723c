use crate::ir::{Api, TypeId, TypeKind, TypeRef};

/// Boxes the fields and variants through which types would contain themselves, and no more of them than that takes.
///
/// Each circle is broken where it comes back to a type that the search is inside of. It begins with the unions, so that
/// of a union and its branches the branches have the boxes: `Negation { not: Box<Filter> }`.
pub(crate) fn break_cycles(api: &mut Api) {
    let parts: Vec<Vec<Part>> = (0..api.types.len()).map(|position| direct_parts(api, position)).collect();
    let is_union = |position: &usize| matches!(api.types[*position].kind, TypeKind::Union(_));
    let (unions, others): (Vec<usize>, Vec<usize>) = (0..parts.len()).partition(is_union);
    let mut search = Search { parts: &parts, state: vec![State::New; parts.len()], closing: Vec::new() };
    for start in unions.into_iter().chain(others) {
        search.run(start);
    }
    for (position, part) in search.closing {
        if let Some(part) = api.types[position].kind.parts_mut().into_iter().nth(part) {
            *part = TypeRef::Boxed(Box::new(part.clone()));
        }
    }
}

/// A field or a variant that holds another type without a heap allocation between them.
struct Part {
    /// Its position among the parts of its type.
    position: usize,
    target: usize,
}

fn direct_parts(api: &Api, position: usize) -> Vec<Part> {
    let parts: Vec<&TypeRef> = match &api.types[position].kind {
        // The members beyond the fields are in a map, and so on the heap.
        TypeKind::Object(object) => object.fields.iter().map(|field| &field.ty).collect(),
        TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::StringEnum(_) | TypeKind::Alias(_) => Vec::new(),
    };
    let target = |ty: &TypeRef| ty.named(false).and_then(|id| struct_or_enum(api, id));
    let targets = parts.into_iter().map(target).enumerate();
    targets.filter_map(|(position, target)| Some(Part { position, target: target?.0 })).collect()
}

/// The type that is meant by a name that may be another name for it; `None` where that is on the heap.
fn struct_or_enum(api: &Api, id: TypeId) -> Option<TypeId> {
    let mut id = id;
    while let TypeKind::Alias(target) = &api.type_def(id).kind {
        id = target.named(false)?;
    }
    Some(id)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// The search is inside of it.
    Open,
    Done,
}

/// A depth-first search, without recursion since documents nest deeply.
struct Search<'p> {
    parts: &'p [Vec<Part>],
    state: Vec<State>,
    /// The parts that lead back to a type that they are in: the type, and the position of the part.
    closing: Vec<(usize, usize)>,
}

impl Search<'_> {
    fn run(&mut self, start: usize) {
        if self.state[start] != State::New {
            return;
        }
        self.state[start] = State::Open;
        let mut path = vec![(start, self.parts[start].iter())];
        while let Some((node, rest)) = path.last_mut() {
            let Some(part) = rest.next() else {
                self.state[*node] = State::Done;
                path.pop();
                continue;
            };
            match self.state[part.target] {
                State::New => {
                    self.state[part.target] = State::Open;
                    path.push((part.target, self.parts[part.target].iter()));
                }
                State::Open => self.closing.push((*node, part.position)),
                State::Done => {}
            }
        }
    }
}
