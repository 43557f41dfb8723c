//! The paths of types that replace generated ones.

use std::fmt;
use std::str::FromStr;

use quote::ToTokens;
use syn::{Expr, ExprLit, GenericArgument, Lit, Path, PathArguments, PathSegment, Type, TypePath as TypePathTokens};

/// The maximum length of a path, in bytes.
const MAX_LENGTH: usize = 256;
/// The maximum number of brackets that a path opens. The parser recurses into them.
const MAX_BRACKETS: usize = 16;

/// The path of a type that is not generated, such as `crate::Money` or `rust_decimal::Decimal`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TypePath(String);

impl TypePath {
    /// Returns true if the type is in the crate of the output, which can implement the runtime's
    /// traits for it.
    pub(crate) fn is_own(&self) -> bool {
        self.0.starts_with("crate::")
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TypePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TypePath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.len() > MAX_LENGTH {
            return Err(format!("the path has {} bytes, but at most {MAX_LENGTH} are possible", text.len()));
        }
        let wrong = |why: &str| Err(format!("`{text}` {why}"));
        let is_of_a_path = |sign: char| sign.is_alphanumeric() || sign.is_whitespace() || "_:<>,()[];".contains(sign);
        if !text.chars().all(is_of_a_path) || text.matches(['<', '(', '[']).count() > MAX_BRACKETS {
            return wrong("is not the path of a type");
        }
        let Ok(Type::Path(TypePathTokens { qself: None, path, .. })) = syn::parse_str(text) else {
            return wrong("is not the path of a type");
        };
        if path.segments.len() < 2 || path.segments.first().is_none_or(is_relative) {
            return wrong("is not a whole path: write `crate::Money`, or the name of a crate and `::`");
        }
        if !names_a_type(&path) {
            return wrong(
                "has a part that names no type: the arguments of a type are paths, tuples, arrays with a number as \
                 their length, numbers, and truth values",
            );
        }
        // No two words are adjacent in such a path.
        Ok(Self(path.to_token_stream().to_string().split_whitespace().collect()))
    }
}

/// Returns true if a path is only names and arguments of types. Blocks, functions, macros and everything else that can hold
/// code is rejected, because a document may choose the path.
fn names_a_type(path: &Path) -> bool {
    let mut later = path.segments.iter().skip(1);
    later.all(|segment| !is_relative(segment) && segment.ident != "crate")
        && path.segments.iter().all(|segment| match &segment.arguments {
            PathArguments::None => true,
            PathArguments::AngleBracketed(arguments) => arguments.args.iter().all(|argument| match argument {
                GenericArgument::Type(ty) => is_plain(ty),
                GenericArgument::Const(value) => is_literal(value),
                _ => false,
            }),
            PathArguments::Parenthesized(_) => false,
        })
}

/// Returns true for a word that means another place in each module.
fn is_relative(segment: &PathSegment) -> bool {
    ["self", "super", "Self"].iter().any(|word| segment.ident == word)
}

fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Path(ty) => ty.qself.is_none() && names_a_type(&ty.path),
        Type::Tuple(tuple) => tuple.elems.iter().all(is_plain),
        Type::Array(array) => is_plain(&array.elem) && is_literal(&array.len),
        _ => false,
    }
}

/// Returns true for a number and a truth value, which have no spaces.
fn is_literal(value: &Expr) -> bool {
    matches!(value, Expr::Lit(ExprLit { lit: Lit::Int(_) | Lit::Bool(_), .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_named_by_its_whole_path() {
        assert!("crate::Money".parse::<TypePath>().unwrap().is_own());
        assert!(!"rust_decimal::Decimal".parse::<TypePath>().unwrap().is_own());
        for text in ["", "Money", "super::Money", "self::Money", "fn()", "a b", "&crate::Money", "<T as A>::B"] {
            assert!(text.parse::<TypePath>().is_err(), "{text}");
        }
    }

    #[test]
    fn arguments_are_types_numbers_and_truth_values() {
        for (text, path) in [
            ("crate :: Page < crate::Money, u8 >", "crate::Page<crate::Money,u8>"),
            ("a::B<(u8, String), [u8; 32], 4, true>", "a::B<(u8,String),[u8;32],4,true>"),
            ("::a::B<false>", "::a::B<false>"),
        ] {
            assert_eq!(text.parse::<TypePath>().unwrap().as_str(), path);
        }
    }

    #[test]
    fn a_path_holds_no_code() {
        for text in [
            "a::B<[u8; { exit() }]>",
            "a::B<[u8;{#[used]static/**/X:fn()=f;0}]>",
            "a::B<{ exit() }>",
            "a::B<{ 1 }>",
            "a::B<-1>",
            "a::B<' '>",
            "a::B<[u8; N + 1]>",
            "a::B<[u8; exit!()]>",
            "a::B<exit!()>",
            "a::B<fn() -> u8>",
            "a::B<dyn Fn()>",
            "a::B<impl Fn()>",
            "a::B<Fn()>",
            "a::B<'static>",
            "a::B<T = u8>",
            "crate::B // comment",
            "crate::/**/B",
            "crate::r#B",
            "a::B<T: Copy>",
            "a::B<&u8>",
            "a::B<*const u8>",
            "a::B<!>",
            "a::B<_>",
            "a::B<(u8)>",
            "a::B<<u8 as A>::B>",
            "a::B(u8)",
            "a::B<#[cfg(x)] u8>",
            "a::B<[u8]>",
            "crate::self",
            "crate::super::B",
            "crate::crate::B",
            "crate::B::Self",
            "a::B<a::Self>",
            "crate::r#fn::{}",
            "crate::exit!{}",
        ] {
            assert!(text.parse::<TypePath>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_long_or_deep_path_is_an_error() {
        for nested in ["a::B<", "a::B<(", "a::B<["] {
            let error = nested.repeat(100_000).parse::<TypePath>().unwrap_err();
            assert!(error.ends_with("but at most 256 are possible"), "{error}");
            assert!(nested.repeat(40).parse::<TypePath>().is_err());
        }
    }
}
