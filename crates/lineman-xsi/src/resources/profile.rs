//! `Profile`: who a subscriber is (LAD-017). Element names and order are the schema's, its own
//! spelling `hirangana` included.

use super::XsiResource;
use lineman_xml::Element;

use crate::{XsiError, read, write};

/// The document of `GET /user/{id}/profile`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// Name, group, numbers.
    pub details: ProfileDetails,
    /// Contact data; left out when all of it is absent.
    pub additional_details: AdditionalDetails,
    /// Days until the password expires; 2147483647 is never.
    pub password_expires_days: Option<u32>,
    /// Path of the feature access codes.
    pub fac: Option<String>,
    /// Path of the registrations.
    pub registrations: Option<String>,
    /// Path of the schedules.
    pub schedule_list: Option<String>,
    /// Path of the portal password.
    pub portal_password_change: Option<String>,
    /// Country code.
    pub country_code: Option<String>,
    /// National prefix.
    pub national_prefix: Option<String>,
    /// Time zone.
    pub time_zone: Option<String>,
    /// Its display name.
    pub time_zone_display_name: Option<String>,
}

/// The service provider or enterprise of a subscriber.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceProvider {
    /// Its id.
    pub id: String,
    /// Whether it is an enterprise.
    pub is_enterprise: Option<bool>,
}

macro_rules! optional_texts {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $field:ident = $element:literal),+ $(,)? }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct $name { $($(#[$inner])* pub $field: Option<String>),+ }

        impl $name {
            pub(super) fn fill(&self, node: &mut Element) {
                $(write::optional(node, $element, self.$field.as_deref());)+
            }

            pub(super) fn read(node: &Element) -> Self {
                Self { $($field: read::text(node, $element)),+ }
            }
        }
    };
}

optional_texts! {
    /// Contact data of a subscriber.
    AdditionalDetails {
        /// Mobile number.
        mobile = "mobile",
        /// Yahoo id.
        yahoo_id = "yahooId",
        /// Pager number.
        pager = "pager",
        /// Email address.
        email_address = "emailAddress",
        /// Title.
        title = "title",
        /// Location.
        location = "location",
        /// First address line.
        address_line_1 = "addressLine1",
        /// Second address line.
        address_line_2 = "addressLine2",
        /// City.
        city = "city",
        /// State.
        state = "state",
        /// Postal code.
        zip = "zip",
        /// Country.
        country = "country",
        /// Department.
        department = "department",
        /// IM&P id.
        imp_id = "impId",
        /// Conference bridge.
        bridge_id = "bridgeId",
        /// Chat room.
        room_id = "roomId",
        /// Service name.
        service_name = "serviceName",
        /// Location dialling code.
        location_dialing_code = "locationDialingCode",
    }
}

/// Name, group and numbers of a subscriber.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProfileDetails {
    /// The primary BroadWorks user id, whatever id was asked for.
    pub user_id: String,
    /// External id.
    pub external_id: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Last name in Hiragana.
    pub hiragana_last_name: Option<String>,
    /// First name in Hiragana.
    pub hiragana_first_name: Option<String>,
    /// Name for dial by name.
    pub name_dialing_name: Option<String>,
    /// Group.
    pub group_id: Option<String>,
    /// Service provider or enterprise.
    pub service_provider: Option<ServiceProvider>,
    /// Primary number.
    pub number: Option<String>,
    /// Extension.
    pub extension: Option<String>,
}

impl ProfileDetails {
    pub(super) fn to_element(&self, name: &str) -> Element {
        let mut node = Element::new(name);
        node.push(Element::text_element("userId", &self.user_id));
        write::optional(&mut node, "externalId", self.external_id.as_deref());
        write::optional(&mut node, "firstName", self.first_name.as_deref());
        write::optional(&mut node, "lastName", self.last_name.as_deref());
        write::optional(&mut node, "hiranganaLastName", self.hiragana_last_name.as_deref());
        write::optional(&mut node, "hiranganaFirstName", self.hiragana_first_name.as_deref());
        write::optional(&mut node, "nameDialingName", self.name_dialing_name.as_deref());
        write::optional(&mut node, "groupId", self.group_id.as_deref());
        if let Some(provider) = &self.service_provider {
            let mut element = Element::text_element("serviceProvider", &provider.id);
            if let Some(is_enterprise) = provider.is_enterprise {
                element = element.with_attribute("isEnterprise", is_enterprise.to_string());
            }
            node.push(element);
        }
        write::optional(&mut node, "number", self.number.as_deref());
        write::optional(&mut node, "extension", self.extension.as_deref());
        node
    }

    pub(super) fn read(node: &Element) -> Result<Self, XsiError> {
        Ok(Self {
            user_id: read::required(node, "details", "userId")?,
            external_id: read::text(node, "externalId"),
            first_name: read::text(node, "firstName"),
            last_name: read::text(node, "lastName"),
            hiragana_last_name: read::text(node, "hiranganaLastName"),
            hiragana_first_name: read::text(node, "hiranganaFirstName"),
            name_dialing_name: read::text(node, "nameDialingName"),
            group_id: read::text(node, "groupId"),
            service_provider: node.child("serviceProvider").map(|element| ServiceProvider {
                id: element.text().to_owned(),
                is_enterprise: match element.attribute("isEnterprise") {
                    Some("true" | "1") => Some(true),
                    Some(_) => Some(false),
                    None => None,
                },
            }),
            number: read::text(node, "number"),
            extension: read::text(node, "extension"),
        })
    }
}

impl XsiResource for Profile {
    const ROOT: &'static str = "Profile";

    fn to_element(&self) -> Element {
        let mut node = Element::new(Self::ROOT);
        node.push(self.details.to_element("details"));
        if self.additional_details != AdditionalDetails::default() {
            let mut additional = Element::new("additionalDetails");
            self.additional_details.fill(&mut additional);
            node.push(additional);
        }
        let days = self.password_expires_days.map(|days| days.to_string());
        write::optional(&mut node, "passwordExpiresDays", days.as_deref());
        write::optional(&mut node, "fac", self.fac.as_deref());
        write::optional(&mut node, "registrations", self.registrations.as_deref());
        write::optional(&mut node, "scheduleList", self.schedule_list.as_deref());
        write::optional(&mut node, "portalPasswordChange", self.portal_password_change.as_deref());
        write::optional(&mut node, "countryCode", self.country_code.as_deref());
        write::optional(&mut node, "nationalPrefix", self.national_prefix.as_deref());
        write::optional(&mut node, "timeZone", self.time_zone.as_deref());
        write::optional(&mut node, "timeZoneDisplayName", self.time_zone_display_name.as_deref());
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let details = node
            .child("details")
            .ok_or(XsiError::Missing { parent: Self::ROOT, element: "details" })?;
        let days = match read::text(node, "passwordExpiresDays") {
            None => None,
            Some(text) => Some(text.trim().parse().map_err(|_| XsiError::Invalid {
                element: "passwordExpiresDays",
                expected: "a number of days",
            })?),
        };
        Ok(Self {
            details: ProfileDetails::read(details)?,
            additional_details: node
                .child("additionalDetails")
                .map(AdditionalDetails::read)
                .unwrap_or_default(),
            password_expires_days: days,
            fac: read::text(node, "fac"),
            registrations: read::text(node, "registrations"),
            schedule_list: read::text(node, "scheduleList"),
            portal_password_change: read::text(node, "portalPasswordChange"),
            country_code: read::text(node, "countryCode"),
            national_prefix: read::text(node, "nationalPrefix"),
            time_zone: read::text(node, "timeZone"),
            time_zone_display_name: read::text(node, "timeZoneDisplayName"),
        })
    }
}
