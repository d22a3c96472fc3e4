//! `PushNotificationRegistrations`: what an app registers for (broadworks-wire.md 2.4).

use lineman_model::Secret;
use lineman_xml::Element;

use super::XsiResource;
use crate::{XsiError, read, write};

/// The registrations of a user.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PushNotificationRegistrations {
    /// One for each app on each device.
    pub registrations: Vec<PushNotificationRegistration>,
}

/// A registration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PushNotificationRegistration {
    /// The app, `com.cisco.squared`.
    pub application_id: String,
    /// Its version.
    pub application_version: String,
    /// Id of the registration; an app may leave it to the server.
    pub registration_id: Option<String>,
    /// `ios`, `android`, ...
    pub device_os_type: String,
    /// Its version.
    pub device_os_version: String,
    /// The device tokens.
    pub tokens: Vec<PushDeviceToken>,
}

/// A device token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushDeviceToken {
    /// The token.
    pub token: Secret,
    /// `VoIP` or `Normal`.
    pub kind: Option<String>,
    /// What it wants to hear of.
    pub events: Vec<PushEventDetail>,
}

/// An event: `event` of older apps has a name only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PushEventDetail {
    /// `NEW_CALL`, ...
    pub name: String,
    /// Whether it came, or goes, as `eventDetail`.
    pub is_detail: bool,
    /// Without sound and banner.
    pub silent: Option<bool>,
    /// The app changes the notification before it is shown.
    pub mutable_content: Option<bool>,
    /// Parameters of the app.
    pub parameters: Option<String>,
}

const LIST_ITEM: &str = "pushNotificationRegistration";
const REGISTRATION: &str = "PushNotificationRegistration";
const TOKENS: &str = "deviceTokenList";
const TOKEN: &str = "deviceToken";
const EVENTS: &str = "pushNotificationEvents";
const EVENT: &str = "event";
const EVENT_DETAIL: &str = "eventDetail";

impl PushNotificationRegistration {
    fn element(&self, name: &str) -> Element {
        let mut node = Element::new(name);
        node.push(Element::text_element("applicationId", &self.application_id));
        node.push(Element::text_element("applicationVersion", &self.application_version));
        write::optional(&mut node, "registrationId", self.registration_id.as_deref());
        node.push(Element::text_element("deviceOSType", &self.device_os_type));
        node.push(Element::text_element("deviceOSVersion", &self.device_os_version));
        let mut tokens = Element::new(TOKENS);
        for token in &self.tokens {
            tokens.push(token.element());
        }
        node.push(tokens);
        node
    }

    fn read(node: &Element) -> Result<Self, XsiError> {
        let tokens = node.child(TOKENS).into_iter().flat_map(|list| list.children_named(TOKEN));
        Ok(Self {
            application_id: read::required(node, REGISTRATION, "applicationId")?,
            application_version: read::required(node, REGISTRATION, "applicationVersion")?,
            registration_id: read::text(node, "registrationId").filter(|id| !id.is_empty()),
            device_os_type: read::required(node, REGISTRATION, "deviceOSType")?,
            device_os_version: read::required(node, REGISTRATION, "deviceOSVersion")?,
            tokens: tokens.map(PushDeviceToken::read).collect::<Result<_, _>>()?,
        })
    }
}

impl PushDeviceToken {
    fn element(&self) -> Element {
        let mut node = Element::new(TOKEN);
        node.push(Element::text_element("token", self.token.reveal()));
        write::optional(&mut node, "type", self.kind.as_deref());
        let mut events = Element::new(EVENTS);
        // The schema has the plain ones first.
        for event in self.events.iter().filter(|event| !event.is_detail) {
            events.push(Element::text_element(EVENT, &event.name));
        }
        for event in self.events.iter().filter(|event| event.is_detail) {
            let mut detail = Element::new(EVENT_DETAIL);
            detail.push(Element::text_element("name", &event.name));
            let flag = |flag: Option<bool>| flag.map(|flag| flag.to_string());
            write::optional(&mut detail, "silent", flag(event.silent).as_deref());
            write::optional(&mut detail, "mutableContent", flag(event.mutable_content).as_deref());
            write::optional(&mut detail, "parameters", event.parameters.as_deref());
            events.push(detail);
        }
        node.push(events);
        node
    }

    fn read(node: &Element) -> Result<Self, XsiError> {
        let mut events = Vec::new();
        if let Some(list) = node.child(EVENTS) {
            for event in list.children_named(EVENT) {
                let name = event.text().trim().to_owned();
                events.push(PushEventDetail { name, ..PushEventDetail::default() });
            }
            for detail in list.children_named(EVENT_DETAIL) {
                events.push(PushEventDetail {
                    name: read::required(detail, EVENT_DETAIL, "name")?,
                    is_detail: true,
                    silent: read::optional_bool(detail, "silent")?,
                    mutable_content: read::optional_bool(detail, "mutableContent")?,
                    parameters: read::text(detail, "parameters"),
                });
            }
        }
        Ok(Self {
            token: Secret::new(read::required(node, TOKEN, "token")?),
            kind: read::text(node, "type"),
            events,
        })
    }
}

impl XsiResource for PushNotificationRegistration {
    const ROOT: &'static str = REGISTRATION;

    fn to_element(&self) -> Element {
        self.element(Self::ROOT)
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        Self::read(node)
    }
}

impl XsiResource for PushNotificationRegistrations {
    const ROOT: &'static str = "PushNotificationRegistrations";

    fn to_element(&self) -> Element {
        let mut node = Element::new(Self::ROOT);
        for registration in &self.registrations {
            node.push(registration.element(LIST_ITEM));
        }
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let registrations = node.children_named(LIST_ITEM).map(PushNotificationRegistration::read);
        Ok(Self { registrations: registrations.collect::<Result<_, _>>()? })
    }
}
