//! Fields of service providers and groups that are kept by their element name, contact and address
//! among them.

use std::collections::BTreeMap;

use lineman_ocip::Element;

use super::super::user_fields::ADDRESS;
use crate::oci::errors::Failure;
use crate::oci::fields::{Change, DOMAIN, Fields, NAME, NUMBER};

/// The fields of a contact, in order.
const CONTACT: &[&str] = &["contactName", "contactNumber", "contactEmail"];

/// What is kept of a service provider.
pub(in crate::oci::commands) const PROVIDER: &[(&str, usize)] = &[
    ("useServiceProviderLanguages", 5),
    ("servicePolicy", NAME),
    ("callProcessingSliceId", NAME),
    ("provisioningSliceId", NAME),
    ("subscriberPartition", NAME),
    ("preferredDataCenter", NAME),
];

/// What is kept of a group.
pub(in crate::oci::commands) const GROUP: &[(&str, usize)] = &[
    ("callingLineIdName", NAME),
    ("callingLineIdPhoneNumber", NUMBER),
    ("timeZone", DOMAIN),
    ("locationDialingCode", 15),
    ("servicePolicy", NAME),
    ("callProcessingSliceId", NAME),
    ("provisioningSliceId", NAME),
    ("subscriberPartition", NAME),
    ("preferredDataCenter", NAME),
    ("defaultUserCallingLineIdPhoneNumber", NUMBER),
];

/// What a request says about these fields, about the contact and the address.
pub(in crate::oci::commands) fn changes(
    fields: Fields<'_>,
    names: &[(&str, usize)],
) -> Result<Vec<(String, Change)>, Failure> {
    let mut changes = Vec::new();
    for (name, longest) in names {
        changes.push(((*name).to_owned(), fields.change(name, *longest)?));
    }
    for (structure, lines) in [("contact", CONTACT), ("address", ADDRESS)] {
        let Some(inner) = fields.structure(structure) else { continue };
        for line in lines {
            changes.push((format!("{structure}.{line}"), inner.change(line, NAME)?));
        }
    }
    Ok(changes)
}

/// The contact, if anything of it is known.
pub(in crate::oci::commands) fn contact(kept: &BTreeMap<String, String>) -> Option<Element> {
    structure(kept, "contact", CONTACT)
}

/// The address, if anything of it is known.
pub(in crate::oci::commands) fn address(kept: &BTreeMap<String, String>) -> Option<Element> {
    structure(kept, "address", ADDRESS)
}

fn structure(kept: &BTreeMap<String, String>, name: &str, lines: &[&str]) -> Option<Element> {
    let element = lines.iter().fold(Element::new(name), |element, line| {
        element.with_optional(line, kept.get(&format!("{name}.{line}")).cloned())
    });
    (!element.children().is_empty()).then_some(element)
}
