//! Services that are a switch and a few values.

use lineman_model::CallService;
use lineman_xml::Element;

use super::{Service, known, value};
use crate::XsiError;

const ACTIVE: Field = same("active", "isActive");

/// A value: its name in Xsi and in OCI-P, and words that differ, OCI-P's first.
struct Field {
    xsi: &'static str,
    oci: &'static str,
    words: &'static [(&'static str, &'static str)],
}

const fn same(xsi: &'static str, oci: &'static str) -> Field {
    Field { xsi, oci, words: &[] }
}

const FORWARD_TO: Field = same("forwardToPhoneNumber", "forwardToPhoneNumber");

static SWITCH: &[Field] = &[ACTIVE];
static DO_NOT_DISTURB: &[Field] = &[ACTIVE, same("ringSplash", "ringSplash")];
static FORWARD_ALWAYS: &[Field] = &[ACTIVE, FORWARD_TO, same("ringSplash", "isRingSplashActive")];
static FORWARDING: &[Field] = &[ACTIVE, FORWARD_TO];
static FORWARD_NO_ANSWER: &[Field] = &[ACTIVE, FORWARD_TO, same("numberOfRings", "numberOfRings")];
static REMOTE_OFFICE: &[Field] = &[ACTIVE, same("remoteOfficeNumber", "remoteOfficePhoneNumber")];
static RECORDING: &[Field] = &[
    Field {
        xsi: "recordingMode",
        oci: "recordingOption",
        words: &[
            ("Always", "always"),
            ("Never", "never"),
            ("On Demand", "on-demand"),
            ("Always with Pause/Resume", "always-pause-resume"),
            ("On Demand with User Initiated Start", "on-demand-user-start"),
        ],
    },
    Field {
        xsi: "pauseResumeNotifyMethod",
        oci: "pauseResumeNotification",
        words: &[("None", "none"), ("Beep", "beeponly"), ("Play Announcement", "announcement")],
    },
    same("recordVoiceMessaging", "enableVoiceMailRecording"),
    same("playCallRecordingStartStopAnnouncement", "enableCallRecordingAnnouncement"),
    same("playCallRecordingWarningTone", "enableRecordCallRepeatWarningTone"),
    same("playCallRecordingWarningToneSeconds", "recordCallRepeatWarningToneTimerSeconds"),
];
static PERSONAL_ASSISTANT: &[Field] = &[
    same("presence", "presence"),
    same("enableExpirationTime", "enableExpirationTime"),
    same("expirationTime", "expirationTime"),
    same("enableTransferToAttendant", "enableTransferToAttendant"),
    same("attendantNumber", "attendantNumber"),
    same("ringSplash", "enableRingSplash"),
    same("alertMeFirst", "alertMeFirst"),
    same("numberOfRings", "alertMeFirstNumberOfRings"),
];
static PUSH: &[Field] = &[
    same("sendPushNotificationForClickToDial", "sendPushNotificationForClickToDial"),
    same("sendPushNotificationForGroupPaging", "sendPushNotificationForGroupPaging"),
];

/// The values of a service, in the order of its document.
fn fields(service: Service) -> &'static [Field] {
    let Service::Call(kind) = service else { return SWITCH };
    match kind {
        CallService::DoNotDisturb => DO_NOT_DISTURB,
        CallService::CallForwardingAlways => FORWARD_ALWAYS,
        CallService::CallForwardingBusy | CallService::CallForwardingNotReachable => FORWARDING,
        CallService::CallForwardingNoAnswer => FORWARD_NO_ANSWER,
        CallService::RemoteOffice => REMOTE_OFFICE,
        CallService::CallRecording => RECORDING,
        CallService::PersonalAssistant => PERSONAL_ASSISTANT,
        CallService::PushNotification => PUSH,
        _ => SWITCH,
    }
}

pub(super) fn document(service: Service, mut root: Element, answer: &Element) -> Element {
    for field in fields(service) {
        if let Some(text) = answer.child_text(field.oci) {
            let word = field.words.iter().find(|(oci, _)| *oci == text);
            root.push(Element::text_element(field.xsi, word.map_or(text, |(_, xsi)| *xsi)));
        }
    }
    root
}

pub(super) fn modification(service: Service, document: &Element) -> Result<Vec<Element>, XsiError> {
    let fields = fields(service);
    let mut names: Vec<&str> = fields.iter().map(|field| field.xsi).collect();
    if service == Service::Call(CallService::PersonalAssistant) {
        names.push("callToNumberList");
    }
    known(document, &names)?;
    let mut elements = Vec::new();
    for field in fields {
        let Some(child) = document.child(field.xsi) else { continue };
        if field.words.is_empty() || child.is_nil() {
            elements.push(value(child, field.oci));
            continue;
        }
        let text = child.text().trim();
        let word = field.words.iter().find(|(_, xsi)| *xsi == text);
        let (oci, _) = word.ok_or(XsiError::Invalid {
            element: field.xsi,
            expected: "one of the words of the schema",
        })?;
        elements.push(Element::text_element(field.oci, *oci));
    }
    Ok(elements)
}
