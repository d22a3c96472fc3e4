//! Every step's bytes pass on its link.

use lineman_ladder::literals;
use lineman_model::StepId;
use lineman_testkit::{Link, Walk, Way};

use StepId as S;
use Way::{Back, Out};

/// A step, its link, which way, and what is read there. `{id}`, `{email}` and `{tracking}` stand
/// for the subscriber's.
type Passage = (StepId, Link, Way, &'static [&'static str]);

#[rustfmt::skip]
const PROVISIONING: &[Passage] = &[
    (S::P1, Link::OciOfClients, Out, &["UserServiceAssignListRequest", "<userId>{id}</userId><serviceName>Integrated IMP</serviceName>"]),
    (S::P1, Link::OciOfClients, Back, &["SuccessResponse"]),
    (S::P2, Link::Bridge, Out, &["POST /broadworks-provisioning-bridge/api/v1/subscriberProfile HTTP/1.1", "authorization: Basic ", "<bwuserid>{id}</bwuserid>"]),
    (S::P3, Link::Bridge, Back, &["HTTP/1.1 200 OK"]),
    (S::P4, Link::Identity, Out, &["POST /idb/internal/v1/organizations", "POST /idb/internal/v1/users", "\"bwUserId\":\"{id}\""]),
    (S::P4, Link::Identity, Back, &["HTTP/1.1 201 Created"]),
];

#[rustfmt::skip]
const SIGN_IN: &[Passage] = &[
    (S::S1, Link::Identity, Out, &["GET /idb/oauth2/v1/authorize?", "code_challenge_method=S256", "trackingid: {tracking}"]),
    (S::S1, Link::Identity, Back, &["HTTP/1.1 302 Found", "/sign-in?SAMLRequest="]),
    (S::S2, Link::Portal, Out, &["GET /sign-in?SAMLRequest=", "POST /sign-in", "&password="]),
    (S::S2, Link::Portal, Back, &["<form", "name=\"csrf\""]),
    (S::S2, Link::IdpProxy, Out, &["POST /broadworks-idp-proxy/api/v1/idp/login", "trackingid: {tracking}"]),
    (S::S2_1, Link::Xsp, Out, &["GET /com.broadsoft.xsi-actions/v2.0/user/{email}/profile HTTP/1.1", "authorization: Basic ", "user-agent: broadworksTeamsClient", "trackingid: {tracking}"]),
    (S::S2_1_1, Link::OciOfXsi, Out, &["AuthenticationVerifyRequest22V4", "UserGetRequest23V2", "ServiceProviderGetRequest22V4", "<trackingId xmlns=\"\">{tracking}</trackingId>"]),
    (S::S2_1_1, Link::OciOfXsi, Back, &["AuthenticationVerifyResponse22V4", "UserGetResponse23V2", "ServiceProviderGetResponse22V4"]),
    (S::S2_2, Link::Xsp, Back, &["<Profile", "<userId>{id}</userId>"]),
    (S::S2_3, Link::IdpProxy, Back, &["\"samlResponse\":"]),
    (S::S2_3, Link::Portal, Back, &["name=\"SAMLResponse\""]),
    (S::S3, Link::Identity, Out, &["POST /idb/oauth2/v1/access_token", "saml2-bearer"]),
    (S::S3, Link::Identity, Back, &["\"access_token\":"]),
    (S::S4, Link::Identity, Out, &["/v2/Users/me", "/v1/users/me/callingBehavior"]),
    (S::S4, Link::Identity, Back, &["\"broadworks-connector\""]),
    (S::S5, Link::IdpProxy, Out, &["GET /broadworks-idp-proxy/api/v1/idp/bwtoken/fetch", "authorization: Bearer "]),
    (S::S5_1, Link::Identity, Out, &["POST /idb/oauth2/v1/introspect"]),
    (S::S5_1, Link::Identity, Back, &["\"active\":true,\"sub\""]),
    // 5.2 is mutual TLS: see `the_token_travels_under_tls`.
    (S::S5_3, Link::OciOfAuthService, Out, &["UserGetLoginInfoRequest22V4", "{id}", "{tracking}"]),
    (S::S5_3, Link::OciOfAuthService, Back, &["UserGetLoginInfoResponse22V4"]),
    (S::S5_4, Link::IdpProxy, Back, &["{\"token\":{\"bearer\":"]),
    (S::S6, Link::Xsp, Out, &["/profile/device HTTP/1.1", "authorization: Bearer ", "user-agent: WebexTeams (desktop/"]),
    (S::S6_1, Link::Loopback, Out, &["POST /authService/token HTTP/1.1", "x-broadsoft-correlation-id: {tracking}"]),
    (S::S6_1, Link::Loopback, Back, &["HTTP/1.1 200 OK", "\"sub\":\"{id}\""]),
    (S::S6_2, Link::OciOfXsi, Out, &["UserPrimaryAndSCADeviceGetListRequest"]),
    (S::S6_2, Link::OciOfXsi, Back, &["UserPrimaryAndSCADeviceGetListResponse"]),
    (S::S6_3, Link::Xsp, Back, &["<AccessDevices", literals::DEVICE_TYPE_DESKTOP]),
    (S::S6_4, Link::Xsp, Out, &["/profile/DeviceToken?", "GET /dms/bc/pc/config-wxt.xml HTTP/1.1"]),
    (S::S6_4, Link::Xsp, Back, &["<config"]),
    (S::S7, Link::Sbc, Out, &["REGISTER sip:", "Authorization: Digest "]),
    (S::S7_1, Link::NetworkServer, Out, &["REGISTER sip:"]),
    (S::S7_1, Link::NetworkServer, Back, &["SIP/2.0 302 ", "Contact: <sip:localhost:"]),
    (S::S7_2, Link::Registrar, Out, &["REGISTER sip:", "Authorization: Digest ", "Path: <sip:"]),
    (S::S7_2, Link::Registrar, Back, &["SIP/2.0 401 ", "SIP/2.0 200 OK"]),
    (S::S7_2, Link::Sbc, Back, &["SIP/2.0 401 ", "SIP/2.0 200 OK"]),
];

/// Every step of both ladders that leads from one component to another passed on its link.
pub(crate) fn check(walk: &Walk, tracking_id: &str) {
    let subscriber = walk.subscriber();
    for (step, link, way, texts) in PROVISIONING.iter().chain(SIGN_IN) {
        for text in *texts {
            let text = text
                .replace("{id}", &subscriber.bw_user_id)
                .replace("{email}", &subscriber.email)
                .replace("{tracking}", tracking_id);
            assert!(
                walk.links().relay(*link).saw(*way, &text),
                "step {step}: {text} did not pass {way:?} on {link:?}"
            );
        }
    }
    check_mutual_tls(walk);
}

/// Steps 5.2 and 5.4 between IdP proxy and AuthService: TLS both ways, and nothing to read.
fn check_mutual_tls(walk: &Walk) {
    let relay = walk.links().relay(Link::AuthService);
    let (sent, received) = (relay.sent(), relay.received());
    // A handshake record each way (RFC 8446 section 5.1).
    assert!(sent.starts_with(&[0x16, 0x03]) && received.starts_with(&[0x16, 0x03]));
    for readable in [literals::HEADER_BW_USER_ID, "bearer", &walk.subscriber().bw_user_id] {
        assert!(!relay.saw(Out, readable) && !relay.saw(Back, readable), "{readable} in clear");
    }
    // The same token, which the app shows to Xsi-Actions over plain HTTP in this stack.
    let shown = text_after(&walk.links().relay(Link::IdpProxy).received(), "\"bearer\":\"");
    assert!(shown.len() > 100, "no token reached the app");
    assert!(walk.links().relay(Link::Xsp).saw(Out, &shown));
    assert!(walk.links().relay(Link::Loopback).saw(Out, &shown));
    assert!(!relay.saw(Back, &shown));
}

fn text_after(bytes: &[u8], start: &str) -> String {
    let text = String::from_utf8_lossy(bytes);
    let rest = text.split_once(start).map(|(_, rest)| rest).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Every link of the stack and every step that crosses one is in the tables.
#[test]
fn the_tables_are_complete() {
    let all = || PROVISIONING.iter().chain(SIGN_IN);
    for link in Link::ALL.into_iter().filter(|link| *link != Link::AuthService) {
        assert!(all().any(|(_, one, ..)| *one == link), "{link:?}");
    }
    for step in lineman_ladder::steps_of(lineman_model::JourneyKind::Provisioning)
        .chain(lineman_ladder::steps_of(lineman_model::JourneyKind::SignIn))
    {
        // P5 and P6 are inside identity; 5.2 is TLS.
        if step.from != step.to && step.id != S::S5_2 || step.id == S::S4 {
            assert!(all().any(|(one, ..)| *one == step.id), "{}", step.id);
        }
    }
}
