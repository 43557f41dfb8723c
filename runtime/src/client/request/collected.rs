//! Files in values that become parts of a multipart body, wherever in the value they are.

use std::cell::RefCell;

use super::File;
use crate::{Json, ReadContext, ReadError, ToJson, model::json};

/// The member that stands for a file in the JSON of a value; its value is the position of the file.
const MARK: &str = "openapi-bindgen-file-of-a-part";

thread_local! {
    /// The files of the value that is being written, if one is being written as parts.
    static FILES: RefCell<Option<Vec<File>>> = const { RefCell::new(None) };
}

/// A value that becomes a part: JSON, or a file.
pub(super) enum PartValue {
    Json(Json),
    File(File),
}

/// A value as JSON, with the files in it.
pub(super) struct Collected {
    json: Json,
    files: Vec<File>,
}

/// Keeps a file of the value that is being written as parts, and returns what stands for it in JSON. `None` where no
/// value is.
pub(super) fn keep(file: &File) -> Option<(&'static str, usize)> {
    FILES.with_borrow_mut(|files| {
        let files = files.as_mut()?;
        files.push(file.clone());
        Some((MARK, files.len() - 1))
    })
}

impl Collected {
    /// Writes a value.
    ///
    /// # Errors
    /// When it has no JSON form.
    pub(super) fn new(value: &impl ToJson) -> Result<Self, ReadError> {
        let before = FILES.replace(Some(Vec::new()));
        let written = json::to_value(value);
        let files = FILES.replace(before).unwrap_or_default();
        Ok(Self { json: written?, files })
    }

    /// The values that become parts of the name: those of a list, or the value itself. Null becomes none.
    ///
    /// # Errors
    /// When a file is in an object or in a list of lists, which are JSON.
    pub(super) fn parts(self) -> Result<Vec<PartValue>, ReadError> {
        parts(self.json, &self.files)
    }

    /// The members of an object, each with the values that become its parts.
    ///
    /// # Errors
    /// When the value is no object, or as of [`Collected::parts`].
    pub(super) fn members(self) -> Result<Vec<(String, Vec<PartValue>)>, ReadError> {
        let Self { json, files } = self;
        match json {
            Json::Object(members) if marked(&members, &files).is_none() => {
                members.into_iter().map(|(name, value)| Ok((name, parts(value, &files)?))).collect()
            }
            _ => {
                let message = "a multipart body has a part for each of its members, and this value has none";
                Err(ReadError::new(&ReadContext::new(), message))
            }
        }
    }
}

fn parts(json: Json, files: &[File]) -> Result<Vec<PartValue>, ReadError> {
    let items = match json {
        Json::Null => Vec::new(),
        Json::Array(items) => items,
        one => vec![one],
    };
    items.into_iter().filter(|item| !item.is_null()).map(|item| part(item, files)).collect()
}

fn part(json: Json, files: &[File]) -> Result<PartValue, ReadError> {
    match file_of(&json, files) {
        Some(file) => Ok(PartValue::File(file.clone())),
        None if !files.is_empty() && holds_file(&json, files) => {
            let message = "a file inside an object is no part of its own, and cannot be sent as JSON";
            Err(ReadError::new(&ReadContext::new(), message))
        }
        None => Ok(PartValue::Json(json)),
    }
}

fn file_of<'f>(json: &Json, files: &'f [File]) -> Option<&'f File> {
    marked(json.as_object()?, files)
}

/// The file that an object stands for, if it is one of [`keep`].
fn marked<'f>(members: &serde_json::Map<String, Json>, files: &'f [File]) -> Option<&'f File> {
    let mark = members.get(MARK).filter(|_| members.len() == 1)?;
    files.get(usize::try_from(mark.as_u64()?).ok()?)
}

fn holds_file(json: &Json, files: &[File]) -> bool {
    match json {
        Json::Array(items) => items.iter().any(|item| holds_file(item, files)),
        Json::Object(members) => {
            file_of(json, files).is_some() || members.values().any(|member| holds_file(member, files))
        }
        _ => false,
    }
}
