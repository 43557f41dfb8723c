//! What a transaction is about to do, written down before it begins.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::entry::{Entry, Undone};
use super::recovery::Recovery;
use crate::output::OutputError;

/// All files of a transaction.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Journal {
    pub(super) entries: Vec<Entry>,
}

impl Journal {
    /// Writes the journal, and waits until the disk has it.
    pub(super) fn write(&self, file: &mut File, path: &Path) -> Result<(), OutputError> {
        let text = self.to_text().map_err(OutputError::io("write", path))?;
        let written = file.seek(SeekFrom::Start(0)).and_then(|_| file.set_len(0)).and_then(|()| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written.map_err(OutputError::io("write", path))
    }

    /// Reads a journal; `None` when it is empty or was not written to its end.
    pub(super) fn parse(text: &str) -> Option<Self> {
        // The line end is the last that is written.
        let value: Value = serde_json::from_str(text.strip_suffix('\n')?).ok()?;
        let entries = value.get("files")?.as_array()?.iter().map(read).collect::<Option<Vec<_>>>()?;
        Some(Self { entries })
    }

    /// Ends what was begun: cleans up when all files are what they were to become, and takes everything back otherwise.
    pub(super) fn recover(&self) -> Result<Recovery, OutputError> {
        let mut is_finished = true;
        for entry in &self.entries {
            is_finished &= entry.is_put()?;
        }
        if is_finished {
            self.entries.iter().for_each(Entry::clean_up);
            return Ok(Recovery::Finished);
        }
        let mut kept = Vec::new();
        for entry in &self.entries {
            if entry.undo()? == Undone::Kept {
                kept.push((entry.path.clone(), entry.copy()));
            }
        }
        Ok(Recovery::Undone { kept })
    }

    fn to_text(&self) -> io::Result<String> {
        let text = |path: &Path| {
            let text = path.to_str().map(str::to_owned);
            text.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a path is not Unicode"))
        };
        let mut files = Vec::with_capacity(self.entries.len());
        for Entry { path, before, after, folders } in &self.entries {
            let folders = folders.iter().map(|folder| text(folder)).collect::<Result<Vec<_>, _>>()?;
            files.push(json!({ "path": text(path)?, "before": before, "after": after, "folders": folders }));
        }
        Ok(format!("{}\n", json!({ "files": files })))
    }
}

fn read(file: &Value) -> Option<Entry> {
    let digest = |key: &str| match file.get(key)? {
        Value::Null => Some(None),
        digest => digest.as_str().map(|digest| Some(digest.to_owned())),
    };
    let folders = file.get("folders")?.as_array()?.iter();
    Some(Entry {
        path: PathBuf::from(file.get("path")?.as_str()?),
        before: digest("before")?,
        after: digest("after")?,
        folders: folders.map(|folder| folder.as_str().map(PathBuf::from)).collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_is_read_back_and_half_of_one_is_none() {
        let journal = Journal {
            entries: vec![Entry {
                path: "/a/\"b\".json".into(),
                before: None,
                after: Some("00ff".to_owned()),
                folders: vec!["/a".into()],
            }],
        };
        let text = journal.to_text().unwrap();
        assert_eq!(Journal::parse(&text), Some(journal));
        for length in 0..text.len() {
            assert_eq!(Journal::parse(&text[..length]), None);
        }
    }
}
