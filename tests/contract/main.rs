//! The contract between the client and HeyGen, over real sockets against the mock.

mod consent;
mod credentials;
mod custom;
mod flow;
mod idempotency;
mod limits;
mod random_faults;
mod redirects;
mod replies;
mod requests;
mod secrets;
mod situations;
mod statuses;
mod successes;
mod transport;

use heygen_api::{
    Client, CreateAvatarConsentResponse,
    mock::{Group, Reply, Server, StatusCode},
    operations::CreateAvatarConsentError,
    runtime::{ApiError, Error, Response, Retry},
};

/// The digital twin that every server has.
const GROUP: &str = "group_xyz789";

type CreateError = Error<CreateAvatarConsentError>;

fn server() -> Server {
    let server = Server::start().unwrap();
    server.add(Group::new(GROUP));
    server
}

/// A client that sends nothing twice, so that each reply is seen.
fn client(server: &Server) -> Client {
    server.client_builder().retry(Retry::never()).build().unwrap()
}

/// Creates a consent for [`GROUP`].
async fn create(server: &Server) -> Result<Response<CreateAvatarConsentResponse>, CreateError> {
    client(server).create_avatar_consent(GROUP).await
}

/// The error that creating a consent ends in, when `reply` is the answer.
async fn error_of(reply: Reply) -> CreateError {
    let server = server();
    server.respond_next(reply);
    create(&server).await.unwrap_err()
}

/// The answer of the API that an error holds.
fn api(error: &CreateError) -> &ApiError<CreateAvatarConsentError> {
    error.as_api().unwrap_or_else(|| panic!("this is no answer of the API: {error}"))
}

fn status(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap()
}
