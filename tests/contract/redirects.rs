//! Redirects, which would carry the API key to wherever they point.

use heygen_api::{
    mock::{HeaderValue, Reply},
    runtime::Outcome,
};

use crate::{create, server, status};

#[tokio::test]
async fn a_redirect_is_not_followed_and_its_error_has_the_location() {
    for number in [301, 302, 303, 307, 308] {
        let (server, other) = (server(), server());
        let elsewhere = format!("{}/v3/avatars/group_xyz789/consent", other.base_url());
        server.respond_next(Reply::redirect(status(number), HeaderValue::try_from(&elsewhere).unwrap()));
        let error = create(&server).await.unwrap_err();
        assert_eq!((error.status(), error.outcome()), (Some(status(number)), Outcome::Rejected));
        assert!(error.to_string().contains(&elsewhere), "{error}");
        assert!(other.requests().is_empty());
        assert_eq!(server.requests().len(), 1);
    }
}
