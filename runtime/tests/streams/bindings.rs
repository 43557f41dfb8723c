//! What the generator writes for a small document.

use openapi_bindgen_runtime::{call, client, object, operation};

client! {
    /// Answers, as they are thought of, version 1.
    Client at "https://api.example.com";
}

impl<D: Clone> Client<D> {
    /// Answers a question, at once or word by word.
    pub(crate) fn create_answer(&self, body: impl Into<Question>) -> Call<CreateAnswer, D> {
        self.call(CreateAnswer::new(body))
    }

    /// Tells what happens.
    pub(crate) fn read_log(&self) -> Call<ReadLog, D> {
        self.call(ReadLog::new())
    }

    /// Shows a picture.
    pub(crate) fn read_picture(&self) -> Call<ReadPicture, D> {
        self.call(ReadPicture::new())
    }

    /// Shows an answer, or prints it.
    pub(crate) fn read_answer(&self) -> Call<ReadAnswer, D> {
        self.call(ReadAnswer::new())
    }
}

object! { pub(crate) struct Question: New {
    pub text(new into): String => "text";
    pub stream(set): Option<bool> => "stream";
} }

object! { pub(crate) struct Answer {
    pub words: Vec<String> => "words";
} }

object! { pub(crate) struct Word {
    pub word: String => "word";
} }

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CreateAnswer {
    pub(crate) body: Question,
}

call! { CreateAnswer by Call {
    new(body(into Question));
} }

operation! { CreateAnswer or CreateAnswerError {
    POST "/answers" as "createAnswer";
    body json => body;
    ok headers CreateAnswerHeaders(model: "X-Model");
    ok events json Word, by stream;
    ok json Answer;
    400 => BadRequest(text);
} }

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CreateAnswerHeaders {
    pub(crate) model: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CreateAnswerError {
    BadRequest(String),
    Undeclared,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReadLog {}

call! { ReadLog by Call {
    new();
} }

operation! { ReadLog or ReadLogError {
    GET "/log" as "readLog";
    accept "text/event-stream";
    ok events text String;
    ok all events;
} }

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ReadLogError {
    Undeclared,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReadPicture {}

call! { ReadPicture by Call {
    new();
} }

operation! { ReadPicture or ReadPictureError {
    GET "/picture" as "readPicture";
    accept "image/png";
    ok as bytes Bytes;
    404 => NotFound(json in "error");
} }

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ReadPictureError {
    NotFound(String),
    Undeclared,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReadAnswer {}

call! { ReadAnswer by Call {
    new();
} }

operation! { ReadAnswer or ReadAnswerError {
    GET "/answer" as "readAnswer";
    ok download "application/pdf";
    ok json Answer;
} }

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ReadAnswerError {
    Undeclared,
}
