//! The intermediate representation: the API as plain data, with wire and Rust names side by side.
//!
//! Lowering creates it, analysis completes it, and rendering writes it as Rust. It is independent
//! of `openapiv3`, JSON and tokens.

mod api;
mod call_settings;
mod constant;
mod constraint;
mod custom_type;
mod doc;
mod extensions;
mod name;
mod operation;
mod pages;
mod renamed;
mod security;
mod type_def;
mod type_ref;
mod usage;

pub(crate) use api::{Api, LeftOut, MOST_CHECKED, Server, ServerSetter, ServerVariable, Untyped};
pub(crate) use call_settings::{CallSettings, Chosen, ChosenBy};
pub(crate) use constant::Constant;
pub(crate) use constraint::{Constraint, Number};
pub(crate) use custom_type::CustomType;
pub(crate) use doc::Doc;
pub(crate) use extensions::Extensions;
pub(crate) use name::{RustIdent, WireName};
pub(crate) use operation::{
    Body, Content, Download, Encoding, Envelope, EventReading, Events, MemberStyle, Method, Operation, Parameter,
    ParameterLocation, PartEncoding, Response, ResponseBody, ResponseEncoding, ResponseHeader, Segments, Status, Style,
    Success,
};
pub(crate) use pages::{Pages, PagesBy, Step, Turn};
pub(crate) use renamed::{Renamed, RenamedBy};
pub(crate) use security::{Credential, Flow, SchemeId, SecurityScheme};
pub(crate) use type_def::{
    Field, Object, OpenEnum, Presence, Split, TypeDef, TypeKind, Union, UnionVariant, Values, Variant,
};
pub(crate) use type_ref::{Scalar, TypeId, TypeRef};
pub use usage::Direction;
pub(crate) use usage::Usage;
