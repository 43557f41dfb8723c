//! What the generator writes for a small document.

use openapi_bindgen_runtime::{Event, Object, RequestObject, client, operation};

client! {
    /// Answers, as they are thought of, version 1.
    Client at "https://api.example.com";
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

operation! { pub(crate) struct CreateAnswer {
    //! Answers a question, at once or word by word.

    POST "/answers" as "createAnswer" by create_answer;
    body(new into): Question => json;
    headers CreateAnswerHeaders {
        /// What thought of it.
        model: Option<String> = header "X-Model";
    }
    events json: Word, by stream;
    ok json: Answer;
    refused CreateAnswerError as text: String;
    /// 400: The question is none.
    400 => BadRequest(String);
} }

operation! { pub(crate) struct ReadLog {
    //! Tells what happens.

    GET "/log" as "readLog" by read_log;
    accept "text/event-stream";
    events text: String;
    ok text_events: Vec<Event<String>>;
    refused ReadLogError;
} }

operation! { pub(crate) struct ReadPicture {
    //! Shows a picture.

    GET "/picture" as "readPicture" by read_picture;
    accept "image/png";
    download;
    ok bytes: Vec<u8>;
    refused ReadPictureError as json_in "error": String;
    /// 404: There is none.
    404 => NotFound(String);
} }

operation! { pub(crate) struct ReadAnswer {
    //! Shows an answer, or prints it.

    GET "/answer" as "readAnswer" by read_answer;
    download "application/pdf";
    ok json: Answer;
    refused ReadAnswerError;
} }
