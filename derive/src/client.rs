//! `#[derive(ApiClient)]`, `#[derive(ApiClientBuilder)]` and `#[derive(ApiCall)]`, and `#[client(…)]`.

use proc_macro::{Delimiter, Ident, Span, TokenStream};

use crate::{
    arguments::{Argument, among, name, text},
    code::Code,
    error::Error,
    item::{Attribute, attributes, visibility},
    tokens::Tokens,
};

const RT: &str = Code::RUNTIME;

/// The derive, which selects the macro of the runtime with its methods.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Client,
    Builder,
    Call,
}

impl Kind {
    fn derive(self) -> &'static str {
        match self {
            Self::Client => "ApiClient",
            Self::Builder => "ApiClientBuilder",
            Self::Call => "ApiCall",
        }
    }

    fn methods(self) -> &'static str {
        match self {
            Self::Client => "__client_methods",
            Self::Builder => "__client_builder_methods",
            Self::Call => "__call_methods",
        }
    }
}

pub(crate) fn derive(item: TokenStream, kind: Kind) -> Result<TokenStream, Error> {
    let mut tokens = Tokens::new(item, Span::call_site());
    let attributes = attributes(&mut tokens)?;
    visibility(&mut tokens);
    let name = wrapper(&mut tokens, kind)?;
    let mut code = Code::default();
    let name = code.hole(&[name.into()]);
    put!(code, "{RT}::{}! {{ {name} ", kind.methods());
    if kind == Kind::Client {
        Settings::read(&attributes)?.put(&mut code);
    }
    put!(code, "}}");
    code.into_tokens()
}

/// Returns the name of a struct with the field `inner`, and perhaps with generic parameters.
fn wrapper(tokens: &mut Tokens, kind: Kind) -> Result<Ident, Error> {
    let expected = format!("`{}` can only be derived for a struct with the one field `inner`", kind.derive());
    let keyword = tokens.ident("an item")?;
    if keyword.to_string() != "struct" {
        return Err(Error::new(keyword.span(), expected));
    }
    let name = tokens.ident("a name")?;
    let body = loop {
        if let Some(body) = tokens.group(Delimiter::Brace) {
            break body;
        }
        if tokens.next().is_none() {
            return Err(Error::new(name.span(), expected));
        }
    };
    let mut fields = Tokens::inside(&body);
    self::attributes(&mut fields)?;
    visibility(&mut fields);
    match fields.ident("the field `inner`") {
        Ok(field) if field.to_string() == "inner" => Ok(name),
        _ => Err(Error::new(name.span(), expected)),
    }
}

const CREDENTIAL: &str = "expected `credential(method = SCHEME)`";

/// The attributes of a client.
#[derive(Default)]
struct Settings {
    base_url: Option<String>,
    /// The methods of the builder, each with the scheme whose credential it takes.
    credentials: Vec<(Ident, Ident)>,
    /// The statuses and codes of error responses to calls that are still in progress.
    in_progress: Vec<(String, String)>,
}

impl Settings {
    fn read(attributes: &[Attribute]) -> Result<Self, Error> {
        let mut settings = Self::default();
        let own = attributes.iter().filter(|attribute| attribute.name == "client");
        for argument in own.flat_map(Argument::all) {
            settings.add(&argument)?;
        }
        Ok(settings)
    }

    fn add(&mut self, argument: &Argument) -> Result<(), Error> {
        let allowed = ["base_url", "credential", "in_progress"];
        if let Some((key, value)) = argument.named() {
            among(key, &allowed)?;
            if key.to_string() != "base_url" {
                return Err(argument.error(format!("expected `{key}(…)`")));
            }
            if self.base_url.is_some() {
                return Err(argument.error("`base_url` is already set"));
            }
            self.base_url = Some(text(value, argument.span)?.to_string());
            return Ok(());
        }
        let Some((key, inside)) = argument.called() else {
            let expected =
                "expected `base_url = \"…\"`, `credential(method = SCHEME)` or `in_progress(status, \"code\")`";
            return Err(argument.error(expected));
        };
        among(key, &allowed)?;
        match (key.to_string().as_str(), inside.as_slice()) {
            ("credential", [pair]) => {
                let (method, scheme) = pair.named().ok_or_else(|| pair.error(CREDENTIAL))?;
                self.credentials.push((method.clone(), name(scheme, pair.span, "the constant of a scheme")?));
                Ok(())
            }
            ("in_progress", [status, code]) => {
                let number: String = status.tokens.iter().map(ToString::to_string).collect();
                if number.parse::<u16>().is_err() {
                    return Err(status.error("expected a status, such as `409`"));
                }
                self.in_progress.push((number, code.text()?.to_string()));
                Ok(())
            }
            ("credential", _) => Err(argument.error(CREDENTIAL)),
            ("in_progress", _) => Err(argument.error("expected `in_progress(status, \"code\")`")),
            (key, _) => Err(argument.error(format!("expected `{key} = \"…\"`"))),
        }
    }

    fn put(&self, code: &mut Code) {
        if let Some(url) = &self.base_url {
            put!(code, "(::core::option::Option::Some({url})) ");
        } else {
            put!(code, "(::core::option::Option::None) ");
        }
        put!(code, "[");
        for (method, scheme) in &self.credentials {
            let scheme = code.hole(&[scheme.clone().into()]);
            put!(code, "({:?}, {scheme}), ", method.to_string());
        }
        put!(code, "] [");
        for (status, error) in &self.in_progress {
            put!(code, "({status}, {error}), ");
        }
        put!(code, "] ");
    }
}
