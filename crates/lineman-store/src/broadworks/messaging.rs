//! Where the messaging server of an organisation is, if it differs from the level above.

use lineman_model::Secret;

use crate::Result;
use crate::row::Row;
use crate::sealing::Sealer;

/// A service provider's or group's Integrated IM&P settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagingServer {
    /// Whether the level above decides: the system for a service provider, the service provider
    /// for a group.
    pub use_parent: bool,
    /// Where the Application Server posts to.
    pub provisioning_url: Option<String>,
    /// The provisioning account.
    pub provisioning_user_id: Option<String>,
    /// Its password.
    pub provisioning_password: Option<Secret>,
    /// The IM&P domain.
    pub service_domain: Option<String>,
}

impl Default for MessagingServer {
    fn default() -> Self {
        Self {
            use_parent: true,
            provisioning_url: None,
            provisioning_user_id: None,
            provisioning_password: None,
            service_domain: None,
        }
    }
}

impl MessagingServer {
    pub(super) fn read(row: &Row, sealer: &Sealer, place: &str) -> Result<Self> {
        Ok(Self {
            use_parent: row.flag("use_parent_messaging")?,
            provisioning_url: row.optional_text("provisioning_url")?,
            provisioning_user_id: row.optional_text("provisioning_user_id")?,
            provisioning_password: sealer
                .open_optional(place, row.optional_text("sealed_provisioning_password")?)?,
            service_domain: row.optional_text("service_domain")?,
        })
    }
}
