//! Operations that use the attributes of the derives.

use openapi_bindgen_runtime::{
    ApiCall, ApiClient, ApiClientBuilder, Async, BodyContent, ByStatus, Credential, File, Nullable, Object, Operation,
    Parts, RequestObject, ResponseHeaders, SecurityScheme, Upload,
};

const KEY: SecurityScheme = SecurityScheme::header("Key", "x-key");
const APP: SecurityScheme = SecurityScheme::header("App", "x-app");

/// Things, version 1.
#[derive(Clone, ApiClient)]
#[client(base_url = "https://api.example.com")]
#[client(credential(key = KEY))]
#[client(credential(app = APP))]
pub(crate) struct Client<D = Async> {
    inner: openapi_bindgen_runtime::Client<D>,
}

/// Builds a [`Client`].
#[derive(ApiClientBuilder)]
pub(crate) struct ClientBuilder {
    inner: openapi_bindgen_runtime::ClientBuilder,
}

impl ClientBuilder {
    /// A key.
    pub(crate) fn key(self, credential: impl Into<Credential>) -> Self {
        Self { inner: self.inner.credential(KEY, credential) }
    }

    /// An application.
    pub(crate) fn app(self, credential: impl Into<Credential>) -> Self {
        Self { inner: self.inner.credential(APP, credential) }
    }
}

/// A call of an operation.
#[derive(Clone, ApiCall)]
pub(crate) struct Call<O, D = Async> {
    inner: openapi_bindgen_runtime::Call<O, D>,
}

/// Two names of type parameters that nothing may hide.
#[derive(Clone, Debug, PartialEq, Object)]
pub(crate) struct D {
    pub id: String,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub(crate) struct Paging {
    pub next: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub(crate) struct Page {
    pub data: Option<Vec<D>>,
    pub paging: Nullable<Paging>,
    pub has_more: bool,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/a/{type}/{ids}", id = "search", accept = "application/json, text/plain")]
#[security((KEY, APP), ())]
#[response(Found, by_status, headers = FoundHeaders, error = SearchError)]
pub(crate) struct SearchThings {
    /// The type.
    pub r#type: String,
    /// The ids.
    pub ids: Vec<i64>,
    /// The limit.
    #[check(maximum = 10)]
    pub limit: i64,
    pub tags: Option<Vec<String>>,
    #[param(query = "filter[]", style = Pipes, empty)]
    #[setter(only)]
    pub filter: Option<Vec<String>>,
    #[param(query, reserved)]
    pub url: Option<String>,
    #[param(header = "X-Version", value = "2")]
    pub version: String,
    #[param(cookie)]
    pub session: Option<u32>,
}

impl<T: Clone> Client<T> {
    pub(crate) fn search(&self, r#type: impl Into<String>, ids: impl Into<Vec<i64>>) -> Call<SearchThings, T> {
        self.call(SearchThings::new(r#type, ids, 3))
    }
}

#[derive(Clone, Debug, PartialEq, ByStatus)]
pub(crate) enum Found {
    Ok(Page),
    NoContent,
    #[status("2XX", text)]
    Text(String),
    Undeclared(Vec<u8>),
}

#[derive(Clone, Debug, Default, PartialEq, ResponseHeaders)]
pub(crate) struct FoundHeaders {
    pub x_left: Option<i64>,
    // A formatter ends arguments that it breaks over lines with a comma.
    #[header("X-Tags")]
    #[rustfmt::skip]
    pub tags: Option<Vec<String,>,>,
}

#[derive(Clone, Debug, PartialEq, ByStatus)]
#[by_status(in = "error")]
pub(crate) enum SearchError {
    BadRequest(D),
    #[status(text)]
    NotFound(String),
    #[status(json)]
    Conflict(D),
    #[status(429, in = "problem")]
    Slow {
        body: D,
        retry_after: Option<i64>,
    },
    #[status("5XX")]
    Broken {
        #[header("X-Body")]
        body: Option<String>,
    },
    Other,
}

/// One type for every status.
#[derive(Clone, Debug, PartialEq, ByStatus)]
pub(crate) enum PutError {
    BadRequest(D),
    NotFound { body: D, retry_after: Option<i64> },
    Undeclared,
}

#[derive(Clone, Debug, Default, PartialEq, RequestObject)]
pub(crate) struct Thing {
    pub r#type: Option<String>,
    #[check(minimum = 0)]
    pub size: Option<i64>,
    pub note: Nullable<String>,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(PUT = "/b", setters = Self)]
#[response(error = PutError)]
pub(crate) struct PutThing {
    #[body(form, default)]
    #[encoding("type", style = Commas, reserved)]
    #[setter(r#type(String))]
    #[setter(size(i64))]
    #[setter(remark(Nullable<String>) = body.note)]
    pub body: Thing,
}

#[derive(Clone, Debug, PartialEq, Object, Parts)]
#[json(rename_all = "camelCase")]
pub(crate) struct Scan {
    pub main_file: File,
    #[json(rename = "more[]")]
    #[rustfmt::skip]
    pub more: Option<Vec<File,>,>,
    #[json(read_only)]
    pub id: Option<String>,
    pub page_count: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, BodyContent)]
pub(crate) enum NoteContent {
    #[body(json = "application/merge-patch+json")]
    Json(#[from] Thing),
    #[body(multipart)]
    #[encoding("mainFile", media_type = "image/png", header("X-Kind" = "cover"))]
    Multipart(#[from] Scan),
    #[body(raw = "text/plain")]
    #[check(max_length = 3)]
    Plain(#[from] String),
    #[body(raw = "image/png")]
    Picture(#[from] Upload),
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(POST = "/c")]
#[response(error = PutError)]
pub(crate) struct AddNote {
    #[body(content)]
    pub body: Option<NoteContent>,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/d")]
#[response(Page, error = PutError)]
#[pages(items = page.data?, of = D, next(cursor = page.paging?.next?), while = page.has_more)]
pub(crate) struct ByCursor {
    pub cursor: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/d")]
#[response(Page, error = PutError)]
#[pages(items = page.data?, of = D, next(after = last.id), until = page.has_more)]
pub(crate) struct ByLast {
    pub after: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/d")]
#[response(Page, error = PutError)]
#[pages(items = page.data?, of = D, next(page += 1, first = 1))]
pub(crate) struct ByNumber {
    pub page: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/d")]
#[response(Page, error = PutError)]
#[pages(items = page.data?, of = D, next(offset += items, first = 0))]
pub(crate) struct ByOffset {
    pub offset: Option<i64>,
}
