//! Line/ports: which user has which device.

use super::{DeviceKey, repository};
use crate::Result;
use crate::keys::user_key;
use crate::row::{Row, values};

/// What an endpoint is to its user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndpointKind {
    /// The primary one; a user has at most one.
    Primary,
    /// A shared call appearance.
    SharedCallAppearance,
}

impl EndpointKind {
    /// As OCI-P spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "Primary",
            Self::SharedCallAppearance => "Shared Call Appearance",
        }
    }

    /// From OCI-P's spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Primary, Self::SharedCallAppearance].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A line/port on a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The line/port, such as `2212221101@example.com`; unique in the system.
    pub line_port: String,
    /// Whose it is: the primary user id.
    pub user_id: String,
    /// On which device.
    pub device: DeviceKey,
    /// What it is to its user.
    pub kind: EndpointKind,
    /// Whether it is in use.
    pub is_active: bool,
    /// Whether calls may begin there.
    pub allow_origination: bool,
    /// Whether calls may end there.
    pub allow_termination: bool,
    /// A contact that needs no registration.
    pub static_contact: Option<String>,
    /// Its place among the line/ports of its device; equal ones go by name.
    pub line_order: u32,
    /// The port that it has on a device with a fixed number of them.
    pub port_number: Option<u32>,
    /// Whether it is the first line of its device.
    pub is_primary_line_port: bool,
}

impl Endpoint {
    /// An endpoint in use, for calls in both directions.
    #[must_use]
    pub fn new(
        line_port: impl Into<String>,
        user_id: impl Into<String>,
        device: DeviceKey,
        kind: EndpointKind,
    ) -> Self {
        Self {
            line_port: line_port.into(),
            user_id: user_id.into(),
            device,
            kind,
            is_active: true,
            allow_origination: true,
            allow_termination: true,
            static_contact: None,
            line_order: 0,
            port_number: None,
            is_primary_line_port: false,
        }
    }
}

repository! {
    /// Line/ports.
    Endpoints
}

fn read(row: &Row) -> Result<Endpoint> {
    Ok(Endpoint {
        line_port: row.text("line_port")?,
        user_id: row.text("user_id")?,
        device: DeviceKey::read(row)?,
        kind: row.word("kind", EndpointKind::parse)?,
        is_active: row.flag("is_active")?,
        allow_origination: row.flag("allow_origination")?,
        allow_termination: row.flag("allow_termination")?,
        static_contact: row.optional_text("static_contact")?,
        line_order: number(Some(row.integer("line_order")?)).unwrap_or_default(),
        port_number: number(row.optional_integer("port_number")?),
        is_primary_line_port: row.flag("is_primary_line_port")?,
    })
}

fn number(kept: Option<i64>) -> Option<u32> {
    kept.and_then(|kept| u32::try_from(kept).ok())
}

impl Endpoints<'_> {
    /// Adds one.
    ///
    /// # Errors
    /// When the line/port or the port is taken, the user has a primary one already, or user or
    /// device are not there.
    pub async fn add(&self, endpoint: &Endpoint) -> Result<()> {
        let mut all = values![
            user_key(&endpoint.line_port),
            &endpoint.line_port,
            user_key(&endpoint.user_id),
        ];
        all.extend(endpoint.device.values());
        all.extend(values![
            endpoint.kind.as_str(),
            endpoint.is_active,
            endpoint.allow_origination,
            endpoint.allow_termination,
            &endpoint.static_contact,
            endpoint.line_order,
            endpoint.port_number.map(i64::from),
            endpoint.is_primary_line_port,
        ]);
        self.0
            .change(
                "adding a line/port",
                "INSERT INTO endpoints (line_port_key, line_port, user_key, device_level, \
                 service_provider_id, group_id, device_name, kind, is_active, \
                 allow_origination, allow_termination, static_contact, line_order, port_number, \
                 is_primary_line_port) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                all,
            )
            .await
    }

    /// Writes the switches, the contact and the place of one that is there.
    ///
    /// # Errors
    /// When it is not there, or its port is taken.
    pub async fn update(&self, endpoint: &Endpoint) -> Result<()> {
        self.0
            .change(
                "changing a line/port",
                "UPDATE endpoints SET is_active = $2, allow_origination = $3, \
                 allow_termination = $4, static_contact = $5, line_order = $6, \
                 port_number = $7, is_primary_line_port = $8 WHERE line_port_key = $1",
                values![
                    user_key(&endpoint.line_port),
                    endpoint.is_active,
                    endpoint.allow_origination,
                    endpoint.allow_termination,
                    &endpoint.static_contact,
                    endpoint.line_order,
                    endpoint.port_number.map(i64::from),
                    endpoint.is_primary_line_port,
                ],
            )
            .await
    }

    /// The one with this line/port.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, line_port: &str) -> Result<Option<Endpoint>> {
        let row = self
            .0
            .optional(
                "reading a line/port",
                "SELECT endpoints.*, subscribers.user_id AS user_id FROM endpoints \
                 JOIN subscribers ON subscribers.user_key = endpoints.user_key \
                 WHERE endpoints.line_port_key = $1",
                values![user_key(line_port)],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// The type of the device that a line/port is on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn device_type(&self, line_port: &str) -> Result<Option<String>> {
        let row = self
            .0
            .optional(
                "reading the device type of a line/port",
                "SELECT access_devices.device_type AS device_type FROM endpoints \
                 JOIN access_devices ON access_devices.device_level = endpoints.device_level \
                 AND access_devices.service_provider_id = endpoints.service_provider_id \
                 AND access_devices.group_id = endpoints.group_id \
                 AND access_devices.device_name = endpoints.device_name \
                 WHERE endpoints.line_port_key = $1",
                values![user_key(line_port)],
            )
            .await?;
        row.map(|row| row.text("device_type")).transpose()
    }

    /// Those of a user, the primary one first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_of_user(&self, user_id: &str) -> Result<Vec<Endpoint>> {
        let rows = self
            .0
            .all(
                "listing the line/ports of a user",
                "SELECT endpoints.*, subscribers.user_id AS user_id FROM endpoints \
                 JOIN subscribers ON subscribers.user_key = endpoints.user_key \
                 WHERE endpoints.user_key = $1 ORDER BY endpoints.kind, endpoints.line_port_key",
                values![user_key(user_id)],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Those on a device, in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_of_device(&self, device: &DeviceKey) -> Result<Vec<Endpoint>> {
        let rows = self
            .0
            .all(
                "listing the line/ports of a device",
                "SELECT endpoints.*, subscribers.user_id AS user_id FROM endpoints \
                 JOIN subscribers ON subscribers.user_key = endpoints.user_key \
                 WHERE endpoints.device_level = $1 AND endpoints.service_provider_id = $2 \
                 AND endpoints.group_id = $3 AND endpoints.device_name = $4 \
                 ORDER BY endpoints.line_order, endpoints.line_port_key",
                device.values(),
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Removes one with its registrations; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, line_port: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a line/port",
                "DELETE FROM endpoints WHERE line_port_key = $1",
                values![user_key(line_port)],
            )
            .await?;
        Ok(removed > 0)
    }
}
