//! Shorter names for operations, from an `operationId` that a framework makes of the function, the path and the method.

use std::collections::{HashMap, HashSet};

use super::field;

/// An operation with an `operationId`.
pub(crate) struct Identified<'d> {
    pub id: &'d str,
    pub path: &'d str,
    /// In lower case.
    pub method: String,
}

/// Returns the shorter identifiers by `operationId`. Identifiers of no known scheme are missing, and so are those whose
/// shorter name another operation has.
pub(crate) fn shorter_ids(operations: &[Identified<'_>]) -> HashMap<String, String> {
    let short: Vec<Option<String>> = match of_whole_document(operations) {
        Some(short) => short.into_iter().map(Some).collect(),
        None => operations.iter().map(|own| of_fastapi(own).or_else(|| of_nest(own))).collect(),
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (own, short) in operations.iter().zip(&short) {
        let names: HashSet<String> =
            [Some(own.id), short.as_deref()].into_iter().flatten().map(|id| field(id).to_string()).collect();
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
    }
    let is_unique = |short: &String| counts.get(field(short).as_str()) == Some(&1);
    let pairs = operations.iter().zip(short);
    pairs.filter_map(|(own, short)| Some((own.id.to_owned(), short.filter(is_unique)?))).collect()
}

/// Shortens the identifiers of a framework that all operations follow. A single operation does not show the scheme.
fn of_whole_document(operations: &[Identified<'_>]) -> Option<Vec<String>> {
    if operations.len() < 2 {
        return None;
    }
    let of_litestar: Option<Vec<String>> = operations.iter().map(of_litestar).collect();
    of_litestar.or_else(|| of_common_path(operations))
}

/// `read_item_items__item_id__get` is `read_item`: the function, the path with `_` for other characters, the method.
fn of_fastapi(own: &Identified<'_>) -> Option<String> {
    let path = own.path.replace(|character: char| !character.is_alphanumeric(), "_");
    let suffix = format!("{path}_{}", own.method);
    own.id.strip_suffix(&suffix).filter(|function| begins_name(function)).map(str::to_owned)
}

/// `CatsController_findAll` is `Cats_findAll`.
fn of_nest(own: &Identified<'_>) -> Option<String> {
    let (class, function) = own.id.split_once("Controller_")?;
    (begins_name(class) && begins_name(function)).then(|| format!("{class}_{function}"))
}

/// `ItemsItemIdReadItem` is `ReadItem`: the path and the function, each word with a capital.
fn of_litestar(own: &Identified<'_>) -> Option<String> {
    let path = own.path.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase);
    let mut rest = own.id.chars();
    for expected in path {
        rest.next().filter(|character| character.to_lowercase().eq([expected]))?;
    }
    let function = rest.as_str();
    let is_capital = |id: &str| id.starts_with(char::is_uppercase);
    (is_capital(own.id) && is_capital(function)).then(|| function.to_owned())
}

/// `api_v1_orders_list` is `orders_list` where all paths start with `/api/v1/`, as in drf-spectacular's documents.
fn of_common_path(operations: &[Identified<'_>]) -> Option<Vec<String>> {
    let segments = |own: &Identified<'_>| -> Vec<String> {
        let segments = own.path.split('/').filter(|segment| !segment.is_empty());
        segments.take_while(|segment| !segment.contains('{')).map(|segment| segment.replace('-', "_")).collect()
    };
    let mut common = segments(operations.first()?);
    for own in operations {
        let own = segments(own);
        let same = common.iter().zip(&own).take_while(|(one, other)| one == other).count();
        // The last segment says what the operation is about.
        common.truncate(same.min(own.len().saturating_sub(1)));
    }
    if common.is_empty() {
        return None;
    }
    let prefix = common.join("_") + "_";
    let shorter =
        |own: &Identified<'_>| own.id.strip_prefix(&prefix).filter(|rest| begins_name(rest)).map(str::to_owned);
    operations.iter().map(shorter).collect()
}

fn begins_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the shorter identifier of each operation, or the whole one.
    fn short<'d>(operations: &[(&'d str, &str, &'d str)]) -> Vec<String> {
        let operations: Vec<Identified<'d>> =
            operations.iter().map(|&(id, method, path)| Identified { id, path, method: method.to_owned() }).collect();
        let short = shorter_ids(&operations);
        operations.iter().map(|own| short.get(own.id).cloned().unwrap_or_else(|| own.id.to_owned())).collect()
    }

    #[test]
    fn fastapi_appends_path_and_method() {
        let operations = [
            ("read_item_items__item_id__get", "get", "/items/{item_id}"),
            ("big_raw_big_raw_post", "post", "/big/raw"),
            ("own", "get", "/own"),
            ("_items_get", "get", "/items"),
        ];
        assert_eq!(short(&operations), ["read_item", "big_raw", "own", "_items_get"]);
    }

    #[test]
    fn nest_has_the_class_of_the_controller() {
        let operations = [
            ("CatsController_findAll", "get", "/cats"),
            ("DogsController_findAll", "get", "/dogs"),
            ("Controller_x", "get", "/x"),
        ];
        assert_eq!(short(&operations), ["Cats_findAll", "Dogs_findAll", "Controller_x"]);
    }

    #[test]
    fn litestar_prepends_the_path() {
        let operations = [("ItemsItemIdReadItem", "get", "/items/{item_id}"), ("ItemsAddItem", "post", "/items")];
        assert_eq!(short(&operations), ["ReadItem", "AddItem"]);
        // One operation may only look like it.
        let operations = [("PetsCreate", "post", "/pets"), ("listOrders", "get", "/orders")];
        assert_eq!(short(&operations), ["PetsCreate", "listOrders"]);
    }

    #[test]
    fn the_common_beginning_of_all_paths_is_dropped() {
        let operations = [
            ("api_v1_orders_list", "get", "/api/v1/orders/"),
            ("api_v1_order_lines_retrieve", "get", "/api/v1/order-lines/{id}/"),
        ];
        assert_eq!(short(&operations), ["orders_list", "order_lines_retrieve"]);
        let operations = [("orders_list", "get", "/orders/"), ("orders_retrieve", "get", "/orders/{id}/")];
        assert_eq!(short(&operations), ["orders_list", "orders_retrieve"]);
    }

    #[test]
    fn a_shorter_name_that_is_not_unique_is_not_used() {
        let operations = [
            ("read_items_get", "get", "/items"),
            ("read_users_get", "get", "/users"),
            ("add_items_post", "post", "/items"),
            ("add", "post", "/other"),
        ];
        assert_eq!(short(&operations), ["read_items_get", "read_users_get", "add_items_post", "add"]);
    }
}
