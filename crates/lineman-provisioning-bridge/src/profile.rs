//! The `subscriberProfile` document (PRV-013 to PRV-020), read by local names.

use lineman_ladder::literals::{
    NODE_BW_USER_ID, NODE_EMAIL, NODE_GROUP, NODE_PRIMARY_PHONE_NUMBER, NODE_SERVICE_PROVIDER,
    SUBSCRIBER_PROFILE,
};
use lineman_model::limits;
use lineman_xml::Element;
use thiserror::Error;

/// What the Application Server says of a subscriber. Absent and empty nodes are `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SubscriberProfile {
    /// BroadWorks user id.
    pub bw_user_id: Option<String>,
    /// Group.
    pub group: Option<String>,
    /// Service provider or enterprise.
    pub service_provider: Option<String>,
    /// Primary number.
    pub primary_phone_number: Option<String>,
    /// Email.
    pub email: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Extension.
    pub extension: Option<String>,
}

/// The document is not a subscriberProfile.
#[derive(Debug, Error)]
pub enum ProfileError {
    /// Not well-formed, or over the bounds.
    #[error("the request is not readable XML: {0}")]
    Xml(#[from] lineman_xml::XmlError),
    /// Another document.
    #[error("the request holds no subscriberProfile")]
    NoProfile,
    /// A value that nothing behind the bridge would take.
    #[error("the node {0} is too long")]
    TooLong(&'static str),
}

impl SubscriberProfile {
    /// Reads a request body. `services` is accepted and ignored (PRV-020).
    ///
    /// # Errors
    /// When it is not XML or holds no subscriberProfile.
    pub fn read(body: &[u8]) -> Result<Self, ProfileError> {
        let root = lineman_xml::parse_bytes(body)?.root;
        let profile = root.find(SUBSCRIBER_PROFILE).ok_or(ProfileError::NoProfile)?;
        Ok(Self {
            bw_user_id: node(profile, NODE_BW_USER_ID)?,
            group: node(profile, NODE_GROUP)?,
            service_provider: node(profile, NODE_SERVICE_PROVIDER)?,
            primary_phone_number: node(profile, NODE_PRIMARY_PHONE_NUMBER)?,
            email: node(profile, NODE_EMAIL)?,
            first_name: node(profile, "firstName")?,
            last_name: node(profile, "lastName")?,
            extension: node(profile, "extension")?,
        })
    }
}

/// The trimmed text of a child, whatever the case of its name: clients write both
/// `PrimaryPhoneNumber` and `primaryPhoneNumber`.
fn node(profile: &Element, name: &'static str) -> Result<Option<String>, ProfileError> {
    let found = profile.children().iter().find(|child| child.name().eq_ignore_ascii_case(name));
    let text = found.map(|child| child.text().trim()).filter(|text| !text.is_empty());
    if text.is_some_and(|text| text.len() > limits::FIELD_BYTES) {
        return Err(ProfileError::TooLong(name));
    }
    Ok(text.map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nodes_of_the_guide_are_read() {
        let body = br#"<?xml version="1.0" encoding="UTF-8"?><subscriberProfile>
            <bwuserid>u1@bw.example</bwuserid><group>Group_ONE</group>
            <serviceProvider>ACME</serviceProvider>
            <PrimaryPhoneNumber>+15550001</PrimaryPhoneNumber><email>u1@example.com</email>
            <firstName/><services><anything><email>x@y.z</email></anything></services>
            </subscriberProfile>"#;
        let profile = SubscriberProfile::read(body).unwrap();
        assert_eq!(profile.bw_user_id.as_deref(), Some("u1@bw.example"));
        assert_eq!(profile.group.as_deref(), Some("Group_ONE"));
        assert_eq!(profile.primary_phone_number.as_deref(), Some("+15550001"));
        assert_eq!(profile.email.as_deref(), Some("u1@example.com"));
        assert_eq!(profile.first_name, None);
    }

    #[test]
    fn other_documents_are_refused() {
        assert!(matches!(SubscriberProfile::read(b"<a/>"), Err(ProfileError::NoProfile)));
        assert!(matches!(SubscriberProfile::read(b"no xml"), Err(ProfileError::Xml(_))));
        let with_entity =
            b"<!DOCTYPE a [<!ENTITY b 'c'>]><subscriberProfile>&b;</subscriberProfile>";
        assert!(SubscriberProfile::read(with_entity).is_err());
        let long = "x".repeat(limits::FIELD_BYTES + 1);
        let long = format!("<subscriberProfile><group>{long}</group></subscriberProfile>");
        let read = SubscriberProfile::read(long.as_bytes());
        assert!(matches!(read, Err(ProfileError::TooLong("group"))));
    }
}
