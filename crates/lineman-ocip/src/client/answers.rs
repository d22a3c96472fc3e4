//! Reading answers.

use lineman_model::Secret;
use thiserror::Error;

use crate::{Command, CommandKind, ErrorResponse};

/// Why an answer is not the expected one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// The server refused; `number` is the one in `[Error n]`.
    #[error("the Application Server answered: {}", .0.summary_english)]
    Refused(ErrorResponse),
    /// Another answer than the request asks for.
    #[error("the Application Server answered {found} where {expected} was expected")]
    Unexpected {
        /// What came.
        found: String,
        /// The family that was expected.
        expected: &'static str,
    },
    /// A required field is absent.
    #[error("the Application Server's answer has no {0}")]
    Missing(&'static str),
}

impl AnswerError {
    /// The number of the refusal, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        match self {
            Self::Refused(error) => error.number(),
            _ => None,
        }
    }
}

/// Checks that an answer is of a family, whatever its version suffix.
///
/// # Errors
/// [`AnswerError::Refused`] for an error answer, [`AnswerError::Unexpected`] for another one.
pub fn expect(answer: &Command, family: &'static str) -> Result<(), AnswerError> {
    if let Some(error) = answer.error_response() {
        return Err(AnswerError::Refused(error));
    }
    if lineman_ladder::literals::is_of_family(answer.name(), family) {
        return Ok(());
    }
    Err(AnswerError::Unexpected { found: answer.name().to_owned(), expected: family })
}

/// Checks for `SuccessResponse`.
///
/// # Errors
/// As [`expect`].
pub fn success(answer: &Command) -> Result<(), AnswerError> {
    if answer.kind() == CommandKind::Success {
        return Ok(());
    }
    expect(answer, "SuccessResponse")
}

/// The token of `UserSingleSignOnCreateDeviceTokenResponse`.
///
/// # Errors
/// As [`expect`], and [`AnswerError::Missing`] without a token.
pub fn device_token(answer: &Command) -> Result<Secret, AnswerError> {
    expect(answer, "UserSingleSignOnCreateDeviceTokenResponse")?;
    answer.text("deviceToken").map(Secret::new).ok_or(AnswerError::Missing("deviceToken"))
}

/// The token of `ExternalAuthenticationCreateLoginTokenResponse`.
///
/// # Errors
/// As [`expect`], and [`AnswerError::Missing`] without a token.
pub fn login_token(answer: &Command) -> Result<Secret, AnswerError> {
    expect(answer, "ExternalAuthenticationCreateLoginTokenResponse")?;
    answer.text("loginToken").map(Secret::new).ok_or(AnswerError::Missing("loginToken"))
}

pub(super) fn required(answer: &Command, name: &'static str) -> Result<String, AnswerError> {
    answer.text(name).map(str::to_owned).ok_or(AnswerError::Missing(name))
}

pub(super) fn flag(answer: &Command, name: &str) -> bool {
    answer.text(name) == Some("true")
}
