use std::time::Duration;

use super::RustIdent;
use crate::operation_settings::RetryClass;
use crate::pagination::Pagination;
use crate::pointer::Pointer;

/// The settings of an operation that the caller or an extension chose.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallSettings {
    pub retry: Option<Chosen<RetryClass>>,
    /// The header of the idempotency key.
    pub idempotency_header: Option<Chosen<String>>,
    /// The default deadline of a call.
    pub deadline: Option<Chosen<Duration>>,
    /// The names of the properties that wrap a response.
    pub envelopes: Option<Chosen<Vec<String>>>,
    /// The only pagination rule of the operation; `None` if it has no pages.
    pub pagination: Option<Chosen<Option<Pagination>>>,
    /// True if a success is a stream, and false if none is.
    pub streaming: Option<Chosen<bool>>,
    /// The module, in place of that of the first tag.
    pub module: Option<Chosen<RustIdent>>,
}

/// A value with its source.
#[derive(Clone, Debug)]
pub(crate) struct Chosen<T> {
    pub value: T,
    pub by: ChosenBy,
}

/// The source of a chosen value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ChosenBy {
    /// An option, with its target: `operation-settings`, `createOrder`.
    Option(&'static str, String),
    /// An extension, with the place of its value.
    Extension(String, Pointer),
}

impl CallSettings {
    /// Returns the places of the extensions.
    pub(crate) fn pointers_mut(&mut self) -> impl Iterator<Item = &mut Pointer> {
        let Self { retry, idempotency_header, deadline, envelopes, pagination, streaming, module } = self;
        let all = [
            retry.as_mut().map(|chosen| &mut chosen.by),
            idempotency_header.as_mut().map(|chosen| &mut chosen.by),
            deadline.as_mut().map(|chosen| &mut chosen.by),
            envelopes.as_mut().map(|chosen| &mut chosen.by),
            pagination.as_mut().map(|chosen| &mut chosen.by),
            streaming.as_mut().map(|chosen| &mut chosen.by),
            module.as_mut().map(|chosen| &mut chosen.by),
        ];
        all.into_iter().flatten().filter_map(|by| match by {
            ChosenBy::Extension(_, pointer) => Some(pointer),
            ChosenBy::Option(..) => None,
        })
    }
}
