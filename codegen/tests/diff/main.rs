//! Tests every rule of `diff`: a caller that was written for one version of a document compiles
//! against the other exactly if the verdict is that nothing breaks at compile time.
//!
//! Each folder below `pairs` has two documents, a caller of the code of each, and in
//! `verdicts.yaml` the expected rules, from old to new and back. The callers are in another crate
//! than the generated code, since `#[non_exhaustive]` applies only there. The callers that compile
//! are checked in one crate, the others in another.

mod compiler;
mod pair;

use std::collections::BTreeSet;

use openapi_bindgen::diff::{Breaks, Rule};

use compiler::Workspace;
use pair::{Caller, Pair};

/// The rules for changes that no other rule covers. No document is made for them.
const WITHOUT_A_PAIR: [Rule; 2] = [Rule::DeclarationChanged, Rule::FileChanged];

#[test]
fn every_rule_has_a_pair() {
    let pairs = Pair::all();
    let covered: BTreeSet<&str> = pairs.iter().flat_map(Pair::directions).flat_map(|(_, rules)| rules).collect();
    let uncovered: Vec<&str> = Rule::ALL
        .iter()
        .filter(|rule| !WITHOUT_A_PAIR.contains(rule))
        .map(|rule| rule.id())
        .filter(|id| !covered.contains(id))
        .collect();
    assert!(uncovered.is_empty(), "no pair of documents is about {uncovered:?}");
}

#[test]
fn the_rules_of_a_pair_are_reported_in_both_directions() {
    let mut wrong = Vec::new();
    for pair in Pair::all() {
        for (caller, rules) in pair.directions() {
            let reported: BTreeSet<&str> = pair.difference(caller).changes().map(|change| change.rule.id()).collect();
            let expected: BTreeSet<&str> = rules.into_iter().collect();
            if reported != expected {
                wrong.push(format!("{} {caller:?}: reported {reported:?}, expected {expected:?}", pair.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_changed_description_is_shown_with_both_texts() {
    let pair = Pair::all().into_iter().find(|pair| pair.name == "description").unwrap();
    let texts = |caller| {
        let difference = pair.difference(caller);
        let change = difference.changes().find(|change| change.path == "Thing.name").unwrap();
        (change.old_text.clone().unwrap(), change.new_text.clone().unwrap())
    };
    let (old, new) = ("What it is called.".to_owned(), "How people call it.".to_owned());
    assert_eq!(texts(Caller::OfOld), (old.clone(), new.clone()));
    assert_eq!(texts(Caller::OfNew), (new, old));
}

#[test]
fn a_type_that_nothing_uses_is_not_said_to_be_sent() {
    let pair = Pair::all().into_iter().find(|pair| pair.name == "type_that_nothing_uses").unwrap();
    let of_type = |caller, name| {
        let difference = pair.difference(caller);
        let change = difference.changes().find(|change| change.path == name).unwrap();
        (change.rule.title(), change.document.clone())
    };
    for (caller, name, title, document) in [
        (
            Caller::OfOld,
            "Failure",
            "gained a constructor",
            "no operation uses it any more, so it is generated for callers",
        ),
        (
            Caller::OfNew,
            "Failure",
            "lost its constructor",
            "nothing used it before, so it was generated for callers; now operations receive it",
        ),
        (
            Caller::OfOld,
            "Place",
            "gained a constructor",
            "a type that no operation uses contains it, and is generated for callers",
        ),
        (Caller::OfNew, "Place", "lost its constructor", "nothing that callers may send contains it any more"),
    ] {
        assert_eq!(of_type(caller, name), (title, document.to_owned()));
    }
}

#[test]
fn the_effect_of_an_idempotency_key_is_stated() {
    let pair = Pair::all().into_iter().find(|pair| pair.name == "idempotency_key").unwrap();
    let of_call = |caller, path| {
        let difference = pair.difference(caller);
        let change = difference.changes().find(|change| change.path == path).unwrap();
        (change.breaks(), change.document.clone())
    };
    let lost = "the header `Idempotency-Key` no longer has an idempotency key, so ";
    let gained = "the header `Idempotency-Key` has an idempotency key, so calls are now repeated safely";
    for (caller, path, breaks, document) in [
        (Caller::OfOld, "Client::create_order", Breaks::Wire, format!("{lost}a failed call is not sent again")),
        (
            Caller::OfOld,
            "Client::put_order",
            Breaks::Wire,
            format!("{lost}the server does not recognize a repeated call"),
        ),
        (Caller::OfNew, "Client::create_order", Breaks::Nothing, gained.to_owned()),
    ] {
        assert_eq!(of_call(caller, path), (breaks, document));
    }
}

#[test]
fn a_header_of_an_error_response_is_shown_as_its_field() {
    let pair = Pair::all().into_iter().find(|pair| pair.name == "second_header_of_a_status").unwrap();
    let difference = pair.difference(Caller::OfOld);
    let change = difference.changes().find(|change| change.document == "the header `X-When` is new").unwrap();
    assert_eq!((change.before.as_deref(), change.after.as_deref()), (None, Some("x_when: Option<String>")));
}

#[test]
fn callers_compile_exactly_if_the_verdict_permits() {
    let pairs = Pair::all();
    let workspace = Workspace::create(&pairs);
    let (mut fine, mut broken) = (Vec::new(), Vec::new());
    for pair in &pairs {
        for caller in [Caller::OfOld, Caller::OfNew] {
            fine.push(pair.call(caller, caller.version()));
            let breaks = pair.difference(caller).changes().any(|change| change.breaks() == Breaks::Compile);
            if breaks { &mut broken } else { &mut fine }.push(pair.call(caller, caller.other_version()));
        }
    }
    let errors = workspace.check("fine", &fine);
    assert!(errors.is_empty(), "the verdict is that these compile: {errors:#?}");

    // An error in a name stops the compiler before it checks types, so the known errors are removed
    // first.
    let mut rest = broken;
    while !rest.is_empty() {
        let errors = workspace.check("broken", &rest);
        let count = rest.len();
        rest.retain(|call| !errors.contains_key(&call.module));
        let left = || rest.iter().map(|call| &call.module).collect::<Vec<_>>();
        assert!(rest.len() < count, "the verdict is that these break at compile time, but they compile: {:?}", left());
    }
}
