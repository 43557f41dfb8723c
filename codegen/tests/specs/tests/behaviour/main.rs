//! The behaviour of generated code, which its text alone does not show.

mod bodies;
mod calls;
mod canned;
mod checks;
mod credentials;
mod details;
mod error_responses;
mod formats;
mod json;
mod mock;
mod multipart;
mod narrowed;
mod numbers_in_text;
mod objects;
mod pages;
mod parameters;
mod replaced;
mod responses_otherwise;
mod servers;
mod sides;
mod streams;
mod successes;
mod swagger;
mod tags;
mod tuples;
mod unions;
