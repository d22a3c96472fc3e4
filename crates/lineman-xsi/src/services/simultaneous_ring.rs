//! Simultaneous ring: further telephones.

use lineman_xml::Element;

use super::{cleared, copy, known};
use crate::XsiError;

const SILENT_ON_A_CALL: &str = "Do not Ring if on a Call";
const ALWAYS: &str = "Ring for all Incoming Calls";
const LOCATIONS: &str = "simRingLocations";
const LOCATION: &str = "simRingLocation";

pub(super) fn document(mut root: Element, answer: &Element) -> Element {
    let active = answer.child_text("isActive").unwrap_or("false");
    root.push(Element::text_element("active", active));
    let silent = answer.child_text("doNotRingIfOnCall") == Some("true");
    root.push(Element::text_element(
        "incomingCalls",
        if silent { SILENT_ON_A_CALL } else { ALWAYS },
    ));
    let mut locations = Element::new(LOCATIONS);
    for number in answer.children_named("simultaneousRingNumber") {
        locations.push(
            Element::new(LOCATION)
                .with_optional("address", number.child_text("phoneNumber"))
                .with_optional(
                    "answerConfirmationRequired",
                    number.child_text("answerConfirmationRequired"),
                ),
        );
    }
    if !locations.children().is_empty() {
        root.push(locations);
    }
    root
}

pub(super) fn modification(document: &Element) -> Result<Vec<Element>, XsiError> {
    known(document, &["active", "incomingCalls", LOCATIONS, "criteriaActivationList"])?;
    let mut elements = Vec::new();
    copy(&mut elements, document, "active", "isActive");
    if let Some(choice) = document.child_text("incomingCalls") {
        let silent = match choice.trim() {
            SILENT_ON_A_CALL => "true",
            ALWAYS => "false",
            _ => {
                return Err(XsiError::Invalid {
                    element: "incomingCalls",
                    expected: "one of the words of the schema",
                });
            }
        };
        elements.push(Element::text_element("doNotRingIfOnCall", silent));
    }
    if let Some(locations) = document.child(LOCATIONS) {
        known(locations, &[LOCATION])?;
        let mut list = Element::new("simultaneousRingNumberList");
        for location in locations.children() {
            known(location, &["address", "answerConfirmationRequired"])?;
            let mut number = Vec::new();
            copy(&mut number, location, "address", "phoneNumber");
            match location.child("answerConfirmationRequired") {
                Some(_) => copy(
                    &mut number,
                    location,
                    "answerConfirmationRequired",
                    "answerConfirmationRequired",
                ),
                None => {
                    number.push(Element::text_element("answerConfirmationRequired", "false"));
                }
            }
            list.push(
                number.into_iter().fold(Element::new("simultaneousRingNumber"), Element::with),
            );
        }
        let empty = list.children().is_empty();
        elements.push(if empty { cleared("simultaneousRingNumberList") } else { list });
    }
    Ok(elements)
}
