//! `BroadWorks Anywhere`: the switches of the service, and each telephone as a document of its own.

use lineman_xml::Element;

use super::{ServiceDocument, copy, known};
use crate::XsiError;
use crate::path::encode_user_id;

/// Root of a telephone's document.
pub const LOCATION: &str = "BroadWorksAnywhereLocation";

const FLAGS: &[&str] =
    &["alertAllLocationsForClickToDialCalls", "alertAllLocationsForGroupPagingCalls"];

/// A telephone's values: name in Xsi and in OCI-P, in the order of OCI-P.
const VALUES: &[(&str, &str)] = &[
    ("description", "description"),
    ("active", "isActive"),
    ("outboundAlternateNumber", "outboundAlternateNumber"),
    ("broadworksCallControl", "broadworksCallControl"),
    ("useDiversionInhibitor", "useDiversionInhibitor"),
    ("answerConfirmationRequired", "answerConfirmationRequired"),
];

pub(super) fn document(mut root: Element, answer: &Element, path: &str) -> Element {
    for name in FLAGS {
        if let Some(text) = answer.child_text(name) {
            root.push(Element::text_element(*name, text));
        }
    }
    let mut locations = Element::new("locations");
    for row in answer.at(&["phoneNumberTable"]).into_iter().flat_map(|t| t.children_named("row")) {
        let mut columns = row.children_named("col").map(Element::text);
        let (number, description) =
            (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        locations.push(
            Element::new("location")
                .with_child("locationUri", format!("{path}/Location/{}", encode_user_id(number)))
                .with_child("phoneNumber", number)
                .with_optional("description", Some(description).filter(|text| !text.is_empty())),
        );
    }
    if !locations.children().is_empty() {
        root.push(locations);
    }
    root
}

pub(super) fn modification(document: &Element) -> Result<Vec<Element>, XsiError> {
    // Telephones change by their own documents.
    known(document, &[FLAGS[0], FLAGS[1], "locations"])?;
    let mut elements = Vec::new();
    for name in FLAGS {
        copy(&mut elements, document, name, name);
    }
    Ok(elements)
}

/// The document of a telephone from the elements of its OCI-P answer.
#[must_use]
pub fn location(number: &str, answer: &Element) -> ServiceDocument {
    let mut root = Element::new(LOCATION).with_child("phoneNumber", number);
    for (xsi, oci) in VALUES {
        if let Some(text) = answer.child_text(oci) {
            root.push(Element::text_element(*xsi, text));
        }
    }
    ServiceDocument(root)
}

/// The elements behind the user's id of the OCI-P command that a telephone's document asks for. A
/// new telephone (`number` is none) needs its number and has every switch; one that is there is
/// changed.
///
/// # Errors
/// Another root, a missing number, or an element that the document does not have.
pub fn location_changes(
    document: &Element,
    number: Option<&str>,
) -> Result<Vec<Element>, XsiError> {
    if document.name() != LOCATION {
        return Err(XsiError::WrongRoot { expected: LOCATION, found: document.name().to_owned() });
    }
    let mut names: Vec<&str> = VALUES.iter().map(|(xsi, _)| *xsi).collect();
    names.extend(["phoneNumber", "criteriaActivation"]);
    known(document, &names)?;
    let named = document.child_text("phoneNumber").map(str::trim).filter(|text| !text.is_empty());
    let mut elements = Vec::new();
    match (number, named) {
        (None, None) => {
            return Err(XsiError::Missing { parent: LOCATION, element: "phoneNumber" });
        }
        (None, Some(new)) => elements.push(Element::text_element("phoneNumber", new)),
        (Some(old), new) => {
            elements.push(Element::text_element("phoneNumber", old));
            if let Some(new) = new.filter(|new| *new != old) {
                elements.push(Element::text_element("newPhoneNumber", new));
            }
        }
    }
    for (xsi, oci) in VALUES {
        let is_flag = !matches!(*xsi, "description" | "outboundAlternateNumber");
        if document.child(xsi).is_some() {
            copy(&mut elements, document, xsi, oci);
        } else if number.is_none() && is_flag {
            elements.push(Element::text_element(*oci, "false"));
        }
    }
    // A new telephone has nothing to clear.
    elements.retain(|element| number.is_some() || !element.is_nil());
    Ok(elements)
}
