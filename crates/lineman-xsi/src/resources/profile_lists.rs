//! What is below the profile: feature access codes, IM&P profile, registrations, schedules.

use super::XsiResource;
use lineman_xml::Element;

use crate::{XsiError, read, write};

/// A list of records that have only optional texts: the document, and what one record is.
macro_rules! records {
    (
        $(#[$outer:meta])* $list:ident $root:literal of $element:literal:
        $(#[$inner:meta])* $record:ident { $($(#[$meta:meta])* $field:ident = $name:literal),+ $(,)? }
    ) => {
        $(#[$inner])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct $record { $($(#[$meta])* pub $field: Option<String>),+ }

        $(#[$outer])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct $list {
            /// The records.
            pub records: Vec<$record>,
        }

        impl XsiResource for $list {
            const ROOT: &'static str = $root;

            fn to_element(&self) -> Element {
                let mut node = Element::new(Self::ROOT);
                for record in &self.records {
                    let mut element = Element::new($element);
                    $(write::optional(&mut element, $name, record.$field.as_deref());)+
                    node.push(element);
                }
                node
            }

            fn from_element(node: &Element) -> Result<Self, XsiError> {
                let records = node
                    .children_named($element)
                    .map(|element| $record { $($field: read::text(element, $name)),+ })
                    .collect();
                Ok(Self { records })
            }
        }
    };
}

records! {
    /// The document of `GET profile/Fac`.
    FeatureAccessCodes "FAC" of "featureAccessCode":
    /// What is dialled to use a service.
    FeatureAccessCode {
        /// Name of the code.
        name = "codeName",
        /// The code.
        code = "code",
        /// Another code for the same.
        alternate_code = "alternateCode",
    }
}

records! {
    /// The document of `GET profile/Registrations`.
    Registrations "Registrations" of "registration":
    /// Where a line/port is registered.
    Registration {
        /// `Primary`, `Shared Call Appearance`, ...
        endpoint_type = "endpointType",
        /// The contact.
        uri = "uri",
        /// Until when.
        expiration = "expiration",
        /// The line/port.
        line_port = "linePort",
        /// Address that the registration came from.
        public_ip = "publicIP",
        /// Its port.
        public_port = "publicPort",
        /// Address that the client has for itself.
        private_ip = "privateIP",
        /// Its port.
        private_port = "privatePort",
        /// What the client calls itself.
        user_agent = "userAgent",
        /// The Path header.
        path_header = "pathHeader",
    }
}

/// The document of `GET profile/IMPProfile`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImpProfile {
    /// The service domain.
    pub service_net_address: Option<String>,
    /// The service's port.
    pub service_port: Option<String>,
    /// The user's id, while the service is active.
    pub imp_user_id: Option<String>,
    /// Where XMPP over HTTP is served.
    pub bosh_url: Option<String>,
}

impl XsiResource for ImpProfile {
    const ROOT: &'static str = "IMPProfile";

    fn to_element(&self) -> Element {
        let mut node = Element::new(Self::ROOT);
        write::optional(&mut node, "serviceNetAddress", self.service_net_address.as_deref());
        write::optional(&mut node, "servicePort", self.service_port.as_deref());
        write::optional(&mut node, "impUserId", self.imp_user_id.as_deref());
        write::optional(&mut node, "boshURL", self.bosh_url.as_deref());
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        Ok(Self {
            service_net_address: read::text(node, "serviceNetAddress"),
            service_port: read::text(node, "servicePort"),
            imp_user_id: read::text(node, "impUserId"),
            bosh_url: read::text(node, "boshURL"),
        })
    }
}

/// A schedule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScheduleDetail {
    /// `Holiday` or `Time`.
    pub kind: String,
    /// Its name.
    pub name: Option<String>,
    /// `User`, `Group` or `Enterprise`.
    pub level: Option<String>,
}

/// The document of `GET profile/Schedule`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedules {
    /// The schedules.
    pub schedules: Vec<ScheduleDetail>,
}

impl XsiResource for Schedules {
    const ROOT: &'static str = "Schedule";

    fn to_element(&self) -> Element {
        let mut node = Element::new(Self::ROOT);
        for schedule in &self.schedules {
            let mut element =
                Element::new("scheduleDetail").with_attribute("type", schedule.kind.as_str());
            write::optional(&mut element, "name", schedule.name.as_deref());
            write::optional(&mut element, "level", schedule.level.as_deref());
            node.push(element);
        }
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let schedules = node
            .children_named("scheduleDetail")
            .map(|element| ScheduleDetail {
                kind: element.attribute("type").unwrap_or_default().to_owned(),
                name: read::text(element, "name"),
                level: read::text(element, "level"),
            })
            .collect();
        Ok(Self { schedules })
    }
}
