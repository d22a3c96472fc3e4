//! Push registrations: `PushNotificationRegistrationData23` as the public schema has it, written
//! and read by both sides. The command that adds one is ours: the public schema has none, because
//! genuine servers register through Xsi only.

use lineman_model::Secret;

use super::answers::{AnswerError, expect};
use crate::{Command, Element};

/// Element with a registration.
const DATA: &str = "pushNotificationRegistrationData";
const TOKEN: &str = "pushNotificationTokenData";
const EVENT: &str = "pushNotificationEventData";

/// A registration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PushRegistrationData {
    /// Its id; the server makes one for a new registration without.
    pub registration_id: Option<String>,
    /// The app.
    pub application_id: String,
    /// Version of the app.
    pub application_version: String,
    /// `ios`, `android`, ...
    pub device_os_type: String,
    /// Version of the device's system.
    pub device_version: String,
    /// Since when, as the server writes it.
    pub timestamp: Option<String>,
    /// Version of the registration document.
    pub client_version: String,
    /// The device tokens.
    pub tokens: Vec<PushTokenData>,
}

/// A device token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushTokenData {
    /// The token.
    pub token: Secret,
    /// `VoIP` or `Normal`.
    pub kind: String,
    /// What it wants to hear of.
    pub events: Vec<PushEventData>,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PushEventData {
    /// `NEW_CALL`, ...
    pub name: String,
    /// Without sound and banner.
    pub silent: bool,
    /// The app changes the notification before it is shown.
    pub mutable_content: bool,
    /// Parameters of the app.
    pub parameters: Option<String>,
}

impl PushRegistrationData {
    /// The element.
    #[must_use]
    pub fn to_element(&self) -> Element {
        let mut element = Element::new(DATA)
            .with_optional("registrationId", self.registration_id.as_deref())
            .with_child("applicationId", &self.application_id)
            .with_child("applicationVersion", &self.application_version)
            .with_child("deviceOsType", &self.device_os_type)
            .with_child("deviceVersion", &self.device_version)
            .with_optional("timestamp", self.timestamp.as_deref())
            .with_child("pushNotificationClientVersion", &self.client_version);
        for token in &self.tokens {
            element.push(token.to_element());
        }
        element
    }

    /// Reads the element of a command.
    ///
    /// # Errors
    /// A required field that is absent.
    pub fn of_command(command: &Command) -> Result<Self, AnswerError> {
        let element = command.body().child(DATA).ok_or(AnswerError::Missing(DATA))?;
        Self::read(element)
    }

    fn read(element: &Element) -> Result<Self, AnswerError> {
        let tokens = element.children_named(TOKEN).map(PushTokenData::read);
        Ok(Self {
            registration_id: optional(element, "registrationId"),
            application_id: required(element, "applicationId")?,
            application_version: required(element, "applicationVersion")?,
            device_os_type: required(element, "deviceOsType")?,
            device_version: required(element, "deviceVersion")?,
            timestamp: optional(element, "timestamp"),
            client_version: required(element, "pushNotificationClientVersion")?,
            tokens: tokens.collect::<Result<_, _>>()?,
        })
    }
}

impl PushTokenData {
    fn to_element(&self) -> Element {
        let mut element = Element::new(TOKEN)
            .with_child("pushNotificationToken", self.token.reveal())
            .with_child("pushNotificationType", &self.kind);
        for event in &self.events {
            element.push(
                Element::new(EVENT)
                    .with_child("eventName", &event.name)
                    .with_child("silent", event.silent.to_string())
                    .with_child("mutableContent", event.mutable_content.to_string())
                    .with_optional("pushNotificationEventParameters", event.parameters.as_deref()),
            );
        }
        element
    }

    fn read(element: &Element) -> Result<Self, AnswerError> {
        let events = element.children_named(EVENT).map(|event| {
            Ok(PushEventData {
                name: required(event, "eventName")?,
                silent: is_true(event, "silent"),
                mutable_content: is_true(event, "mutableContent"),
                parameters: optional(event, "pushNotificationEventParameters"),
            })
        });
        Ok(Self {
            token: Secret::new(required(element, "pushNotificationToken")?),
            kind: required(element, "pushNotificationType")?,
            events: events.collect::<Result<_, AnswerError>>()?,
        })
    }
}

/// The registrations of `UserPushNotificationRegistrationGetListResponse23`.
///
/// # Errors
/// [`AnswerError`].
pub fn push_registrations(answer: &Command) -> Result<Vec<PushRegistrationData>, AnswerError> {
    expect(answer, "UserPushNotificationRegistrationGetListResponse")?;
    answer.body().children_named(DATA).map(PushRegistrationData::read).collect()
}

fn optional(element: &Element, name: &str) -> Option<String> {
    element.child_text(name).map(str::to_owned).filter(|text| !text.is_empty())
}

fn required(element: &Element, name: &'static str) -> Result<String, AnswerError> {
    optional(element, name).ok_or(AnswerError::Missing(name))
}

fn is_true(element: &Element, name: &str) -> bool {
    matches!(element.child_text(name).map(str::trim), Some("true" | "1"))
}
