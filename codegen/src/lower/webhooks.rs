use serde_json::Value;

use super::Lowering;
use crate::dialect::WEBHOOK_COMPONENTS;
use crate::ir::{Direction, TypeId};

impl Lowering<'_, '_> {
    /// Returns the request and response components of webhooks and callbacks, which the dialect has
    /// collected.
    pub(super) fn webhook_types(&self) -> Vec<(Direction, TypeId)> {
        let components = self.document.document.extensions.get(WEBHOOK_COMPONENTS);
        let types = |direction, list| {
            let names =
                components.and_then(|components| components.get(list)).and_then(Value::as_array).into_iter().flatten();
            let indices = names.filter_map(|name| self.document.schemas().get_index_of(name.as_str()?));
            indices.map(move |index| (direction, TypeId(index)))
        };
        types(Direction::Received, "received").chain(types(Direction::Sent, "sent")).collect()
    }
}
