//! What the generator writes for a small document.

use openapi_bindgen_runtime::{File, RequestObject, Upload, client, operation, parts};

client! {
    /// Films, version 1.
    Client at "https://api.example.com";
}

#[derive(Clone, Debug, PartialEq, RequestObject)]
pub(crate) struct NewFilm {
    pub film: File,
    pub title: Option<String>,
    pub stills: Option<Vec<File>>,
}

parts! { NewFilm {
    "film" => film, file;
    "title" => title, optional value;
    "stills" => stills, optional file;
} }

operation! { pub(crate) struct SetFilm {
    //! Sets the film.

    PUT "/film" as "setFilm" by set_film;
    body(new into): Upload => raw "video/mp4";
    ok nothing: ();
    refused SetFilmError;
} }

operation! { pub(crate) struct AddFilm {
    //! Adds a film.

    POST "/films" as "addFilm" by add_film;
    /// The key.
    pub key(into): Option<String> => idempotency "Idempotency-Key";
    body(new into): NewFilm => multipart;
    ok nothing: ();
    refused AddFilmError;
} }
