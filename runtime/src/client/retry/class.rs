/// The retry class of an operation: whether its requests may be sent again.
///
/// By default the class follows from the method of the operation (RFC 9110, section 9.2) and from its idempotency key.
/// [`Meta::retry_class`](crate::Meta::retry_class) sets another one, for an operation whose method does not tell. How often
/// a request is sent again is the choice of the [`Retry`](crate::Retry) policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryClass {
    /// The operation only reads: a POST that searches. Its requests may be sent again, and each attempt has the limit
    /// [`Limits::read`](crate::Limits::read).
    Safe,
    /// Sending a request again has no effect beyond that of the first.
    Idempotent,
    /// No request is sent again, whatever the reason of the failure, the method, the idempotency key and the policy. Only a
    /// request that the server rejects with the status 401 is still repeated once with a renewed token.
    Never,
}
