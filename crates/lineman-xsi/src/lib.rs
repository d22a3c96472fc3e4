//! Xsi-Actions resources as XML and BadgerFish JSON.
//!
//! One typed struct per resource, written and read in both formats: the XSP writes them, the IdP
//! proxy and the app read them. [`path`] reads the request path, [`format`] chooses the format.
//! Facts: the field names and their order are those of the public XSI schemas (LAD-017, LAD-048
//! to LAD-050, CAL-002).

mod error;
pub mod format;
mod json;
pub mod path;
mod read;
pub mod resources;
pub mod services;
mod write;

pub use error::XsiError;
pub use format::Format;
pub use lineman_xml::Encoding;
pub use path::{PathProblem, Resource as PathResource, XsiPath};
pub use resources::{
    AccessDevice, AccessDeviceChange, AccessDevices, AdditionalDetails, CallDocument, CallLogEntry,
    CallLogs, CallReference, CallStartInfo, Calls, CommandVersion, DeviceCredentials, DeviceToken,
    DirectoryDetails, EnterpriseCommon, EnterpriseDirectory, ErrorInfo, FeatureAccessCode,
    FeatureAccessCodes, GroupCommon, GroupDirectory, ImpProfile, LoginToken, MessageInfo,
    MissedCalls, PageInfo, PersonalList, PhoneEntry, PlacedCalls, PortalPassword, Profile,
    ProfileDetails, PushDeviceToken, PushEventDetail, PushNotificationRegistration,
    PushNotificationRegistrations, ReceivedCalls, Registration, Registrations, ScheduleDetail,
    Schedules, ServiceProvider, Versions, VoiceMailMessageSummary, VoiceMessage,
    VoiceMessagingMessages, XsiResource, masked_text, read_element,
};

/// Namespace of every Xsi document.
pub const NAMESPACE: &str = "http://schema.broadsoft.com/xsi";
