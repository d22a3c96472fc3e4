//! The answers that are not 200: `<error><message>…</message></error>` (PRV-008).

use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use lineman_catalog::bridge_messages::BridgeRefusal;
use lineman_ladder::literals::NODE_MESSAGE;
use lineman_store::StoreError;
use lineman_xml::{Element, Encoding};

use crate::rules::ProfileProblem;

/// Why a request is refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// One of the classes of the catalog.
    #[error("{}", .0.message())]
    Class(BridgeRefusal),
    /// The BroadWorks user is provisioned already, and not as this request says.
    #[error("User already exists: the BroadWorks user ID belongs to a user with other data")]
    OtherData,
    /// The user of a removal is not there.
    #[error("No user has this BroadWorks user ID")]
    NoSuchUser,
    /// A removal came while the creation is under way.
    #[error("The user is being created; try again when that is done")]
    BeingCreated,
    /// A change came while the creation is under way.
    #[error("The user is being created; the change comes too early")]
    NotYet,
    /// The request could not be stored, so it is not accepted (PRV-035).
    #[error("The request cannot be accepted now")]
    Records(#[from] StoreError),
    /// Identity did not remove the user.
    #[error("The user cannot be removed now")]
    Upstream(String),
}

impl Refusal {
    /// The HTTP status.
    pub(crate) const fn status(&self) -> u16 {
        match self {
            Self::Class(class) => class.status(),
            Self::OtherData | Self::BeingCreated => 409,
            Self::NoSuchUser => 404,
            Self::NotYet | Self::Records(_) => 503,
            Self::Upstream(_) => 502,
        }
    }
}

impl From<BridgeRefusal> for Refusal {
    fn from(class: BridgeRefusal) -> Self {
        Self::Class(class)
    }
}

impl From<ProfileProblem> for Refusal {
    fn from(problem: ProfileProblem) -> Self {
        Self::Class(match problem {
            ProfileProblem::NoUserId => BridgeRefusal::UserIdMissing,
            ProfileProblem::NoEnterprise => BridgeRefusal::EnterpriseMissing,
            ProfileProblem::NoPrimaryNumber => BridgeRefusal::PrimaryNumberMissing,
            ProfileProblem::EmailInvalid => BridgeRefusal::EmailInvalid,
            ProfileProblem::EmailNotTrusted => BridgeRefusal::EmailNotTrusted,
        })
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let document = Element::new("error").with_child(NODE_MESSAGE, self.to_string());
        let body = lineman_xml::to_text(&document, Encoding::Utf8);
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::BAD_REQUEST);
        let content = [(CONTENT_TYPE, "application/xml; charset=UTF-8")];
        let mut response = (status, content, body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Basic realm=\"provisioning\"");
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_users_other_data_is_a_conflict_that_readers_recognise() {
        let message = Refusal::OtherData.to_string();
        assert_eq!(BridgeRefusal::classify(409, &message), Some(BridgeRefusal::UserExists));
    }
}
