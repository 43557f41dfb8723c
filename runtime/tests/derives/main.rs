//! The derives on hand-written types, and the exact messages for mistakes.

mod hand_written;
mod large_enum;

// Some of the mistakes are in operations and clients.
#[cfg(feature = "client")]
#[test]
fn mistakes_are_errors_where_they_are() {
    trybuild::TestCases::new().compile_fail("tests/derives/errors/*.rs");
}
