use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{
    Api, Chosen, ChosenBy, Field, Method, Operation, Pages, PagesBy, Parameter, ParameterLocation, ResponseEncoding,
    Scalar, Step, Success, Turn, TypeKind, TypeRef,
};
use crate::options::Options;
use crate::pagination::{MORE, NextPage, Pagination, plain};
use crate::pointer::Pointer;

/// Marks the paginated operations: by the rules of the caller, then by their names.
pub(crate) fn mark(api: &mut Api, options: &Options, report: &mut Report) {
    let plain = plain();
    let marked: Vec<Option<Pages>> = api
        .operations
        .iter()
        .map(|operation| {
            if is_off(operation) {
                return None;
            }
            let of_caller = options.pagination.iter().find_map(|rule| pages(api, operation, rule));
            of_caller.or_else(|| {
                if let Some(Chosen { value, by: ChosenBy::Extension(name, _) }) = &operation.settings.pagination {
                    let Some(rule) = value else { return None };
                    // A rule that does not fit has no effect.
                    if let Some(pages) = pages(api, operation, rule) {
                        return Some(Pages { by: PagesBy::Extension(name.clone()), ..pages });
                    }
                }
                let is_free =
                    options.pagination.iter().all(|rule| !rule.operations.iter().any(|id| operation.id.as_str() == id));
                let plain = plain.iter().filter(|_| is_free).find_map(|rule| pages(api, operation, rule));
                plain.map(|pages| {
                    let more = pages.more.or_else(|| more_by_name(api, operation));
                    Pages { by: PagesBy::Names, more, ..pages }
                })
            })
        })
        .collect();
    report_what_does_not_fit(api, options, report);
    for operation in &api.operations {
        if let Some(Chosen { value: Some(rule), by: ChosenBy::Extension(name, at) }) = &operation.settings.pagination
            && pages(api, operation, rule).is_none()
        {
            let message = format!("the rule of this `{name}` does not fit the operation, so it has no effect");
            report.push(Diagnostic::note(at, message).help(FITS));
        }
    }
    for (operation, pages) in api.operations.iter_mut().zip(marked) {
        operation.pages = pages;
    }
}

/// Reports a rule for an operation that it does not fit, and a rule that fits no operation.
fn report_what_does_not_fit(api: &Api, options: &Options, report: &mut Report) {
    let at = Pointer::root();
    for (index, rule) in options.pagination.iter().enumerate() {
        let place = Pointer::root().child("pagination").index(index);
        let parameter = &rule.parameter;
        for (index, id) in rule.operations.iter().enumerate() {
            let place = place.child("operations").index(index);
            let operation = api.operations.iter().find(|operation| operation.id.as_str() == id);
            let what = match operation {
                None => format!("the option `pagination` names `{id}`, but no operation has this name"),
                Some(operation) if is_off(operation) => {
                    let message =
                        format!("the option `pagination` names `{id}`, and `operation-settings` turns its pages off");
                    report.push_option(&place, Diagnostic::error(&at, message).help("leave one of them out"));
                    continue;
                }
                Some(operation) if pages(api, operation, rule).is_none() => {
                    format!("the rule of `pagination` with `{parameter}` does not fit `{id}`")
                }
                Some(_) => continue,
            };
            report.push_unmatched(&place, Diagnostic::error(&at, what).help(FITS));
        }
        if rule.operations.is_empty() && api.operations.iter().all(|operation| pages(api, operation, rule).is_none()) {
            let what = format!("the rule of `pagination` with `{parameter}` fits no operation");
            report.push_unmatched(&place, Diagnostic::error(&at, what).help(FITS));
        }
    }
}

/// Returns true if the option `operation-settings` turns the pagination off.
fn is_off(operation: &Operation) -> bool {
    matches!(operation.settings.pagination, Some(Chosen { value: None, by: ChosenBy::Option(..) }))
}

const FITS: &str = "it fits a GET with that query parameter and a success that is an object with the members of the rule, \
                    or a list where the rule names none; a cursor is of the parameter's type, and where the rule names no \
                    list, an object has one only";

/// Applies a rule to an operation. Returns `None` if it does not fit.
fn pages(api: &Api, operation: &Operation, rule: &Pagination) -> Option<Pages> {
    let is_for = rule.operations.is_empty() || rule.operations.iter().any(|id| operation.id.as_str() == id);
    let Success::One(page) = &operation.success else { return None };
    if !is_for || operation.method != Method::Get || page.encoding != ResponseEncoding::Json {
        return None;
    }
    let parameter = operation.parameters.iter().find(|parameter| {
        parameter.location == ParameterLocation::Query && parameter.wire.as_str() == rule.parameter
    })?;
    let (items, list) = match &rule.items {
        Some(items) => member_path(api, &page.ty, items)?,
        None => the_list(api, &page.ty)?,
    };
    let TypeRef::Array(item) = api.without_aliases(list) else { return None };
    let turn = match &rule.next {
        NextPage::Cursor(next) => Turn::Cursor(cursor(api, &page.ty, next, parameter)?),
        NextPage::Last(member) => Turn::Last(cursor(api, item, member, parameter)?),
        NextPage::Link if is_cursor(api.without_aliases(&parameter.ty)) => Turn::Link(parameter.wire.clone()),
        NextPage::Page(first) if counts(api, parameter) => Turn::Page(*first),
        NextPage::Offset if counts(api, parameter) => Turn::Offset,
        NextPage::Link | NextPage::Page(_) | NextPage::Offset => return None,
    };
    let more = match &rule.more {
        None => None,
        Some((member, expected)) => {
            let (steps, ty) = member_path(api, &page.ty, member)?;
            let is_counted = matches!(turn, Turn::Page(_) | Turn::Offset);
            says_more(api.without_aliases(ty), *expected && is_counted).then_some(())?;
            Some((steps, *expected))
        }
    };
    Some(Pages { items, item: (**item).clone(), parameter: parameter.name.clone(), turn, more, by: PagesBy::Option })
}

/// Returns the flag of a page that there are further pages, if each page has one under a usual name. Some servers repeat
/// the last cursor on the last page.
fn more_by_name(api: &Api, operation: &Operation) -> Option<(Vec<Step>, bool)> {
    let Success::One(page) = &operation.success else { return None };
    MORE.iter().find_map(|name| {
        let (steps, ty) = member_path(api, &page.ty, name)?;
        let is_flag = *api.without_aliases(ty) == TypeRef::Scalar(Scalar::Bool);
        (is_flag && !steps.iter().any(|step| step.may_be_missing)).then_some((steps, true))
    })
}

/// Returns true if a field of the type can mark further pages: a boolean, or, if `may_be_empty`, a
/// value that is null or empty on the last page. A cursor marks them itself.
fn says_more(ty: &TypeRef, may_be_empty: bool) -> bool {
    match ty {
        TypeRef::Scalar(Scalar::Bool) => true,
        TypeRef::Scalar(Scalar::String | Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => may_be_empty,
        _ => false,
    }
}

/// Returns the path to a property whose type the parameter accepts.
fn cursor(api: &Api, from: &TypeRef, path: &str, parameter: &Parameter) -> Option<Vec<Step>> {
    let (steps, ty) = member_path(api, from, path)?;
    let ty = api.without_aliases(ty);
    (is_cursor(ty) && api.without_aliases(&parameter.ty) == ty).then_some(steps)
}

fn is_cursor(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Scalar(Scalar::String | Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64))
}

fn counts(api: &Api, parameter: &Parameter) -> bool {
    matches!(api.without_aliases(&parameter.ty), TypeRef::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64))
}

/// Returns the properties on a dotted path, and the type of the last one.
fn member_path<'a>(api: &'a Api, from: &'a TypeRef, path: &str) -> Option<(Vec<Step>, &'a TypeRef)> {
    let mut steps = Vec::new();
    let mut ty = from;
    for name in path.split('.') {
        let field = fields(api, ty)?.iter().find(|field| field.wire.as_str() == name)?;
        steps.push(step(field)?);
        ty = &field.ty;
    }
    Some((steps, ty))
}

/// Returns the page itself if it is an array, or else the only array in it.
fn the_list<'a>(api: &'a Api, page: &'a TypeRef) -> Option<(Vec<Step>, &'a TypeRef)> {
    match api.without_aliases(page) {
        TypeRef::Array(_) => Some((Vec::new(), page)),
        _ => only_list(api, page),
    }
}

/// Returns the only array of a page.
fn only_list<'a>(api: &'a Api, page: &'a TypeRef) -> Option<(Vec<Step>, &'a TypeRef)> {
    let mut lists =
        fields(api, page)?.iter().filter(|field| matches!(api.without_aliases(&field.ty), TypeRef::Array(_)));
    let list = lists.next()?;
    lists.next().is_none().then_some(())?;
    Some((vec![step(list)?], &list.ty))
}

fn step(field: &Field) -> Option<Step> {
    // Paths cannot pass a box or a null.
    let is_plain = !matches!(field.ty, TypeRef::Boxed(_) | TypeRef::Deep(_) | TypeRef::Nullable(_));
    let may_be_missing = !field.is_always_there();
    is_plain.then(|| Step { name: field.name.clone(), may_be_missing })
}

fn fields<'a>(api: &'a Api, ty: &'a TypeRef) -> Option<&'a [Field]> {
    let TypeRef::Named(id) = api.without_aliases(ty) else { return None };
    match &api.type_def(*id).kind {
        TypeKind::Object(object) => Some(&object.fields),
        TypeKind::OpenEnum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, generate};

    fn rejection(rule: Pagination) -> Option<String> {
        let text = "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get:
      operationId: listOrders
      parameters: [{ name: cursor, in: query, schema: { type: string } }, { name: page, in: query, schema: { type: integer } }]
      responses: { '200': { description: OK, content: { application/json: { schema: { type: object, properties: {
        orders: { type: array, items: { type: string } }, next: { type: string }, number: { type: integer } } } } } } }
  /words:
    get:
      operationId: listWords
      parameters: [{ name: after, in: query, schema: { type: string } }, { name: number, in: query, schema: { type: integer } }]
      responses: { '200': { description: OK, content: { application/json: { schema: { type: array, items: {
        type: object, required: [word], properties: { word: { type: string }, number: { type: integer } } } } } } } }
";
        let options = Options::default().pagination(rule);
        generate(&Source::new("api.yaml", text), &[], &options).err().map(|error| error.to_string())
    }

    #[test]
    fn a_rule_fits_or_is_rejected() {
        for fits in [
            Pagination::cursor("cursor", "next"),
            Pagination::cursor("cursor", "next").items("orders").operation("listOrders"),
            Pagination::cursor("page", "number"),
            Pagination::page("page", 0),
            Pagination::offset("page"),
            Pagination::link("page"),
            Pagination::link("after"),
            Pagination::page("number", 1),
            Pagination::offset("number"),
            Pagination::last_item("after", "word"),
        ] {
            assert_eq!(rejection(fits), None);
        }
        for (rule, message) in [
            (Pagination::cursor("cursor", "number"), "with `cursor` fits no operation"),
            (Pagination::cursor("cursor", "following"), "with `cursor` fits no operation"),
            (Pagination::cursor("token", "next"), "with `token` fits no operation"),
            (Pagination::page("cursor", 1).operation("listOrders"), "with `cursor` does not fit `listOrders`"),
            (Pagination::cursor("cursor", "next").more("next"), "with `cursor` fits no operation"),
            (Pagination::last_item("cursor", "id"), "with `cursor` fits no operation"),
            (Pagination::cursor("after", "word"), "with `after` fits no operation"),
            (Pagination::page("number", 1).items("words"), "with `number` fits no operation"),
            (Pagination::last_item("after", "number"), "with `after` fits no operation"),
            (Pagination::page("page", 1).operation("listAll"), "names `listAll`, but no operation has this name"),
        ] {
            let rejection = rejection(rule).unwrap_or_default();
            assert!(rejection.contains(message), "{message}: {rejection}");
        }
    }
}
