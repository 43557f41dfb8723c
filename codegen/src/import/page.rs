//! A page of an API reference.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::fence::{Fence, error_at_line, find, has_document};
use super::operation::{Operation, operations};
use crate::diagnostic::Diagnostics;
use crate::digest::hex;
use crate::parse::parse;
use crate::source::Source;

/// A page that describes an operation, with an excerpt of the OpenAPI document.
#[derive(Clone, Debug)]
pub struct Page {
    origin: String,
    digest: String,
    operations: Vec<Operation>,
    pub(super) fragment: Value,
    /// The source of the excerpt, with the lines and columns of the page.
    pub(super) fenced: Source,
}

impl Page {
    /// Reads a Markdown page. `origin` is its address or its path.
    ///
    /// The excerpt is the YAML or JSON in the only fenced block with a property `openapi` or with
    /// an operation after its language, as in ```` ```yaml post /things ````.
    ///
    /// ```
    /// use openapi_bindgen::Source;
    /// use openapi_bindgen::import::Page;
    ///
    /// let text = "# Get a thing\n\n```yaml get /things\nopenapi: 3.1.0\npaths: { /things: { get: {} } }\n```\n";
    /// let page = Page::read(&Source::new("get-thing.md", text), "https://things.example/get-thing.md")?;
    /// assert_eq!(page.operations()[0].to_string(), "get /things");
    /// # Ok::<(), openapi_bindgen::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if there is no such block, or several. Also returns an error if the block
    /// does not end, [`parse`] rejects it, it has no `openapi`, or it lacks the operation after its
    /// language. Lines and columns are those of the page.
    pub fn read(source: &Source, origin: impl Into<String>) -> Result<Self, Diagnostics> {
        let fence = find(source)?;
        if fence.text.trim().is_empty() {
            return Err(error_at_line(source, fence.line, "this fence is empty").help("fetch the page again").into());
        }
        let fenced = Source::new(source.name(), fence.text.as_str());
        let fragment = parse(&fenced)?;
        if !fragment.get("openapi").is_some_and(Value::is_string) {
            return Err(error_at_line(source, fence.line, "the content of this fence has no `openapi`")
                .help("each part of an OpenAPI document names its version: `openapi: 3.1.0`")
                .into());
        }
        let operations = operations(&fragment);
        check_operation(source, &fence, &operations)?;
        let digest = hex(Sha256::digest(source.text()));
        Ok(Self { origin: origin.into(), digest, operations, fragment, fenced })
    }

    /// Returns true if the page has a block that [`Page::read`] would read. A guide, for example,
    /// has none.
    pub fn has_operation(source: &Source) -> bool {
        has_document(source)
    }

    /// Returns the name of the page in messages.
    pub fn name(&self) -> &str {
        self.fenced.name()
    }

    /// Returns the address or the path of the page.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns the SHA-256 digest of the page's bytes, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Returns the operations and the webhooks on the page, in its order.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }
}

fn check_operation(source: &Source, fence: &Fence, operations: &[Operation]) -> Result<(), Diagnostics> {
    let Some(named) = fence.operation.as_ref().filter(|named| !operations.contains(named)) else { return Ok(()) };
    let found = match operations {
        [] => "no operation".to_owned(),
        found => found.iter().map(|operation| format!("`{operation}`")).collect::<Vec<_>>().join(", "),
    };
    Err(error_at_line(source, fence.line, format!("this fence declares `{named}`, but contains {found}"))
        .help("the page may be damaged, or half updated: fetch it again, or correct one of the two")
        .into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Page, Diagnostics> {
        Page::read(&Source::new("page.md", text), "here")
    }

    fn rejected(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }

    #[test]
    fn a_page_lists_its_operations() {
        let page = read("```yaml /x/api.json GET '/a'\nopenapi: 3.1.0\npaths: {/a: {parameters: [], get: {}}}\nwebhooks: {b: {}}\n```")
            .unwrap();
        let operations: Vec<String> = page.operations().iter().map(ToString::to_string).collect();
        assert_eq!(operations, ["get /a", "webhook b"]);
        assert_eq!(page.digest().len(), 64);
        assert!(read("```yaml webhook b\nopenapi: 3.1.0\nwebhooks: {b: {}}\n```").is_ok());
    }

    #[test]
    fn the_digest_is_that_of_the_bytes() {
        // The digest is that of `sha256sum`.
        let page = read("```yaml\nopenapi: 3.1.0\n```\n").unwrap();
        assert_eq!(page.digest(), "e3dcd1f63a5998a529d738e9f959bebb0d75be25c49bceb3ca281143f620b8ae");
    }

    #[test]
    fn a_fence_with_another_operation_is_rejected() {
        let text = "# A\n```yaml post /b\nopenapi: 3.1.0\npaths: {/a: {get: {}}}\n```";
        let expected = "this fence declares `post /b`, but contains `get /a`\n  --> page.md:2:1";
        assert!(rejected(text).contains(expected), "{}", rejected(text));
        assert!(rejected(&text.replace("{/a: {get: {}}}", "{}")).contains("contains no operation"));
    }

    #[test]
    fn mistakes_in_the_fence_are_at_their_lines_of_the_page() {
        let text = "# A\n\nText.\n\n- ```yaml get /a\n  openapi: 3.1.0\n  a: [\n  ```\n";
        assert!(
            rejected(text).contains("not valid YAML: ") && rejected(text).contains("page.md:8:"),
            "{}",
            rejected(text)
        );
        let twice = "# A\n```yaml get /a\nopenapi: 3.1.0\ninfo: {}\ninfo: {}\n```";
        assert!(rejected(twice).contains("the key `info` is duplicated\n  --> page.md:5:1 (/info)"));
        let other = "```yaml get /a\nswagger: '2.0'\n```";
        assert!(rejected(other).contains("the content of this fence has no `openapi`\n  --> page.md:1:1"));
        assert!(rejected("```yaml get /a\n```").contains("this fence is empty\n  --> page.md:1:1"));
    }
}
