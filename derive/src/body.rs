//! `#[body(…)]` and `#[encoding(…)]`: how a body is written.

use proc_macro::{Ident, Literal, TokenTree};

use crate::{
    arguments::{Argument, among, name, single, text},
    code::Code,
    error::Error,
    item::Attribute,
    shape::Shape,
};

const RT: &str = Code::RUNTIME;

const KINDS: &[&str] = &["content", "fields", "form", "form_with_brackets", "json", "json_lines", "multipart", "raw"];

/// The kinds that always have a media type.
const WITH_MEDIA_TYPE: [&str; 2] = ["json_lines", "raw"];

pub(crate) struct Body {
    kind: String,
    media_type: Option<Literal>,
    /// True if the constructor sets it to the default of its type.
    pub(crate) begins_as_default: bool,
    /// True if an `Option` is an argument of the constructor, since it may be null but not absent.
    is_required: bool,
    encodings: Vec<Encoding>,
}

/// The encoding of one member of a form.
struct Encoding {
    member: Literal,
    style: Option<Ident>,
    is_reserved: bool,
    media_type: Option<Literal>,
    headers: Vec<(Literal, Literal)>,
}

impl Body {
    /// Returns true if the body is written as JSON, so that its parts are checked.
    pub(crate) fn has_parts(&self) -> bool {
        !matches!(self.kind.as_str(), "raw" | "fields")
    }

    /// Reads the attributes of a field or a variant, if it is a body.
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Option<Self>, Error> {
        let encodings: Vec<&Attribute> = attributes.iter().filter(|attribute| attribute.name == "encoding").collect();
        let Some(attribute) = single(attributes, "body")? else {
            return match encodings.first() {
                Some(encoding) => Err(Error::new(encoding.span, "`#[encoding]` is for what has `#[body(…)]`")),
                None => Ok(None),
            };
        };
        let expected = || {
            let kinds: Vec<String> = KINDS.iter().map(|kind| format!("`{kind}`")).collect();
            Error::new(attribute.span, format!("expected `#[body(kind)]` with one of {}", kinds.join(", ")))
        };
        let arguments = Argument::all(attribute);
        let (first, others) = arguments.split_first().ok_or_else(expected)?;
        let (kind, media_type) = match (first.word(), first.named()) {
            (Some(kind), _) => (kind, None),
            (None, Some((kind, value))) => (kind, Some(text(value, first.span)?)),
            (None, None) => return Err(expected()),
        };
        among(kind, KINDS)?;
        let kind = match (kind.to_string(), &media_type) {
            (kind, None) if WITH_MEDIA_TYPE.contains(&kind.as_str()) => {
                return Err(first.error(format!("expected `{kind} = \"media/type\"`")));
            }
            (kind, Some(_)) if matches!(kind.as_str(), "content" | "form" | "form_with_brackets") => {
                let message =
                    format!("`{kind}` has no media type of its own: it is for `json`, `json_lines`, `raw` and parts");
                return Err(first.error(message));
            }
            (kind, _) => kind,
        };
        let mut body = Self { kind, media_type, begins_as_default: false, is_required: false, encodings: Vec::new() };
        for argument in others {
            match argument.word() {
                Some(word) if word.to_string() == "default" => body.begins_as_default = true,
                Some(word) if word.to_string() == "required" => body.is_required = true,
                _ => return Err(argument.error("expected `default` or `required`")),
            }
        }
        for encoding in encodings {
            body.encodings.push(body.encoding(encoding)?);
        }
        Ok(Some(body))
    }

    /// Returns true if a body of the type may be absent.
    pub(crate) fn is_optional(&self, ty: &[TokenTree]) -> bool {
        Shape::new(ty).head == "Option" && !self.is_required
    }

    /// Reads an `encoding` attribute with the options of this kind of body.
    fn encoding(&self, attribute: &Attribute) -> Result<Encoding, Error> {
        let allowed: &[&str] = match self.kind.as_str() {
            "form" | "form_with_brackets" => &["reserved", "style"],
            "fields" | "multipart" => &["header", "media_type"],
            kind => return Err(Error::new(attribute.span, format!("a body that is `{kind}` has no encodings"))),
        };
        let arguments = Argument::all(attribute);
        let Some((member, others)) = arguments.split_first() else {
            return Err(Error::new(attribute.span, "expected `#[encoding(\"member\", …)]`"));
        };
        let mut encoding =
            Encoding { member: member.text()?, style: None, is_reserved: false, media_type: None, headers: Vec::new() };
        for argument in others {
            let Some(TokenTree::Ident(word)) = argument.tokens.first() else {
                return Err(argument.error(format!("expected one of `{}`", allowed.join("`, `"))));
            };
            among(word, allowed)?;
            match (word.to_string().as_str(), argument.word(), argument.named(), argument.called()) {
                ("reserved", Some(_), ..) => encoding.is_reserved = true,
                ("style", _, Some((_, value)), _) => {
                    encoding.style = Some(name(value, argument.span, "a variant of `ParameterStyle`")?);
                }
                ("media_type", _, Some((_, value)), _) => encoding.media_type = Some(text(value, argument.span)?),
                ("header", _, _, Some((_, headers))) => {
                    for header in &headers {
                        encoding.headers.push(pair(header)?);
                    }
                }
                ("reserved", ..) => return Err(argument.error("expected `reserved`")),
                ("style", ..) => return Err(argument.error("expected `style = Variant`")),
                ("header", ..) => return Err(argument.error("expected `header(\"X-Name\" = \"value\")`")),
                _ => return Err(argument.error("expected `media_type = \"media/type\"`")),
            }
        }
        Ok(encoding)
    }

    /// Writes the statement that puts `value`, a reference, into `request`.
    pub(crate) fn put(&self, code: &mut Code, request: &str, value: &str) {
        match (self.kind.as_str(), &self.media_type) {
            ("content", _) => put!(code, "{RT}::BodyContent::write({value}, {request}); "),
            (kind, Some(media_type)) if WITH_MEDIA_TYPE.contains(&kind) => {
                put!(code, "{request}.{kind}({media_type}, {value}); ");
            }
            ("json", Some(media_type)) => put!(code, "{request}.json_as({media_type}, {value}); "),
            ("json", None) => put!(code, "{request}.json({value}); "),
            ("fields" | "multipart", media_type) => {
                let kind = &self.kind;
                if let Some(media_type) = media_type {
                    put!(code, "{request}.{kind}_as({media_type}, {value}, const {{ &[");
                } else {
                    put!(code, "{request}.{kind}({value}, const {{ &[");
                }
                for encoding in &self.encodings {
                    encoding.put_part(code);
                }
                put!(code, "] }}); ");
            }
            (kind, _) => {
                put!(code, "{request}.{kind}({value}, &[");
                for Encoding { member, style, is_reserved, .. } in &self.encodings {
                    let otherwise = if kind == "form" { "Exploded" } else { "DeepObject" };
                    let style = match style {
                        Some(style) => code.hole(&[style.clone().into()]),
                        None => otherwise.to_owned(),
                    };
                    let reserved = if *is_reserved { ".reserved()" } else { "" };
                    put!(
                        code,
                        "({member}, {RT}::__private::PairStyle::new({RT}::ParameterStyle::{style}){reserved}), "
                    );
                }
                put!(code, "]); ");
            }
        }
    }
}

impl Encoding {
    fn put_part(&self, code: &mut Code) {
        put!(code, "{RT}::__private::PartEncoding::new({})", self.member);
        if let Some(media_type) = &self.media_type {
            put!(code, ".media_type({media_type})");
        }
        if !self.headers.is_empty() {
            put!(code, ".headers(&[");
            for (header, value) in &self.headers {
                put!(code, "({header}, {value}), ");
            }
            put!(code, "])");
        }
        put!(code, ", ");
    }
}

/// Reads `"name" = "value"`.
fn pair(argument: &Argument) -> Result<(Literal, Literal), Error> {
    match argument.tokens.as_slice() {
        [name @ TokenTree::Literal(_), TokenTree::Punct(equals), value @ TokenTree::Literal(_)]
            if equals.as_char() == '=' =>
        {
            let string = |token: &TokenTree| text(std::slice::from_ref(token), argument.span);
            Ok((string(name)?, string(value)?))
        }
        _ => Err(argument.error("expected `\"X-Name\" = \"value\"`")),
    }
}
