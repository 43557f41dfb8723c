use crate::ir::{Api, RustIdent, TypeId, TypeKind};
use crate::naming::{chosen_field, chosen_operation, chosen_type, chosen_variant};
use crate::pointer::Pointer;

/// An item of the output with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Type(TypeId),
    /// The field at this position.
    Field(TypeId, usize),
    /// The variant at this position.
    Variant(TypeId, usize),
    Operation(usize),
    /// The parameter at this position of an operation.
    Parameter(usize, usize),
}

/// A valid new name.
#[derive(Clone, Debug)]
pub(super) enum NewName {
    One(RustIdent),
    /// The names of the method and of the struct.
    Operation(RustIdent, RustIdent),
}

impl Place {
    /// Returns every named item of the output.
    pub(super) fn list(api: &Api) -> Vec<Self> {
        let mut all = Vec::new();
        for &id in &api.order {
            all.push(Self::Type(id));
            match &api.type_def(id).kind {
                TypeKind::Object(object) => {
                    all.extend((0..object.fields.len()).map(|index| Self::Field(id, index)));
                }
                TypeKind::OpenEnum(listed) => {
                    all.extend((0..listed.variants.len()).map(|index| Self::Variant(id, index)));
                }
                TypeKind::Union(union) => {
                    all.extend((0..union.variants.len()).map(|index| Self::Variant(id, index)));
                }
                TypeKind::Alias(_) => {}
            }
        }
        for (index, operation) in api.operations.iter().enumerate() {
            all.push(Self::Operation(index));
            all.extend((0..operation.parameters.len()).map(|parameter| Self::Parameter(index, parameter)));
        }
        all
    }

    /// Returns its own name.
    pub(super) fn name(self, api: &Api) -> &str {
        match self {
            Self::Type(id) => api.type_def(id).name.as_str(),
            Self::Field(id, index) => match &api.type_def(id).kind {
                TypeKind::Object(object) => object.fields[index].name.as_str(),
                _ => "",
            },
            Self::Variant(id, index) => match &api.type_def(id).kind {
                TypeKind::OpenEnum(listed) => listed.variants[index].name.as_str(),
                TypeKind::Union(union) => union.variants[index].name.as_str(),
                _ => "",
            },
            Self::Operation(index) => api.operations[index].function.as_str(),
            Self::Parameter(index, parameter) => api.operations[index].parameters[parameter].name.as_str(),
        }
    }

    /// Returns its path in Rust: `Order.note`.
    pub(super) fn path(self, api: &Api) -> String {
        let name = self.name(api);
        match self {
            Self::Type(_) | Self::Operation(_) => name.to_owned(),
            Self::Field(id, _) => format!("{}.{name}", api.type_def(id).name),
            Self::Variant(id, _) => format!("{}::{name}", api.type_def(id).name),
            Self::Parameter(index, _) => format!("{}.{name}", api.operations[index].function),
        }
    }

    /// Returns its path and the other unambiguous spellings of it, without `r#`.
    pub(super) fn spellings(self, api: &Api) -> Vec<String> {
        let names = |index: usize| {
            let operation = &api.operations[index];
            [operation.type_name.as_str(), operation.id.as_str()]
        };
        let others = match self {
            Self::Operation(index) => names(index).map(str::to_owned).to_vec(),
            Self::Parameter(index, _) => names(index).map(|owner| format!("{owner}.{}", self.name(api))).to_vec(),
            Self::Type(_) | Self::Field(..) | Self::Variant(..) => Vec::new(),
        };
        std::iter::once(self.path(api)).chain(others).map(|path| without_raw(&path)).collect()
    }

    /// Returns true for a parameter that the document does not declare, which has the place of its operation.
    pub(super) fn is_undeclared(self, api: &Api) -> bool {
        matches!(self, Self::Parameter(index, _) if self.pointer(api) == &api.operations[index].pointer)
    }

    /// Returns true if its name is in upper camel case.
    pub(super) fn is_upper(self) -> bool {
        matches!(self, Self::Type(_) | Self::Variant(..))
    }

    /// Returns its place in the document.
    pub(super) fn pointer(self, api: &Api) -> &Pointer {
        match self {
            Self::Type(id) => &api.type_def(id).pointer,
            Self::Field(id, index) => match &api.type_def(id).kind {
                TypeKind::Object(object) => &object.fields[index].pointer,
                _ => &api.type_def(id).pointer,
            },
            Self::Variant(id, index) => match &api.type_def(id).kind {
                TypeKind::Union(union) => &union.variants[index].pointer,
                _ => &api.type_def(id).pointer,
            },
            Self::Operation(index) => &api.operations[index].pointer,
            Self::Parameter(index, parameter) => &api.operations[index].parameters[parameter].pointer,
        }
    }

    /// Parses `text` as a name for it.
    pub(super) fn parse_name(self, text: &str) -> Result<NewName, String> {
        match self {
            Self::Type(_) => chosen_type(text).map(NewName::One),
            Self::Variant(..) => chosen_variant(text).map(NewName::One),
            Self::Field(..) | Self::Parameter(..) => chosen_field(text).map(NewName::One),
            Self::Operation(_) => {
                let (function, type_name) = chosen_operation(text)?;
                Ok(NewName::Operation(function, type_name))
            }
        }
    }

    /// Renames it, and everything that is named after it or refers to it by name.
    pub(super) fn rename(self, api: &mut Api, new: NewName) {
        match (self, new) {
            (Self::Type(id), NewName::One(name)) => api.types[id.0].name = name,
            (Self::Field(id, index), NewName::One(name)) => {
                let TypeKind::Object(object) = &mut api.types[id.0].kind else { return };
                let before = std::mem::replace(&mut object.fields[index].name, name.clone());
                switch(api, id, &before, &name);
            }
            (Self::Variant(id, index), NewName::One(name)) => match &mut api.types[id.0].kind {
                TypeKind::OpenEnum(listed) => listed.variants[index].name = name,
                TypeKind::Union(union) => union.variants[index].name = name,
                TypeKind::Object(_) | TypeKind::Alias(_) => {}
            },
            (Self::Operation(index), NewName::Operation(function, type_name)) => {
                let operation = &mut api.operations[index];
                operation.function = function;
                let before = std::mem::replace(&mut operation.type_name, type_name);
                if let Some(choice) = operation.body.as_mut().and_then(|body| body.choice.as_mut())
                    && let Some(rest) = choice.as_str().strip_prefix(before.as_str())
                {
                    *choice = RustIdent::from_valid(format!("{}{rest}", operation.type_name));
                }
            }
            (Self::Parameter(index, parameter), NewName::One(name)) => {
                api.operations[index].parameters[parameter].name = name;
            }
            _ => {}
        }
    }
}

/// Renames the property that requests events in the operations whose body has it.
fn switch(api: &mut Api, id: TypeId, before: &RustIdent, name: &RustIdent) {
    let is_it = |body: &crate::ir::Body| {
        body.contents.iter().any(|content| {
            let ty = api_type(&api.types, &content.ty);
            ty == Some(id)
        })
    };
    let asking: Vec<usize> = api
        .operations
        .iter()
        .enumerate()
        .filter(|(_, operation)| operation.body.as_ref().is_some_and(is_it))
        .map(|(index, _)| index)
        .collect();
    for index in asking {
        if let Some(events) = &mut api.operations[index].events
            && events.requested_by.as_ref() == Some(before)
        {
            events.requested_by = Some(name.clone());
        }
    }
}

/// Follows aliases to a named type.
fn api_type(types: &[crate::ir::TypeDef], ty: &crate::ir::TypeRef) -> Option<TypeId> {
    let mut id = ty.named(false)?;
    while let TypeKind::Alias(target) = &types[id.0].kind {
        id = target.named(false)?;
    }
    Some(id)
}

/// Returns a path without the `r#` of raw identifiers.
pub(super) fn without_raw(path: &str) -> String {
    path.replace("r#", "")
}
