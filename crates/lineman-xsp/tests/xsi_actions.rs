//! Xsi-Actions over real sockets (LAD-007 to LAD-017, LAD-035 to LAD-050).

#![allow(clippy::expect_used, reason = "a test may stop; clippy does not know helpers for tests")]

mod support;

use lineman_logs::http_block;
use lineman_logs::xsi_actions_log::XsiActionsEntry;
use lineman_ocip::Identity;
use lineman_xsi::{
    AccessDevices, DeviceToken, ErrorInfo, LoginToken, Profile, Versions, XsiResource,
};
use reqwest::header;
use support::application_server::{DEVICE_TOKEN, LOGIN_TOKEN, Manner};
use support::logs::{access_log, bodies, records, xsi_actions};
use support::{Rig, TRACKING_ID, UNA, UNA_EMAIL, UNA_PASSWORD, rig, rig_with};

async fn get_profile(rig: &Rig, id: &str, password: &str) -> reqwest::Response {
    rig.http
        .get(rig.xsi(&format!("{id}/profile")))
        .basic_auth(id, Some(password))
        .header("user-agent", "broadworksTeamsClient")
        .header("trackingid", TRACKING_ID)
        .send()
        .await
        .expect("an answer")
}

async fn error_of(response: reqwest::Response) -> ErrorInfo {
    ErrorInfo::from_xml(&response.bytes().await.expect("a body")).expect("an ErrorInfo")
}

#[tokio::test]
async fn lad_007_to_017_the_email_opens_the_profile_of_the_broadworks_user() {
    let rig = rig().await;
    let response = get_profile(&rig, UNA_EMAIL, UNA_PASSWORD).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["trackingid"], TRACKING_ID);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/xml;charset=ISO-8859-1");
    let profile = Profile::from_xml(&response.bytes().await.expect("a body")).expect("a Profile");
    assert_eq!(profile.details.user_id, UNA, "LAD-017: the BroadWorks id, not the Webex id");
    assert_eq!(profile.details.first_name.as_deref(), Some("Žofie"));
    let provider = profile.details.service_provider.expect("a provider");
    assert_eq!((provider.id.as_str(), provider.is_enterprise), ("ent1", Some(true)));
    assert_eq!(profile.password_expires_days, Some(2_147_483_647));
    assert_eq!(profile.additional_details.email_address.as_deref(), Some(UNA_EMAIL));

    // LAD-013 to LAD-016: in this order, session-less, with the tracking id.
    assert_eq!(
        rig.application_server.commands(),
        ["AuthenticationVerifyRequest22V4", "UserGetRequest23V2", "ServiceProviderGetRequest22V4"]
    );
    for document in rig.application_server.received() {
        assert_eq!(document.identity, Identity::UserId("xsp1".to_owned()));
        assert_eq!(document.tracking_id.as_deref(), Some(TRACKING_ID));
    }
    assert_eq!(rig.application_server.connections(), 1, "one connection carries all");

    // LAD-009 to LAD-012: the same in the XsiActionsLog, in this order.
    let records = xsi_actions(&rig.xsi_actions);
    for record in &records {
        assert_eq!(record.tracking_id.as_deref(), Some(TRACKING_ID));
        assert_eq!(record.thread, records[0].thread, "one request keeps one thread");
    }
    let entries: Vec<XsiActionsEntry> = records.into_iter().map(|record| record.entry).collect();
    let [
        XsiActionsEntry::Request { request, .. },
        XsiActionsEntry::OciRequest { document: verify, .. },
        XsiActionsEntry::OciResponse { document: verified, .. },
        XsiActionsEntry::OciRequest { document: user, .. },
        XsiActionsEntry::OciResponse { .. },
        XsiActionsEntry::OciRequest { document: provider, .. },
        XsiActionsEntry::OciResponse { .. },
        XsiActionsEntry::Response(answer),
    ] = entries.as_slice()
    else {
        panic!("{entries:#?}");
    };
    assert_eq!(request.method, "GET");
    assert_eq!(request.target, "/com.broadsoft.xsi-actions/v2.0/user/una.one@example.org/profile");
    assert_eq!(http_block::header(&request.headers, "authorization"), Some("Basic ********"));
    let agent = http_block::header(&request.headers, "user-agent");
    assert_eq!(agent, Some("broadworksTeamsClient"), "LAD-011");
    for (document, name) in [
        (verify, "AuthenticationVerifyRequest22V4"),
        (verified, "AuthenticationVerifyResponse22V4"),
        (user, "UserGetRequest23V2"),
        (provider, "ServiceProviderGetRequest22V4"),
    ] {
        assert!(document.contains(name), "{document}");
    }
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("<userId>una@bw.example.com</userId>"), "{}", answer.body);
    assert!(!rig.xsi_actions.text().contains(UNA_PASSWORD), "no password in the log");
    assert_eq!(rig.access_log.text().lines().count(), 1);
}

#[tokio::test]
async fn lad_014_a_wrong_password_is_401_with_error_4962_and_nothing_more_is_asked() {
    let rig = rig().await;
    let response = get_profile(&rig, UNA, "wrong").await;
    assert_eq!(response.status(), 401);
    assert_eq!(response.headers()[header::WWW_AUTHENTICATE], "Basic realm=\"BroadWorks\"");
    let error = error_of(response).await;
    assert_eq!(error.error_code, Some(4962));
    assert_eq!(error.summary_english, "Invalid password", "without the frame [Error n]");
    assert_eq!(rig.application_server.commands(), ["AuthenticationVerifyRequest22V4"]);

    let error = error_of(get_profile(&rig, "nobody@bw.example.com", "x").await).await;
    assert_eq!(error.error_code, Some(4008));
}

#[tokio::test]
async fn without_credentials_there_is_a_challenge_unless_unwanted() {
    let rig = rig().await;
    let url = rig.xsi(&format!("{UNA}/profile"));
    let response = rig.http.get(&url).send().await.expect("an answer");
    assert_eq!(response.status(), 401);
    assert!(response.headers().contains_key(header::WWW_AUTHENTICATE));
    let quiet = rig.http.get(&url).header("X-BroadWorks-No-AuthChallenge", "true");
    let response = quiet.send().await.expect("an answer");
    assert_eq!(response.status(), 401);
    assert!(!response.headers().contains_key(header::WWW_AUTHENTICATE));
    assert!(rig.application_server.commands().is_empty());
    assert_eq!(rig.access_log.text().lines().count(), 2, "refused requests have their line too");
}

#[tokio::test]
async fn the_resource_of_another_user_is_403() {
    let rig = rig().await;
    for tail in ["bob@bw.example.com/profile", "bob@bw.example.com/profile/device"] {
        let request = rig.http.get(rig.xsi(tail)).basic_auth(UNA, Some(UNA_PASSWORD));
        assert_eq!(request.send().await.expect("an answer").status(), 403, "{tail}");
    }
    let sent = rig.application_server.commands();
    assert!(!sent.iter().any(|name| name.contains("ServiceProvider") || name.contains("Device")));
    // The alternate id in the path, the primary one in the header: the same user.
    let request = rig.http.get(rig.xsi(&format!("{UNA_EMAIL}/profile/device")));
    let response = request.basic_auth(UNA, Some(UNA_PASSWORD)).send().await.expect("an answer");
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn lad_035_to_050_the_long_lived_token_opens_the_device_list() {
    let rig = rig().await;
    let token = rig.token(UNA).await;
    let response = rig
        .http
        .get(rig.xsi("una%40bw.example.com/profile/Device"))
        .header("authorization", format!("bearer {token}"))
        .header("user-agent", "WebexTeams (linux/45.1)")
        .header("trackingid", TRACKING_ID)
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), 200);
    let devices = AccessDevices::from_xml(&response.bytes().await.expect("a body")).expect("read");
    assert_eq!(devices.devices.len(), 2);
    let desktop = devices.of_type("Business Communicator - PC").expect("LAD-049");
    assert_eq!(desktop.device_type_url, Some(rig.public("/dms/bc/pc/")), "LAD-050");
    assert_eq!(desktop.endpoint_type.as_deref(), Some("Primary"));
    let credentials = desktop.credentials.as_ref().expect("retrieval is allowed");
    assert_eq!(credentials.user_name, "unapc");
    assert_eq!(credentials.password.reveal(), "d3v1ce-s3cret");

    // LAD-046: validated first, asked for devices after.
    assert_eq!(
        rig.application_server.commands(),
        [
            "UserGetLoginInfoRequest22V4",
            "UserGetLoginInfoRequest22V4",
            "UserPrimaryAndSCADeviceGetListRequest"
        ]
    );
    let records = xsi_actions(&rig.xsi_actions);
    let entries: Vec<XsiActionsEntry> = records.into_iter().map(|record| record.entry).collect();
    let [
        XsiActionsEntry::Request { request, .. },
        XsiActionsEntry::TokenValidationRequest(validation),
        XsiActionsEntry::TokenValidationResponse(validated),
        XsiActionsEntry::OciRequest { document: asked, .. },
        XsiActionsEntry::OciResponse { document: table, .. },
        XsiActionsEntry::Response(answer),
    ] = entries.as_slice()
    else {
        panic!("{entries:#?}");
    };
    assert_eq!(
        request.target,
        "/com.broadsoft.xsi-actions/v2.0/user/una%40bw.example.com/profile/Device"
    );
    assert_eq!(http_block::header(&request.headers, "authorization"), Some("bearer ********"));
    let agent = http_block::header(&request.headers, "user-agent");
    assert_eq!(agent, Some("WebexTeams (linux/45.1)"), "LAD-038");
    assert_eq!(validation.method, "POST", "LAD-040");
    assert_eq!(validation.target, rig.loopback());
    let correlation = http_block::header(&validation.headers, "X-BROADSOFT-CORRELATION-ID");
    assert_eq!(correlation, Some(TRACKING_ID), "LAD-041");
    assert_eq!(validated.status, 200, "LAD-043");
    assert!(validated.body.contains("\"token\""), "LAD-044");
    assert!(asked.contains("UserPrimaryAndSCADeviceGetListRequest"));
    assert!(table.contains("accessDeviceTable"), "LAD-047");
    assert!(answer.body.contains("<AccessDevices"), "LAD-048");
    let log = rig.xsi_actions.text();
    assert!(!log.contains(&token) && !log.contains("d3v1ce-s3cret"), "secrets are masked");
}

#[tokio::test]
async fn cal_002_a_device_token_is_created_for_a_device_of_the_caller() {
    let rig = rig().await;
    let post = |query: &str| {
        rig.http
            .post(rig.xsi(&format!("{UNA}/profile/devicetoken{query}")))
            .basic_auth(UNA, Some(UNA_PASSWORD))
            .header("accept", "application/json")
            .send()
    };
    let response = post("?deviceName=una-pc&deviceLevel=Group").await.expect("an answer");
    assert_eq!(response.status(), 201);
    let token = DeviceToken::from_json(&response.bytes().await.expect("a body")).expect("read");
    assert_eq!(token.token.reveal(), DEVICE_TOKEN);
    assert!(!rig.xsi_actions.text().contains(DEVICE_TOKEN), "the token is masked");
    assert_eq!(post("?deviceName=bobs-pc").await.expect("an answer").status(), 404);
    assert_eq!(post("").await.expect("an answer").status(), 400);
    let get = rig.http.get(rig.xsi(&format!("{UNA}/profile/DeviceToken")));
    let response = get.send().await.expect("an answer");
    assert_eq!(
        (response.status().as_u16(), &response.headers()["allow"].to_str().ok()),
        (405, &Some("POST"))
    );
}

#[tokio::test]
async fn json_is_given_on_either_trigger_and_versions_are_told() {
    let rig = rig().await;
    let url = rig.xsi(&format!("{UNA}/profile/device?format=json&deviceType=Business*"));
    let request = rig.http.get(url).basic_auth(UNA, Some(UNA_PASSWORD));
    let response = request.send().await.expect("an answer");
    let body: serde_json::Value = response.json().await.expect("JSON");
    let device = &body["AccessDevices"]["accessDevice"];
    assert_eq!(device["deviceType"]["$"], "Business Communicator - PC", "one: an object");

    let versions = format!("{}/com.broadsoft.xsi-actions/v2.0/versions", rig.public(""));
    let request = rig.http.get(versions).basic_auth(UNA, Some(UNA_PASSWORD));
    let response = request.send().await.expect("an answer");
    assert!(Versions::from_xml(&response.bytes().await.expect("a body")).is_ok());

    let error = rig.http.get(rig.xsi("x/profile/nothing")).header("accept", "application/json");
    let response = error.send().await.expect("an answer");
    assert_eq!(response.status(), 404);
    assert!(ErrorInfo::from_json(&response.bytes().await.expect("a body")).is_ok());
}

#[tokio::test]
async fn device_passwords_stay_inside_when_their_retrieval_is_off() {
    let rig = rig_with(|config| config.device_credential_retrieval = false).await;
    let request = rig.http.get(rig.xsi(&format!("{UNA}/profile/device")));
    let response = request.basic_auth(UNA, Some(UNA_PASSWORD)).send().await.expect("an answer");
    let body = response.text().await.expect("a body");
    assert!(body.contains("una-pc") && !body.contains("deviceUserNamePassword"), "{body}");
}

#[tokio::test]
async fn aut_003_without_the_container_option_no_token_is_accepted() {
    let rig = rig_with(|config| config.auth_service_url = None).await;
    let request = rig.http.get(rig.xsi(&format!("{UNA}/profile/device"))).bearer_auth("a.b.c");
    assert_eq!(request.send().await.expect("an answer").status(), 503);
    assert!(rig.application_server.commands().is_empty());
    let entries: Vec<XsiActionsEntry> =
        xsi_actions(&rig.xsi_actions).into_iter().map(|record| record.entry).collect();
    let [_, XsiActionsEntry::PeerFailure { target, .. }, XsiActionsEntry::Response(answer)] =
        entries.as_slice()
    else {
        panic!("{entries:#?}");
    };
    assert_eq!((target.as_str(), answer.status), ("", 503));
}

#[tokio::test]
async fn lad_037_a_token_that_is_none_is_401_with_error_4001() {
    let rig = rig().await;
    let request = rig.http.get(rig.xsi(&format!("{UNA}/profile/device"))).bearer_auth("a.b.c");
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status(), 401);
    assert_eq!(error_of(response).await.error_code, Some(4001));
}

#[tokio::test]
async fn an_application_server_that_misbehaves_is_503_or_502_and_the_log_says_why() {
    let rig = rig_with(|config| config.oci_time_out = std::time::Duration::from_millis(300)).await;
    for (manner, status) in [
        (Manner::Silent, 503),
        (Manner::Babbling, 503),
        (Manner::Distrusting, 503),
        (Manner::Good, 200),
        (Manner::Closing, 200),
        (Manner::Dripping, 200),
        (Manner::Confused, 503),
        (Manner::Good, 200),
    ] {
        rig.application_server.behave(manner);
        let response = get_profile(&rig, UNA, UNA_PASSWORD).await;
        assert_eq!(response.status(), status, "{manner:?}");
    }
    let log = rig.xsi_actions.text();
    assert!(log.contains("no answer within 300 ms"), "{log}");
    let body = get_profile(&rig, UNA, UNA_PASSWORD).await.text().await.expect("a body");
    assert!(!body.contains("localhost"), "peers inside are not told outside");
}

#[tokio::test]
async fn a_restarted_application_server_is_found_again_and_a_dead_one_reported() {
    let rig = rig().await;
    assert_eq!(get_profile(&rig, UNA, UNA_PASSWORD).await.status(), 200);
    let Rig { application_server, xsp, xsi_actions, http, .. } = rig;
    let port = application_server.port();
    let url = format!(
        "http://localhost:{}/com.broadsoft.xsi-actions/v2.0/user/{UNA}/profile",
        xsp.http_address().port()
    );
    let ask = || http.get(&url).basic_auth(UNA, Some(UNA_PASSWORD)).send();
    application_server.stop().await;
    assert_eq!(ask().await.expect("an answer").status(), 503);
    let failure = bodies(&xsi_actions).into_iter().rev().nth(1).expect("a record");
    assert!(failure.contains(&format!("localhost:{port}")), "{failure}");
    let again = support::application_server::FakeApplicationServer::start_on(port).await;
    assert_eq!(ask().await.expect("an answer").status(), 200);
    assert_eq!(again.commands().len(), 3);
    xsp.stop().await;
}

#[tokio::test]
async fn a_user_id_and_a_user_agent_that_forge_a_record_make_exactly_one() {
    let rig = rig().await;
    let forged = "2026.01.01 00:00:00:000 GMT+00:00 | Info       | XsiActions | forged";
    let encoded = lineman_xsi::path::encode_user_id(&format!("u\r\n\r\n{forged}\n\n"));
    let agent = format!("x\" 200 1 \"{forged}");
    let response = rig
        .http
        .get(rig.xsi(&format!("{encoded}/profile")))
        .header("user-agent", &agent)
        .basic_auth(format!("u\n{forged}"), Some("p"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), 404);
    let lines = access_log(&rig.access_log);
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].status, lines[0].user_agent.as_deref()), (Some(404), Some(&*agent)));
    assert_eq!(records(&rig.xsi_actions).len(), 2, "request and answer");
    let typed = xsi_actions(&rig.xsi_actions);
    let XsiActionsEntry::Request { request, .. } = &typed[0].entry else {
        panic!("{typed:#?}");
    };
    assert!(request.target.contains("%0D%0A"), "the path stays as it was received");
    assert_eq!(http_block::header(&request.headers, "user-agent"), Some(&*agent));

    // The same id in the credentials alone never reaches the Application Server.
    let request = rig.http.get(rig.xsi(&format!("{UNA}/profile")));
    let response =
        request.basic_auth(format!("u\n\n{forged}"), Some("p")).send().await.expect("an answer");
    assert_eq!(response.status(), 401);
    assert!(rig.application_server.commands().is_empty());
}

/// The name and value of the session cookie that an answer sets.
fn session(response: &reqwest::Response) -> Option<String> {
    let cookie = response.headers().get(header::SET_COOKIE)?.to_str().ok()?;
    cookie.split(';').next().map(str::to_owned)
}

#[tokio::test]
async fn a_session_cookie_alone_is_accepted_until_it_ends() {
    let rig = rig().await;
    let first = get_profile(&rig, UNA, UNA_PASSWORD).await;
    let set = first.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
    let cookie = session(&first).expect("a cookie");
    assert!(cookie.starts_with("JSESSIONID="), "{cookie}");
    let ask = |tail: String| rig.http.get(rig.xsi(&tail)).header(header::COOKIE, &cookie).send();
    let sent = rig.application_server.commands().len();
    let second = ask(format!("{UNA}/profile/device")).await.expect("an answer");
    assert_eq!(second.status(), 200);
    assert!(session(&second).is_none(), "the session goes on");
    assert!(
        !rig.application_server.commands()[sent..].iter().any(|name| name.contains("Verify")),
        "the credentials are not checked again"
    );
    let other = ask("bob@bw.example.com/profile/device".to_owned()).await.expect("an answer");
    assert_eq!(other.status(), 403, "a session is its holder's only");
    let out = ask(format!("{UNA}/profile/j_logout")).await.expect("an answer");
    assert_eq!(out.status(), 200);
    assert_eq!(ask(format!("{UNA}/profile")).await.expect("an answer").status(), 401);
    assert!(!rig.xsi_actions.text().contains(&cookie["JSESSIONID=".len()..]), "not in the log");

    let cookie = session(&get_profile(&rig, UNA, UNA_PASSWORD).await).expect("a cookie");
    rig.clock.advance_millis(30 * 60 * 1000);
    let late = rig.http.get(rig.xsi(&format!("{UNA}/profile"))).header(header::COOKIE, &cookie);
    assert_eq!(late.send().await.expect("an answer").status(), 401);
}

#[tokio::test]
async fn wrong_credentials_beside_a_good_cookie_are_refused() {
    let rig = rig().await;
    let cookie = session(&get_profile(&rig, UNA, UNA_PASSWORD).await).expect("a cookie");
    let request = rig.http.get(rig.xsi(&format!("{UNA}/profile"))).header(header::COOKIE, cookie);
    let response = request.basic_auth(UNA, Some("wrong")).send().await.expect("an answer");
    assert_eq!(response.status(), 401);
    assert!(session(&response).is_none());
}

#[tokio::test]
async fn a_login_token_opens_a_session_and_stays_out_of_the_log() {
    let rig = rig().await;
    let url = rig.xsi(&format!("{UNA}/profile/logintoken"));
    let response = rig.http.post(url).basic_auth(UNA, Some(UNA_PASSWORD)).send().await;
    let response = response.expect("an answer");
    assert_eq!(response.status(), 201);
    let token = LoginToken::from_xml(&response.bytes().await.expect("a body")).expect("read").token;
    assert_eq!(token.reveal(), LOGIN_TOKEN);
    let ask = |token: &str| {
        let request = rig.http.get(rig.xsi(&format!("{UNA}/profile")));
        request.header("authorization", format!("BroadWorksSSO {token}")).send()
    };
    for _ in 0..2 {
        // The Application Server takes it once; this client keeps no cookie.
        let response = ask(token.reveal()).await.expect("an answer");
        assert_eq!(response.status(), 200);
    }
    assert_eq!(ask("another").await.expect("an answer").status(), 401);
    assert!(!rig.xsi_actions.text().contains(LOGIN_TOKEN));
}

#[tokio::test]
async fn the_portal_password_is_changed_by_whoever_knows_it_and_other_sessions_end() {
    let rig = rig().await;
    let cookie = session(&get_profile(&rig, UNA, UNA_PASSWORD).await).expect("a cookie");
    let put = |old: &str| {
        rig.http
            .put(rig.xsi(&format!("{UNA}/profile/Password/Portal")))
            .basic_auth(UNA, Some(UNA_PASSWORD))
            // No content type, as some clients send it.
            .body(format!("<Portal><oldPassword>{old}</oldPassword><newPassword>n3w-s3cret</newPassword></Portal>"))
            .send()
    };
    assert_eq!(put("wrong").await.expect("an answer").status(), 400);
    assert_eq!(put(UNA_PASSWORD).await.expect("an answer").status(), 200);
    let request = rig.http.get(rig.xsi(&format!("{UNA}/profile"))).header(header::COOKIE, cookie);
    assert_eq!(request.send().await.expect("an answer").status(), 401);
    let log = rig.xsi_actions.text();
    assert!(!log.contains("n3w-s3cret") && !log.contains(UNA_PASSWORD));
    assert!(log.contains("<newPassword>********"), "the body is there, its secrets are not: {log}");

    let request = rig.http.put(rig.xsi(&format!("{UNA}/profile/password/portal")));
    let request = request.basic_auth(UNA, Some(UNA_PASSWORD)).body("<Profile/>");
    assert_eq!(request.send().await.expect("an answer").status(), 400);
}
