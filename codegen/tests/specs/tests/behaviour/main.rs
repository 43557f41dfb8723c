//! What generated code does, which its text alone does not show.

mod calls;
mod canned;
mod checks;
mod credentials;
mod json;
mod refusals;
