use crate::diagnostic::Diagnostic;
use crate::pagination::Pagination;
use crate::parse::{Members, list};

/// Reads pagination rules: `[{ cursor: page_token, next: paging.next }]`.
pub(super) fn read(options: &Members<'_>, wrong: &mut Vec<Diagnostic>) -> Vec<Pagination> {
    let Some((value, pointer)) = options.get("pagination") else { return Vec::new() };
    let rules: Vec<_> = list(value, &pointer, wrong).iter().enumerate().collect();
    rules
        .into_iter()
        .filter_map(|(index, rule)| {
            let members = Members::read(rule, pointer.index(index), wrong)?;
            read_rule(&members, wrong)
        })
        .collect()
}

fn read_rule(rule: &Members<'_>, wrong: &mut Vec<Diagnostic>) -> Option<Pagination> {
    rule.only(&["cursor", "next", "last", "link", "page", "offset", "items", "more", "done", "operations"], wrong);
    let mut text = |key| rule.string(key, wrong);
    let read = match (text("cursor"), text("next"), text("last"), text("link"), text("page"), text("offset")) {
        (Some(parameter), Some(next), None, None, None, None) => Some(Pagination::cursor(parameter, next)),
        (Some(parameter), None, Some(member), None, None, None) => Some(Pagination::last_item(parameter, member)),
        (None, None, None, Some(parameter), None, None) => Some(Pagination::link(parameter)),
        (None, None, None, None, Some(parameter), None) => Some(Pagination::page(parameter, 1)),
        (None, None, None, None, None, Some(parameter)) => Some(Pagination::offset(parameter)),
        _ => None,
    };
    let (items, more, done) = (text("items"), text("more"), text("done"));
    let Some(mut read) = read else {
        let help = "write the query parameter, and for a cursor what it is next: `{ cursor: after, next: next_cursor }`, \
                    `{ cursor: after, last: id }`, `{ link: page }`, `{ page: page }` or \
                    `{ offset: offset }`";
        wrong.push(Diagnostic::error(rule.pointer(), "this is not a pagination rule").help(help));
        return None;
    };
    if let Some(items) = items {
        read = read.items(items);
    }
    match (more, done) {
        (Some(more), None) => read = read.more(more),
        (None, Some(done)) => read = read.done(done),
        (None, None) => {}
        (Some(_), Some(_)) => {
            wrong.push(Diagnostic::error(rule.pointer(), "`more` and `done` exclude each other: keep one"));
        }
    }
    Some(rule.strings("operations", wrong).into_iter().fold(read, Pagination::operation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Project, Source};

    fn parse(rules: &str) -> Result<Vec<Pagination>, String> {
        let text = format!("document: a\noutput: b\noptions: {{pagination: [{rules}]}}\n");
        let project = Project::parse(&Source::new("p.yaml", text)).map_err(|error| error.to_string())?;
        Ok(project.options.pagination)
    }

    #[test]
    fn every_kind_of_rule_is_read() {
        let rules = "{cursor: a, next: b.c, items: d, done: e}, {cursor: a, last: id, more: m, operations: [x, y]}, \
                     {link: l}, {page: p}, {offset: o}";
        let expected = [
            Pagination::cursor("a", "b.c").items("d").done("e"),
            Pagination::last_item("a", "id").more("m").operation("x").operation("y"),
            Pagination::link("l"),
            Pagination::page("p", 1),
            Pagination::offset("o"),
        ];
        assert_eq!(parse(rules).unwrap(), expected);
    }

    #[test]
    fn an_invalid_rule_is_reported_at_its_place() {
        for rule in ["{cursor: a}", "{next: b}", "{page: p, offset: o}", "{}"] {
            let message = parse(rule).unwrap_err();
            assert!(message.contains("this is not a pagination rule\n  --> p.yaml:3:24"), "{rule}: {message}");
        }
        assert!(parse("{page: p, more: a, done: b}").unwrap_err().contains("keep one"));
        assert!(parse("{pages: p}").unwrap_err().contains("unknown key `pages`"));
    }
}
