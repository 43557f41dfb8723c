//! The generator's output for a small document.

use openapi_bindgen_runtime::{
    ApiCall, ApiClient, ApiClientBuilder, Async, ByStatus, Event, Object, Operation, RequestObject, ResponseHeaders,
};

/// Answers, as they are thought of, version 1.
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

#[derive(Clone, Debug, PartialEq, RequestObject)]
pub(crate) struct Question {
    pub text: String,
    pub stream: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub(crate) struct Answer {
    pub words: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub(crate) struct Word {
    pub word: String,
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

    /// Reads words, one a line.
    pub(crate) fn read_words(&self) -> Call<ReadWords, D> {
        self.call(ReadWords::new())
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

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(POST = "/answers")]
#[response(Answer, headers = CreateAnswerHeaders)]
#[events(Word, by = stream)]
pub(crate) struct CreateAnswer {
    #[body(json)]
    pub body: Question,
}

#[derive(Clone, Debug, Default, PartialEq, ResponseHeaders)]
pub(crate) struct CreateAnswerHeaders {
    /// The model.
    #[header("X-Model")]
    pub model: Option<String>,
}

#[derive(Clone, Debug, PartialEq, ByStatus)]
#[by_status(text)]
pub(crate) enum CreateAnswerError {
    /// 400: The question is none.
    BadRequest(String),
    Undeclared,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/log", accept = "text/event-stream")]
#[response(Vec<Event<String>>, text_events)]
#[events(String, text)]
pub(crate) struct ReadLog {}

#[derive(Clone, Debug, PartialEq, ByStatus)]
pub(crate) enum ReadLogError {
    Undeclared,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/words", accept = "application/x-ndjson")]
#[response(Vec<Word>, json_lines, error = ReadLogError)]
#[events(Word, lines = "application/x-ndjson")]
pub(crate) struct ReadWords {}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/picture", accept = "image/png")]
#[response(Vec<u8>, bytes)]
#[download]
pub(crate) struct ReadPicture {}

#[derive(Clone, Debug, PartialEq, ByStatus)]
#[by_status(in = "error")]
pub(crate) enum ReadPictureError {
    /// 404: There is none.
    NotFound(String),
    Undeclared,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/answer")]
#[response(Answer)]
#[download("application/pdf")]
pub(crate) struct ReadAnswer {}

#[derive(Clone, Debug, PartialEq, ByStatus)]
pub(crate) enum ReadAnswerError {
    Undeclared,
}
