use serde_json::json;

use super::*;
use crate::diagnostic::{Diagnostics, Location};

struct Run {
    document: Value,
    applied: Applied,
    diagnostics: Diagnostics,
}

/// Applies overlays that consist of these actions, each in YAML's flow style.
fn apply_actions(document: &str, overlays: &[&[&str]]) -> Run {
    let overlays: Vec<String> = overlays
        .iter()
        .map(|actions| {
            let header = "overlay: 1.0.0\ninfo: {title: Test, version: '1'}\nactions:\n";
            actions.iter().fold(header.to_owned(), |text, action| text + "- {" + action + "}\n")
        })
        .collect();
    apply_overlays(document, &overlays)
}

fn apply_overlays<T: AsRef<str>>(document: &str, overlays: &[T]) -> Run {
    let source = Source::new("api.yaml", document);
    let overlays: Vec<Source> = overlays
        .iter()
        .enumerate()
        .map(|(index, text)| Source::new(format!("overlay{index}.yaml"), text.as_ref()))
        .collect();
    let mut document = parse(&source).unwrap();
    let mut report = Report::default();
    let applied = apply(&mut document, &overlays, &mut report);
    let diagnostics = report.locate(&source, &overlays, &applied);
    Run { document, applied, diagnostics }
}

fn changed(document: &str, action: &str) -> Value {
    let run = apply_actions(document, &[&[action]]);
    assert!(run.diagnostics.is_empty(), "{}", run.diagnostics);
    run.document
}

#[test]
fn objects_merge_arrays_grow_and_the_rest_is_replaced() {
    let document = "info: {title: a, tags: [x], contact: {name: n}, size: [1]}\n";
    assert_eq!(
        changed(document, "target: $.info, update: {title: b, tags: [y], contact: {url: u}, size: 2, new: 1}"),
        json!({"info": {"title": "b", "tags": ["x", "y"], "contact": {"name": "n", "url": "u"}, "size": 2, "new": 1}})
    );
}

#[test]
fn a_selected_array_takes_one_entry_or_several() {
    let document = "tags: [{name: a}]\n";
    let expected = json!({"tags": [{"name": "a"}, {"name": "b"}]});
    assert_eq!(changed(document, "target: $.tags, update: {name: b}"), expected);
    assert_eq!(changed(document, "target: $.tags, update: [{name: b}]"), expected);
}

#[test]
fn a_selected_scalar_is_replaced() {
    assert_eq!(changed("a: {b: 1}\n", "target: $.a.b, update: two"), json!({"a": {"b": "two"}}));
}

#[test]
fn every_selected_value_changes() {
    let document = "paths:\n  /a: {get: {x: 1}, put: {x: 2}}\n  /b: {get: {}}\n";
    assert_eq!(
        changed(document, "target: $.paths.*.get, update: {deprecated: true}"),
        json!({"paths": {"/a": {"get": {"x": 1, "deprecated": true}, "put": {"x": 2}}, "/b": {"get": {"deprecated": true}}}})
    );
}

#[test]
fn removal_takes_members_elements_and_values_inside_both() {
    assert_eq!(changed("a: {b: 1, c: 2}\n", "target: $.a.b, remove: true"), json!({"a": {"c": 2}}));
    assert_eq!(changed("a: [0, 1, 2, 3, 4]\n", "target: '$.a[1, 3, 0, 1]', remove: true"), json!({"a": [2, 4]}));
    assert_eq!(
        changed("a: [{x: [1]}, {x: [2]}]\n", "target: '$.a[?@.x[0] == 1]', remove: true"),
        json!({"a": [{"x": [2]}]})
    );
    assert_eq!(changed("a: {b: {c: 1}}\nd: 1\n", "target: '$.a..*', remove: true"), json!({"a": {}, "d": 1}));
    let eleven = "a: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n";
    assert_eq!(changed(eleven, "target: '$.a[?@ > 1]', remove: true"), json!({"a": [0, 1]}));
}

#[test]
fn the_order_of_members_is_kept() {
    let document = changed("z: 1\ny: 2\nx: 3\n", "target: $.z, remove: true");
    assert_eq!(document.to_string(), r#"{"y":2,"x":3}"#);
}

#[test]
fn actions_see_the_changes_of_earlier_actions() {
    let run = apply_actions(
        "a: {}\n",
        &[&["target: $.a, update: {b: {}}", "target: $.a.b, update: {c: 1}"], &["target: $.a.b.c, remove: true"]],
    );
    assert_eq!(run.document, json!({"a": {"b": {}}}));
    assert_eq!(run.applied.actions.len(), 3);
    assert_eq!(run.applied.actions[2].source, "overlay1.yaml");
}

#[test]
fn an_action_that_selects_nothing_is_an_error_in_the_overlay() {
    let run = apply_actions("a: {}\n", &[&["target: $.a, update: {b: 1}", "target: $.c, update: {b: 1}"]]);
    assert_eq!(
        run.diagnostics.to_string(),
        "error: `$.c` selects nothing in the document\n  --> overlay0.yaml:5:4 (/actions/1/target)\n  \
         help: the document may have changed; no file was written: correct the target, or remove the action"
    );
}

#[test]
fn an_action_that_changes_nothing_is_skipped_with_a_note() {
    let document = "a: {b: 1, tags: [x, y], c: {d: 2}}\n";
    let run = apply_actions(document, &[&["target: $.a, description: Why, update: {b: 1, tags: [y], c: {d: 2}}"]]);
    assert_eq!(run.document, parse(&Source::new("a", document)).unwrap());
    let action = &run.applied.actions[0];
    assert_eq!((action.outcome, action.description.as_deref()), (Outcome::Skipped, Some("Why")));
    assert_eq!(
        run.diagnostics.to_string(),
        "note: the document already has what this action adds to `$.a`\n  --> overlay0.yaml:4:3 (/actions/0)\n  \
         help: remove the action"
    );
}

#[test]
fn an_applied_action_lists_the_values_that_it_changed() {
    let run = apply_actions("a: {b: 1, tags: [x]}\n", &[&["target: $.a, update: {b: 2, tags: [y], c: {d: 3}}"]]);
    let pointers: Vec<&str> = run.applied.actions[0].pointers.iter().map(Pointer::as_str).collect();
    assert_eq!(pointers, ["/a/b", "/a/tags/1", "/a/c"]);
}

#[test]
fn diagnostics_of_an_added_value_point_into_the_overlay() {
    let document = Source::new("api.yaml", "tags: [a, b]\n");
    let overlay = Source::new(
        "overlay.yaml",
        "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions:\n- target: $.tags[0]\n  remove: true\n- target: $\n  update:\n    paths:\n      /x: {get: 1}\n",
    );
    let mut value = parse(&document).unwrap();
    let mut report = Report::default();
    let applied = apply(&mut value, std::slice::from_ref(&overlay), &mut report);
    report.warn(&Pointer::parse("/paths/~1x/get").unwrap(), "odd");
    report.push(Diagnostic::note(&Pointer::parse("/tags/0").unwrap(), "was second"));
    let diagnostics: Vec<Diagnostic> = report.locate(&document, &[overlay], &applied).into_iter().collect();
    assert_eq!(diagnostics[0].source, "overlay.yaml");
    assert_eq!(diagnostics[0].location, Some(Location { line: 9, column: 12 }));
    assert_eq!(diagnostics[1].source, "api.yaml");
    assert_eq!(diagnostics[1].location, Some(Location { line: 1, column: 11 }));
}

#[test]
fn values_that_cannot_be_merged_are_an_error() {
    for (action, message) in [
        ("target: $.a, update: 1", "error: `/a` of the document is an object, and cannot be merged with a number"),
        ("target: $.a.b, update: {}", "error: `/a/b` of the document is a number, and cannot be merged with an object"),
        ("target: $, remove: true", "error: the document itself cannot be removed"),
    ] {
        let run = apply_actions("a: {b: 1}\n", &[&[action]]);
        assert!(run.diagnostics.to_string().starts_with(message), "{}", run.diagnostics);
    }
}

#[test]
fn a_mistake_in_an_overlay_has_a_place_and_stops_that_overlay_only() {
    let broken = "overlay: 2.0.0\ninfo: {title: T, version: 1}\nactions:\n- target: paths\n  update: {}\n- target: $\n- \
                  target: $\n  copy: $.a\n- tarket: $\n  remove: yes\n- target: 1\n  update: {x: 1}\nextra: 1\nx-own: 1\n";
    let good = "overlay: 1.1.0\ninfo: {title: T, version: '1'}\nextends: api.yaml\nactions: [{target: $, update: {ok: true}}]\n";
    let run = apply_overlays("a: 1\n", &[broken, good]);
    assert_eq!(run.document, json!({"a": 1, "ok": true}));
    let found: Vec<(String, Option<usize>)> = run
        .diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.message.clone(), diagnostic.location.map(|at| at.line)))
        .collect();
    let expected = [
        ("unknown key `extra`", 13),
        ("version `2.0.0` of the Overlay specification is not supported", 1),
        ("expected a string, found a number", 2),
        ("`paths` is not a JSONPath: ", 4),
        ("the action does nothing", 6),
        ("`copy` is not supported", 8),
        ("unknown key `tarket`", 9),
        ("expected true or false, found a string", 10),
        ("`target` is missing", 9),
        ("expected a string, found a number", 11),
    ];
    assert_eq!(found.len(), expected.len(), "{}", run.diagnostics);
    for ((message, line), (start, expected)) in found.iter().zip(expected) {
        assert!(
            message.starts_with(start) && *line == Some(expected),
            "{message} at {line:?}, not {start} at {expected}"
        );
    }
}

#[test]
fn an_overlay_that_cannot_be_read_is_an_error_with_its_place() {
    let run = apply_overlays("a: 1\n", &["overlay: [", "overlay: 1.0.0\n"]);
    assert!(run.diagnostics.to_string().contains("overlay0.yaml:"), "{}", run.diagnostics);
    assert!(run.diagnostics.to_string().contains("error: `info` is missing\n  --> overlay1.yaml:1:1"));
}

/// Returns an array of this many objects as YAML.
fn wide(number: usize) -> String {
    format!("a: [{}]\n", vec!["{b: {c: 1}}"; number].join(", "))
}

#[test]
fn a_target_that_multiplies_is_an_error_with_its_place() {
    let deep = |open: &str, close: &str, number: usize| format!("$[?{}@{}]", open.repeat(number), close.repeat(number));
    for (target, message) in [
        ("$..[?$..[?$..[?$..description]]]".to_owned(), "may visit more than"),
        (format!("${}", "[*,*,*,*]".repeat(14)), "may visit more than"),
        (format!("${}", "..*".repeat(30)), "may visit more than"),
        (deep("(", ")", 100_000), "is longer than 10000 bytes"),
        (deep("(", ")", 4_000), "nests brackets deeper than 8 levels"),
        (deep("@[?", "]", 1_000), "nests brackets deeper than 8 levels"),
        (format!("${}", "[?@".repeat(2_000)), "nests brackets deeper than 8 levels"),
    ] {
        let run = apply_actions(&wide(2_000), &[&[&format!("target: '{target}', update: {{x: 1}}")]]);
        let text = run.diagnostics.to_string();
        assert!(text.starts_with("error: ") && text.contains(message), "{}", &text[..text.len().min(500)]);
        assert_eq!(run.diagnostics.iter().next().unwrap().location, Some(Location { line: 4, column: 4 }));
    }
}

#[test]
fn common_targets_of_a_large_document_are_performed() {
    for target in [
        "$..c",
        "$.a[*].b",
        "$.a[?@.b.c == 1]",
        "$..[?@.c == 1]",
        "$.a[?@..c]",
        "$..*.b",
        "$.a[?search(@.b.c, \"x\") || @.b]",
    ] {
        let run = apply_actions(&wide(2_000), &[&[&format!("target: '{target}', remove: true")]]);
        assert!(!run.diagnostics.has_errors(), "{target}: {}", run.diagnostics);
        assert_eq!(run.applied.actions[0].pointers.len() % 2_000, 0, "{target}");
    }
}

#[test]
fn all_actions_together_are_bounded() {
    let actions = vec!["target: $..c, update: 1"; 5_000];
    let run = apply_actions("a: {c: 1}\n", &[&actions]);
    assert!(!run.diagnostics.has_errors(), "{}", run.diagnostics);
    let actions = vec!["target: '$.a[0, ?@..d || @..d || @..d || @..d]', update: {x: 1}"; 4_000];
    let run = apply_actions(&wide(400), &[&actions]);
    assert!(run.diagnostics.to_string().contains("up to this one may visit too many values"));
}

#[test]
fn many_actions_that_remove_from_one_list_or_object_are_bounded() {
    let list = format!("a: [{}]\n", vec!["1"; 6_000].join(", "));
    let members: Vec<String> = (0..6_000).map(|index| format!("m{index}: 1")).collect();
    let object = format!("a: {{{}}}\n", members.join(", "));
    let target = |select: String| format!("target: '$.a[{select}]', remove: true");
    for (document, all) in [
        (list, vec![target("0".to_owned()); 6_000]),
        (object, (0..6_000).map(|index| target(format!("\"m{index}\""))).collect()),
    ] {
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let run = apply_actions(&document, &[&all[..1_000]]);
        assert!(!run.diagnostics.has_errors(), "{}", run.diagnostics);
        assert_eq!(run.applied.actions.len(), 1_000);
        let run = apply_actions(&document, &[&all]);
        let text = run.diagnostics.to_string();
        assert!(text.contains("the actions up to this one remove from long lists or objects too often"), "{text}");
    }
}

#[test]
fn overlays_do_not_grow_a_document_without_bounds() {
    // Every action doubles the number of objects.
    let actions = vec!["target: '$..*', update: {b: {}, c: {}}"; 40];
    let run = apply_actions("a: {}\n", &[&actions]);
    assert!(run.diagnostics.has_errors(), "{}", run.document.to_string().len());
    assert!(run.document.to_string().len() < 50_000_000);
}

#[test]
fn overlays_do_not_nest_a_document_deeper_than_the_parser_allows() {
    let nested = |number: usize| format!("{}{}", "{b: ".repeat(number), "}".repeat(number)).replace(": }", ": {}}");
    // Each target is one level deeper, and so is each update.
    let path = |depth: usize| format!("$.a{}", ".b".repeat(depth));
    let update = |at: usize, number| format!("target: {}, update: {}", path(at), nested(number));
    let [first, second] = [update(0, 80), update(80, 40)];
    let run = apply_actions("a: {}\n", &[&[&first, &second, &update(120, 3)]]);
    assert!(!run.diagnostics.has_errors(), "{}", run.diagnostics);
    let run = apply_actions("a: {}\n", &[&[&first, &second, &update(120, 8)]]);
    let text = run.diagnostics.to_string();
    assert!(text.starts_with("error: this makes the document nest deeper than 127 levels, at `/a/b"), "{text}");
    assert!(text.contains("overlay0.yaml:6:"), "{text}");
    // The limit is that of the depth of a document.
    let deepest = apply_actions("a: {}\n", &[&[&first, &second, &update(120, 5)]]);
    assert!(!deepest.diagnostics.has_errors(), "{}", deepest.diagnostics);
    parse(&Source::new("a.json", deepest.document.to_string())).unwrap();
    let list = apply_actions("a: [[]]\n", &[&[&format!("target: '$.a[0]', update: {}", nested(125))]]);
    assert!(list.diagnostics.has_errors());
}

#[test]
fn many_elements_are_added_and_removed_at_once() {
    let numbers: Vec<String> = (0..50_000).map(|number| number.to_string()).collect();
    let run = apply_actions(
        "a: []\n",
        &[&[&format!("target: $.a, update: [{}]", numbers.join(", ")), "target: '$.a[*]', remove: true"]],
    );
    assert_eq!(run.document, json!({"a": []}), "{}", run.diagnostics);
    let members: Vec<String> = numbers.iter().map(|number| format!("m{number}: 1")).collect();
    let run = apply_actions(
        "a: {}\n",
        &[&[&format!("target: $.a, update: {{{}}}", members.join(", ")), "target: '$.a.*', remove: true"]],
    );
    assert_eq!(run.document, json!({"a": {}}), "{}", run.diagnostics);
    // Everything inside the removed objects counts, too.
    let run = apply_actions(&wide(20_000), &[&["target: '$.a..*', remove: true"]]);
    assert_eq!(run.document, json!({"a": []}), "{}", run.diagnostics);
}
