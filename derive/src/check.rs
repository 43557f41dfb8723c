//! `#[check(…)]`: the constraints that are checked before a value is sent.

use proc_macro::{Delimiter, Ident, Literal, TokenTree};

use crate::{
    attributes::unknown,
    class::Class,
    code::Code,
    error::Error,
    item::Attribute,
    literal,
    shape::{Shape, element_type, is_float, is_integer, is_map, value_type},
    tokens::Tokens,
};

/// The constraints of one value.
#[derive(Default)]
pub(crate) struct Checks {
    rules: Vec<Rule>,
    /// The constraints of each item of a list, or of each value of a map.
    each: Option<Box<Checks>>,
}

struct Rule {
    name: Ident,
    value: Vec<TokenTree>,
}

/// The kinds of values, each with a method of the checker, and the rules that it has.
const KINDS: &[(&str, &[&str])] = &[
    ("text", &["max_length", "min_length", "pattern"]),
    ("list", &["max_items", "min_items", "unique_items"]),
    ("map", &["max_properties", "min_properties"]),
    ("number", &["less_than", "maximum", "minimum", "more_than", "multiple_of", "one_of"]),
];

const ALLOWED: &[&str] = &[
    "each",
    "less_than",
    "max_items",
    "max_length",
    "max_properties",
    "maximum",
    "min_items",
    "min_length",
    "min_properties",
    "minimum",
    "more_than",
    "multiple_of",
    "one_of",
    "pattern",
    "unique_items",
];

impl Checks {
    /// Reads the `check` attributes of a field, a variant or a struct.
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self, Error> {
        let mut checks = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.name == "check") {
            let Some(arguments) = &attribute.arguments else {
                return Err(Error::new(attribute.span, "expected `#[check(…)]`"));
            };
            checks.read_arguments(Tokens::inside(arguments))?;
        }
        Ok(checks)
    }

    fn read_arguments(&mut self, mut tokens: Tokens) -> Result<(), Error> {
        while !tokens.is_empty() {
            let name = tokens.ident("a rule")?;
            let text = name.to_string();
            match text.as_str() {
                _ if !ALLOWED.contains(&text.as_str()) => return Err(unknown(&name, ALLOWED)),
                "each" => {
                    let Some(group) = tokens.group(Delimiter::Parenthesis) else {
                        return Err(tokens.error("expected `each(…)`"));
                    };
                    self.each.get_or_insert_default().read_arguments(Tokens::inside(&group))?;
                }
                "unique_items" => self.rules.push(Rule { name, value: Vec::new() }),
                _ => {
                    let value = if tokens.punct('=') { tokens.until_comma() } else { Vec::new() };
                    if value.is_empty() {
                        return Err(tokens.error(format!("expected `{name} = value`")));
                    }
                    self.rules.push(Rule { name, value });
                    continue;
                }
            }
            tokens.end_of_argument()?;
        }
        Ok(())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.each.is_none()
    }

    /// Writes the statements that check `value`, a reference of type `ty`, as the part that the expression `name` names.
    pub(crate) fn put(
        &self,
        code: &mut Code,
        checker: &str,
        name: &str,
        value: &str,
        ty: &[TokenTree],
    ) -> Result<(), Error> {
        if !self.rules.is_empty() || self.each.is_some() {
            let kind = self.kind(ty)?;
            put!(code, "{checker}.{kind}({name}, {value})");
            self.put_rules(code, kind)?;
            if let Some(each) = &self.each {
                put!(code, ".check_each(|__checker, __name, __value| {{");
                each.put(code, "__checker", "__name", "__value", element_type(ty))?;
                put!(code, "}})");
            }
            put!(code, ";");
        }
        Ok(())
    }

    /// Writes the checks of `value`, and the statement that checks its parts. Strings, numbers, booleans and any JSON
    /// have no parts.
    pub(crate) fn put_with_parts(
        &self,
        code: &mut Code,
        name: &str,
        value: &str,
        ty: &[TokenTree],
    ) -> Result<(), Error> {
        self.put(code, "__checker", name, value, ty)?;
        if has_parts(ty) {
            put!(code, "__checker.within({name}, {value});");
        }
        Ok(())
    }

    /// Writes the statement that checks how many properties an object has.
    pub(crate) fn put_of_object(&self, code: &mut Code, checker: &str) -> Result<(), Error> {
        let is_allowed = |rule: &&Rule| matches!(rule.name.to_string().as_str(), "max_properties" | "min_properties");
        if let Some(rule) = self.rules.iter().find(|rule| !is_allowed(rule)) {
            return Err(unknown(&rule.name, &["max_properties", "min_properties"]));
        }
        if !self.rules.is_empty() {
            put!(code, "{checker}.members(self)");
            self.put_rules(code, "members")?;
            put!(code, ";");
        }
        Ok(())
    }

    /// Returns the method of the checker: by the rules, since an alias hides the type, and else by the type.
    fn kind(&self, ty: &[TokenTree]) -> Result<&'static str, Error> {
        let head = Shape::new(value_type(ty)).head;
        let Some(first) = self.rules.first() else {
            return Ok(if is_map(&head) { "map" } else { "list" });
        };
        let kind_of = |rule: &Rule| {
            let name = rule.name.to_string();
            KINDS.iter().find(|(_, rules)| rules.contains(&name.as_str())).map_or("text", |(kind, _)| *kind)
        };
        let kind = kind_of(first);
        let fits = match head.as_str() {
            "String" => kind == "text",
            "Vec" => kind == "list",
            head if is_map(head) => kind == "map",
            "bool" => false,
            head if is_integer(head) || is_float(head) => kind == "number",
            _ => true,
        };
        let other = self.rules.iter().find(|rule| kind_of(rule) != kind);
        if let Some(misfit) = if fits { other } else { Some(first) } {
            return Err(Error::new(
                misfit.name.span(),
                format!("`{}` is not a rule for a value of this type", misfit.name),
            ));
        }
        let is_real = is_float(&head) || (!is_integer(&head) && self.rules.iter().any(|rule| is_real(&rule.value)));
        Ok(if kind == "number" && !is_real { "integer" } else { kind })
    }

    fn put_rules(&self, code: &mut Code, kind: &str) -> Result<(), Error> {
        if kind == "text" {
            return self.put_text_rules(code);
        }
        for Rule { name, value } in &self.rules {
            let mut value = value.clone();
            if kind == "number" {
                value.iter_mut().for_each(make_real);
            }
            let value = code.hole(&value);
            match name.to_string().as_str() {
                "unique_items" => put!(code, ".unique_items()"),
                "one_of" => put!(code, ".one_of(&{value})"),
                name => put!(code, ".{name}({value})"),
            }
        }
        Ok(())
    }

    /// Writes the rules of a text. A pattern that is one class of characters also limits the length.
    fn put_text_rules(&self, code: &mut Code) -> Result<(), Error> {
        let (mut least, mut most) = (None, None);
        let mut patterns = Vec::new();
        for Rule { name, value } in &self.rules {
            match (name.to_string().as_str(), value.as_slice()) {
                ("pattern", [TokenTree::Literal(pattern)]) => {
                    let class = Class::read(&literal::text(pattern)?);
                    if let Some(class) = &class {
                        least = least.max(Some(class.least).filter(|least| *least > 0));
                        most = [most, class.most].into_iter().flatten().min();
                    }
                    patterns.push((pattern, class));
                }
                ("min_length", value) => least = least.max(Some(length(name, value)?)),
                ("max_length", value) => most = [most, Some(length(name, value)?)].into_iter().flatten().min(),
                _ => return Err(Error::new(name.span(), "expected `pattern = \"…\"`")),
            }
        }
        if let Some(least) = least {
            put!(code, ".min_length({least})");
        }
        if let Some(most) = most {
            put!(code, ".max_length({most})");
        }
        for (pattern, class) in patterns {
            let source = code.hole(&[pattern.clone().into()]);
            let Some(Class { is_negated, ranges, .. }) = class else {
                put!(code, ".pattern({source})");
                continue;
            };
            put!(code, ".{}characters({source}, &[", if is_negated { "no_" } else { "" });
            for (first, last) in ranges {
                put!(code, "{first:?}..={last:?},");
            }
            put!(code, "])");
        }
        Ok(())
    }
}

/// Returns true if a value of the type may have parts with constraints of their own.
pub(crate) fn has_parts(ty: &[TokenTree]) -> bool {
    let ty = value_type(ty);
    let head = Shape::new(ty).head;
    match head.as_str() {
        "Vec" => has_parts(element_type(ty)),
        head if is_map(head) => has_parts(element_type(ty)),
        "String" | "Json" | "bool" => false,
        head => !is_integer(head) && !is_float(head),
    }
}

fn length(name: &Ident, value: &[TokenTree]) -> Result<usize, Error> {
    let text = value.iter().map(ToString::to_string).collect::<String>();
    text.replace('_', "").parse().map_err(|_| Error::new(name.span(), format!("expected `{name} = length`")))
}

fn is_real(value: &[TokenTree]) -> bool {
    value.iter().any(|token| match token {
        TokenTree::Literal(literal) => literal.to_string().contains(['.', 'e', 'E']),
        TokenTree::Group(group) => is_real(&group.stream().into_iter().collect::<Vec<_>>()),
        _ => false,
    })
}

/// Makes `1` of a number's rule `1.0`, also in a list.
fn make_real(token: &mut TokenTree) {
    match token {
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
                && let Ok(mut real) = format!("{text}.0").parse::<Literal>()
            {
                real.set_span(literal.span());
                *literal = real;
            }
        }
        TokenTree::Group(group) => {
            let span = group.span();
            let inner = group.stream().into_iter().map(|mut token| {
                make_real(&mut token);
                token
            });
            *group = proc_macro::Group::new(group.delimiter(), inner.collect());
            group.set_span(span);
        }
        _ => {}
    }
}
