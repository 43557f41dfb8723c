//! The bundled document of this repository is the result of importing the page of its operation.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_bindgen::Source;
use openapi_bindgen::import::PageRecords;
use serde_json::Value;

use crate::folder::{Folder, digest};

/// The bundled document, and the record of its page.
struct Bundle {
    /// The name of the document without its extension.
    name: String,
    document: String,
    record: String,
    /// The name of the page.
    page: String,
}

impl Bundle {
    /// Finds the bundled document of the repository.
    fn find() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi");
        let mut names =
            fs::read_dir(&folder).unwrap().filter_map(|entry| entry.unwrap().file_name().into_string().ok());
        let name = names.find_map(|name| name.strip_suffix(".pages.yaml").map(str::to_owned)).unwrap();
        let [document, record] =
            ["json", "pages.yaml"].map(|kind| fs::read_to_string(folder.join(format!("{name}.{kind}"))).unwrap());
        let records = PageRecords::parse(&Source::new("record", record.as_str())).unwrap();
        let page = records.records()[0].origin.clone();
        Self { name, document, record, page }
    }

    /// Returns the document and the record that importing a page with this text writes.
    fn import(&self, page: &str) -> [String; 2] {
        let folder = Folder::empty();
        folder.write(&self.page, page);
        folder.succeed(&["import", &self.page, "--into", &format!("{}.json", self.name)]);
        ["json", "pages.yaml"].map(|kind| fs::read_to_string(folder.path(&format!("{}.{kind}", self.name))).unwrap())
    }
}

/// The page is not in this repository, so this one is written from the document, as YAML in a page
/// of the same form. The test shows that the bytes of the bundled document are those that `import`
/// writes, whatever the document contains.
#[test]
fn the_bundled_document_is_written_as_import_writes_it() {
    let bundle = Bundle::find();
    let document: Value = serde_json::from_str(&bundle.document).unwrap();
    let (path, item) = document["paths"].as_object().unwrap().iter().next().unwrap();
    let method = item.as_object().unwrap().keys().next().unwrap();
    let yaml = serde_yaml::to_string(&document).unwrap();
    let page = format!("# A page\n\n## OpenAPI\n\n````yaml /{}.json {method} {path}\n{yaml}\n````", bundle.name);
    let [document, _] = bundle.import(&page);
    assert!(document == bundle.document, "run `openapi-bindgen import` with the page again");
}

/// The document and its record come from the page itself, which is in the folder `seeds` of
/// `OPENAPI_DOCUMENTS`.
#[test]
#[ignore = "needs the page, in a folder that OPENAPI_DOCUMENTS names"]
fn the_bundled_document_matches_its_page() {
    let bundle = Bundle::find();
    let documents = PathBuf::from(env::var_os("OPENAPI_DOCUMENTS").expect("OPENAPI_DOCUMENTS names a folder"));
    let page = fs::read_to_string(documents.join("seeds").join(&bundle.page)).unwrap();
    assert!(bundle.record.contains(&digest(&page)), "the page is not the one that the bundled document comes from");
    let made = bundle.import(&page);
    assert!(made == [bundle.document, bundle.record], "run `openapi-bindgen import` with the page again");
}
