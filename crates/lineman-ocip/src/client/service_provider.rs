//! What `ServiceProviderGetResponse…` says.

use super::answers::{AnswerError, expect, flag, required};
use crate::Command;

/// A service provider or enterprise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceProviderProfile {
    /// Its id; older versions of the answer do not repeat it.
    pub service_provider_id: Option<String>,
    /// Whether it is an enterprise.
    pub is_enterprise: bool,
    /// Default domain.
    pub default_domain: String,
    /// Display name.
    pub name: Option<String>,
    /// Reseller.
    pub reseller_id: Option<String>,
}

impl ServiceProviderProfile {
    /// Reads `ServiceProviderGetResponse…`.
    ///
    /// # Errors
    /// [`AnswerError`].
    pub fn from_answer(answer: &Command) -> Result<Self, AnswerError> {
        expect(answer, "ServiceProviderGetResponse")?;
        let optional = |name| answer.text(name).map(str::to_owned);
        Ok(Self {
            service_provider_id: optional("serviceProviderId"),
            is_enterprise: flag(answer, "isEnterprise"),
            default_domain: required(answer, "defaultDomain")?,
            name: optional("serviceProviderName"),
            reseller_id: optional("resellerId"),
        })
    }
}
