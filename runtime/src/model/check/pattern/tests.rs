use std::fmt::Write;

use regress::Regex;

use super::{super::Checker, Engine};

fn meets(text: &str, pattern: &'static str) -> bool {
    let mut checker = Checker::new();
    checker.text("text", text).pattern(pattern);
    checker.finish().is_ok()
}

#[test]
fn a_pattern_without_anchors_matches_anywhere() {
    assert!(meets("xaby", "a(b|c)") && !meets("xaby", "^a(b|c)$"));
}

#[test]
fn patterns_are_those_of_ecma_262() {
    assert!(meets("ä1", r"^\p{L}\d$") && !meets("ä٣", r"^\p{L}\d$"));
    assert!(meets("ab", r"^(?=a)\w+(?<!c)$") && meets("aa", r"^(.)\1$") && !meets("ab", r"^(.)\1$"));
    // An escape that is not allowed in Unicode patterns.
    assert!(meets("a_b", r"^a\_b$"));
}

#[test]
fn a_pair_of_surrogates_is_one_character() {
    assert!(meets("😀", r"^\uD83D\uDE00$") && !meets("a", r"^\uD83D\uDE00$"));
    assert!(meets("😀😀", r"^\uD83D\uDE00{2}$") && !meets("😀", r"^\uD83D\uDE00{2}$"));
    let class = r"^[^\uD83D\uDE00-\uD83D\uDE4F]$";
    assert!(meets("a", class) && meets("🚀", class) && !meets("😂", class));
    // Not a Unicode pattern, because of the escape.
    assert!(meets("😀_", r"^\uD83D\uDE00\_$") && !meets("a_", r"^\uD83D\uDE00\_$"));
    for all in [
        r"^([\u0000-\uD7FF]|[\uD800-\uDBFF][\uDC00-\uDFFF])*$",
        r"^(?:[^\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])*$",
    ] {
        assert!(meets("a😀b", all) && meets("", all), "{all}");
    }
    let some = r"^(?:[a-z]|[\uD800-\uDBFF][\uDC00-\uDFFF])+$";
    assert!(meets("a😀b", some) && !meets("A😀", some));
    assert!(meets("a", r"^[\u0020-\uD7FF]$") && !meets("😀", r"^[\u0020-\uD7FF]$"));
    // In UTF-16, they match a part of a character.
    for skipped in [r"^[\u0020-\uDBFF]+$", r"^[\uD83C-\uDBFF][\uDC00-\uDFFF]+$", r"^([\uD83C-\uD83E][\uDC00-\uDFFF])+$"]
    {
        assert!(Engine::new(skipped).is_none(), "{skipped}");
    }
    assert!(Engine::new(r"^\uD83D$").is_none() && !meets("a", r"^[\uD83D]$"));
}

#[test]
fn no_pattern_takes_more_than_linear_time() {
    let text = format!("{}!", "a".repeat(100_000));
    for pattern in [
        "(a+)+$",
        "^(a+)+$",
        "^(a|a)*$",
        "^(a|aa)+$",
        "(.*a){12}$",
        r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+$",
        "^(?=(a+)+$).*",
        "^(?:(?=.*b).)*$",
        "(?<=(a+)+b)!",
        r"^(\p{L}+)+$",
        r"^(a+)+\_$",
    ] {
        assert_eq!(Engine::new(pattern).unwrap().is_match(&text), Some(false), "{pattern}");
    }
    assert_eq!(Engine::new("^(a+)+!$").unwrap().is_match(&text), Some(true));
}

#[test]
fn a_back_reference_is_checked_where_that_ends() {
    let is_match = |pattern, text: &str| Engine::new(pattern).unwrap().is_match(text);
    assert_eq!(is_match(r"^(['x])[a-z]*\1$", "'abc'"), Some(true));
    assert_eq!(is_match(r"^(['x])[a-z]*\1$", &"'".repeat(100)), Some(false));
    let long = format!("{}!", "a".repeat(100_000));
    assert_eq!(is_match(r"^(a+)+\1$", &long), None);
    assert_eq!(is_match(r"^(?:(a)|b|ab|ba)*\1$", &long[99_970..]), None);
    assert!(meets(&long, r"^(a+)+\1$"), "what cannot be checked is met");
}

#[test]
fn counts_and_depth_have_an_end() {
    let text = "a".repeat(1_000);
    assert!(Engine::new("^(?:a{1000}){1000}$").unwrap().is_match(&text).is_none());
    assert!(Engine::new("^a{4294967295,}$").unwrap().is_match(&text).is_none());
    assert_eq!(Engine::new("^(?:){4294967295}$").unwrap().is_match(""), Some(true));
    let deep = format!("{}a{}", "(".repeat(150), ")".repeat(150));
    assert!(Engine::new(&deep).is_none());
}

/// Patterns of a grammar, on texts of their characters, in this engine and in `regress`.
#[test]
fn it_agrees_with_a_whole_engine() {
    let atoms = [
        "a",
        "b",
        ".",
        r"\d",
        r"\w",
        r"\s",
        r"\S",
        r"\W",
        r"\D",
        "[ab]",
        "[^a]",
        r"[\w-]",
        r"[^\s_]",
        "[]",
        "[^]",
        "ä",
        "😀",
        r"\u0061",
        r"\u{1F600}",
        r"\x61",
        r"\p{L}",
        r"\P{Lu}",
        r"\t",
        r"\cJ",
        r"\0",
        r"\.",
        r"[\u{1F600}-\u{1F64F}]",
        "[K\u{212A}]",
        r"\-",
        "}",
        "]",
        "{",
        r"\u{61}",
        "a{,2}",
        r"\_",
        r"[\d-x]",
        r"[\b]",
    ];
    let texts = [
        'a', 'b', 'A', '1', '_', ' ', '\n', '\u{2028}', '\u{FEFF}', '\u{A0}', '\u{85}', '\u{180E}', 'ä', 'ß', '٣',
        '😀', '\u{212A}', 'K', 'ſ', '-', '}', ']', '{', 'u', '.', '\0', '\t', '\r', '\u{B}', 'x', '\\', '\u{8}',
    ];
    let mut random = fastrand::Rng::with_seed(262);
    let (mut compared, mut matched, mut plain) = (0, 0, 0);
    for _ in 0..3_000 {
        let mut source = String::new();
        pattern(&mut source, &atoms, &mut random, 3);
        let Ok(regex) = Regex::with_flags(&source, "u").or_else(|_| {
            plain += 1;
            Regex::new(&source)
        }) else {
            continue;
        };
        let engine = Engine::new(&source).unwrap_or_else(|| panic!("{source} is not read"));
        for _ in 0..12 {
            let length = random.usize(0..7);
            let text: String = (0..length).map(|_| random.choice(texts).unwrap_or('a')).collect();
            // The other engine has no bound.
            let (Engine::Linear { pattern, .. } | Engine::Backtracking { pattern, .. }) = &engine;
            if pattern.paths(&pattern.node, length as u64 + 1) > 10_000 {
                continue;
            }
            let expected = regex.find(&text).is_some();
            assert_eq!(engine.is_match(&text), Some(expected), "{source} on {text:?}");
            compared += 1;
            matched += usize::from(expected);
        }
    }
    assert!(compared > 10_000 && matched > compared / 10 && matched < compared * 9 / 10, "{matched} of {compared}");
    assert!(plain > 100, "{plain} patterns without the flag");
}

/// Writes a pattern of at most `depth` levels of groups.
fn pattern(out: &mut String, atoms: &[&str], random: &mut fastrand::Rng, depth: usize) {
    for _ in 0..random.usize(1..4) {
        match random.u8(0..if depth == 0 { 5 } else { 12 }) {
            0 => out.push('^'),
            1 => out.push('$'),
            2 => out.push_str(if random.bool() { r"\b" } else { r"\B" }),
            kind @ 5..=8 => {
                out.push_str(["(", "(?:", "(?<n>", "("][usize::from(kind - 5)].replace('n', &unique(out)).as_str());
                pattern(out, atoms, random, depth - 1);
                out.push(')');
                quantifier(out, random);
            }
            9 => {
                out.push_str(random.choice(["(?=", "(?!", "(?<=", "(?<!"]).unwrap_or("(?="));
                pattern(out, atoms, random, depth - 1);
                out.push(')');
            }
            10 => out.push('|'),
            _ => {
                out.push_str(random.choice(atoms.iter().copied()).unwrap_or("a"));
                quantifier(out, random);
            }
        }
    }
}

fn unique(out: &str) -> String {
    let mut name = "n".to_owned();
    let _ = write!(name, "{}", out.len());
    name
}

fn quantifier(out: &mut String, random: &mut fastrand::Rng) {
    let all = ["", "", "", "*", "+", "?", "{2}", "{0}", "{1,}", "{0,2}", "{2,3}?", "*?", "{0,1}"];
    out.push_str(random.choice(all).unwrap_or_default());
}
