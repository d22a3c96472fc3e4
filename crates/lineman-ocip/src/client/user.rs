//! What `UserGetResponse…` and the device list say.

use lineman_model::Secret;

use super::answers::{AnswerError, expect, required};
use crate::{Command, Element, Table};

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserProfile {
    /// Service provider or enterprise.
    pub service_provider_id: String,
    /// Group.
    pub group_id: String,
    /// Primary user id; version 21 of the answer does not repeat it.
    pub user_id: Option<String>,
    /// Last name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// Primary directory number.
    pub phone_number: Option<String>,
    /// Extension.
    pub extension: Option<String>,
    /// Language, `English`.
    pub language: String,
    /// Time zone, `Europe/Berlin`.
    pub time_zone: String,
    /// Title.
    pub title: Option<String>,
    /// Pager.
    pub pager_phone_number: Option<String>,
    /// Mobile number.
    pub mobile_phone_number: Option<String>,
    /// Email address.
    pub email_address: Option<String>,
    /// Location.
    pub address_location: Option<String>,
    /// Postal address.
    pub address: UserAddress,
    /// Country code, `1`.
    pub country_code: Option<String>,
    /// Integrated IM&P id.
    pub imp_id: Option<String>,
    /// Alternate user ids.
    pub alternate_user_ids: Vec<String>,
    /// Full path of the department.
    pub department: Option<String>,
    /// The primary device.
    pub access_device: Option<AccessDevice>,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserAddress {
    /// First line.
    pub line1: Option<String>,
    /// Second line.
    pub line2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or province.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country.
    pub country: Option<String>,
}

/// The primary device and its line/port.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccessDevice {
    /// `System`, `Service Provider`, `Group`.
    pub level: String,
    /// Name.
    pub name: String,
    /// Line/port.
    pub line_port: String,
}

impl UserProfile {
    /// Reads `UserGetResponse…`.
    ///
    /// # Errors
    /// [`AnswerError`].
    pub fn from_answer(answer: &Command) -> Result<Self, AnswerError> {
        expect(answer, "UserGetResponse")?;
        let optional = |name| answer.text(name).map(str::to_owned);
        Ok(Self {
            service_provider_id: required(answer, "serviceProviderId")?,
            group_id: required(answer, "groupId")?,
            user_id: optional("userId"),
            last_name: required(answer, "lastName")?,
            first_name: required(answer, "firstName")?,
            phone_number: optional("phoneNumber"),
            extension: optional("extension"),
            language: optional("language").unwrap_or_default(),
            time_zone: optional("timeZone").unwrap_or_default(),
            title: optional("title"),
            pager_phone_number: optional("pagerPhoneNumber"),
            mobile_phone_number: optional("mobilePhoneNumber"),
            email_address: optional("emailAddress"),
            address_location: optional("addressLocation"),
            address: answer.body().child("address").map(UserAddress::read).unwrap_or_default(),
            country_code: optional("countryCode"),
            imp_id: optional("impId"),
            alternate_user_ids: answer
                .body()
                .children_named("alternateUserId")
                .filter_map(|entry| entry.child_text("alternateUserId"))
                .map(str::to_owned)
                .collect(),
            department: optional("departmentFullPath"),
            access_device: answer.body().child("accessDeviceEndpoint").and_then(AccessDevice::read),
        })
    }
}

impl UserAddress {
    fn read(element: &Element) -> Self {
        let optional = |name| element.child_text(name).map(str::to_owned);
        Self {
            line1: optional("addressLine1"),
            line2: optional("addressLine2"),
            city: optional("city"),
            state: optional("stateOrProvince"),
            postal_code: optional("zipOrPostalCode"),
            country: optional("country"),
        }
    }
}

impl AccessDevice {
    fn read(endpoint: &Element) -> Option<Self> {
        let device = endpoint.child("accessDevice")?;
        Some(Self {
            level: device.child_text("deviceLevel")?.to_owned(),
            name: device.child_text("deviceName")?.to_owned(),
            line_port: endpoint.child_text("linePort")?.to_owned(),
        })
    }
}

/// A row of the device list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// Device name.
    pub name: String,
    /// `System`, `Service Provider`, `Group`.
    pub level: String,
    /// Device type.
    pub device_type: String,
    /// Line/port.
    pub line_port: String,
    /// `Primary` or `Shared Call Appearance`.
    pub endpoint_type: Option<String>,
    /// Where Device Management serves its files, with the slash at the end.
    pub device_type_url: Option<String>,
    /// User name for Device Management.
    pub user_name: Option<String>,
    /// Password for Device Management.
    pub password: Option<Secret>,
    /// Version of the device's software.
    pub version: Option<String>,
    /// Whether the line rings.
    pub allow_termination: Option<bool>,
    /// MAC address.
    pub mac_address: Option<String>,
}

/// The rows of `UserPrimaryAndSCADeviceGetListResponse`.
///
/// # Errors
/// [`AnswerError`].
pub fn device_rows(answer: &Command) -> Result<Vec<DeviceRow>, AnswerError> {
    expect(answer, "UserPrimaryAndSCADeviceGetListResponse")?;
    let table = answer
        .body()
        .child("accessDeviceTable")
        .map(Table::from_element)
        .ok_or(AnswerError::Missing("accessDeviceTable"))?;
    table
        .rows()
        .map(|row| {
            let text = |heading| row.get(heading).map(str::to_owned);
            Ok(DeviceRow {
                name: text("Device Name").ok_or(AnswerError::Missing("Device Name"))?,
                level: text("Device Level").ok_or(AnswerError::Missing("Device Level"))?,
                device_type: text("Device Type").ok_or(AnswerError::Missing("Device Type"))?,
                line_port: text("Line/Port").ok_or(AnswerError::Missing("Line/Port"))?,
                endpoint_type: text("Endpoint Type"),
                device_type_url: text("Device Type URL"),
                user_name: text("User Name"),
                password: row.get("Password").map(Secret::new),
                version: text("Version"),
                allow_termination: row.get("Allow Termination").map(|value| value == "true"),
                mac_address: text("MAC Address"),
            })
        })
        .collect()
}
