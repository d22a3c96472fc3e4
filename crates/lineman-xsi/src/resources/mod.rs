//! The resources, one module each.

mod access_devices;
mod call_logs;
mod calls;
mod directories;
mod error_info;
mod profile;
mod profile_lists;
mod push;
mod tokens;
mod versions;
mod voice_messages;

pub use access_devices::{AccessDevice, AccessDeviceChange, AccessDevices, DeviceCredentials};
pub use call_logs::{CallLogEntry, CallLogs, MissedCalls, PlacedCalls, ReceivedCalls};
pub use calls::{CallDocument, CallReference, CallStartInfo, Calls};
pub use directories::{
    DirectoryDetails, EnterpriseCommon, EnterpriseDirectory, GroupCommon, GroupDirectory, PageInfo,
    PersonalList, PhoneEntry,
};
pub use error_info::ErrorInfo;
pub use profile::{AdditionalDetails, Profile, ProfileDetails, ServiceProvider};
pub use profile_lists::{
    FeatureAccessCode, FeatureAccessCodes, ImpProfile, Registration, Registrations, ScheduleDetail,
    Schedules,
};
pub use push::{
    PushDeviceToken, PushEventDetail, PushNotificationRegistration, PushNotificationRegistrations,
};
pub use tokens::{DeviceToken, LoginToken, PortalPassword};
pub use versions::{CommandVersion, Versions};
pub use voice_messages::{
    MessageInfo, VoiceMailMessageSummary, VoiceMessage, VoiceMessagingMessages,
};

use lineman_model::limits;

use lineman_xml::{Element, Encoding, Limits};

use crate::{Format, NAMESPACE, XsiError, json};

/// A document of Xsi-Actions.
pub trait XsiResource: Sized {
    /// Name of its root element.
    const ROOT: &'static str;

    /// The document as a tree.
    fn to_element(&self) -> Element;

    /// Reads the tree; the root's name is already checked.
    fn from_element(node: &Element) -> Result<Self, XsiError>;

    /// The document as XML with its declaration.
    #[must_use]
    fn to_xml(&self, encoding: Encoding) -> Vec<u8> {
        lineman_xml::to_bytes(&self.to_element().declare(None, NAMESPACE), encoding)
    }

    /// The document as BadgerFish JSON.
    #[must_use]
    fn to_json(&self) -> String {
        json::write(&self.to_element())
    }

    /// The document in the format that was asked for.
    #[must_use]
    fn to_bytes(&self, format: Format, encoding: Encoding) -> Vec<u8> {
        match format {
            Format::Xml => self.to_xml(encoding),
            Format::Json => self.to_json().into_bytes(),
        }
    }

    /// The document as a log shows it: in the same format, with the text of the elements named in
    /// `secrets` replaced by `mask`.
    #[must_use]
    fn to_log(&self, format: Format, encoding: Encoding, secrets: &[&str], mask: &str) -> String {
        let mut root = self.to_element();
        hide(&mut root, secrets, mask);
        match format {
            Format::Xml => lineman_xml::to_text(&root.declare(None, NAMESPACE), encoding),
            Format::Json => json::write(&root),
        }
    }

    /// Reads the document in the format that its content type declares (XML when there is none).
    fn parse(body: &[u8], content_type: Option<&str>) -> Result<Self, XsiError> {
        match Format::of_content_type(content_type) {
            Format::Xml => Self::from_xml(body),
            Format::Json => Self::from_json(body),
        }
    }

    /// Reads XML.
    fn from_xml(body: &[u8]) -> Result<Self, XsiError> {
        rooted(&read_element(body, Format::Xml)?)
    }

    /// Reads BadgerFish JSON.
    fn from_json(body: &[u8]) -> Result<Self, XsiError> {
        rooted(&read_element(body, Format::Json)?)
    }
}

/// Reads a document of any root.
///
/// # Errors
/// What is not a document in this format, or is too large or too deep.
pub fn read_element(body: &[u8], format: Format) -> Result<Element, XsiError> {
    bounded(body)?;
    match format {
        Format::Xml => {
            // Xsi documents are flat; what is deeper than this is not one.
            let limits = Limits { bytes: limits::HTTP_BODY_BYTES, depth: 16, ..Limits::default() };
            lineman_xml::parse_with(body, limits)
                .map(|parsed| parsed.root)
                .map_err(|error| XsiError::Xml(error.to_string()))
        }
        Format::Json => {
            let text =
                std::str::from_utf8(body).map_err(|error| XsiError::Json(error.to_string()))?;
            json::read(text)
        }
    }
}

/// A document that came in as a log shows it, with the text of the elements named in `secrets`
/// replaced by `mask`; none when it cannot be read.
#[must_use]
pub fn masked_text(body: &[u8], format: Format, secrets: &[&str], mask: &str) -> Option<String> {
    let mut root = read_element(body, format).ok()?;
    hide(&mut root, secrets, mask);
    Some(match format {
        Format::Xml => lineman_xml::to_text(&root, Encoding::Utf8),
        Format::Json => json::write(&root),
    })
}

fn hide(element: &mut Element, secrets: &[&str], mask: &str) {
    if secrets.contains(&element.name()) && !element.text().is_empty() {
        element.set_text(mask);
    }
    for child in element.children_mut() {
        hide(child, secrets, mask);
    }
}

fn bounded(body: &[u8]) -> Result<(), XsiError> {
    let (actual, limit) = (body.len(), limits::HTTP_BODY_BYTES);
    if actual > limit { Err(XsiError::TooLarge { actual, limit }) } else { Ok(()) }
}

fn rooted<R: XsiResource>(node: &Element) -> Result<R, XsiError> {
    if node.name() == R::ROOT {
        R::from_element(node)
    } else {
        Err(XsiError::WrongRoot { expected: R::ROOT, found: node.name().to_owned() })
    }
}
