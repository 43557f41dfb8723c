//! JSON that the branches of unions read, each from the beginning.

use std::{
    any::TypeId,
    borrow::Cow,
    cell::{Cell, RefCell},
    fmt,
    rc::Rc,
};

use serde_core::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor, value},
    forward_to_deserialize_any,
};
use serde_json::Number;

use super::{BranchError, Json};
use crate::model::any_json::AnyJson;

/// A JSON value that knows which branch fits it, once that was found, for each union that has read it. Without that, a
/// union in a union in a union would be read once for every combination of branches.
#[derive(Clone, Debug)]
pub struct Tree(Rc<Node>);

#[derive(Debug)]
struct Node {
    content: Content,
    /// The number of values in this one, including itself.
    size: u64,
    work: Rc<Work>,
    verdicts: RefCell<Vec<(TypeId, Verdict)>>,
}

#[derive(Debug)]
enum Content {
    Scalar(Json),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

/// The branch of a union that fits a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Verdict {
    /// The branch that its tag means.
    Tagged,
    /// The branch at this index.
    Branch(usize),
    /// None of the branches.
    Other,
}

/// The number of values read of a tree, and its limit.
#[derive(Debug, Default)]
struct Work {
    done: Cell<u64>,
    most: Cell<u64>,
}

/// A value of however few parts may be read that often.
const LEAST: u64 = 100_000;

/// Each part of a value may be read that often, or, if that is more, twice for each branch of a union.
const TIMES: u64 = 64;

/// A text of that many bytes is as much work as a number.
const BYTES: u64 = 64;

/// The name with which a reader requests the tree itself.
const NAME: &str = "$openapi_bindgen::Tree";

thread_local! {
    /// The requested tree, on its path from the deserializer to the visitor.
    static HANDED: Cell<Option<Tree>> = const { Cell::new(None) };
    #[cfg(test)]
    pub(super) static DONE: Cell<u64> = const { Cell::new(0) };
}

impl Tree {
    /// Reads a value, or takes the one that the branch of another union is about to read.
    pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D, branches: usize) -> Result<Self, D::Error> {
        let tree = Self::deserialize(deserializer)?;
        let Node { work, size, .. } = &*tree.0;
        let times = TIMES.max(2 * branches as u64);
        work.most.set(work.most.get().max(times.saturating_mul(*size).saturating_add(LEAST)));
        Ok(tree)
    }

    fn new(json: Json) -> Self {
        Self::with_work(json, &Rc::default())
    }

    fn with_work(json: Json, work: &Rc<Work>) -> Self {
        let content = match json {
            Json::Array(items) => Content::List(items.into_iter().map(|item| Self::with_work(item, work)).collect()),
            Json::Object(members) => {
                Content::Object(members.into_iter().map(|(name, value)| (name, Self::with_work(value, work))).collect())
            }
            scalar => Content::Scalar(scalar),
        };
        let inner: u64 = match &content {
            Content::Scalar(_) => 0,
            Content::List(items) => items.iter().map(Self::size).sum(),
            Content::Object(members) => members.iter().map(|(_, value)| value.size()).sum(),
        };
        Self(Rc::new(Node { content, size: inner + 1, work: Rc::clone(work), verdicts: RefCell::default() }))
    }

    /// Returns the value as JSON, which counts as much work as reading it.
    pub(super) fn to_json(&self) -> Json {
        self.work(self.size());
        self.copied()
    }

    fn copied(&self) -> Json {
        match &self.0.content {
            Content::Scalar(scalar) => scalar.clone(),
            Content::List(items) => items.iter().map(Self::copied).collect(),
            Content::Object(members) => members.iter().map(|(name, value)| (name.clone(), value.copied())).collect(),
        }
    }

    /// Returns the number of values in this one, including itself.
    pub(in crate::model) fn size(&self) -> u64 {
        self.0.size
    }

    /// Returns what distinguishes this value from all others of the same input.
    pub(in crate::model) fn id(&self) -> *const () {
        Rc::as_ptr(&self.0).cast()
    }

    /// Returns the ids of the values in this one, including itself.
    pub(in crate::model) fn parts(&self) -> Vec<*const ()> {
        let (mut parts, mut open) = (Vec::new(), vec![self]);
        while let Some(value) = open.pop() {
            parts.push(value.id());
            match &value.0.content {
                Content::Scalar(_) => {}
                Content::List(items) => open.extend(items),
                Content::Object(members) => open.extend(members.iter().map(|(_, value)| value)),
            }
        }
        self.work(self.size());
        parts
    }

    /// Returns the text of a member that is a string, an integer or a boolean.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        let Content::Object(members) = &self.0.content else { return None };
        let (_, value) = members.iter().find(|(member, _)| member == name)?;
        let Content::Scalar(scalar) = &value.0.content else { return None };
        match scalar {
            Json::String(text) => Some(Cow::Borrowed(text)),
            Json::Number(_) | Json::Bool(_) => Some(Cow::Owned(scalar.to_string())),
            Json::Null | Json::Array(_) | Json::Object(_) => None,
        }
    }

    /// Returns the branch of the union `T` that fits this value, if it is known.
    pub(super) fn verdict<T: 'static>(&self) -> Option<Verdict> {
        let verdicts = self.0.verdicts.borrow();
        verdicts.iter().find(|(union, _)| *union == TypeId::of::<T>()).map(|(_, verdict)| *verdict)
    }

    pub(super) fn decide<T: 'static>(&self, verdict: Verdict) {
        self.0.verdicts.borrow_mut().push((TypeId::of::<T>(), verdict));
    }

    /// Fails once too many values were read. From then on every branch fails, and their errors are ignored.
    pub(super) fn is_in_bounds(&self) -> Result<(), BranchError> {
        let Work { done, most } = &*self.0.work;
        if done.get() <= most.get() {
            return Ok(());
        }
        Err(BranchError::custom("this value needs too many attempts to match its unions"))
    }

    fn visit(&self) -> Result<(), BranchError> {
        let effort = match &self.0.content {
            Content::Scalar(Json::String(text)) => text.len() as u64 / BYTES + 1,
            _ => 1,
        };
        self.work(effort);
        self.is_in_bounds()
    }

    fn work(&self, effort: u64) {
        let done = &self.0.work.done;
        done.set(done.get().saturating_add(effort));
        #[cfg(test)]
        DONE.set(DONE.get() + effort);
    }
}

/// Takes the tree of a value that a branch skips.
impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, Take)
    }
}

/// Takes the tree from its own deserializer, or builds one from any other deserializer.
struct Take;

impl<'de> Visitor<'de> for Take {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        AnyJson.deserialize(deserializer).map(Tree::new)
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(HANDED.take().unwrap_or_else(|| Tree::new(Json::Null)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        AnyJson.visit_bool(value).map(Tree::new)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        AnyJson.visit_i64(value).map(Tree::new)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        AnyJson.visit_u64(value).map(Tree::new)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        AnyJson.visit_f64(value).map(Tree::new)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Tree, E> {
        AnyJson.visit_str(value).map(Tree::new)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Tree, A::Error> {
        AnyJson.visit_seq(items).map(Tree::new)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Tree, A::Error> {
        AnyJson.visit_map(members).map(Tree::new)
    }
}

impl<'de> Deserializer<'de> for &'de Tree {
    type Error = BranchError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.visit()?;
        match &self.0.content {
            Content::Scalar(Json::Bool(value)) => visitor.visit_bool(*value),
            Content::Scalar(Json::Number(number)) => visit_number(number, visitor),
            Content::Scalar(Json::String(text)) => visitor.visit_borrowed_str(text),
            Content::Scalar(_) => visitor.visit_unit(),
            Content::List(items) => visitor.visit_seq(Items(items.iter())),
            Content::Object(members) => visitor.visit_map(Members { rest: members.iter(), value: None }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match &self.0.content {
            Content::Scalar(Json::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        if name != NAME {
            return visitor.visit_newtype_struct(self);
        }
        self.visit()?;
        HANDED.set(Some(self.clone()));
        visitor.visit_unit()
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.visit()?;
        Ok(self.to_json().deserialize_enum(name, variants, visitor)?)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// Visits a number as [`Json`] does. Its own deserializer would format errors.
fn visit_number<'de, V: Visitor<'de>>(number: &'de Number, visitor: V) -> Result<V::Value, BranchError> {
    if let Some(value) = number.as_u64() {
        visitor.visit_u64(value)
    } else if let Some(value) = number.as_i64() {
        visitor.visit_i64(value)
    } else if let Some(value) =
        number.as_f64().filter(|value| Number::from_f64(*value).is_some_and(|float| float == *number))
    {
        visitor.visit_f64(value)
    } else {
        Ok(number.deserialize_any(visitor)?)
    }
}

struct Items<'t>(std::slice::Iter<'t, Tree>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = BranchError;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Self::Error> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Members<'t> {
    rest: std::slice::Iter<'t, (String, Tree)>,
    value: Option<&'t Tree>,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = BranchError;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Self::Error> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(value::BorrowedStrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Self::Error> {
        let value = self.value.take().ok_or_else(|| BranchError::custom("a value is read after its name"))?;
        seed.deserialize(value)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}
