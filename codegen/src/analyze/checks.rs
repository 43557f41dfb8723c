use crate::ir::{Api, TypeKind};

/// Marks the types of which some value, at whatever depth, has constraints.
///
/// Only what is sent is checked, so a constraint of a type that is only received marks nothing.
pub(crate) fn mark(api: &mut Api) {
    for def in &mut api.types {
        def.checked = match &def.kind {
            TypeKind::Object(object) => def.sent && object.fields.iter().any(|field| !field.constraints.is_empty()),
            TypeKind::StringEnum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => false,
        };
    }
    // What holds a checked type is checked itself: repeat until nothing more is marked.
    loop {
        let marked: Vec<usize> = (0..api.types.len())
            .filter(|&position| {
                let def = &api.types[position];
                def.sent
                    && !def.checked
                    && def.kind.parts().filter_map(|part| part.named(true)).any(|id| api.type_def(id).checked)
            })
            .collect();
        if marked.is_empty() {
            return;
        }
        for position in marked {
            api.types[position].checked = true;
        }
    }
}
