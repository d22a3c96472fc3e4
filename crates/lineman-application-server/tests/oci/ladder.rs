//! The commands that the XSP sends, by its own builders, over the trusted listener (LAD-013 to 016,
//! LAD-028, LAD-046).

use lineman_ocip::Command;
use lineman_ocip::client::{
    self, LoginInfo, ServiceProviderProfile, UserProfile, device_rows, requests,
};
use lineman_store::broadworks::{DeviceKey, EndpointKind};

use crate::common::{
    Client, DEVICE, EMAIL, GROUP, Harness, LINE_PORT, NUMBER, PROVIDER, USER, of_user,
};

async fn ready() -> (Harness, Client) {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    let mut xsp = harness.trusted(USER).await;
    xsp.tracking_id = Some("CLIENT_0b9b5a4e-6e0c-4c4b-9a57-3b1f7c6a0001".into());
    (harness, xsp)
}

#[tokio::test]
async fn credentials_are_verified_by_primary_and_alternate_id() {
    let (harness, mut xsp) = ready().await;
    for id in [USER, EMAIL] {
        let answer = xsp.get(requests::authentication_verify(id, "web-5ecret")).await;
        let info = LoginInfo::from_verify(&answer).expect("login information");
        assert_eq!((info.login_type.as_str(), info.user_id.as_str()), ("User", USER));
        assert_eq!(info.phone_number.as_deref(), Some(NUMBER));
        assert_eq!(info.service_provider_id.as_deref(), Some(PROVIDER));
        assert_eq!(info.group_id.as_deref(), Some(GROUP));
        assert!(info.is_enterprise);
        assert_eq!(info.token_revocation_time, None);
    }
    // LAD-054 to 056: wrong password and unknown id are told apart.
    let wrong = xsp.refused(requests::authentication_verify(EMAIL, "wrong")).await;
    assert_eq!(wrong.summary_english, "[Error 4962] Invalid password");
    let unknown = xsp.refused(requests::authentication_verify("no@x.example", "p")).await;
    assert_eq!(unknown.summary_english, "[Error 4008] User not found: no@x.example");
    let by_sip = |password: &str| {
        Command::request("AuthenticationVerifyRequest22V4")
            .with("userId", USER)
            .with("sipAuthenticationUserName", "auth1")
            .with("sipAuthenticationPassword", password)
    };
    xsp.get(by_sip("sip-5ecret")).await;
    assert_eq!(xsp.refused(by_sip("no")).await.number(), Some(4962));
    let by_line = Command::request("AuthenticationVerifyRequest22V4")
        .with("linePort", LINE_PORT)
        .with("password", "web-5ecret");
    xsp.get(by_line).await;
    let oldest = xsp
        .get(
            Command::request("AuthenticationVerifyRequest")
                .with("userId", USER)
                .with("password", "web-5ecret"),
        )
        .await;
    assert_eq!(oldest.text("userDomain"), Some("bw.example.com"));
    assert_eq!(oldest.text("userId"), None);
    let no_number = requests::authentication_verify_by_number("+19", "1");
    assert_eq!(xsp.refused(no_number).await.number(), Some(4008));
    let no_passcode = requests::authentication_verify_by_number(NUMBER, "1234");
    assert_eq!(xsp.refused(no_passcode).await.number(), Some(4962));
    harness
        .store
        .subscribers()
        .modify(USER, |user| user.login_disabled = true)
        .await
        .expect("changed");
    let disabled = xsp.refused(requests::authentication_verify(USER, "web-5ecret")).await;
    assert_eq!(disabled.number(), Some(5202));
}

#[tokio::test]
async fn profile_and_provider_are_read_for_the_user() {
    let (_harness, mut xsp) = ready().await;
    let answer = xsp.get(requests::user_get(EMAIL)).await;
    let profile = UserProfile::from_answer(&answer).expect("a profile");
    assert_eq!(profile.user_id.as_deref(), Some(USER));
    assert_eq!(profile.email_address.as_deref(), Some(EMAIL));
    assert_eq!(profile.alternate_user_ids, [EMAIL]);
    assert_eq!(profile.address.city.as_deref(), Some("Zürich"));
    assert_eq!(profile.access_device.expect("a device").line_port, LINE_PORT);
    assert_eq!(profile.imp_id, None);
    let answer = xsp.get(requests::service_provider_get(PROVIDER)).await;
    let provider = ServiceProviderProfile::from_answer(&answer).expect("a provider");
    assert!(provider.is_enterprise);
    assert_eq!(provider.service_provider_id.as_deref(), Some(PROVIDER));
    let unknown = requests::user_get("no@x.example");
    assert_eq!(xsp.refused(unknown).await.number(), Some(4008));
}

#[tokio::test]
async fn login_information_tells_when_tokens_were_revoked() {
    let (harness, mut xsp) = ready().await;
    harness.clock.advance_millis(5);
    let mut admin = harness.admin().await;
    admin.done(Command::request("LongLivedTokenRevokeRequest").with("userId", EMAIL)).await;
    let answer = xsp.get(requests::user_get_login_info(USER)).await;
    let info = LoginInfo::from_login_info(&answer).expect("login information");
    assert_eq!(info.token_revocation_time, Some(1_767_225_600_005));
    harness.clock.advance_millis(5);
    admin.done(Command::request("LongLivedTokenRevokeRequest")).await;
    let answer = xsp.get(requests::user_get_login_info(USER)).await;
    let info = LoginInfo::from_login_info(&answer).expect("login information");
    assert_eq!(info.token_revocation_time, Some(1_767_225_600_010), "the later of the two");
    for (field, value) in [("phoneNumber", NUMBER), ("linePort", LINE_PORT)] {
        let by = Command::request("UserGetLoginInfoRequest22V4").with(field, value);
        assert_eq!(xsp.get(by).await.text("userId"), Some(USER));
    }
    let as_administrator = requests::user_get_login_info(USER).with("loginRole", "Administrator");
    assert_eq!(xsp.refused(as_administrator).await.number(), Some(4008));
    let old = Command::request("UserGetLoginInfoRequest").with("userId", USER);
    assert_eq!(xsp.get(old).await.text("tokenRevocationTime"), None);
    // A user that the AuthService asks for and that is not there (LAD-028).
    let unknown = xsp.refused(requests::user_get_login_info("no@x.example")).await;
    assert_eq!(unknown.number(), Some(4008));
    assert_eq!(
        xsp.refused(Command::request("LongLivedTokenRevokeRequest")).await.number(),
        Some(4001)
    );
}

#[tokio::test]
async fn the_device_list_feeds_access_devices() {
    let (harness, mut xsp) = ready().await;
    let rows = device_rows(&xsp.get(requests::user_device_list(USER)).await).expect("rows");
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((row.name.as_str(), row.level.as_str()), (DEVICE, "Group"));
    assert_eq!(row.device_type, "Business Communicator - PC");
    assert_eq!(row.line_port, LINE_PORT);
    assert_eq!(row.endpoint_type.as_deref(), Some(EndpointKind::Primary.as_str()));
    assert_eq!(row.device_type_url.as_deref(), Some("http://localhost:8081/dms/bc/pc/"));
    assert_eq!(row.user_name.as_deref(), Some("u1pc"));
    assert_eq!(row.password.as_ref().expect("a password").reveal(), "d3vice-secret");
    assert_eq!(row.allow_termination, Some(true));
    // LAD-053: no device, an empty table.
    let mut admin = harness.admin().await;
    let nil = lineman_ocip::Element::new("endpoint").with_xsi("nil", "true");
    admin.done(of_user("UserModifyRequest22").with_element(nil)).await;
    let rows = device_rows(&xsp.get(requests::user_device_list(USER)).await).expect("rows");
    assert!(rows.is_empty());
}

#[tokio::test]
async fn a_device_token_is_for_a_device_of_the_user() {
    let (harness, mut xsp) = ready().await;
    let answer = xsp.get(requests::create_device_token(USER, "Group", DEVICE)).await;
    let token = client::device_token(&answer).expect("a token");
    assert_eq!(token.reveal().len(), 64);
    let stored = {
        use lineman_model::Clock as _;
        let hash = sha256_hex(token.reveal());
        let now = harness.clock.now();
        harness.store.device_tokens().find(&hash, now).await.expect("read").expect("a token")
    };
    assert_eq!(stored.user_id, USER);
    assert_eq!(stored.device, DeviceKey::group(PROVIDER, GROUP, DEVICE));
    let foreign = requests::create_device_token(USER, "Group", "other");
    assert_eq!(xsp.refused(foreign).await.number(), Some(4505));
    let system = requests::create_device_token(USER, "System", DEVICE);
    assert_eq!(xsp.refused(system).await.number(), Some(4505));
    let odd = requests::create_device_token(USER, "Planet", DEVICE);
    assert_eq!(xsp.refused(odd).await.number(), Some(6004));
}

fn sha256_hex(text: &str) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
