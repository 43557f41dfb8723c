use std::fmt;

/// The direction of a property or of the values of a type, in operations and in webhooks and
/// callbacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Direction {
    /// Sent and received.
    Both,
    /// Only received, such as a `readOnly` property.
    Received,
    /// Only sent, such as a `writeOnly` property.
    Sent,
}

impl Direction {
    /// Returns true if this direction includes `other`. `Both` includes all.
    pub(crate) fn has(self, other: Self) -> bool {
        self == other || self == Self::Both || other == Self::Both
    }

    /// Combines two flags into a direction.
    pub(crate) fn from_flags(sent: bool, received: bool) -> Option<Self> {
        match (sent, received) {
            (true, true) => Some(Self::Both),
            (true, false) => Some(Self::Sent),
            (false, true) => Some(Self::Received),
            (false, false) => None,
        }
    }
}

/// The directions of the values of a type. Its `Display` is the start of a sentence:
/// `operations send it, and webhooks or callbacks carry it in requests`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    /// The direction in operations, if one uses the type.
    pub in_operations: Option<Direction>,
    /// The direction in webhooks and callbacks, if one uses the type. Requests are received, and
    /// responses are sent.
    pub in_webhooks: Option<Direction>,
}

impl Usage {
    /// Returns the combined direction, or `None` if nothing uses the type.
    pub(crate) fn direction(self) -> Option<Direction> {
        Direction::from_flags(self.has(Direction::Sent), self.has(Direction::Received))
    }

    /// Returns true if the values have the direction `wanted` anywhere.
    pub(crate) fn has(self, wanted: Direction) -> bool {
        [self.in_operations, self.in_webhooks].into_iter().flatten().any(|direction| direction.has(wanted))
    }

    /// Merges two usages.
    pub(crate) fn or(self, other: Self) -> Self {
        let either = |own: Option<Direction>, other: Option<Direction>| {
            let has = |wanted| own.into_iter().chain(other).any(|direction| direction.has(wanted));
            Direction::from_flags(has(Direction::Sent), has(Direction::Received))
        };
        Self {
            in_operations: either(self.in_operations, other.in_operations),
            in_webhooks: either(self.in_webhooks, other.in_webhooks),
        }
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let in_operations = self.in_operations.map(|direction| match direction {
            Direction::Both => "operations send and receive it",
            Direction::Sent => "operations send it",
            Direction::Received => "operations receive it",
        });
        let in_webhooks = self.in_webhooks.map(|direction| match direction {
            Direction::Both => "webhooks or callbacks carry it in requests and responses",
            Direction::Sent => "webhooks or callbacks carry it in responses",
            Direction::Received => "webhooks or callbacks carry it in requests",
        });
        match (in_operations, in_webhooks) {
            (Some(first), Some(second)) => write!(f, "{first}, and {second}"),
            (Some(only), None) | (None, Some(only)) => f.write_str(only),
            (None, None) => f.write_str("nothing uses it"),
        }
    }
}
