//! The ladder as the app climbs it, steps 1 to 7.2, and where it stops.

use std::time::Duration;

use crate::world::{Behavior, DESKTOP, EMAIL, World};
use lineman_app::{FailureReason, SignInReport};
use lineman_logs::client_calling::ClientCallingEntry;
use lineman_logs::client_startup::ClientStartupEntry;
use lineman_sip_transport::Protocol;

const SIGNED_IN: &str = "SSO Session: You are signed in";
const NOT_SIGNED_IN: &str = "SSO Session: You are not signed in";

#[tokio::test]
async fn a_healthy_sign_in_ends_registered_and_says_so() {
    // CLI-005, CLI-007 to CLI-010, CAL-001 to CAL-008, LOG-009 to LOG-017.
    for protocol in Protocol::ALL {
        let world = World::new(Behavior { protocol, ..Behavior::default() }).await;
        let mut app = world.app();
        let report = app.sign_in().await.expect("a usable configuration");
        assert_eq!(report.failure, None);
        assert!(report.signed_in && report.registered);
        assert_eq!(report.phone_services, SIGNED_IN);

        let user = "/com.broadsoft.xsi-actions/v2.0/user/una%40bw.example.com/profile";
        let paths = world.paths();
        let org = "0f0e0d0c-1111-4222-8333-444455556666";
        let expected = [
            "GET /idb/oauth2/v1/authorize".to_owned(),
            "GET /portal/sign-in".to_owned(),
            "POST /portal/sign-in".to_owned(),
            "POST /idb/oauth2/v1/access_token".to_owned(),
            format!("GET /idb/scim/{org}/v2/Users/me"),
            format!("GET /idb/organization/{org}/v1/users/me/callingBehavior"),
            "GET /idb/wdm/api/v1/devices".to_owned(),
            "GET /broadworks-idp-proxy/api/v1/idp/bwtoken/fetch".to_owned(),
            format!("GET {user}/device"),
            format!("POST {user}/DeviceToken"),
            "GET /dms/bc/pc/config-wxt.xml".to_owned(),
        ];
        assert_eq!(paths, expected);
        for seen in world.seen() {
            assert_eq!(seen.tracking_id, report.tracking_id, "LAD-034: {}", seen.path);
            assert_eq!(seen.user_agent, "WebexTeams (desktop/43.8.0.1)", "LAD-038");
        }
        assert!(report.tracking_id.starts_with("CLIENT_"));

        let status = serde_json::to_value(app.status()).expect("JSON");
        assert_eq!(status["schema"], "lineman.app-status/1");
        assert_eq!(status["email"], EMAIL);
        assert_eq!(status["registered"], true);
        assert_eq!(status["calling_icon"], true);
        assert_eq!(status["phone_services"], SIGNED_IN);
        assert_eq!(status["sip_proxy"]["transport"], protocol.as_str());
        assert!(status["expires_at"].is_string());

        keep_alives(&world).await;
        app.sign_out().await;
        let last = world.registers.lock().expect("ok").last().cloned().expect("a REGISTER");
        assert_eq!(last.expires(), Ok(Some(0)));
        assert_eq!(app.export_ced(), "{}", "CLI-015");
        assert!(!app.status().registered);
    }
}

/// LOG-017: a keep-alive and its answer are in the log, in time.
async fn keep_alives(world: &World) {
    let states = |world: &World| -> Vec<String> {
        let entries = world.calling_entries();
        entries
            .into_iter()
            .filter_map(|entry| match entry {
                ClientCallingEntry::KeepAlive { state, .. } => Some(state),
                _ => None,
            })
            .collect()
    };
    let both = |found: &[String]| ["sent", "received"].iter().all(|s| found.iter().any(|f| f == s));
    let mut interval = tokio::time::interval(Duration::from_millis(20));
    for _ in 0..250 {
        interval.tick().await;
        if both(&states(world)) {
            return;
        }
    }
    panic!("no keep-alives: {:?}", states(world));
}

#[tokio::test]
async fn the_logs_of_a_healthy_sign_in_tell_every_step() {
    let world = World::new(Behavior::default()).await;
    let mut app = world.app();
    let report = app.sign_in().await.expect("a usable configuration");
    let id = report.tracking_id.clone();
    let startup = world.startup_entries();
    let phases: Vec<String> = startup
        .iter()
        .filter_map(|entry| match entry {
            ClientStartupEntry::Phase { name, state, tracking_id } => {
                assert_eq!(*tracking_id, id);
                Some(format!("{name} {state}"))
            }
            _ => None,
        })
        .collect();
    let names = ["discovery", "portal", "token", "entitlements", "calling"];
    let expected: Vec<String> =
        names.iter().flat_map(|name| [format!("{name} started"), format!("{name} done")]).collect();
    assert_eq!(phases, expected, "LOG-009");
    let purposes: Vec<&str> = startup
        .iter()
        .filter_map(|entry| match entry {
            ClientStartupEntry::HttpExchange { purpose, status: Some(200 | 302), .. } => {
                Some(purpose.as_str())
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        purposes,
        [
            "route",
            "portal-form",
            "portal-login",
            "assertion-exchange",
            "getUserProfile",
            "calling-behavior",
            "device-record",
            "jwt"
        ],
        "LOG-012"
    );
    let connector = ClientStartupEntry::EntitlementCheck {
        entitlement: "broadworks-connector".into(),
        present: true,
        tracking_id: id.clone(),
    };
    let library = ClientStartupEntry::CallingLibraryStarted { tracking_id: id.clone() };
    let subject = "[USER-1]".to_owned();
    let jwt = ClientStartupEntry::JwtReceived { subject, tracking_id: id.clone() };
    let screen =
        ClientStartupEntry::PhoneServices { status: SIGNED_IN.into(), tracking_id: id.clone() };
    for wanted in [connector, library, jwt, screen] {
        assert!(startup.contains(&wanted), "LOG-010, LOG-011: {wanted:?} in {startup:?}");
    }
    let calling = world.calling_entries();
    let devices = ClientCallingEntry::AccessDeviceList {
        path: "/com.broadsoft.xsi-actions/v2.0/user/[USER-1]/profile/device".into(),
        status: Some(200),
        device_types: vec![DESKTOP.into()],
        tracking_id: id.clone(),
    };
    let token = ClientCallingEntry::DeviceToken { status: Some(201), tracking_id: id.clone() };
    let path = "/dms/bc/pc/config-wxt.xml".into();
    let config = ClientCallingEntry::ConfigDownload { path, status: Some(200), tracking_id: id };
    for wanted in [devices, token, config, ClientCallingEntry::Registered { expires: 600 }] {
        assert!(calling.contains(&wanted), "{wanted:?} in {calling:?}");
    }
    let messages =
        calling.iter().filter(|entry| matches!(entry, ClientCallingEntry::Sip(_))).count();
    assert_eq!(messages, 4, "LOG-016: two requests, two answers");
}

async fn fail(behavior: Behavior) -> (World, SignInReport) {
    let world = World::new(behavior).await;
    let mut app = world.app();
    let report = app.sign_in().await.expect("a usable configuration");
    assert!(!report.registered && !app.status().registered);
    assert!(report.failure.is_some());
    (world, report)
}

#[tokio::test]
async fn each_broken_step_is_named_and_nothing_comes_behind_it() {
    let healthy = Behavior::default;
    let webex = "NATIVE_WEBEX_TEAMS_CALLING";
    let cases: Vec<(Behavior, FailureReason, Option<&str>, usize)> = vec![
        (
            Behavior { email_known: false, ..healthy() },
            FailureReason::UserUnknown,
            Some("user_not_found"),
            1,
        ),
        (Behavior { portal_status: 503, ..healthy() }, FailureReason::PortalUnavailable, None, 2),
        (Behavior { foreign_action: true, ..healthy() }, FailureReason::PortalUnavailable, None, 2),
        (
            Behavior { portal_code: Some("100006"), ..healthy() },
            FailureReason::SignInRefused,
            Some("100006"),
            3,
        ),
        (
            Behavior { assertion_error: Some("invalid_grant"), ..healthy() },
            FailureReason::AssertionRejected,
            Some("invalid_grant"),
            4,
        ),
        // LAD-021: no call to step 5.
        (
            Behavior { entitlements: vec!["webex-squared"], ..healthy() },
            FailureReason::ConnectorEntitlementMissing,
            None,
            7,
        ),
        // DEC-002: both levels count.
        (
            Behavior { calling_behavior: ("NATIVE_SIP_CALL_TO_UCM", webex), ..healthy() },
            FailureReason::CallingBehaviorWrong,
            None,
            7,
        ),
        (
            Behavior { calling_behavior: (webex, "NATIVE_SIP_CALL_TO_UCM"), ..healthy() },
            FailureReason::CallingBehaviorWrong,
            None,
            7,
        ),
        (
            Behavior { token_status: 502, ..healthy() },
            FailureReason::TokenUnavailable,
            Some("1502"),
            8,
        ),
        (
            Behavior { devices_status: 503, ..healthy() },
            FailureReason::DeviceListUnavailable,
            None,
            9,
        ),
        (Behavior { device_type: None, ..healthy() }, FailureReason::DesktopDeviceMissing, None, 9),
        (
            Behavior { device_type: Some("Connect - Mobile"), ..healthy() },
            FailureReason::DesktopDeviceMissing,
            None,
            9,
        ),
        (
            Behavior { device_token_status: 403, ..healthy() },
            FailureReason::DeviceTokenUnavailable,
            None,
            10,
        ),
        (
            Behavior { profile_status: 404, ..healthy() },
            FailureReason::DeviceProfileUnavailable,
            None,
            11,
        ),
        (
            Behavior { profile_replacement: Some(("una-sip", b"un\xe9-sip")), ..healthy() },
            FailureReason::DeviceProfileUnparseable,
            Some("1507"),
            11,
        ),
        (
            Behavior { sip_password: "another", ..healthy() },
            FailureReason::RegistrationFailed,
            None,
            11,
        ),
        (
            Behavior {
                profile_replacement: Some(("localhost", b"no-such-host.invalid")),
                ..healthy()
            },
            FailureReason::SbcUnreachable,
            None,
            11,
        ),
        (
            Behavior { sip_silent_port: true, protocol: Protocol::Tcp, ..healthy() },
            FailureReason::RegistrationFailed,
            None,
            11,
        ),
    ];
    for (behavior, reason, code, requests) in cases {
        let (world, report) = fail(behavior).await;
        let failure = report.failure.expect("a failure");
        assert_eq!((failure.reason, failure.code.as_deref()), (reason, code));
        assert_eq!(world.paths().len(), requests, "{reason:?}: {:?}", world.paths());
        assert_eq!(report.phone_services, NOT_SIGNED_IN, "CAL-010");
        let startup = world.startup_entries();
        let last = startup.last().expect("entries");
        let screen = ClientStartupEntry::PhoneServices {
            status: NOT_SIGNED_IN.into(),
            tracking_id: report.tracking_id,
        };
        assert_eq!(*last, screen);
        let failed = startup
            .iter()
            .filter(|entry| matches!(entry, ClientStartupEntry::Phase { state, .. } if state == "failed"))
            .count();
        assert_eq!(failed, 1);
    }
}

#[tokio::test]
async fn a_user_of_webex_calling_is_not_one_of_this_product() {
    // DEC-006, CLI-006.
    for other in ["bc-sp-standard", "bc-sp-basic"] {
        let entitlements = vec!["broadworks-connector", other];
        let (world, report) = fail(Behavior { entitlements, ..Behavior::default() }).await;
        assert_eq!(report.failure.expect("a failure").reason, FailureReason::WebexCallingUser);
        assert_eq!(report.phone_services, "Webex Calling");
        assert_eq!(world.paths().len(), 7);
        let check = ClientStartupEntry::EntitlementCheck {
            entitlement: other.into(),
            present: true,
            tracking_id: report.tracking_id,
        };
        assert!(world.startup_entries().contains(&check));
    }
}

#[tokio::test]
async fn the_published_lines_are_written_where_they_belong() {
    // CAL-019, log-formats.md 4.1, solution-facts 6.
    let (world, report) = fail(Behavior { device_type: None, ..Behavior::default() }).await;
    let text = world.calling.text();
    let line = "onAccessDeviceListSucceeded:BWC:SCF: ConfigDownload - the device profile 'Business Communicator - PC' is not found.";
    assert!(text.contains(line), "{text}");
    drop(report);
    let broken = Some(("una-sip", b"un\xe9-sip".as_slice()));
    let (world, _) = fail(Behavior { profile_replacement: broken, ..Behavior::default() }).await;
    assert!(world.calling_entries().contains(&ClientCallingEntry::LoginError { error_code: 1507 }));
    let (world, report) = fail(Behavior { token_status: 502, ..Behavior::default() }).await;
    let failed = ClientStartupEntry::JwtFailed {
        error_code: 1502,
        status: Some(502),
        tracking_id: report.tracking_id,
    };
    assert!(world.startup_entries().contains(&failed));
}

#[tokio::test]
async fn a_wrong_sip_password_is_tried_twice_and_named() {
    let (world, report) = fail(Behavior { sip_password: "another", ..Behavior::default() }).await;
    assert_eq!(report.failure.expect("a failure").status, Some(403));
    assert_eq!(world.registers.lock().expect("ok").len(), 3);
    let failed =
        ClientCallingEntry::RegistrationFailed { status: Some(403), reason: "Forbidden".into() };
    assert!(world.calling_entries().contains(&failed));
}
