//! Activation of devices: who may ask for a code, and where a device stands.

use lineman_model::Timestamp;

use super::{DeviceKey, repository};
use crate::Result;
use crate::row::{Row, values};

/// Where a device stands (`DeviceActivationState`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ActivationState {
    /// No code was asked for yet.
    #[default]
    Deactivated,
    /// A code is waiting to be used.
    Activating,
    /// In use.
    Activated,
}

impl ActivationState {
    /// As OCI-P spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deactivated => "Deactivated",
            Self::Activating => "Activating",
            Self::Activated => "Activated",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Deactivated, Self::Activating, Self::Activated]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// A device's activation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Activation {
    /// Where it stands.
    pub state: ActivationState,
    /// The code, unique in the system, while it is activating.
    pub code: Option<String>,
    /// Until when the code is good.
    pub expires_at: Option<Timestamp>,
}

/// Who may ask for codes, and how users get them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ActivationPolicy {
    /// Whether this level's own settings count; the system's always do.
    pub use_own_settings: bool,
    /// Whether users may ask for a code.
    pub allow_request_by_user: bool,
    /// Whether the code is mailed.
    pub send_in_email: bool,
}

/// Whose policy it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActivationPolicyScope<'a> {
    /// The system's.
    System,
    /// A reseller's.
    Reseller(&'a str),
    /// A service provider's.
    ServiceProvider(&'a str),
    /// A group's.
    Group(&'a str, &'a str),
}

impl<'a> ActivationPolicyScope<'a> {
    const fn key(self) -> (&'a str, &'a str) {
        match self {
            Self::System => ("", ""),
            // No group is without a service provider.
            Self::Reseller(reseller) => ("", reseller),
            Self::ServiceProvider(provider) => (provider, ""),
            Self::Group(provider, group) => (provider, group),
        }
    }
}

repository! {
    /// Activation of devices.
    DeviceActivations
}

fn read(row: &Row) -> Result<Activation> {
    Ok(Activation {
        state: row.word("activation_state", ActivationState::parse)?,
        code: row.optional_text("activation_code")?,
        expires_at: row.optional_time("activation_expires_at")?,
    })
}

impl DeviceActivations<'_> {
    /// A device's activation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, device: &DeviceKey) -> Result<Option<Activation>> {
        let row = self
            .0
            .optional(
                "reading a device's activation",
                "SELECT activation_state, activation_code, activation_expires_at \
                 FROM access_devices WHERE device_level = $1 AND service_provider_id = $2 \
                 AND group_id = $3 AND device_name = $4",
                device.values(),
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Writes a device's activation.
    ///
    /// # Errors
    /// When the device is not there, or another one has the code.
    pub async fn set(&self, device: &DeviceKey, activation: &Activation) -> Result<()> {
        let mut all = device.values();
        all.extend(values![activation.state.as_str(), &activation.code, activation.expires_at,]);
        self.0
            .change(
                "writing a device's activation",
                "UPDATE access_devices SET activation_state = $5, activation_code = $6, \
                 activation_expires_at = $7 WHERE device_level = $1 \
                 AND service_provider_id = $2 AND group_id = $3 AND device_name = $4",
                all,
            )
            .await
    }

    /// A policy as it was set; the usual one when nothing was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn policy(&self, scope: ActivationPolicyScope<'_>) -> Result<ActivationPolicy> {
        let (provider, group) = scope.key();
        let row = self
            .0
            .optional(
                "reading an activation policy",
                "SELECT * FROM activation_policies WHERE service_provider_id = $1 \
                 AND group_id = $2",
                values![provider, group],
            )
            .await?;
        row.map_or_else(
            || Ok(ActivationPolicy::default()),
            |row| {
                Ok(ActivationPolicy {
                    use_own_settings: row.flag("use_own_settings")?,
                    allow_request_by_user: row.flag("allow_request_by_user")?,
                    send_in_email: row.flag("send_in_email")?,
                })
            },
        )
    }

    /// Writes a policy.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_policy(
        &self,
        scope: ActivationPolicyScope<'_>,
        policy: ActivationPolicy,
    ) -> Result<()> {
        let (provider, group) = scope.key();
        self.0
            .change(
                "writing an activation policy",
                "INSERT INTO activation_policies (service_provider_id, group_id, \
                 use_own_settings, allow_request_by_user, send_in_email) \
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT (service_provider_id, group_id) \
                 DO UPDATE SET use_own_settings = excluded.use_own_settings, \
                 allow_request_by_user = excluded.allow_request_by_user, \
                 send_in_email = excluded.send_in_email",
                values![
                    provider,
                    group,
                    policy.use_own_settings,
                    policy.allow_request_by_user,
                    policy.send_in_email,
                ],
            )
            .await
    }

    /// The policy that counts for a group's users: the nearest level with settings of its own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn policy_in_effect(&self, provider: &str, group: &str) -> Result<ActivationPolicy> {
        for scope in [
            ActivationPolicyScope::Group(provider, group),
            ActivationPolicyScope::ServiceProvider(provider),
        ] {
            let policy = self.policy(scope).await?;
            if policy.use_own_settings {
                return Ok(policy);
            }
        }
        let row = self
            .0
            .optional(
                "reading the reseller of a service provider",
                "SELECT reseller_id FROM service_providers WHERE service_provider_id = $1",
                values![provider],
            )
            .await?;
        let reseller = row.map(|row| row.optional_text("reseller_id")).transpose()?.flatten();
        if let Some(reseller) = reseller {
            let policy = self.policy(ActivationPolicyScope::Reseller(&reseller)).await?;
            if policy.use_own_settings {
                return Ok(policy);
            }
        }
        self.policy(ActivationPolicyScope::System).await
    }
}
