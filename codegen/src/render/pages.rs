use super::{
    Table, Uses,
    file::Row,
    tokens::{Models, in_row, type_ref},
};
use crate::ir::{Api, Operation, Step, Turn};

/// The table of how the pages of an operation follow each other.
pub(super) fn pages(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<Table> {
    let pages = operation.pages.as_ref()?;
    uses.add_runtime("pages");
    let item = in_row(&type_ref(api, &pages.item, Models::ByModule, uses));
    let parameter = &pages.parameter;
    let mut rows = vec![
        format!("items [{}] of {item};", way("page", &pages.items)),
        match &pages.turn {
            Turn::Cursor(next) => format!("set {parameter} to [{}];", way("page", next)),
            Turn::Last(member) => format!("set {parameter} to [{}];", way("last", member)),
            Turn::Page(first) => format!("count {parameter} by 1 from {first};"),
            Turn::Offset => format!("count {parameter} by items from 0;"),
        },
    ];
    rows.extend(
        pages.more.iter().map(|(member, expected)| {
            format!("{} [{}];", if *expected { "while" } else { "until" }, way("page", member))
        }),
    );
    let rows = rows.into_iter().map(Row::new).collect();
    Some(Table::new("pages", Some(operation.type_name.to_string()), rows))
}

fn way(from: &str, steps: &[Step]) -> String {
    steps.iter().fold(from.to_owned(), |way, Step { name, may_be_missing }| {
        format!("{way}.{name}{}", if *may_be_missing { "?" } else { "" })
    })
}
