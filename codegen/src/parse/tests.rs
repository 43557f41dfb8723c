use super::*;

fn read(text: &str) -> Value {
    parse(&Source::new("api", text)).unwrap()
}

fn error(text: &str) -> String {
    parse(&Source::new("api", text)).unwrap_err().to_string()
}

#[test]
fn json_and_yaml_give_the_same_value_in_the_same_order() {
    let json = read(r#"{"z": [1, -2, 2.5, true, null], "a": {"b": "\ud83d\ude00"}}"#);
    let yaml = read("z: [1, -2, 2.5, true, ~]\na:\n  b: \"😀\"\n");
    assert_eq!(json, yaml);
    assert_eq!(json.to_string(), r#"{"z":[1,-2,2.5,true,null],"a":{"b":"😀"}}"#);
}

#[test]
fn flow_yaml_that_is_not_json_is_yaml() {
    let text = "{a: [b, 'c',],}";
    assert_eq!(read(text).to_string(), r#"{"a":["b","c"]}"#);
    let message = parse(&Source::new("api.JSON", text)).unwrap_err().to_string();
    assert_eq!(message, "error: not valid JSON: key must be a string\n  --> api.JSON:1:2");
}

#[test]
fn keys_become_strings() {
    assert_eq!(read("200: a\n3.0: b\ntrue: c\n").to_string(), r#"{"200":"a","3.0":"b","true":"c"}"#);
}

#[test]
fn an_integer_beyond_64_bits_becomes_a_float() {
    for text in ["a: 18446744073709551616\n", r#"{"a": 18446744073709551616}"#] {
        assert_eq!(read(text)["a"].as_f64(), Some(18_446_744_073_709_551_616.0), "{text}");
    }
    assert_eq!(read("a: 18446744073709551615")["a"].as_u64(), Some(u64::MAX));
}

#[test]
fn aliases_and_merge_keys_are_expanded() {
    let value = read("base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\nuse:\n  <<: [*b, *m]\n  x: 0\nsame: *b\n");
    assert_eq!(value["use"].to_string(), r#"{"x":0,"y":2,"z":4}"#);
    assert_eq!(value["same"].to_string(), r#"{"x":1,"y":2}"#);
    assert_eq!(read(r#"{"<<": 1}"#)["<<"], 1);
    let merge = error("a: 1\n<<: 1\n");
    assert!(merge.starts_with("error: the merge key `<<` takes an object"), "{merge}");
    assert!(merge.contains("2:1"), "{merge}");
}

#[test]
fn a_billion_laughs_are_rejected() {
    use std::fmt::Write;
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..12 {
        let before = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(text, "a{level}: &a{level} [{before}]").unwrap();
    }
    let message = error(&text);
    assert!(message.contains("the aliases expand to many times the size of the text"), "{message}");
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), vec!["*a"; 1000].join(", "));
    assert!(error(&long).contains("the aliases expand"));
}

#[test]
fn deep_nesting_is_rejected_at_once_and_shallow_is_read() {
    let json = |depth: usize| format!("{{\"a\": {}1{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
    let flow = |depth: usize| format!("a: {}1{}", "[".repeat(depth - 1), "]".repeat(depth - 1));
    let block = |depth: usize| format!("a:\n {}1", "- ".repeat(depth - 1));
    for depth in [128, 100_000] {
        for text in [json(depth), flow(depth), block(depth)] {
            let message = error(&text);
            assert!(message.starts_with("error: nested deeper than 127 levels\n  --> api:"), "{depth}: {message}");
        }
    }
    for text in [json(127), flow(127), block(127)] {
        assert!(read(&text)["a"].is_array());
    }
}

#[test]
fn a_duplicate_key_is_rejected_at_its_second_place() {
    let yaml = "paths:\n  /a: 1\n  /b: 2\n  /a: 3\ntags: {x: 1, x: 2}\n";
    assert_eq!(
        error(yaml),
        "error: the key `/a` is duplicated\n  --> api:4:3 (/paths/~1a)\n  help: remove or rename one of the two\n\n\
         error: the key `x` is duplicated\n  --> api:5:14 (/tags/x)\n  help: remove or rename one of the two"
    );
    assert!(error(r#"{"a": 1, "a": 2}"#).contains("api:1:10"));
}

#[test]
fn some_duplicate_keys_stand_for_all() {
    // Each error has the pointer to its key.
    let text = format!("{{\"{}\": {{{}\"b\": 1}}}}", "a".repeat(2_000), "\"b\": 1, ".repeat(2_000));
    let errors = parse(&Source::new("api", text)).unwrap_err();
    assert_eq!(errors.len(), 101);
    let last = errors.iter().last().unwrap().to_string();
    assert!(last.starts_with("error: there are more duplicated keys\n  --> api:1:"), "{last}");
    assert!(last.len() < 3_000);
}

#[test]
fn aliases_of_small_values_are_limited_as_well() {
    // Few bytes of text, but each empty list needs some memory.
    let lists = "[[[~]]], ".repeat(100);
    let text = format!("a: &a [{lists}]\nb: &b [{}]\nc: [{}]\n", "*a, ".repeat(20), "*b, ".repeat(20));
    let error = parse(&Source::new("api", text)).unwrap_err().to_string();
    assert!(error.contains("the aliases expand to many times the size of the text"), "{error}");
}

#[test]
fn many_directives_are_rejected_at_once() {
    let text = |count: usize| format!("{}---\na: 1\n", "# %\n%TAG !a! b\n".repeat(count));
    let error = parse(&Source::new("api", text(200_000))).unwrap_err().to_string();
    assert_eq!(error.trim_end(), "error: there are more than 100 directives\n  --> api:202:1");
    assert_eq!(read("%YAML 1.1\n---\na: 1\n")["a"], 1);
}

#[test]
fn text_that_is_not_a_document_is_rejected_with_a_place() {
    let cases = [
        ("", "error: the file is empty\n  --> api"),
        (" \n\t\n", "error: the file is empty\n  --> api"),
        ("# Only a comment.\n", "error: expected an object at the top, found null"),
        ("[1]", "error: expected an object at the top, found a list\n  --> api:1:1"),
        ("<!DOCTYPE html>\n<html></html>\n", "error: expected an object at the top, found a string"),
        ("a: 1\n---\nb: 2\n", "error: a second YAML document starts here\n  --> api:2:1"),
        ("a:\n\tb: 1\n", "error: not valid YAML: "),
        ("a: *nothing\n", "error: not valid YAML: "),
        ("{\"a\": 1,\n  [b c}", "error: not valid JSON: key must be a string\n  --> api:2:3"),
        ("{\"a\": ", "error: not valid JSON: EOF while parsing a value\n  --> api:1:6"),
        (
            "a: !include other.yaml\n",
            "error: the YAML tag `!include` has no meaning in an OpenAPI document\n  --> api:1:1 (/a)",
        ),
        ("a: .inf\n", "error: JSON has no number for infinity"),
        ("{a: 1}\n}\n", "error: not valid JSON: "),
    ];
    for (text, start) in cases {
        let message = error(text);
        assert!(message.starts_with(start), "{text:?}: {message}");
    }
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    assert_eq!(read("\u{feff}{\"a\": 1}")["a"], 1);
    assert_eq!(read("\u{feff}a: 1\n")["a"], 1);
    assert!(error("\u{feff}").starts_with("error: the file is empty"));
}

#[test]
fn no_text_panics() {
    // A small generator of numbers, so that every run tries the same texts.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below).unwrap()).unwrap()
    };
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        ",",
        "\"",
        "'",
        "\\",
        "\\u",
        "\\ud83d",
        "\n",
        "\r",
        "\t",
        " ",
        "  ",
        "- ",
        "? ",
        "&a ",
        "*a",
        "<<: ",
        "!",
        "!!int ",
        "%YAML 1.2\n",
        "---\n",
        "...\n",
        "|",
        ">-\n",
        "#",
        "a",
        "é",
        "\u{0}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{202e}",
        "1e999",
        "0x1F",
        "~",
        "@",
        "`",
    ];
    for _ in 0..20_000 {
        let text: String = (0..next(24)).map(|_| pieces[next(pieces.len())]).collect();
        let source = Source::new("api", text);
        let _ = parse(&source);
        let _ = locate(&source, &Pointer::root().child("a").index(0));
    }
}

#[test]
fn a_closing_bracket_left_of_its_contents_is_read() {
    let text = "a: [\n  \"d\"\n]\nb:\n  c: {\n    d: [\n      1\n    ]\n  }\n  e: |\n    }\n    f\ng: 2\n";
    let source = Source::new("api.yaml", text);
    assert_eq!(
        parse(&source).unwrap(),
        serde_json::json!({ "a": ["d"], "b": { "c": { "d": [1] }, "e": "}\nf\n" }, "g": 2 })
    );
    let place = locate(&source, &Pointer::root().child("g")).unwrap();
    assert_eq!((place.line, place.column), (13, 1));
}

#[test]
fn a_control_character_is_reported_at_its_place() {
    let message = error("openapi: 3.1.0\ninfo: {title: \"ü\u{1}\"}\n");
    assert!(message.starts_with("error: not valid YAML: control characters are not allowed\n"), "{message}");
    assert!(message.contains("api:2:17"), "{message}");
}
