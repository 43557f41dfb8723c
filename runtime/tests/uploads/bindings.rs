//! What the generator writes for a small document.

use openapi_bindgen_runtime::{File, Upload, client, object, operation, parts};

client! {
    /// Films, version 1.
    Client at "https://api.example.com";
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
