use std::fs;
use std::path::{Path, PathBuf};

use openapi_bindgen::diff::{Difference, Version, compare};
use openapi_bindgen::{Options, read_source};
use serde_json::Value;

/// Two versions of a tiny document.
pub(crate) struct Pair {
    pub(crate) name: String,
    folder: PathBuf,
    old: Version,
    new: Version,
    verdicts: Value,
}

/// The version that a caller was written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Written for the old version, and tested with the step from old to new.
    OfOld,
    /// Written for the new version, and tested with the step back.
    OfNew,
}

/// A module with a caller of one version.
pub(crate) struct Call {
    pub(crate) module: String,
    pub(crate) text: String,
}

impl Caller {
    /// Returns the version that it was written for.
    pub(crate) fn version(self) -> &'static str {
        match self {
            Self::OfOld => "old",
            Self::OfNew => "new",
        }
    }

    pub(crate) fn other_version(self) -> &'static str {
        match self {
            Self::OfOld => "new",
            Self::OfNew => "old",
        }
    }
}

impl Pair {
    /// Returns all pairs, sorted by name.
    pub(crate) fn all() -> Vec<Self> {
        let folders = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff/pairs");
        let mut folders: Vec<PathBuf> = fs::read_dir(folders).unwrap().map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        folders.into_iter().map(Self::read).collect()
    }

    fn read(folder: PathBuf) -> Self {
        let verdicts = fs::read_to_string(folder.join("verdicts.yaml")).unwrap();
        let verdicts: Value = serde_yaml::from_str(&verdicts).unwrap();
        let fills_defaults = verdicts["options"]["defaults"] == true;
        let options = Options::default().envelopes(["data", "result"].map(str::to_owned));
        let options = options.defaults(fills_defaults.then_some("*"));
        let version = |name: &str| {
            let source = read_source(folder.join(name)).unwrap();
            Version::generate(&source, &[], &options).unwrap_or_else(|errors| panic!("{}: {errors}", folder.display()))
        };
        Self {
            name: folder.file_name().unwrap().to_str().unwrap().replace('-', "_"),
            old: version("old.yaml"),
            new: version("new.yaml"),
            verdicts,
            folder,
        }
    }

    /// Returns both versions with their names.
    pub(crate) fn versions(&self) -> [(&'static str, &Version); 2] {
        [("old", &self.old), ("new", &self.new)]
    }

    /// Returns the expected rules of each step, with the caller that the step affects.
    pub(crate) fn directions(&self) -> [(Caller, Vec<&str>); 2] {
        let rules = |step: &str| {
            let rules = self.verdicts[step].as_array().unwrap_or_else(|| panic!("{}: no `{step}`", self.name));
            rules.iter().map(|rule| rule.as_str().unwrap()).collect()
        };
        [(Caller::OfOld, rules("old-to-new")), (Caller::OfNew, rules("new-to-old"))]
    }

    /// Returns the difference from the version that the caller was written for.
    pub(crate) fn difference(&self, caller: Caller) -> Difference {
        match caller {
            Caller::OfOld => compare(&self.old, &self.new),
            Caller::OfNew => compare(&self.new, &self.old),
        }
    }

    /// Returns the caller as a module that uses a version.
    pub(crate) fn call(&self, caller: Caller, version: &str) -> Call {
        let file = format!("caller_of_{}.rs", caller.version());
        let text = fs::read_to_string(self.folder.join(&file)).unwrap();
        Call {
            module: format!("{}_{}_against_{version}", self.name, caller.version()),
            text: format!("#[allow(unused_imports)]\nuse versions::{}_{version} as api;\n\n{text}", self.name),
        }
    }
}
