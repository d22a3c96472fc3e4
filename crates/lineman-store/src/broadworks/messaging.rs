//! Where the messaging server of an organisation is, if it differs from the level above.

use lineman_model::Secret;

use crate::Result;
use crate::row::{Row, Value};
use crate::sealing::Sealer;

/// Which id of a user becomes the IM&P id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImpIdType {
    /// The user id.
    Primary,
    /// The first alternate user id, if there is one.
    Alternate,
}

impl ImpIdType {
    /// Its word in OCI-P.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "Primary",
            Self::Alternate => "Alternate",
        }
    }

    /// From its word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Primary, Self::Alternate].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A reseller's, service provider's or group's Integrated IM&P settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagingServer {
    /// Whether the level above decides: the system for a reseller, the reseller or the system for a
    /// service provider, the service provider for a group.
    pub use_parent: bool,
    /// Where the Application Server posts to.
    pub provisioning_url: Option<String>,
    /// The provisioning account.
    pub provisioning_user_id: Option<String>,
    /// Its password.
    pub provisioning_password: Option<Secret>,
    /// The IM&P domain.
    pub service_domain: Option<String>,
    /// Port of the messaging server for clients.
    pub service_port: Option<u16>,
    /// BOSH address for clients.
    pub bosh_url: Option<String>,
    /// Which id becomes the IM&P id; none leaves it to the level above.
    pub imp_id_type: Option<ImpIdType>,
}

impl Default for MessagingServer {
    fn default() -> Self {
        Self {
            use_parent: true,
            provisioning_url: None,
            provisioning_user_id: None,
            provisioning_password: None,
            service_domain: None,
            service_port: None,
            bosh_url: None,
            imp_id_type: None,
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
            service_port: row
                .optional_integer("service_port")?
                .and_then(|port| u16::try_from(port).ok()),
            bosh_url: row.optional_text("bosh_url")?,
            imp_id_type: row.optional_text("imp_id_type")?.and_then(|word| ImpIdType::parse(&word)),
        })
    }

    /// Port, BOSH address and kind of id, as the last three values of a statement.
    pub(super) fn details(&self) -> [Value; 3] {
        [
            Value::Integer(self.service_port.map(i64::from)),
            Value::from(&self.bosh_url),
            Value::from(self.imp_id_type.map(ImpIdType::as_str)),
        ]
    }
}
