//! Why a request is refused, and the ErrorInfo that says so (`docs/wire.md`).

use http::{HeaderValue, Method, StatusCode, header};
use lineman_ladder::literals;
use lineman_ocip::ErrorResponse;
use lineman_ocip::client::AnswerError;
use lineman_xsi::ErrorInfo;

use super::exchange::Exchange;
use super::reply::Reply;
use crate::oci_client::OciUnreachable;

/// OCI-P number of a refused credential or token.
const UNAUTHORIZED: u32 = 4001;
/// OCI-P numbers of things that are not there.
const NOT_FOUND: &[u32] = &[4008, 4505];
/// Clients with this header want no challenge, so that a browser shows no log-in window.
const NO_CHALLENGE: &str = "x-broadworks-no-authchallenge";

/// A refusal.
#[derive(Debug, thiserror::Error)]
pub(crate) enum XsiFailure {
    /// The path names nothing that is served.
    #[error("no such resource")]
    NoSuchResource,
    /// The path names no possible user.
    #[error("the user id in the path is not a BroadWorks user id")]
    InvalidUserId,
    /// Another method is needed.
    #[error("only {} is allowed", join(.0))]
    MethodNotAllowed(&'static [Method]),
    /// The body is larger than any document.
    #[error("the body is too large or came in only in part")]
    BodyTooLarge,
    /// The body is not the document that the resource takes.
    #[error("{0}")]
    BadDocument(String),
    /// No credentials, or none that can be read.
    #[error("authentication is required")]
    AuthenticationRequired,
    /// The Application Server refused the credentials (LAD-014).
    #[error("the credentials were refused: {}", .0.summary_english)]
    CredentialsRefused(ErrorResponse),
    /// The authentication service refused the token (LAD-037).
    #[error("the token was refused: {0}")]
    TokenRefused(String),
    /// Somebody else's resource.
    #[error("the resource belongs to another user")]
    NotTheOwner,
    /// The caller does not have the service.
    #[error("Service is not assigned to the user: {0}")]
    ServiceNotAssigned(&'static str),
    /// A query parameter is missing.
    #[error("the query parameter {0} is missing")]
    MissingParameter(&'static str),
    /// A query parameter has a value that it cannot have.
    #[error("the query parameter {0} cannot have this value")]
    BadParameter(&'static str),
    /// The user has made too many requests; seconds to wait.
    #[error("too many requests")]
    TooManyRequests(u32),
    /// The Application Server refused what was asked.
    #[error("the Application Server refused: {}", .0.summary_english)]
    Refused(ErrorResponse),
    /// The Application Server answered what cannot be used.
    #[error("{0}")]
    UnusableAnswer(String),
    /// The Application Server cannot be reached.
    #[error(transparent)]
    ApplicationServer(#[from] OciUnreachable),
    /// The authentication service cannot be reached, or is not configured (AUT-003).
    #[error("asking the authentication service: {0}")]
    AuthenticationService(String),
}

impl From<AnswerError> for XsiFailure {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Refused(error) => Self::Refused(error),
            other => Self::UnusableAnswer(other.to_string()),
        }
    }
}

impl XsiFailure {
    fn status(&self) -> StatusCode {
        match self {
            Self::NoSuchResource | Self::InvalidUserId => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::AuthenticationRequired | Self::CredentialsRefused(_) | Self::TokenRefused(_) => {
                StatusCode::UNAUTHORIZED
            }
            Self::NotTheOwner | Self::ServiceNotAssigned(_) => StatusCode::FORBIDDEN,
            Self::MissingParameter(_) | Self::BadParameter(_) | Self::BadDocument(_) => {
                StatusCode::BAD_REQUEST
            }
            Self::TooManyRequests(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Refused(error) => match error.number() {
                Some(number) if NOT_FOUND.contains(&number) => StatusCode::NOT_FOUND,
                // The Application Server does not trust this XSP.
                Some(UNAUTHORIZED) => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::BAD_REQUEST,
            },
            Self::UnusableAnswer(_) => StatusCode::BAD_GATEWAY,
            Self::ApplicationServer(_) | Self::AuthenticationService(_) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }

    fn error_info(&self) -> ErrorInfo {
        match self {
            // Xsi passes the number on and drops the frame around it.
            Self::CredentialsRefused(error) | Self::Refused(error) => ErrorInfo {
                summary: Some(error.text_without_number().to_owned()),
                summary_english: error.text_without_number().to_owned(),
                error_code: error.number(),
            },
            Self::TokenRefused(_) => {
                ErrorInfo::new(Some(UNAUTHORIZED), "Unauthorized transaction.")
            }
            // Peers inside are nobody's business outside; the log has them.
            Self::ApplicationServer(_) => {
                ErrorInfo::new(None, "The Application Server does not answer.")
            }
            Self::AuthenticationService(_) => {
                ErrorInfo::new(None, "The authentication service does not answer.")
            }
            Self::UnusableAnswer(_) => {
                ErrorInfo::new(None, "The Application Server's answer cannot be used.")
            }
            other => ErrorInfo::new(None, &other.to_string()),
        }
    }

    /// The answer.
    pub(crate) fn reply(&self, exchange: &Exchange<'_>) -> Reply {
        let status = self.status();
        let mut reply = Reply::document(status, &self.error_info(), exchange.format());
        if status == StatusCode::UNAUTHORIZED && !wants_no_challenge(exchange) {
            let challenge = format!("Basic realm=\"{}\"", literals::SIP_REALM);
            if let Ok(value) = HeaderValue::from_str(&challenge) {
                reply.headers.insert(header::WWW_AUTHENTICATE, value);
            }
        }
        if let Self::TooManyRequests(seconds) = self {
            reply.headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        if let Self::MethodNotAllowed(allowed) = self
            && let Ok(value) = HeaderValue::from_str(&join(allowed))
        {
            reply.headers.insert(header::ALLOW, value);
        }
        reply
    }
}

/// `GET, PUT`
fn join(methods: &[Method]) -> String {
    methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ")
}

fn wants_no_challenge(exchange: &Exchange<'_>) -> bool {
    exchange
        .headers()
        .get(NO_CHALLENGE)
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"true"))
}
