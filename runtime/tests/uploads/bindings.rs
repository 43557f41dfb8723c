//! What the generator writes for a small document.

use openapi_bindgen_runtime::{File, Upload, call, client, object, operation, parts};

client! {
    /// Films, version 1.
    Client at "https://api.example.com";
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

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SetFilm {
    pub(crate) body: Upload,
}

call! { SetFilm by Call {
    new(body(into Upload));
} }

operation! { SetFilm or SetFilmError {
    PUT "/film" as "setFilm";
    body raw "video/mp4" => body;
    ok;
} }

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SetFilmError {
    Undeclared,
}

object! { pub(crate) struct NewFilm: New {
    pub film(new into): File => "film";
    pub title(into): Option<String> => "title";
    pub stills(into): Option<Vec<File>> => "stills";
} }

parts! { NewFilm {
    "film" => film, file;
    "title" => title, optional value;
    "stills" => stills, optional file;
} }

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AddFilm {
    pub(crate) key: Option<String>,
    pub(crate) body: NewFilm,
}

call! { AddFilm by Call {
    new(body(into NewFilm)), key;
    key(into String) => key;
} }

operation! { AddFilm or AddFilmError {
    POST "/films" as "addFilm";
    idempotency "Idempotency-Key" => key, optional;
    body multipart => body;
    ok;
} }

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AddFilmError {
    Undeclared,
}
