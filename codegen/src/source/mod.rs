//! The text of a document or an overlay.

mod bundle;
mod origins;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;

pub(crate) use bundle::Bundle;
pub(crate) use origins::{Origins, Target};

use crate::diagnostic::Location;
use crate::layout::{Layout, layout, locate_in};
use crate::pointer::Pointer;

/// The text of a document or an overlay, with its name in messages.
///
/// ```
/// use openapi_bindgen::Source;
///
/// let source = Source::new("openapi/petstore.yaml", "openapi: 3.1.0\n");
/// assert_eq!(source.name(), "openapi/petstore.yaml");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    layout: Cache<OnceLock<Layout>>,
    value: Cache<Mutex<Option<Value>>>,
    bundle: Option<Arc<Bundle>>,
}

/// The place of a value in the file that contains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FilePlace {
    pub(crate) file: String,
    pub(crate) pointer: Pointer,
    pub(crate) location: Option<Location>,
}

/// A result of parsing the text of a source. It depends only on the text, so all caches are equal.
#[derive(Default)]
struct Cache<T>(Arc<T>);

impl<T> Clone for Cache<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> fmt::Debug for Cache<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

impl<T> PartialEq for Cache<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Cache<T> {}

impl Source {
    /// Creates a source with the text `text`. Messages use `name`, such as a path from the user.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), layout: Cache::default(), value: Cache::default(), bundle: None }
    }

    /// Returns the files that this document refers to, in the order in which they were read.
    pub fn files(&self) -> &[Self] {
        self.bundle().map_or(&[], |bundle| &bundle.files)
    }

    /// Returns the name in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the whole text, JSON or YAML.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the places of keys and values in the text, as far as it is valid.
    pub(crate) fn layout(&self) -> &Layout {
        self.layout.0.get_or_init(|| layout(&self.text))
    }

    /// Caches a layout, to avoid a second pass over the text.
    pub(crate) fn keep_layout(&self, layout: Layout) {
        // The layouts are equal, so the first one may stay.
        let _ = self.layout.0.set(layout);
    }

    /// Keeps the value of the text for the next caller that parses it.
    pub(crate) fn keep_value(&self, value: Value) {
        *self.value.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
    }

    /// Takes the value of the text, if it has been kept. It is not copied, since it may be large.
    pub(crate) fn take_value(&self) -> Option<Value> {
        self.value.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Replaces the document that this one and its files make.
    pub(crate) fn set_bundle(&mut self, bundle: Option<Bundle>) {
        self.bundle = bundle.map(Arc::new);
    }

    /// Returns the document that this one and its files make.
    pub(crate) fn bundle(&self) -> Option<&Bundle> {
        self.bundle.as_deref()
    }

    /// Returns the file and the place in it for each pointer into the document. Parses each text at most once.
    pub(crate) fn places(&self, pointers: &[&Pointer]) -> Vec<FilePlace> {
        let origin =
            |pointer: &Pointer| self.bundle().map_or((0, pointer.clone()), |bundle| bundle.origins.find(pointer));
        let origins: Vec<(usize, Pointer)> = pointers.iter().map(|pointer| origin(pointer)).collect();
        let mut locations = vec![None; origins.len()];
        let of_file = |file: usize| file.checked_sub(1).and_then(|file| self.files().get(file)).unwrap_or(self);
        let files: BTreeSet<usize> = origins.iter().map(|(file, _)| *file).collect();
        for file in files {
            let (indices, pointers): (Vec<usize>, Vec<&Pointer>) = origins
                .iter()
                .enumerate()
                .filter(|(_, (of, _))| *of == file)
                .map(|(at, (_, pointer))| (at, pointer))
                .unzip();
            let source = of_file(file);
            for (index, location) in indices.into_iter().zip(locate_in(source.layout(), &pointers)) {
                locations[index] = location;
            }
        }
        let places = origins.into_iter().zip(locations);
        places
            .map(|((file, pointer), location)| FilePlace { file: of_file(file).name.clone(), pointer, location })
            .collect()
    }
}
