//! The page of `diff --format html` as text; `browser` tests its layout.

use std::collections::HashSet;

use crate::folder::{DOCUMENT, Folder};

/// Returns a page with a change of each level, with markup in names and texts, and with long lines.
pub(crate) fn page() -> String {
    let folder = Folder::empty();
    let long = "a_very_long_name_that_does_not_fit_in_a_narrow_window_and_goes_on_for_a_while_after_its_end";
    let old = DOCUMENT.replace(
        "name:\n          type: string",
        "name:\n          type: string\n          description: A <script>alert(1)</script> & more.\n        \
         size:\n          type: integer\n        gone:\n          type: boolean",
    );
    let new = DOCUMENT.replace(
        "name:\n          type: string",
        &format!(
            "name:\n          type: string\n          description: Another <script>alert(2)</script> \
             \"quote\" & more.\n        size:\n          type: string\n          enum: ['<b>', '&amp;']\n        \
             {long}:\n          type: object\n          properties: {{{long}_inside: {{type: integer}}}}"
        ),
    );
    folder.write("old <&>.yaml", &old);
    folder.write("new.yaml", &new);
    folder.succeed(&["diff", "old <&>.yaml", "new.yaml", "--format", "html"])
}

/// Returns the values of an attribute, in the order of the page.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let start = format!(" {attribute}=\"");
    page.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn text_of_a_document_is_never_markup() {
    let page = page();
    assert!(page.contains("&lt;script&gt;alert(<del>1</del>)&lt;/script&gt;"), "{page}");
    assert!(page.contains("<code>old &lt;&amp;&gt;.yaml</code>"), "{page}");
    let body = page.split_once("<body>").unwrap().1;
    let known = [
        "header",
        "h1",
        "h2",
        "h3",
        "p",
        "span",
        "code",
        "nav",
        "ul",
        "li",
        "a",
        "details",
        "summary",
        "main",
        "section",
        "article",
        "strong",
        "div",
        "figure",
        "figcaption",
        "pre",
        "del",
        "ins",
        "body",
        "html",
    ];
    let tags: HashSet<&str> = body
        .split('<')
        .skip(1)
        .map(|tag| tag.trim_start_matches('/').split([' ', '>', '\n']).next().unwrap())
        .collect();
    assert!(tags.iter().all(|tag| known.contains(tag)), "{tags:?}");
}

#[test]
fn every_change_can_be_reached_from_the_top() {
    let page = page();
    let ids = values(&page, "id");
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "no two have one name: {ids:?}");
    let links: HashSet<&str> = values(&page, "href").into_iter().map(|link| link.strip_prefix('#').unwrap()).collect();
    let changes: HashSet<&str> = ids.into_iter().filter(|id| id.starts_with("change-")).collect();
    assert!(changes.len() > 3, "{changes:?}");
    assert_eq!(links, changes);
    for title in ["<h2>2 major changes</h2>", "<summary>1 patch change</summary>"] {
        assert!(page.contains(title), "{title}\n{page}");
    }
}

#[test]
fn a_change_has_excerpts_of_its_documents_and_code() {
    let page = page();
    for part in [
        "old document: old &lt;&amp;&gt;.yaml:29:9 (/components/schemas/Thing/properties/size)",
        "<span>size:</span>",
        "<span class=\"old\">  type: <del>integer</del></span>",
        "<span class=\"new\">  type: <ins>string</ins></span>",
        "<del>i64</del>",
        "<strong>Breaks callers at compile time</strong>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn text_of_both_documents_is_not_marked_as_added() {
    let folder = Folder::empty();
    let old = DOCUMENT.replace(
        "responses:",
        "requestBody: {required: true, content: {application/json: {schema: \
                                {$ref: '#/components/schemas/Thing'}}}}\n      responses:",
    );
    let old = old.replace("required: [name]", "required: []");
    folder.write("old.yaml", &old);
    folder.write("new.yaml", &old.replace("properties:\n", "properties:\n        size: {type: integer}\n"));
    let page = folder.succeed(&["diff", "old.yaml", "new.yaml", "--format", "html"]);
    let setter = page.split_once("setter <code>Call&lt;GetThing&gt;::size</code> added</h3>").unwrap().1;
    let setter = setter.split_once("</article>").unwrap().0;
    assert!(setter.contains("<p>A property of the body is new.</p>"), "{setter}");
    assert_eq!(setter.matches("<span>requestBody:").count(), 2, "{setter}");
}

#[test]
fn the_page_needs_nothing_else() {
    let page = page();
    let head = page.split_once("</head>").unwrap().0;
    assert!(head.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""), "{head}");
    for loads in ["@import", "url(", "<link", "<script", " src="] {
        assert!(!head.contains(loads), "{loads}");
    }
}

#[test]
fn a_page_without_a_difference_has_a_message() {
    let folder = Folder::empty();
    folder.write("same.yaml", DOCUMENT);
    let page = folder.succeed(&["diff", "same.yaml", "same.yaml", "--format", "html"]);
    assert!(page.contains("<p>The generated code is the same.</p>") && !page.contains("<nav"), "{page}");
}
