//! The guide's technical literals, written in this table only.
//!
//! Where a translation damaged a literal, `requirements.md` tells which reading is right; the row
//! is cited at each constant.

/// Base path of Xsi-Actions (LAD-008).
pub const XSI_ACTIONS_CONTEXT: &str = "/com.broadsoft.xsi-actions";
/// Version segment of Xsi-Actions (LAD-008).
pub const XSI_VERSION: &str = "v2.0";
/// Path of the token resource, case-sensitive (LAD-026).
pub const AUTH_SERVICE_TOKEN_PATH: &str = "/authService/token";
/// Context of the authentication service (LAD-026).
pub const AUTH_SERVICE_CONTEXT: &str = "/authService";
/// Request header that names the BroadWorks user to mint for (LAD-027).
pub const HEADER_BW_USER_ID: &str = "http_bw_userid";
/// Request and response header that joins a sign-in (LAD-034).
pub const HEADER_TRACKING_ID: &str = "trackingid";
/// Header of the loopback validation that repeats the tracking id (LAD-041).
pub const HEADER_BROADSOFT_CORRELATION_ID: &str = "X-BROADSOFT-CORRELATION-ID";
/// User agent of the IdP proxy's profile request (LAD-011).
pub const USER_AGENT_IDP_PROXY: &str = "broadworksTeamsClient";
/// Product word of the app's user agent, `WebexTeams (variant/version)` (LAD-038).
pub const USER_AGENT_APP_PRODUCT: &str = "WebexTeams";
/// Issuer that a long-lived token starts with (LAD-032).
pub const TOKEN_ISSUER: &str = "BroadWorks";
/// The entitlement that makes a Webex for BroadWorks user (DEC-001).
pub const ENTITLEMENT_BROADWORKS_CONNECTOR: &str = "broadworks-connector";
/// Entitlements of Webex Calling, which a user of this product must not carry (DEC-006).
pub const ENTITLEMENTS_WEBEX_CALLING: &[&str] = &["bc-sp-standard", "bc-sp-basic"];
/// Calling behaviour behind the label "Calling in Webex" (DEC-003, solution-facts 2).
pub const CALLING_BEHAVIOR_WEBEX: &str = "NATIVE_WEBEX_TEAMS_CALLING";
/// The healthy status of the Phone Services screen (CLI-005).
pub const STATUS_SIGNED_IN: &str = "SSO Session: You are signed in";
/// The status when there is no session (CAL-010).
pub const STATUS_NOT_SIGNED_IN: &str = "SSO Session: You are not signed in";
/// What the Phone Services screen names when the user is one of Webex Calling (CLI-006).
pub const PHONE_SERVICE_WEBEX_CALLING: &str = "Webex Calling";
/// Device type of the desktop app (CAL-018, CAL-019).
pub const DEVICE_TYPE_DESKTOP: &str = "Business Communicator - PC";
/// Device type of the app on a telephone.
pub const DEVICE_TYPE_MOBILE: &str = "Connect - Mobile";
/// Device type of the app on a tablet.
pub const DEVICE_TYPE_TABLET: &str = "Connect - Tablet";
/// What the registrar says to a client whose session another one of the same platform type took
/// over (CAL-015); ours.
pub const SESSION_DISPLACED: &str = "session displaced by another client of the same platform type";
/// Device profile file of the Webex app (CAL-003).
pub const DEVICE_PROFILE_FILE: &str = "config-wxt.xml";
/// Context of Device Management (solution-facts 6).
pub const DMS_CONTEXT: &str = "/dms";
/// Access URI of the desktop device type below the context (solution-facts 6).
pub const DMS_DESKTOP_URI: &str = "bc/pc/";
/// The SBC tag (CAL-014).
pub const TAG_SBC_ADDRESS: &str = "%SBC_ADDRESS_WXT%";
/// The SBC port tag (design.md section 7).
pub const TAG_SBC_PORT: &str = "%SBC_PORT_WXT%";
/// Where the Call Settings Webview is (solution-facts 7); empty hides it.
pub const TAG_CALL_SETTINGS_URL: &str = "%WEB_CALL_SETTINGS_URL_WXT%";
/// How it opens (solution-facts 7).
pub const TAG_CALL_SETTINGS_TARGET: &str = "%WEB_CALL_SETTINGS_TARGET_WXT%";
/// The target that opens it within the app (CSW-002).
pub const CALL_SETTINGS_TARGET: &str = "csw";
/// Line/port tag.
pub const TAG_LINE_PORT: &str = "%BWLINEPORT-1%";
/// SIP authentication user tag.
pub const TAG_AUTH_USER: &str = "%BWAUTHUSER-1%";
/// SIP authentication password tag.
pub const TAG_AUTH_PASSWORD: &str = "%BWAUTHPASSWORD-1%";
/// Host tag.
pub const TAG_HOST: &str = "%BWHOST-1%";
/// Root of the provisioning document (PRV-013).
pub const SUBSCRIBER_PROFILE: &str = "subscriberProfile";
/// BroadWorks user id node (PRV-014).
pub const NODE_BW_USER_ID: &str = "bwuserid";
/// Group node (PRV-015).
pub const NODE_GROUP: &str = "group";
/// Service provider or enterprise node (PRV-016).
pub const NODE_SERVICE_PROVIDER: &str = "serviceProvider";
/// Primary number node, with a capital P (PRV-017).
pub const NODE_PRIMARY_PHONE_NUMBER: &str = "PrimaryPhoneNumber";
/// Email node (PRV-018).
pub const NODE_EMAIL: &str = "email";
/// Stanza that the bridge ignores (PRV-020).
pub const NODE_SERVICES: &str = "services";
/// Node with the reason of a refusal (PRV-008).
pub const NODE_MESSAGE: &str = "message";
/// The BroadWorks service that triggers provisioning, as OCI-P spells it.
pub const SERVICE_INTEGRATED_IMP: &str = "Integrated IMP";
/// Path of our provisioning bridge (design.md section 7).
pub const BRIDGE_PATH: &str = "/broadworks-provisioning-bridge/api/v1/subscriberProfile";
/// Base path of our IdP proxy (design.md section 4).
pub const IDP_PROXY_BASE: &str = "/broadworks-idp-proxy/api/v1";
/// Token fetch below the IdP proxy base (solution-facts 3).
pub const BWTOKEN_FETCH: &str = "/idp/bwtoken/fetch";
/// OCI-P families of the ladder; real names carry a version suffix (LAD-013 to 016, 028, 046).
pub const OCI_AUTHENTICATION_VERIFY: &str = "AuthenticationVerifyRequest";
/// See [`OCI_AUTHENTICATION_VERIFY`].
pub const OCI_USER_GET: &str = "UserGetRequest";
/// See [`OCI_AUTHENTICATION_VERIFY`].
pub const OCI_SERVICE_PROVIDER_GET: &str = "ServiceProviderGetRequest";
/// See [`OCI_AUTHENTICATION_VERIFY`].
pub const OCI_USER_GET_LOGIN_INFO: &str = "UserGetLoginInfoRequest";
/// See [`OCI_AUTHENTICATION_VERIFY`].
pub const OCI_USER_DEVICE_LIST: &str = "UserPrimaryAndSCADeviceGetListRequest";
/// See [`OCI_AUTHENTICATION_VERIFY`].
pub const OCI_SERVICE_ASSIGN: &str = "UserServiceAssignListRequest";
/// SIP authentication realm (broadworks-wire.md 3.3).
pub const SIP_REALM: &str = "BroadWorks";

/// Whether an OCI-P command name is of a family: `UserGetRequest23V2` is of `UserGetRequest`.
#[must_use]
pub fn is_of_family(command: &str, family: &str) -> bool {
    let Some(suffix) = command.strip_prefix(family) else { return false };
    suffix.is_empty()
        || suffix.starts_with(|character: char| character.is_ascii_digit())
        || suffix.starts_with("RI")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_take_a_version_suffix_only() {
        assert!(is_of_family("UserGetRequest23V2", OCI_USER_GET));
        assert!(is_of_family("UserGetRequest", OCI_USER_GET));
        assert!(!is_of_family("UserGetLoginInfoRequest22V4", OCI_USER_GET));
        assert!(is_of_family("UserGetLoginInfoRequest22V4", OCI_USER_GET_LOGIN_INFO));
    }
}
