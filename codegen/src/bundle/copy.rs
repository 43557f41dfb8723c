//! Copies the values of all files into pieces of one document: the entry document, and a piece for each component that is
//! in another file. A value that cannot be a component replaces the reference to it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::defined::{self, Defined};
use super::files::{ENTRY, Files, TEXT_ENDINGS};
use super::home::{DOCUMENT, Homes};
use super::node::{Kind, Node};
use super::problem::Problem;
use super::reference;
use super::resolution::Unresolved;
use super::resolve::MOST_REFERENCES;
use crate::layout::MAX_DEPTH;
use crate::pointer::Pointer;
use crate::source::Target;

/// The depth of a component in a document.
const COMPONENT_DEPTH: usize = 3;

/// The keywords that give a schema a name of its own. They are removed from the schemas of other files, where they would
/// change the meaning of references in the bundle.
const NAMES: [&str; 5] = ["$id", "$schema", "$anchor", "$dynamicAnchor", "$self"];

/// A part of the bundle with the references to others still open. All pointers start at the piece.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) target: Target,
    /// The kind of component. The entry document has none.
    pub(super) kind: Option<Kind>,
    pub(super) value: Value,
    pub(super) sites: Vec<Site>,
    /// The values that come from other files than the piece.
    pub(super) origins: Vec<(Pointer, Target)>,
    pub(super) problems: Vec<(Pointer, Problem)>,
    /// The schemas that have a discriminator.
    pub(super) discriminators: Vec<Pointer>,
}

/// A text that is to become a reference to a component.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) at: Pointer,
    pub(super) target: Target,
    pub(super) kind: Kind,
}

/// The source and the destination of a value.
#[derive(Clone, Copy)]
struct At<'p> {
    file: usize,
    to: &'p Pointer,
    depth: usize,
    node: Node,
}

/// All pieces of a document.
pub(super) struct Pieces {
    pub(super) list: Vec<Piece>,
    pub(super) homes: Homes,
    pub(super) is_swagger: bool,
}

/// Copies the entry document and everything that it refers to.
pub(super) fn copy(files: &mut Files<'_>) -> Pieces {
    let entry = Arc::clone(&files.get(ENTRY).value);
    let is_swagger = entry.get("swagger").is_some();
    let defined = defined::components(files, is_swagger);
    let mut copying = Copying {
        files,
        is_swagger,
        pieces: Vec::new(),
        homes: Homes::default(),
        by_target: HashMap::new(),
        defined,
        open: VecDeque::new(),
        current: DOCUMENT,
        inside: Vec::new(),
        is_over: false,
    };
    copying.add(Target { file: ENTRY, pointer: Pointer::root() }, None);
    while let Some(piece) = copying.open.pop_front() {
        copying.fill(piece);
    }
    let Copying { pieces, homes, is_swagger, .. } = copying;
    Pieces { list: pieces, homes, is_swagger }
}

struct Copying<'f, 'r> {
    files: &'f mut Files<'r>,
    is_swagger: bool,
    pieces: Vec<Piece>,
    homes: Homes,
    by_target: HashMap<(Target, Kind), usize>,
    defined: Defined,
    /// The pieces that are yet to be filled.
    open: VecDeque<usize>,
    current: usize,
    /// The targets that are being copied in place of a reference.
    inside: Vec<Target>,
    /// True if a limit is exceeded.
    is_over: bool,
}

impl Copying<'_, '_> {
    fn add(&mut self, target: Target, kind: Option<Kind>) {
        let piece = self.pieces.len();
        self.homes.add(&target, kind.map_or(Node::Document, Node::Part), piece, Pointer::root());
        if let Some(kind) = kind {
            self.by_target.insert((target.clone(), kind), piece);
        }
        self.pieces.push(Piece {
            target,
            kind,
            value: Value::Null,
            sites: Vec::new(),
            origins: Vec::new(),
            problems: Vec::new(),
            discriminators: Vec::new(),
        });
        self.open.push_back(piece);
    }

    fn fill(&mut self, piece: usize) {
        let Piece { target, kind, .. } = &self.pieces[piece];
        // A copied value contains its members, which need no copies of their own.
        let is_inside = kind.is_some_and(|kind| {
            self.homes.covering(target, kind, self.files).is_some_and(|(home, _)| home.piece != piece)
        });
        if is_inside || self.is_over {
            return;
        }
        let (target, node) = (target.clone(), kind.map_or(Node::Document, Node::Part));
        let depth = if kind.is_some() { COMPONENT_DEPTH } else { 0 };
        self.current = piece;
        let whole = Arc::clone(&self.files.get(target.file).value);
        let value = whole.pointer(target.pointer.as_str()).unwrap_or(&Value::Null);
        let value = self.value(value, At { file: target.file, to: &Pointer::root(), depth, node });
        self.pieces[piece].value = value;
    }

    fn piece(&mut self) -> &mut Piece {
        &mut self.pieces[self.current]
    }

    fn report(&mut self, at: Pointer, problem: Problem) {
        if self.is_over {
            return;
        }
        self.is_over = problem.is_limit();
        self.files.report();
        self.piece().problems.push((at, problem));
    }

    fn value(&mut self, value: &Value, at: At<'_>) -> Value {
        if self.is_over || !self.spend(value, at) {
            return Value::Null;
        }
        match value {
            Value::Object(object) => match object.get("$ref").and_then(Value::as_str) {
                Some(reference) if at.node != Node::Mapping => self.reference(object, reference, at),
                _ => Value::Object(self.members(object, at)),
            },
            Value::Array(items) => {
                let node = at.node.element();
                let items = items.iter().enumerate().map(|(index, item)| {
                    self.value(item, At { to: &at.to.index(index), depth: at.depth + 1, node, ..at })
                });
                Value::Array(items.collect())
            }
            Value::String(text) if at.node == Node::Mapping => self.mapped(text, at),
            other => other.clone(),
        }
    }

    /// Counts a value against the limits. Returns true if it may be copied. A value with many references is copied often.
    fn spend(&mut self, value: &Value, at: At<'_>) -> bool {
        let is_container = value.is_object() || value.is_array();
        if is_container && at.depth >= MAX_DEPTH {
            let message = format!("the files together nest deeper than {MAX_DEPTH} levels");
            self.report(at.to.clone(), Problem::limit(message));
        } else if let Err(problem) = self.files.copy(value, at.to) {
            self.report(at.to.clone(), problem);
        }
        !self.is_over
    }

    fn members(&mut self, object: &Map<String, Value>, at: At<'_>) -> Map<String, Value> {
        let is_schema = at.node.kind() == Some(Kind::Schema);
        if is_schema && object.get("discriminator").is_some_and(|given| given.is_object() || given.is_string()) {
            self.piece().discriminators.push(at.to.clone());
        }
        let is_kept = |key: &str| !is_schema || at.file == ENTRY || !NAMES.contains(&key);
        let kept = || object.iter().filter(|(key, _)| is_kept(key));
        let mut copied: Map<String, Value> = kept().map(|(key, _)| (key.clone(), Value::Null)).collect();
        // `paths` is copied first, so that a component that refers to a value of an operation becomes an alias of it.
        let is_section = |key: &str| at.node == Node::Document && at.node.member(key) != Node::Paths;
        for (key, member) in kept().filter(|(key, _)| !is_section(key)).chain(kept().filter(|(key, _)| is_section(key)))
        {
            let node = if at.node == Node::Mapping { Node::Mapping } else { at.node.member(key) };
            let member = self.value(member, At { to: &at.to.child(key), depth: at.depth + 1, node, ..at });
            copied.insert(key.clone(), member);
        }
        copied
    }

    /// Copies an object that contains a reference.
    fn reference(&mut self, object: &Map<String, Value>, reference: &str, at: At<'_>) -> Value {
        // The entry document has everything where it was.
        let stays = at.file == ENTRY && is_pointer(reference);
        if stays || (at.node == Node::Literal && !is_file_alone(object, reference)) {
            return Value::Object(self.members(object, at));
        }
        let (target, note) = match self.files.resolve_once(at.file, reference) {
            Ok(found) => found,
            // A broken reference in an example does not affect the output.
            Err(_) if at.node == Node::Literal => return Value::Object(self.members(object, at)),
            Err(Unresolved { in_entry: Some(missing), .. }) if at.node.kind().is_some() => {
                return self.with_reference(object, reference::local(&missing), at);
            }
            Err(unresolved) => {
                self.report(at.to.child("$ref"), unresolved.problem);
                return self.with_reference(object, unresolved.text, at);
            }
        };
        if let Some(note) = note {
            self.report(at.to.child("$ref"), note);
        }
        if let Some(kind) = at.node.kind().filter(|kind| kind.section(self.is_swagger).is_some()) {
            return self.component(object, target, kind, at);
        }
        if let Some(place) = self.path_item(&target).filter(|_| at.node == Node::PathItem) {
            return self.with_reference(object, reference::local(&place), at);
        }
        let end = self.files.follow(target.clone()).pop().unwrap_or(target);
        self.in_place(object, &end, at)
    }

    /// Returns the place of a path item in the document, if the document itself contains it.
    fn path_item(&mut self, target: &Target) -> Option<Pointer> {
        if target.file == ENTRY {
            return Some(target.pointer.clone());
        }
        let section = ["components", "pathItems"];
        let start = defined::place_of_section(self.files, &section)?;
        let rest = target.pointer.strip_prefix(&start.pointer).filter(|_| target.file == start.file)?;
        Some(section.iter().fold(Pointer::root(), |at, name| at.child(name)).join(&rest))
    }

    /// Copies a reference whose target may be a component.
    fn component(&mut self, object: &Map<String, Value>, target: Target, kind: Kind, at: At<'_>) -> Value {
        let as_other = Kind::ALL.iter().find_map(|other| self.defined.get(&(target.clone(), *other)));
        if let Some((place, _)) = as_other
            && !self.defined.contains_key(&(target.clone(), kind))
        {
            // The document defines it as a component of another kind. A later stage reports or repairs that.
            let text = reference::local(place);
            return self.with_reference(object, text, at);
        }
        let is_definition = matches!(at.node, Node::Component(_))
            && self.current == DOCUMENT
            && object.len() == 1
            && target.file != ENTRY;
        let is_there = |homes: &Homes, files: &Files<'_>, target: &Target| {
            homes.covering(target, kind, files).is_some_and(|(home, _)| home.piece == DOCUMENT)
        };
        let is_definition = is_definition && !is_there(&self.homes, self.files, &target);
        let mut end = target.clone();
        let mut passed = Vec::new();
        for next in self.files.follow(target) {
            let defined = self.defined.get(&(next.clone(), kind)).map(|(place, _)| place);
            let is_own = is_definition && defined.is_none_or(|place| place == at.to);
            end = next.clone();
            // An alias that is a component stays one.
            if defined.is_some() && !is_own {
                break;
            }
            passed.push(next);
        }
        let is_passed = passed.last() == Some(&end);
        if is_definition {
            for target in &passed {
                self.homes.add(target, Node::Part(kind), DOCUMENT, at.to.clone());
            }
            if is_passed && end.file != ENTRY {
                return self.in_place(object, &end, At { node: Node::Part(kind), ..at });
            }
        }
        let text = self.refer(at.to.child("$ref"), end, kind);
        self.with_reference(object, text, at)
    }

    /// Returns the object with another text as its reference.
    fn with_reference(&mut self, object: &Map<String, Value>, text: String, at: At<'_>) -> Value {
        let mut copied = self.members(object, at);
        copied.insert("$ref".to_owned(), Value::from(text));
        Value::Object(copied)
    }

    /// Returns the text of the reference at `at` to a component. The text for a component in another file is set later.
    fn refer(&mut self, at: Pointer, target: Target, kind: Kind) -> String {
        if target.file == ENTRY {
            return reference::local(&target.pointer);
        }
        if !self.by_target.contains_key(&(target.clone(), kind)) {
            self.add(target.clone(), Some(kind));
        }
        self.piece().sites.push(Site { at, target, kind });
        String::new()
    }

    /// Replaces a reference with a copy of its target. Members beside the reference take precedence.
    fn in_place(&mut self, object: &Map<String, Value>, target: &Target, at: At<'_>) -> Value {
        let mut beside = object.clone();
        beside.shift_remove("$ref");
        let is_cycle = self.inside.contains(target);
        if is_cycle || self.inside.len() >= MOST_REFERENCES {
            let message = if is_cycle {
                "this `$ref` leads back to itself, and is left out".to_owned()
            } else {
                format!("this `$ref` is the end of more than {MOST_REFERENCES} in a row, and is left out")
            };
            self.report(at.to.child("$ref"), Problem::lost(message));
            return Value::Object(self.members(&beside, at));
        }
        let whole = Arc::clone(&self.files.get(target.file).value);
        let Some(value) = whole.pointer(target.pointer.as_str()) else { return Value::Null };
        if self.current == DOCUMENT && beside.is_empty() {
            self.homes.add(target, at.node, DOCUMENT, at.to.clone());
        }
        self.inside.push(target.clone());
        let copied = if beside.is_empty() || !value.is_object() {
            self.piece().origins.push((at.to.clone(), target.clone()));
            self.value(value, At { file: target.file, ..at })
        } else {
            self.merged(&beside, value, target, at)
        };
        self.inside.pop();
        copied
    }

    /// Returns the members `beside` a reference, merged with those of its target.
    fn merged(&mut self, beside: &Map<String, Value>, value: &Value, target: &Target, at: At<'_>) -> Value {
        let mut members = self.members(beside, at);
        let start = self.piece().origins.len();
        let Value::Object(copied) = self.value(value, At { file: target.file, ..at }) else {
            return Value::Object(members);
        };
        let from_further_away: HashSet<Pointer> =
            self.piece().origins[start..].iter().map(|(place, _)| place.clone()).collect();
        for (key, member) in copied {
            let to = at.to.child(&key);
            if members.contains_key(&key) {
                continue;
            }
            if !from_further_away.contains(&to) {
                let pointer = target.pointer.child(&key);
                self.piece().origins.push((to, Target { file: target.file, pointer }));
            }
            members.insert(key, member);
        }
        Value::Object(members)
    }

    /// Copies a value of a discriminator's `mapping`: a reference, or the bare name of a schema component.
    fn mapped(&mut self, text: &str, at: At<'_>) -> Value {
        let sections = ["/components/schemas", "/definitions"].map(|section| {
            let pointer = Pointer::parse(section).unwrap_or_default().child(text);
            self.files.get(at.file).value.pointer(pointer.as_str()).is_some().then_some(pointer)
        });
        let named = sections.into_iter().flatten().next();
        let reference = match named {
            Some(_) if at.file == ENTRY => return Value::from(text),
            Some(pointer) => reference::local(&pointer),
            None if is_reference(text) && !(at.file == ENTRY && is_pointer(text)) => text.to_owned(),
            None => return Value::from(text),
        };
        match self.files.resolve_once(at.file, &reference) {
            Ok((target, note)) => {
                if let Some(note) = note {
                    self.report(at.to.clone(), note);
                }
                let is_open = |target: &&Target| !self.defined.contains_key(&((*target).clone(), Kind::Schema));
                let targets = self.files.follow(target.clone());
                let end = targets.iter().find(|target| !is_open(target)).or(targets.last()).cloned();
                Value::from(self.refer(at.to.clone(), end.unwrap_or(target), Kind::Schema))
            }
            Err(Unresolved { in_entry: Some(missing), .. }) => Value::from(reference::local(&missing)),
            Err(unresolved) => {
                self.report(at.to.clone(), unresolved.problem.in_mapping());
                Value::from(unresolved.text)
            }
        }
    }
}

/// Returns true if a reference is a pointer in the same file, or the whole file.
fn is_pointer(reference: &str) -> bool {
    reference.strip_prefix('#').is_some_and(|fragment| {
        let fragment = reference::decoded(fragment);
        fragment.is_empty() || fragment.starts_with('/')
    })
}

/// Returns true if a value of a `mapping` is a reference and not a bare name.
fn is_reference(text: &str) -> bool {
    text.contains(['#', '/']) || has_ending(text)
}

fn has_ending(file: &str) -> bool {
    [".yaml", ".yml", ".json"].iter().any(|ending| file.ends_with(ending))
}

/// Returns true if an object is only a reference to a file. In an example, nothing else is a reference.
fn is_file_alone(object: &Map<String, Value>, reference: &str) -> bool {
    let (file, _) = reference::split(reference);
    object.len() == 1 && (has_ending(file) || TEXT_ENDINGS.iter().any(|ending| file.ends_with(ending)))
}
