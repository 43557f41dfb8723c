//! The generator's output for a small document.

use openapi_bindgen_runtime::{
    ApiCall, ApiClient, ApiClientBuilder, Async, ByStatus, File, Operation, Parts, RequestObject, Upload,
};

/// Films, version 1.
#[derive(Clone, ApiClient)]
#[client(base_url = "https://api.example.com")]
pub(crate) struct Client<D = Async> {
    inner: openapi_bindgen_runtime::Client<D>,
}

/// Builds a [`Client`].
#[derive(ApiClientBuilder)]
pub(crate) struct ClientBuilder {
    inner: openapi_bindgen_runtime::ClientBuilder,
}

/// A call of an operation.
#[derive(Clone, ApiCall)]
pub(crate) struct Call<O, D = Async> {
    inner: openapi_bindgen_runtime::Call<O, D>,
}

#[derive(Clone, Debug, PartialEq, Parts, RequestObject)]
pub(crate) struct NewFilm {
    pub film: File,
    pub title: Option<String>,
    pub stills: Option<Vec<File>>,
}

impl<D: Clone> Client<D> {
    /// Sets the film.
    pub(crate) fn set_film(&self, body: impl Into<Upload>) -> Call<SetFilm, D> {
        self.call(SetFilm::new(body))
    }

    /// Adds a film.
    pub(crate) fn add_film(&self, body: impl Into<NewFilm>) -> Call<AddFilm, D> {
        self.call(AddFilm::new(body))
    }
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(PUT = "/film")]
pub(crate) struct SetFilm {
    #[body(raw = "video/mp4")]
    pub body: Upload,
}

#[derive(Clone, Debug, PartialEq, ByStatus)]
pub(crate) enum SetFilmError {
    Undeclared,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(POST = "/films")]
pub(crate) struct AddFilm {
    /// The key.
    #[param(header = "Idempotency-Key", idempotency_key)]
    pub key: Option<String>,
    #[body(multipart)]
    pub body: NewFilm,
}

#[derive(Clone, Debug, PartialEq, ByStatus)]
pub(crate) enum AddFilmError {
    Undeclared,
}
