//! The document that describes a subscriber (PRV-013 to PRV-020).

use lineman_ladder::literals;
use lineman_store::broadworks::Subscriber;
use lineman_xml::{Element, Encoding};

/// Node of a new IM&P password (ours).
const NODE_PASSWORD: &str = "impPassword";

/// The provisioning document of a subscriber, with a new password if there is one. What the subscriber does not have is left out; the
/// bridge says what it misses.
pub(crate) fn profile_document(subscriber: &Subscriber, password: Option<&str>) -> String {
    let filled = |value: &Option<String>| value.clone().filter(|text| !text.is_empty());
    let root = Element::new(literals::SUBSCRIBER_PROFILE)
        .with_child(literals::NODE_BW_USER_ID, subscriber.user_id.as_str())
        .with_child(literals::NODE_GROUP, subscriber.group_id.as_str())
        .with_child(literals::NODE_SERVICE_PROVIDER, subscriber.service_provider_id.as_str())
        .with_optional(literals::NODE_PRIMARY_PHONE_NUMBER, filled(&subscriber.primary_number))
        .with_optional("extension", filled(&subscriber.extension))
        .with_child("firstName", subscriber.first_name.as_str())
        .with_child("lastName", subscriber.last_name.as_str())
        .with_optional(literals::NODE_EMAIL, filled(&subscriber.email))
        .with_optional(NODE_PASSWORD, password.map(str::to_owned))
        .with(
            Element::new(literals::NODE_SERVICES)
                .with_child("service", literals::SERVICE_INTEGRATED_IMP),
        );
    lineman_xml::to_text(&root, Encoding::Utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_has_the_nodes_of_the_guide_in_their_case() {
        let mut user = Subscriber::new("u1@example.com", "ent1", "Group_ONE", "O<ne>", "Zoë");
        user.primary_number = Some("+15550001".into());
        user.email = Some("una@example.com".into());
        let text = profile_document(&user, None);
        let root = lineman_xml::parse_str(&text).expect("own document");
        assert_eq!(root.name(), "subscriberProfile");
        let node = |name| root.child_text(name);
        assert_eq!(node("bwuserid"), Some("u1@example.com"));
        assert_eq!(node("group"), Some("Group_ONE"));
        assert_eq!(node("serviceProvider"), Some("ent1"));
        assert_eq!(node("PrimaryPhoneNumber"), Some("+15550001"));
        assert_eq!(node("email"), Some("una@example.com"));
        assert_eq!((node("firstName"), node("lastName")), (Some("Zoë"), Some("O<ne>")));
        assert!(root.child("services").is_some());
    }

    #[test]
    fn what_is_not_there_is_left_out() {
        let mut user = Subscriber::new("u1@example.com", "ent1", "g", "One", "Una");
        user.email = Some(String::new());
        let root = lineman_xml::parse_str(&profile_document(&user, None)).expect("own document");
        assert!(root.child("PrimaryPhoneNumber").is_none());
        assert!(root.child("email").is_none());
    }
}
