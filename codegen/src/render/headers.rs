use super::{
    Uses, doc,
    file::Row,
    tokens::{Models, in_row, type_ref},
};
use crate::ir::{Api, Operation, ResponseHeader};

/// The struct of the headers that an operation's successes declare.
pub(super) fn of_success(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<Row> {
    let rows: Vec<Row> = operation.success_headers.iter().map(|header| row(api, header, uses)).collect();
    (!rows.is_empty()).then(|| Row::block(Vec::new(), &format!("headers {}Headers", operation.type_name), &rows))
}

/// A header with how it is read. It is never required, since one that is missing or does not fit spoils no response.
pub(super) fn row(api: &Api, header: &ResponseHeader, uses: &mut Uses) -> Row {
    let ResponseHeader { wire, name, ty, is_list, doc } = header;
    let doc = doc::said_or(doc, &[], &format!("The header {}.", doc::code(wire.as_str())));
    let ty = in_row(&type_ref(api, ty, Models::ByModule, uses));
    let read = if *is_list { "header_list" } else { "header" };
    Row::documented(doc, format!("{name}: Option<{ty}> = {read} {:?};", wire.as_str()))
}
