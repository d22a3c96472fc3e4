//! `BroadWorks Mobility`: which telephones of a mobile user ring.

use lineman_xml::Element;

use super::{cleared, copy, known};
use crate::XsiError;

const PROFILE: &str = "profileIdentity";
const POLICY: &str = "profileAlertingPolicy";
const ALERT_LIST: &str = "mobileNumbersAlertList";
const IDENTITY: &str = "mobileIdentity";
/// Values of the policy: name in Xsi and in OCI-P.
const POLICY_VALUES: &[(&str, &str)] = &[
    ("devicesToRing", "profileIdentityDevicesToRing"),
    ("includeSharedCallAppearance", "profileIdentityIncludeSharedCallAppearance"),
    ("includeBroadWorksAnywhere", "profileIdentityIncludeBroadworksAnywhere"),
    ("includeExecutiveAssistant", "profileIdentityIncludeExecutiveAssistant"),
];
/// Values of the user: name in Xsi and in OCI-P.
const USER_VALUES: &[(&str, &str)] = &[
    ("active", "isActive"),
    ("allowCallAnchoringControl", "useMobileIdentityCallAnchoring"),
    ("preventCallsToOwnMobiles", "preventCallsToOwnMobiles"),
];
/// Values of a mobile telephone: name in Xsi and in OCI-P, in the order of OCI-P.
const IDENTITY_VALUES: &[(&str, &str)] = &[
    ("description", "description"),
    ("primary", "isPrimary"),
    ("enableAlerting", "enableAlerting"),
];

pub(super) fn document(mut root: Element, answer: &Element) -> Element {
    for (xsi, oci) in USER_VALUES {
        if let Some(text) = answer.child_text(oci) {
            root.push(Element::text_element(*xsi, text));
        }
    }
    let mut policy = Element::new(POLICY);
    for (xsi, oci) in POLICY_VALUES {
        if let Some(text) = answer.child_text(oci) {
            policy.push(Element::text_element(*xsi, text));
        }
    }
    let mut alerted = Element::new(ALERT_LIST);
    for number in answer.children_named("profileIdentityMobileNumberAlerted") {
        alerted.push(Element::text_element("mobileNumber", number.text()));
    }
    if !alerted.children().is_empty() {
        policy.push(alerted);
    }
    root.push(Element::new(PROFILE).with(policy));
    for identity in answer.children_named("mobileIdentity") {
        root.push(
            Element::new(IDENTITY)
                .with_optional("mobileNumber", identity.child_text("mobileNumber"))
                .with_optional("description", identity.child_text("description"))
                .with_optional("enableAlerting", identity.child_text("enableAlerting"))
                .with_optional("primary", identity.child_text("isPrimary")),
        );
    }
    root
}

pub(super) fn modification(document: &Element) -> Result<Vec<Element>, XsiError> {
    let mut names: Vec<&str> = USER_VALUES.iter().map(|(xsi, _)| *xsi).collect();
    names.extend([PROFILE, IDENTITY]);
    known(document, &names)?;
    let mut elements = Vec::new();
    for (xsi, oci) in USER_VALUES {
        copy(&mut elements, document, xsi, oci);
    }
    for identity in document.children_named(IDENTITY) {
        known(
            identity,
            &["mobileNumber", "description", "enableAlerting", "primary", "identityUri"],
        )?;
        let mut entry = Vec::new();
        copy(&mut entry, identity, "mobileNumber", "mobileNumber");
        for (xsi, oci) in IDENTITY_VALUES {
            copy(&mut entry, identity, xsi, oci);
        }
        elements.push(entry.into_iter().fold(Element::new("mobileIdentity"), Element::with));
    }
    if let Some(policy) = document.at(&[PROFILE, POLICY]) {
        let mut names: Vec<&str> = POLICY_VALUES.iter().map(|(xsi, _)| *xsi).collect();
        names.push(ALERT_LIST);
        known(policy, &names)?;
        for (xsi, oci) in POLICY_VALUES {
            copy(&mut elements, policy, xsi, oci);
        }
        if let Some(list) = policy.child(ALERT_LIST) {
            known(list, &["mobileNumber"])?;
            let name = "profileIdentityMobilityNumbersAlerted";
            elements.push(if list.children().is_empty() {
                cleared(name)
            } else {
                let numbers = list
                    .children()
                    .iter()
                    .map(|number| Element::text_element("mobileNumber", number.text().trim()));
                numbers.fold(Element::new(name), Element::with)
            });
        }
    }
    Ok(elements)
}
