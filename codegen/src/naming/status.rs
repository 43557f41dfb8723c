//! Names of statuses. `openapi-bindgen-derive` has the reverse table in `statuses.rs`.

use crate::ir::{RustIdent, Status};

/// Returns the variant of a status in an error enum: the reason phrase of the IANA registry, or the
/// number.
pub(crate) fn status_variant(status: Status) -> RustIdent {
    RustIdent::from_valid(match status {
        Status::Code(code) => match reason(code) {
            Some(reason) => reason.to_owned(),
            None => format!("Status{code}"),
        },
        Status::Default => "Default".to_owned(),
        Status::Range(200) => "Success".to_owned(),
        Status::Range(400) => "ClientError".to_owned(),
        Status::Range(500) => "ServerError".to_owned(),
        Status::Range(first) => format!("Status{}Xx", first / 100),
    })
}

fn reason(code: u16) -> Option<&'static str> {
    Some(match code {
        100 => "Continue",
        101 => "SwitchingProtocols",
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        421 => "MisdirectedRequest",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        511 => "NetworkAuthenticationRequired",
        _ => return None,
    })
}

/// The same names in the derives, which share no code with the generator.
#[cfg(test)]
#[path = "../../../derive/src/statuses.rs"]
mod derived;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_derives_know_the_same_names() {
        for code in 100..1000 {
            let name = status_variant(Status::Code(code));
            let known = reason(code).map(|_| code);
            assert_eq!(derived::status_of(name.as_str()), known, "{name}");
        }
    }
}
