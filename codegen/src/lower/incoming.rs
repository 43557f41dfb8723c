use serde_json::Value;

use super::Lowering;
use crate::dialect::INCOMING;
use crate::ir::{Direction, TypeId};

impl Lowering<'_, '_> {
    /// The components that webhooks and callbacks bring, and those that they are answered with, as the dialect has found
    /// them.
    pub(super) fn incoming(&self) -> Vec<(Direction, TypeId)> {
        let said = self.document.document.extensions.get(INCOMING);
        let types = |direction, list| {
            let names = said.and_then(|said| said.get(list)).and_then(Value::as_array).into_iter().flatten();
            let indices = names.filter_map(|name| self.document.schemas().get_index_of(name.as_str()?));
            indices.map(move |index| (direction, TypeId(index)))
        };
        types(Direction::Received, "received").chain(types(Direction::Sent, "sent")).collect()
    }
}
