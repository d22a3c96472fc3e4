//! The findings of the troubleshooter (design.md sections 5 and 6, a contract). A fault of the lab
//! and the finding that names it carry the same id.

use lineman_model::{Component, ScopeKind, Severity, StepId};

use crate::entry::{Entry, EntryKind, Since};

macro_rules! findings {
    ($($name:ident = $id:literal, $severity:ident, $scope:ident, $component:expr, [$($step:ident),*], [$($row:literal),*];)*) => {
        $(
            #[doc = concat!("Finding `", $id, "`.")]
            pub const $name: &str = $id;
        )*

        pub(crate) static ENTRIES: &[Entry] = &[$(Entry {
            id: $id,
            kind: EntryKind::Finding,
            wire_text: None,
            severity: Severity::$severity,
            scope: ScopeKind::$scope,
            steps: &[$(StepId::$step),*],
            component: $component,
            since: Since::Unstated,
            requirements: &[$($row),*],
        }),*];
    };
}

const AS: Option<Component> = Some(Component::ApplicationServer);
const NS: Option<Component> = Some(Component::NetworkServer);
const XSP: Option<Component> = Some(Component::Xsp);
const IDENTITY: Option<Component> = Some(Component::Identity);
const IDP_PROXY: Option<Component> = Some(Component::IdpProxy);
const PORTAL: Option<Component> = Some(Component::ActivationPortal);
const BRIDGE: Option<Component> = Some(Component::ProvisioningBridge);
const PARTNER_HUB: Option<Component> = Some(Component::PartnerHub);
const APP: Option<Component> = Some(Component::App);

// The macro keeps one row per line.
#[rustfmt::skip]
findings! {
    IMP_URL_MISMATCH = "imp-url-mismatch", Error, Enterprise, AS, [P2], ["PRV-022", "PRV-023", "PRV-024", "PRV-027"];
    IMP_CREDENTIALS_MISMATCH = "imp-credentials-mismatch", Error, Enterprise, AS, [P3], ["PRV-009", "PRV-025", "PRV-026", "PRV-027"];
    BRIDGE_ADDRESSED_BY_IP = "bridge-addressed-by-ip", Error, Enterprise, AS, [P3], ["PRV-010", "PRV-044", "PRV-045"];
    BRIDGE_FORBIDDEN = "bridge-forbidden", Error, Subscriber, BRIDGE, [P3], ["PRV-006", "PRV-010", "PRV-046"];
    BRIDGE_REJECTED = "bridge-rejected", Error, Subscriber, BRIDGE, [P3], ["PRV-006", "PRV-008", "PRV-012"];
    EMAIL_NOT_TRUSTED = "email-not-trusted", Error, Subscriber, AS, [P3], ["PRV-039", "PRV-040"];
    EMAIL_INVALID = "email-invalid", Error, Subscriber, AS, [P3], ["PRV-018", "PRV-019"];
    ORG_CREATION_DISABLED = "org-creation-disabled", Error, Subscriber, PARTNER_HUB, [P3], ["PRV-041", "PRV-042", "PRV-043"];
    PRIMARY_NUMBER_MISSING = "primary-number-missing", Error, Subscriber, AS, [P3], ["PRV-017", "PRV-033"];
    USER_EXISTS = "user-exists", Error, Subscriber, IDENTITY, [P3], ["PRV-011", "PRV-031", "PRV-047", "PRV-048", "PRV-049"];
    USER_IN_CONSUMER_ORG = "user-in-consumer-org", Error, Subscriber, IDENTITY, [P3], ["PRV-032", "PRV-049"];
    UPSTREAM_CREATION_FAILED = "upstream-creation-failed", Error, Subscriber, IDENTITY, [P6, P4], ["PRV-007", "PRV-035", "PRV-036", "PRV-038", "ESC-018"];
    BRIDGE_UNREACHABLE = "bridge-unreachable", Error, Enterprise, BRIDGE, [P2], ["PRV-029"];
    PROVISIONING_IN_PROGRESS = "provisioning-in-progress", Info, Subscriber, BRIDGE, [A6], ["EUE-025", "PRV-037"];
    PATCH_MISSING = "patch-missing", Error, System, AS, [P2], ["PRV-044", "PRV-045"];
    PORTAL_CLIENT_INCOMPATIBLE = "portal-client-incompatible", Error, Subscriber, APP, [S2], ["CLI-021", "CLI-022"];
    PORTAL_UNAVAILABLE = "portal-unavailable", Error, System, PORTAL, [S2], ["CLI-022"];
    WRONG_PASSWORD = "wrong-password", Error, Subscriber, AS, [S2_1], ["EUE-001", "LAD-054", "LAD-056"];
    ALTERNATE_ID_MISSING = "alternate-id-missing", Error, Subscriber, AS, [S2_1], ["LAD-055"];
    USER_LOCKED = "user-locked", Error, Subscriber, PORTAL, [S2_1], ["EUE-006"];
    XSP_UNREACHABLE = "xsp-unreachable", Error, Enterprise, XSP, [S2_1], ["LAD-006"];
    PROFILE_MISMATCH = "profile-mismatch", Error, Subscriber, IDP_PROXY, [S2_3], ["LAD-018", "XCC-002"];
    ASSERTION_REJECTED = "assertion-rejected", Error, Subscriber, IDENTITY, [S3], ["LAD-019", "LAD-020"];
    CONNECTOR_ENTITLEMENT_MISSING = "connector-entitlement-missing", Error, Subscriber, IDENTITY, [S4], ["DEC-001", "LAD-021", "CAL-009", "DEC-005"];
    WEBEX_CALLING_ENTITLEMENT = "webex-calling-entitlement", Error, Subscriber, IDENTITY, [S4], ["DEC-006", "DEC-008"];
    CALLING_BEHAVIOR_WRONG = "calling-behavior-wrong", Error, Subscriber, IDENTITY, [S4], ["DEC-002", "DEC-003", "DEC-004", "DEC-007"];
    MULTIPLE_CALLING_SERVICES = "multiple-calling-services", Error, Subscriber, APP, [S4], ["CAL-011", "CLI-018", "CLI-019"];
    IDENTITY_TOKEN_REJECTED = "identity-token-rejected", Error, Subscriber, IDENTITY, [S5_1], ["LAD-024"];
    CLIENT_CERTIFICATE_UNTRUSTED = "client-certificate-untrusted", Error, Enterprise, XSP, [S5_2], ["AUT-005", "AUT-006", "AUT-007", "AUT-008", "AUT-009"];
    AUTH_SERVICE_URL_WRONG = "auth-service-url-wrong", Error, Enterprise, PARTNER_HUB, [S5_2], ["AUT-004", "PHB-014"];
    LOGIN_INFO_UNKNOWN_USER = "login-info-unknown-user", Error, Subscriber, AS, [S5_3], ["LAD-028"];
    AUTH_SERVICE_URL_MISSING = "auth-service-url-missing", Error, Enterprise, XSP, [S6_1], ["AUT-003", "LAD-039", "LAD-040"];
    RSA_KEYS_NOT_COPIED = "rsa-keys-not-copied", Error, Enterprise, XSP, [S6_1], ["AUT-002"];
    TOKEN_REVOKED = "token-revoked", Error, Subscriber, XSP, [S6_1], ["LAD-037"];
    DEVICE_TYPES_UNASSIGNED = "device-types-unassigned", Error, Subscriber, AS, [S6_3], ["LAD-053"];
    DESKTOP_DEVICE_MISSING = "desktop-device-missing", Error, Subscriber, AS, [S6_3], ["CAL-018", "CAL-019", "CAL-020"];
    DEVICE_PROFILE_UNREACHABLE = "device-profile-unreachable", Error, Subscriber, XSP, [S6_4], ["CAL-003"];
    DEVICE_PROFILE_UNPARSEABLE = "device-profile-unparseable", Error, Subscriber, AS, [S6_4], ["CAL-004"];
    SBC_TAG_WRONG = "sbc-tag-wrong", Error, Subscriber, AS, [S7], ["CAL-013", "CAL-014"];
    DEVICE_TAGS_MISCONFIGURED = "device-tags-misconfigured", Error, Subscriber, AS, [S6_4, S7], ["CAL-013"];
    AS_NOT_LOCATED = "as-not-located", Error, Subscriber, NS, [S7_1], ["CAL-006"];
    SIP_CREDENTIALS_WRONG = "sip-credentials-wrong", Error, Subscriber, AS, [S7_2], ["CAL-004", "CAL-010"];
    SESSION_DISPLACED = "session-displaced", Warning, Subscriber, APP, [S7_2], ["CAL-015", "CAL-016", "CAL-017"];
    CALL_SETTINGS_TAGS_MISSING = "call-settings-tags-missing", Error, Subscriber, AS, [C1], ["CSW-001", "CSW-003"];
    CALL_SETTINGS_OPENS_BROWSER = "call-settings-opens-browser", Error, Subscriber, AS, [C1], ["CSW-002", "CSW-003"];
    CALL_SETTINGS_NOT_REGISTERED = "call-settings-not-registered", Error, Subscriber, APP, [C1], ["CSW-004"];
    APP_VERSION_TOO_OLD = "app-version-too-old", Error, Subscriber, APP, [C1], ["CSW-005"];
    CALL_SETTINGS_APP_BROKEN = "call-settings-app-broken", Error, Enterprise, XSP, [C3], ["CSW-006", "CSW-007"];
    DOMAIN_CLAIMED_BY_PROVIDER = "domain-claimed-by-provider", Error, Enterprise, IDENTITY, [S1], ["DOM-002", "DOM-004", "DOM-006"];
    DOMAIN_CLAIMED_BY_OTHER = "domain-claimed-by-other", Error, Enterprise, IDENTITY, [S1], ["DOM-005", "DOM-006"];
    ADMIN_LACKS_SALES_ROLE = "admin-lacks-sales-role", Error, System, PARTNER_HUB, [], ["PHB-017", "PHB-018", "PHB-019"];
    STEP_FAILED = "step-failed", Error, Subscriber, None, [], [];
    OCI_ERROR = "oci-error", Warning, System, AS, [], [];
    INPUT_EDITED = "input-edited", Warning, System, None, [], [];
    INPUT_TRUNCATED = "input-truncated", Warning, System, None, [], [];
    INPUT_CAPPED = "input-capped", Warning, System, None, [], [];
    INPUT_UNRECOGNISED = "input-unrecognised", Warning, System, None, [], [];
}
