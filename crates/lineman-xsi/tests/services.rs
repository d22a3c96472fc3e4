//! Call settings between Xsi documents and OCI-P elements, in both formats.

#![allow(clippy::expect_used, reason = "tests: what is not there fails the test")]
use lineman_model::CallService;
use lineman_xml::Element;
use lineman_xsi::services::{
    Service, ServiceEntry, Services, document, location, location_changes, modification,
};
use lineman_xsi::{Encoding, Format, XsiError, XsiResource, read_element};

fn answer(values: &[(&str, &str)]) -> Element {
    values.iter().fold(Element::new("command"), |node, (name, text)| node.with_child(name, *text))
}

fn xml(service: Service, answer: &Element) -> String {
    let document = document(service, answer, "/v2.0/user/u@x/services/S");
    let bytes = document.to_xml(Encoding::Utf8);
    let text = String::from_utf8(bytes).expect("UTF-8");
    text.split_once('\n').expect("a declaration").1.trim_end().to_owned()
}

fn changes(service: Service, body: &str, format: Format) -> Result<Vec<String>, XsiError> {
    let node = read_element(body.as_bytes(), format).expect("a document");
    Ok(modification(service, &node)?.iter().map(shown).collect())
}

fn shown(element: &Element) -> String {
    if element.is_nil() {
        format!("{}=nil", element.name())
    } else if element.children().is_empty() {
        format!("{}={}", element.name(), element.text())
    } else {
        let inner: Vec<String> = element.children().iter().map(shown).collect();
        format!("{}({})", element.name(), inner.join(","))
    }
}

const NS: &str = "xmlns=\"http://schema.broadsoft.com/xsi\"";

#[test]
fn settings_are_written_in_the_order_of_the_schema() {
    let call = Service::Call;
    for (service, values, expected) in [
        (
            call(CallService::DoNotDisturb),
            &[("isActive", "true"), ("ringSplash", "false")][..],
            format!(
                "<DoNotDisturb {NS}><active>true</active><ringSplash>false</ringSplash></DoNotDisturb>"
            ),
        ),
        (
            call(CallService::CallForwardingAlways),
            &[("isActive", "false"), ("isRingSplashActive", "true")],
            format!(
                "<CallForwardingAlways {NS}><active>false</active><ringSplash>true</ringSplash></CallForwardingAlways>"
            ),
        ),
        (
            call(CallService::CallForwardingNoAnswer),
            &[("isActive", "true"), ("forwardToPhoneNumber", "+15550009"), ("numberOfRings", "3")],
            format!(
                "<CallForwardingNoAnswer {NS}><active>true</active><forwardToPhoneNumber>+15550009</forwardToPhoneNumber><numberOfRings>3</numberOfRings></CallForwardingNoAnswer>"
            ),
        ),
        (
            call(CallService::CallRecording),
            &[
                ("recordingOption", "On Demand with User Initiated Start"),
                ("pauseResumeNotification", "Beep"),
            ],
            format!(
                "<CallRecording {NS}><recordingMode>on-demand-user-start</recordingMode><pauseResumeNotifyMethod>beeponly</pauseResumeNotifyMethod></CallRecording>"
            ),
        ),
        (
            Service::IntegratedImp,
            &[("isActive", "true"), ("impId", "u@x")],
            format!("<IntegratedIMPService {NS}><active>true</active></IntegratedIMPService>"),
        ),
    ] {
        assert_eq!(xml(service, &answer(values)), expected);
    }
}

#[test]
fn lists_are_written_and_put_back() {
    let ring = Service::Call(CallService::SimultaneousRingPersonal);
    let number = Element::new("simultaneousRingNumber")
        .with_child("phoneNumber", "+15550021")
        .with_child("answerConfirmationRequired", "true");
    let answered = answer(&[("isActive", "true"), ("doNotRingIfOnCall", "true")]).with(number);
    let text = xml(ring, &answered);
    assert_eq!(
        text,
        format!(
            "<SimultaneousRingPersonal {NS}><active>true</active><incomingCalls>Do not Ring if on \
             a Call</incomingCalls><simRingLocations><simRingLocation><address>+15550021</address>\
             <answerConfirmationRequired>true</answerConfirmationRequired></simRingLocation>\
             </simRingLocations></SimultaneousRingPersonal>"
        )
    );
    assert_eq!(
        changes(ring, &text, Format::Xml).expect("a modification"),
        [
            "isActive=true",
            "doNotRingIfOnCall=true",
            "simultaneousRingNumberList(simultaneousRingNumber(phoneNumber=+15550021,\
             answerConfirmationRequired=true))"
        ]
    );
    let mobility = Service::Call(CallService::BroadWorksMobility);
    let answered = answer(&[
        ("isActive", "true"),
        ("useMobileIdentityCallAnchoring", "false"),
        ("preventCallsToOwnMobiles", "false"),
        ("profileIdentityDevicesToRing", "Both"),
        ("profileIdentityMobileNumberAlerted", "+15550041"),
    ])
    .with(
        Element::new("mobileIdentity")
            .with_child("mobileNumber", "+15550041")
            .with_child("isPrimary", "true")
            .with_child("enableAlerting", "false"),
    );
    let text = xml(mobility, &answered);
    assert_eq!(
        changes(mobility, &text, Format::Xml).expect("a modification"),
        [
            "isActive=true",
            "useMobileIdentityCallAnchoring=false",
            "preventCallsToOwnMobiles=false",
            "mobileIdentity(mobileNumber=+15550041,isPrimary=true,enableAlerting=false)",
            "profileIdentityDevicesToRing=Both",
            "profileIdentityMobilityNumbersAlerted(mobileNumber=+15550041)",
        ]
    );
}

#[test]
fn what_clears_and_what_is_refused() {
    let busy = Service::Call(CallService::CallForwardingBusy);
    let cleared = ["isActive=false", "forwardToPhoneNumber=nil"];
    for body in [
        "<CallForwardingBusy xmlns:q=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <active>false</active><forwardToPhoneNumber q:nil=\"true\"/></CallForwardingBusy>",
        "<CallForwardingBusy><active>false</active><forwardToPhoneNumber/></CallForwardingBusy>",
    ] {
        assert_eq!(changes(busy, body, Format::Xml).expect("a modification"), cleared);
    }
    for body in [
        r#"{"CallForwardingBusy":{"active":{"$":"false"},"forwardToPhoneNumber":{"@xsi:nil":"true"}}}"#,
        r#"{"CallForwardingBusy":{"active":{"$":false},"forwardToPhoneNumber":null}}"#,
        r#"{"CallForwardingBusy":{"active":false,"forwardToPhoneNumber":{"$":""}}}"#,
    ] {
        assert_eq!(changes(busy, body, Format::Json).expect("a modification"), cleared, "{body}");
    }
    let wrong = changes(busy, "<CallWaiting><active>true</active></CallWaiting>", Format::Xml);
    assert!(matches!(wrong, Err(XsiError::WrongRoot { .. })));
    let typo = changes(busy, "<CallForwardingBusy><aktiv/></CallForwardingBusy>", Format::Xml);
    assert!(matches!(typo, Err(XsiError::Unknown { .. })));
    let recording = Service::Call(CallService::CallRecording);
    let word = "<CallRecording><recordingMode>Always</recordingMode></CallRecording>";
    assert!(changes(recording, word, Format::Xml).is_err());
}

#[test]
fn a_telephone_of_anywhere_is_added_and_changed() {
    let body = "<BroadWorksAnywhereLocation><phoneNumber>+15550031</phoneNumber>\
                <active>true</active></BroadWorksAnywhereLocation>";
    let node = read_element(body.as_bytes(), Format::Xml).expect("a document");
    let elements = |number| -> Vec<String> {
        location_changes(&node, number).expect("changes").iter().map(shown).collect()
    };
    assert_eq!(
        elements(None),
        [
            "phoneNumber=+15550031",
            "isActive=true",
            "broadworksCallControl=false",
            "useDiversionInhibitor=false",
            "answerConfirmationRequired=false"
        ]
    );
    assert_eq!(
        elements(Some("+15550030")),
        ["phoneNumber=+15550030", "newPhoneNumber=+15550031", "isActive=true"]
    );
    let document = location("+15550031", &answer(&[("isActive", "true"), ("description", "d")]));
    let json = document.to_json();
    assert!(json.contains(r#""description":{"$":"d"}"#), "{json}");
}

#[test]
fn the_list_leaves_out_what_has_no_document() {
    let list = Services {
        services: vec![
            ServiceEntry { name: "Authentication".into(), uri: None },
            ServiceEntry {
                name: "Do Not Disturb".into(),
                uri: Some("/v2.0/user/u@x/services/DoNotDisturb".into()),
            },
        ],
    };
    let json = list.to_json();
    assert!(json.contains(r#"{"name":{"$":"Authentication"}}"#), "{json}");
    assert_eq!(Services::from_json(json.as_bytes()), Ok(list.clone()));
    assert_eq!(Services::from_xml(&list.to_xml(Encoding::Iso88591)), Ok(list));
    assert_eq!(Service::of_segment("INTEGRATEDimp"), Some(Service::IntegratedImp));
    assert_eq!(
        Service::of_service_name("Music On Hold User"),
        Some(Service::Call(CallService::MusicOnHold))
    );
    assert_eq!(Service::of_segment("Do Not Disturb"), None);
}
