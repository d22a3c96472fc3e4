//! The fields of SIP device types, in the order in which answers have them, and in which versions.

use lineman_store::broadworks::DeviceType;

/// Versions of the newer line of a family and of the older one are told apart by their first digits.
pub(super) const GET_VERSIONS: &[&str] = &[
    "18sp1", "18sp1V2", "19", "19sp1", "20", "20sp1", "21", "21sp1", "21sp1V2", "22", "22V2",
    "22V3", "22V4", "22V5", "22V6", "22V7", "22V8", "22V9", "22V10", "22V11", "22V12", "22V13",
    "22V14", "22V15", "23", "23V2", "23V3", "23V4", "23V5", "23V6", "23V7", "23V8", "23V9",
    "23V10", "23V11", "23V12", "23V13",
];
pub(super) const ADD_VERSIONS: &[&str] = &[
    "18sp1", "18sp1V2", "19", "19sp1", "20", "20sp1", "21", "21sp1", "21sp1V2", "22", "22V2",
    "22V3", "22V4", "22V5", "22V6", "22V7", "22V8", "22V9", "22V10", "22V11", "22V12", "23",
    "23V2", "23V3", "23V4", "23V5", "23V6", "23V7", "23V8", "23V9",
];
pub(super) const MODIFY_VERSIONS: &[&str] =
    &["18sp1", "21", "22", "22V2", "22V3", "22V4", "22V5", "22V6", "22V7"];

/// How calls reach devices of the type.
pub(super) const PROFILE: &str = "profile";
/// Whether its devices have files.
pub(super) const OPTION: &str = "deviceTypeConfigurationOption";
/// The word for a type whose devices have files.
pub(super) const DEVICE_MANAGEMENT: &str = "Device Management";
const NOT_SUPPORTED: &str = "Not Supported";

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// A flag with its usual value.
    Flag(bool),
    /// A word; the first one is the usual.
    Word(&'static [&'static str]),
    /// A text that may be absent, of this length.
    Text(usize),
    /// The number of ports.
    Ports,
    /// The options of Device Management.
    Options,
    /// What its devices speak.
    Protocol,
}

/// In which versions a field is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Versions {
    All,
    /// Since this version of each line.
    Since(&'static str, &'static str),
    /// From one version to another of the older line and of the newer one.
    Within([(&'static str, &'static str); 2]),
    /// Up to this version of the older line.
    Until(&'static str),
}

/// A field.
#[derive(Debug, Clone, Copy)]
pub(super) struct TypeField {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    versions: Versions,
    /// Whether it can be changed once the type is there.
    pub(super) fixed: bool,
}

const fn field(name: &'static str, kind: Kind) -> TypeField {
    TypeField { name, kind, versions: Versions::All, fixed: false }
}

const fn fixed(name: &'static str, kind: Kind) -> TypeField {
    TypeField { name, kind, versions: Versions::All, fixed: true }
}

const fn since(name: &'static str, kind: Kind, old: &'static str, new: &'static str) -> TypeField {
    TypeField { name, kind, versions: Versions::Since(old, new), fixed: false }
}

use Kind::{Flag, Options, Ports, Protocol, Text, Word};

/// The fields in order.
pub(super) static FIELDS: &[TypeField] = &[
    field("isObsolete", Flag(false)),
    fixed("numberOfPorts", Ports),
    fixed(
        PROFILE,
        Word(&[
            "Intelligent Proxy Addressing",
            "Intelligent Device Addressing",
            "Non-intelligent Device Addressing",
            "Non-intelligent Proxy Addressing",
        ]),
    ),
    field("registrationCapable", Flag(true)),
    fixed("isConferenceDevice", Flag(false)),
    fixed("isMobilityManagerDevice", Flag(false)),
    fixed("isMusicOnHoldDevice", Flag(false)),
    field("holdNormalization", Word(&["Unspecified Address", "Inactive", "Rfc3264"])),
    field("holdAnnouncementMethod", Word(&["Inactive", "Bandwidth Attributes"])),
    field("isTrusted", Flag(false)),
    field("E164Capable", Flag(false)),
    field("routeAdvance", Flag(false)),
    field("forwardingOverride", Flag(false)),
    field("wirelessIntegration", Flag(false)),
    field("webBasedConfigURL", Text(256)),
    field("isVideoCapable", Flag(true)),
    field("PBXIntegration", Flag(false)),
    field("staticRegistrationCapable", Flag(true)),
    field("cpeDeviceOptions", Options),
    fixed("protocolChoice", Protocol),
    field("earlyMediaSupport", Word(&["No Early Media", "RTP - Session", "RTP - Early Session"])),
    field("authenticateRefer", Flag(false)),
    field("autoConfigSoftClient", Flag(false)),
    field(
        "authenticationMode",
        Word(&["SIP Authentication", "Certificate-based Authentication", "Disabled"]),
    ),
    field("requiresBroadWorksDigitCollection", Flag(false)),
    field("requiresBroadWorksCallWaitingTone", Flag(false)),
    field("requiresMWISubscription", Flag(false)),
    field("useHistoryInfoHeaderOnAccessSide", Flag(false)),
    field("adviceOfChargeCapable", Flag(false)),
    field("resetEvent", Text(10)),
    since("resetString", Text(256), "22V13", "23V9"),
    field("supportCallCenterMIMEType", Flag(false)),
    field("trunkMode", Word(&["User", "Pilot", "Proxy"])),
    field("addPCalledPartyId", Flag(false)),
    field("supportIdentityInUpdateAndReInvite", Flag(false)),
    field(
        "unscreenedPresentationIdentityPolicy",
        Word(&[
            "Profile Presentation Identity",
            "Unscreened Presentation Identity",
            "Unscreened Presentation Identity With Profile Domain",
        ]),
    ),
    TypeField {
        name: "enable3G4GContinuity",
        kind: Flag(false),
        versions: Versions::Until("20sp1"),
        fixed: false,
    },
    since("enhancedForICS", Flag(false), "21", "23"),
    field("supportEmergencyDisconnectControl", Flag(false)),
    fixed(OPTION, Word(&[NOT_SUPPORTED, DEVICE_MANAGEMENT, "Legacy"])),
    since("supportRFC3398", Flag(false), "18sp1V2", "23"),
    TypeField {
        name: "staticLineOrdering",
        kind: Flag(false),
        versions: Versions::Since("19", "23"),
        fixed: true,
    },
    since("supportClientSessionInfo", Flag(false), "20", "23"),
    since("supportCallInfoConferenceSubscriptionURI", Flag(false), "20", "23"),
    since("supportRemotePartyInfo", Flag(false), "20", "23"),
    TypeField {
        name: "supportVisualDeviceManagement",
        kind: Flag(false),
        versions: Versions::Within([("20", "22V7"), ("23", "23V3")]),
        fixed: false,
    },
    since("supportVisualDeviceManagementRedirectLink", Flag(false), "22V8", "23V4"),
    since("bypassMediaTreatment", Flag(false), "19sp1", "23"),
    since("supports3G4GContinuity", Flag(false), "21", "23"),
    since("publishesOwnPresence", Flag(false), "21", "23"),
    since("supportCauseParameter", Flag(false), "21", "23"),
    since("locationNetwork", Word(&["Fixed", "Mobile"]), "21sp1", "23"),
    since("allowTerminationBasedOnICSI", Flag(false), "22V3", "23"),
    since("roamingMode", Word(&["None", "CDMA", "GSM"]), "22V3", "23"),
    since("supportCallingPartyCategoryInOutboundFromHeader", Flag(false), "22V14", "23"),
    since("supportVisualDeviceManagementAPI", Flag(false), "22V8", "23V4"),
    since("deviceCategory", Text(20), "22V9", "23V5"),
    since("verstatInPAIHeader", Flag(false), "22V11", "23V7"),
    since("verstatInFromHeader", Flag(false), "22V11", "23V7"),
    since("supportPreferredAutoAndForcedAnswer", Flag(false), "22V99", "23V12"),
    since("supportCiscoCallerIdDispositionHeader", Flag(false), "22V99", "23V13"),
];

/// Where a version stands in its line; whether that is the newer one.
fn place(version: &str) -> (bool, u32) {
    let known = GET_VERSIONS.iter().position(|known| *known == version);
    let rank = known.and_then(|index| u32::try_from(index).ok()).unwrap_or(u32::MAX);
    (version.starts_with("23"), rank)
}

impl TypeField {
    /// Whether answers of a version have the field.
    pub(super) fn is_in(&self, version: &str) -> bool {
        let (newer, rank) = place(version);
        match self.versions {
            Versions::All => true,
            Versions::Since(old, new) => rank >= place(if newer { new } else { old }).1,
            Versions::Within([old, new]) => {
                let (first, last) = if newer { new } else { old };
                (place(first).1..=place(last).1).contains(&rank)
            }
            Versions::Until(last) => !newer && rank <= place(last).1,
        }
    }
}

/// The value of a flag or a word of a type.
pub(super) fn value(kind: &DeviceType, name: &str) -> String {
    if name == OPTION && kind.supports_device_management {
        return String::from(DEVICE_MANAGEMENT);
    }
    if let Some(kept) = kind.option(name) {
        return kept.to_owned();
    }
    let usual = FIELDS.iter().find(|field| field.name == name).map(|field| field.kind);
    match usual {
        Some(Flag(true)) => String::from("true"),
        Some(Flag(false)) => String::from("false"),
        Some(Word(words)) => words.first().copied().unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(version: &str) -> Vec<&'static str> {
        FIELDS.iter().filter(|field| field.is_in(version)).map(|field| field.name).collect()
    }

    #[test]
    fn versions_have_their_fields() {
        assert_eq!(names("18sp1").len(), 38);
        assert_eq!(names("18sp1").last(), Some(&OPTION));
        assert!(names("18sp1").contains(&"enable3G4GContinuity"));
        assert!(!names("21").contains(&"enable3G4GContinuity"));
        assert!(names("22V7").contains(&"supportVisualDeviceManagement"));
        assert!(!names("22V8").contains(&"supportVisualDeviceManagement"));
        assert!(names("22V8").contains(&"supportVisualDeviceManagementRedirectLink"));
        assert!(names("23V3").contains(&"supportVisualDeviceManagement"));
        assert!(!names("23").contains(&"resetString"));
        assert!(!names("22V15").contains(&"supportCiscoCallerIdDispositionHeader"));
        assert_eq!(names("23V13").last(), Some(&"supportCiscoCallerIdDispositionHeader"));
    }
}
