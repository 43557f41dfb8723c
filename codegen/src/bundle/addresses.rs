//! The addresses of the schemas and the folders of all files that were read.

use std::collections::HashMap;

use super::files::File;
use super::reference;
use crate::source::Target;

/// The targets of addresses, such as `https://example.com/pet.yaml`. Of several, that of the first file counts.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    schemas: HashMap<String, Target>,
    /// The folder of the first file whose address is in a folder.
    folders: HashMap<String, String>,
    /// The number of files whose addresses are known.
    files: usize,
}

impl Addresses {
    /// Adds the addresses of the files that were read since the last call.
    pub(super) fn update(&mut self, files: &[File]) {
        for (file, read) in files.iter().enumerate().skip(self.files) {
            for (address, pointer) in read.identifiers().ids() {
                let target = || Target { file, pointer: pointer.clone() };
                self.schemas.entry(address.to_owned()).or_insert_with(target);
            }
            if let Some((folder, _)) = read.identifiers().own_address().and_then(|own| own.rsplit_once('/')) {
                let own = || reference::folder(&read.path).to_owned();
                self.folders.entry(folder.to_owned()).or_insert_with(own);
            }
        }
        self.files = files.len();
    }

    /// Returns the schema that has this address as its `$id`.
    pub(super) fn schema(&self, address: &str) -> Option<&Target> {
        self.schemas.get(address)
    }

    /// Returns the folder of the files whose addresses are in the folder at `address`.
    pub(super) fn folder(&self, address: &str) -> Option<&str> {
        self.folders.get(address).map(String::as_str)
    }
}
