//! The thirteen fields that verify and login-info answers share.

use super::answers::{AnswerError, expect, flag, required};
use crate::Command;

/// Who someone is to BroadWorks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LoginInfo {
    /// `User`, `Group`, `Service Provider`, `Provisioning`, `System`, ...
    pub login_type: String,
    /// `en_US`
    pub locale: String,
    /// Character set of the locale, `ISO-8859-1`.
    pub encoding: String,
    /// Group.
    pub group_id: Option<String>,
    /// Service provider or enterprise.
    pub service_provider_id: Option<String>,
    /// Whether that is an enterprise.
    pub is_enterprise: bool,
    /// 2147483647 is never.
    pub password_expires_days: Option<i64>,
    /// Last name.
    pub last_name: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// The primary user id, whatever id was asked with.
    pub user_id: String,
    /// Primary directory number.
    pub phone_number: Option<String>,
    /// Reseller.
    pub reseller_id: Option<String>,
    /// Long-lived tokens issued before (milliseconds since 1970) are revoked.
    pub token_revocation_time: Option<i64>,
}

impl LoginInfo {
    /// Reads `AuthenticationVerifyResponse…`.
    ///
    /// # Errors
    /// [`AnswerError`].
    pub fn from_verify(answer: &Command) -> Result<Self, AnswerError> {
        expect(answer, "AuthenticationVerifyResponse")?;
        Self::read(answer)
    }

    /// Reads `UserGetLoginInfoResponse…`.
    ///
    /// # Errors
    /// [`AnswerError`].
    pub fn from_login_info(answer: &Command) -> Result<Self, AnswerError> {
        expect(answer, "UserGetLoginInfoResponse")?;
        Self::read(answer)
    }

    fn read(answer: &Command) -> Result<Self, AnswerError> {
        let optional = |name| answer.text(name).map(str::to_owned);
        let number = |name| answer.text(name).and_then(|text: &str| text.trim().parse().ok());
        Ok(Self {
            login_type: required(answer, "loginType")?,
            locale: required(answer, "locale")?,
            encoding: required(answer, "encoding")?,
            group_id: optional("groupId"),
            service_provider_id: optional("serviceProviderId"),
            is_enterprise: flag(answer, "isEnterprise"),
            password_expires_days: number("passwordExpiresDays"),
            last_name: optional("lastName"),
            first_name: optional("firstName"),
            user_id: required(answer, "userId")?,
            phone_number: optional("phoneNumber"),
            reseller_id: optional("resellerId"),
            token_revocation_time: number("tokenRevocationTime"),
        })
    }
}
