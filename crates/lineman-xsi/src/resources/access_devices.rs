//! `AccessDevices`: the devices of a subscriber, their types and where their files are (LAD-048 to
//! LAD-050).

use lineman_model::Secret;

use super::XsiResource;
use lineman_xml::Element;

use crate::{XsiError, read, write};

/// The document of `GET /user/{id}/profile/device`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccessDevices {
    /// Primary and shared-call-appearance devices, in the Application Server's order.
    pub devices: Vec<AccessDevice>,
}

/// One device.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccessDevice {
    /// Its name, unique at its level.
    pub device_name: String,
    /// `System`, `Service Provider` or `Group`.
    pub device_level: String,
    /// Exact device type (LAD-049).
    pub device_type: String,
    /// Line/port of the subscriber on it.
    pub device_line_port: String,
    /// Where its files are, with a trailing slash; clients append the file name (LAD-050).
    pub device_type_url: Option<String>,
    /// Device Management credentials, when their retrieval is allowed.
    pub credentials: Option<DeviceCredentials>,
    /// MAC address.
    pub mac_address: Option<String>,
    /// Version that the device reported.
    pub version: Option<String>,
    /// Whether calls may end there.
    pub allow_termination: Option<bool>,
    /// `Primary`, `Shared Call Appearance`, ...
    pub endpoint_type: Option<String>,
}

/// User name and password of a device at Device Management.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceCredentials {
    /// User name.
    pub user_name: String,
    /// Password.
    pub password: Secret,
}

impl AccessDevices {
    /// The first device of a type.
    #[must_use]
    pub fn of_type(&self, device_type: &str) -> Option<&AccessDevice> {
        self.devices.iter().find(|device| device.device_type == device_type)
    }
}

const DEVICE: &str = "accessDevice";

impl AccessDevice {
    fn named(&self, name: &str) -> Element {
        let mut node = Element::new(name);
        node.push(Element::text_element("deviceName", &self.device_name));
        node.push(Element::text_element("deviceLevel", &self.device_level));
        node.push(Element::text_element("deviceType", &self.device_type));
        node.push(Element::text_element("deviceLinePort", &self.device_line_port));
        write::optional(&mut node, "deviceTypeUrl", self.device_type_url.as_deref());
        if let Some(credentials) = &self.credentials {
            let mut element = Element::new("deviceUserNamePassword");
            element.push(Element::text_element("userName", &credentials.user_name));
            element.push(Element::text_element("password", credentials.password.reveal()));
            node.push(element);
        }
        write::optional(&mut node, "macAddress", self.mac_address.as_deref());
        write::optional(&mut node, "version", self.version.as_deref());
        let allow = self.allow_termination.map(|allow| allow.to_string());
        write::optional(&mut node, "allowTermination", allow.as_deref());
        write::optional(&mut node, "endpointType", self.endpoint_type.as_deref());
        node
    }

    fn read(node: &Element) -> Result<Self, XsiError> {
        let credentials = match node.child("deviceUserNamePassword") {
            None => None,
            Some(element) => Some(DeviceCredentials {
                user_name: read::required(element, "deviceUserNamePassword", "userName")?,
                password: Secret::new(read::required(
                    element,
                    "deviceUserNamePassword",
                    "password",
                )?),
            }),
        };
        Ok(Self {
            device_name: read::required(node, DEVICE, "deviceName")?,
            device_level: read::required(node, DEVICE, "deviceLevel")?,
            device_type: read::required(node, DEVICE, "deviceType")?,
            device_line_port: read::required(node, DEVICE, "deviceLinePort")?,
            device_type_url: read::text(node, "deviceTypeUrl"),
            credentials,
            mac_address: read::text(node, "macAddress"),
            version: read::text(node, "version"),
            allow_termination: read::optional_bool(node, "allowTermination")?,
            endpoint_type: read::text(node, "endpointType"),
        })
    }
}

impl XsiResource for AccessDevices {
    const ROOT: &'static str = "AccessDevices";

    fn to_element(&self) -> Element {
        let mut node = Element::new(Self::ROOT);
        for device in &self.devices {
            node.push(device.named(DEVICE));
        }
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let devices =
            node.children_named(DEVICE).map(AccessDevice::read).collect::<Result<_, _>>()?;
        Ok(Self { devices })
    }
}

/// The document of `GET profile/device/{linePort}`.
impl XsiResource for AccessDevice {
    const ROOT: &'static str = "AccessDevice";

    fn to_element(&self) -> Element {
        self.named(Self::ROOT)
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        Self::read(node)
    }
}

/// What `PUT profile/device/{linePort}` changes: only whether calls may end at the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessDeviceChange {
    /// Whether calls may end there.
    pub allow_termination: bool,
}

impl XsiResource for AccessDeviceChange {
    const ROOT: &'static str = "AccessDevice";

    fn to_element(&self) -> Element {
        let mut node = Element::new(Self::ROOT);
        node.push(Element::text_element("allowTermination", self.allow_termination.to_string()));
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let allow_termination = read::optional_bool(node, "allowTermination")?
            .ok_or(XsiError::Missing { parent: Self::ROOT, element: "allowTermination" })?;
        Ok(Self { allow_termination })
    }
}
