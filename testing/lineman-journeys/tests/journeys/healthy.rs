//! The healthy run (issue 2 (c), design.md section 4).

use std::collections::BTreeSet;

use lineman_deployment::lab::Progress;
use lineman_model::{JourneyKind, LogKind, Outcome, StepId, StepState};

use crate::support::{FIRST, Recording, journeys_of, postgres, recording};

#[test]
fn a_healthy_lab_has_three_complete_journeys_of_each_kind_on_sqlite() {
    let run = recording(None);
    is_healthy(run);
    for name in ["broadworks.db", "cloud.db"] {
        assert!(run.databases.iter().any(|file| file == name), "{name}");
    }
}

#[test]
fn a_healthy_lab_has_three_complete_journeys_of_each_kind_on_postgresql() {
    let Some(address) = postgres() else { return };
    let run = Recording::make(&[], Some(address));
    is_healthy(&run);
    assert!(run.databases.is_empty(), "{:?}", run.databases);
}

/// XCC-002: every journey is complete, although BroadWorks id, email and SIP user all differ.
fn is_healthy(run: &Recording) {
    let report = &run.outcome.report;
    assert!(run.outcome.healthy);
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    let subscribers = run.lab_json["subscribers"].as_array().expect("subscribers");
    assert_eq!(subscribers.len(), 3);
    for subscriber in subscribers {
        let user = subscriber["bw_user_id"].as_str().expect("an id");
        for kind in [JourneyKind::Provisioning, JourneyKind::SignIn] {
            let journeys = journeys_of(report, kind, user);
            assert_eq!(journeys.len(), 1, "{kind:?} of {user}");
            let journey = journeys[0];
            assert_eq!(journey.outcome, Outcome::Ok, "{kind:?} of {user}");
            assert_eq!(journey.first_failed_step, None);
            assert_eq!(journey.email.as_deref(), subscriber["email"].as_str());
            for step in &journey.steps {
                // The organisation is made for the first subscriber only.
                let spared = step.step == StepId::P5 && user != FIRST;
                let fine = step.state == StepState::Ok
                    || (spared && step.state == StepState::NotApplicable);
                assert!(fine, "{user}: {} is {:?}", step.step.as_str(), step.state);
                assert!(!step.evidence.is_empty(), "{user}: {}", step.step.as_str());
            }
        }
    }
    assert_eq!(report.journeys.len(), 6, "{:#?}", report.journeys);
    assert_eq!(report.exit_code(), 0);
}

/// XCC-002.
#[test]
fn every_identifier_of_every_subscriber_is_another() {
    let lab = &recording(None).lab_json;
    let mut seen = BTreeSet::new();
    let everybody = ["subscribers", "unprovisioned_subscribers"]
        .into_iter()
        .flat_map(|list| lab[list].as_array().expect("a list"));
    for subscriber in everybody {
        let user_part = |text: &str| text.split('@').next().unwrap_or_default().to_owned();
        for key in ["bw_user_id", "email", "sip_uri", "sip_username"] {
            let value = subscriber[key].as_str().expect("text");
            assert!(seen.insert(user_part(value)), "{key} {value} is used twice");
        }
        for key in ["primary_number", "web_password", "sip_password"] {
            let value = subscriber[key].as_str().expect("text");
            assert!(!value.is_empty() && seen.insert(value.to_owned()), "{key} {value}");
        }
        assert!(subscriber["primary_number"].as_str().is_some_and(|number| {
            number
                .strip_prefix('+')
                .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
        }));
    }
}

/// design.md section 4: schema and keys of lab.json.
#[test]
fn lab_json_has_the_keys_of_the_contract() {
    let run = recording(None);
    let lab = &run.lab_json;
    assert_eq!(lab["schema"], "lineman.lab/1");
    let text = |pointer: &str| {
        let value = lab.pointer(pointer).and_then(|value| value.as_str());
        value.unwrap_or_else(|| panic!("{pointer} is missing")).to_owned()
    };
    for (key, ending) in [
        ("portal", ""),
        ("identity", "/idb"),
        ("idp_proxy", "/broadworks-idp-proxy/api/v1"),
        ("provisioning_bridge", "/broadworks-provisioning-bridge/api/v1/subscriberProfile"),
        ("xsi_actions", "/com.broadsoft.xsi-actions"),
        ("auth_service", "/authService"),
        ("device_management", "/dms"),
    ] {
        let url = text(&format!("/urls/{key}"));
        let scheme = if key == "auth_service" { "https" } else { "http" };
        assert!(url.starts_with(&format!("{scheme}://localhost:")), "{key}: {url}");
        assert!(url.ends_with(ending) && !url.ends_with('/'), "{key}: {url}");
    }
    for key in ["ocip", "sip_udp", "sip_tcp"] {
        let port = lab["ports"][key].as_u64();
        assert!(port.is_some_and(|port| (1..=65535).contains(&port)), "{key}");
    }
    for key in ["ca_file", "client_certificate", "client_key"] {
        let path = text(&format!("/{key}"));
        let inside = path.strip_prefix(&format!("{}/", run.root.display()));
        let file = inside.and_then(|inside| run.file(inside));
        let file = file.unwrap_or_else(|| panic!("{key}: {path} is not a file of the lab"));
        assert!(file.bytes.starts_with(b"-----BEGIN "), "{key} is PEM");
        assert_eq!(file.mode, 0o600, "{key}");
    }
    for pointer in [
        "/provisioning_account/user_id",
        "/provisioning_account/password",
        "/org_id",
        "/ocip_admin/user_id",
        "/ocip_admin/password",
    ] {
        assert!(!text(pointer).is_empty(), "{pointer}");
    }
    let (provider, group) = {
        let id = text("/sp_enterprise_id");
        let (provider, group) = id.split_once('+').expect("SP+enterprise");
        (provider.to_owned(), group.to_owned())
    };
    for (list, least) in [("subscribers", 3), ("unprovisioned_subscribers", 10)] {
        let everybody = lab[list].as_array().expect("a list");
        assert!(everybody.len() >= least, "{list}");
        for subscriber in everybody {
            assert_eq!(subscriber["enterprise"], provider.as_str());
            assert_eq!(subscriber["group"], group.as_str());
            for key in [
                "bw_user_id",
                "email",
                "web_password",
                "sip_username",
                "sip_password",
                "primary_number",
                "extension",
            ] {
                assert!(subscriber[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
            }
            assert!(subscriber["sip_uri"].as_str().is_some_and(|uri| uri.starts_with("sip:")));
            // Who does not exist in the cloud has no id there.
            let uuid = subscriber.get("uuid").and_then(|uuid| uuid.as_str());
            assert_eq!(uuid.is_some_and(|uuid| uuid.len() == 36), list == "subscribers");
        }
    }
    // What does not exist yet is absent, not null.
    for absent in ["admin", "oauth", "provisioning_id"] {
        assert_eq!(lab.get(absent), None, "{absent}");
    }
    assert!(!run.file("lab.json").expect("lab.json").text().contains("null"));
}

/// design.md section 4: nobody else reads the folder or its secrets.
#[test]
fn the_folder_and_its_secrets_are_private() {
    let run = recording(None);
    assert_eq!(run.root_mode, 0o700);
    assert_eq!(run.file("lab.json").map(|file| file.mode), Some(0o600));
    let secret = |path: &str| path.starts_with("keys/") || path.starts_with("certificates/");
    let mut secrets = 0;
    for file in run.files.iter().filter(|file| secret(&file.path)) {
        assert_eq!(file.mode, 0o600, "{}", file.path);
        secrets += 1;
    }
    assert!(secrets > 0);
    assert!(!run.files.iter().any(|file| file.path.ends_with(".new")), "no half-written file");
}

/// design.md section 4: the logs stand where a log collector looks for them, and each is
/// recognised.
#[test]
fn the_logs_are_where_the_contract_puts_them() {
    let run = recording(None);
    let mut expected: Vec<(String, &str, LogKind)> = [
        ("as/PSLog", LogKind::PsLog),
        ("as/XSLog", LogKind::XsLog),
        ("ns/NSXSLog", LogKind::NsXsLog),
        ("xsp/tomcat/access_log", LogKind::AccessLog),
        ("xsp/XsiActionsLog", LogKind::XsiActionsLog),
        ("xsp/authenticationService", LogKind::AuthenticationService),
        ("xsp/dmsDebugLog", LogKind::DmsDebugLog),
        ("xsp/CallSettingsWebview", LogKind::CallSettingsWebview),
    ]
    .into_iter()
    .map(|(prefix, kind)| (format!("logs/{prefix}"), ".txt", kind))
    .collect();
    for subscriber in run.lab_json["subscribers"].as_array().expect("subscribers") {
        let folder = format!("logs/client/{}", subscriber["bw_user_id"].as_str().expect("an id"));
        expected.push((format!("{folder}/current_log"), ".txt", LogKind::ClientStartup));
        expected.push((format!("{folder}/bwc/current_log"), ".txt", LogKind::ClientCalling));
        expected.push((format!("{folder}/ced"), ".dat", LogKind::Ced));
    }
    for service in ["identity", "idp_proxy", "activation_portal", "provisioning_bridge"] {
        expected.push((format!("logs/cloud/{service}"), ".log", LogKind::Cloud));
    }
    for (prefix, ending, kind) in &expected {
        let found: Vec<_> = run
            .logs()
            .filter(|file| file.path.starts_with(prefix.as_str()) && file.path.ends_with(ending))
            .collect();
        assert_eq!(found.len(), 1, "{prefix}*{ending}");
        assert!(!found[0].bytes.is_empty(), "{prefix} is empty");
        let path = run.root.join(&found[0].path).display().to_string();
        let input = run.outcome.report.inputs.iter().find(|input| input.path == path);
        let input = input.unwrap_or_else(|| panic!("{path} was not read"));
        assert_eq!((input.log, input.unread_lines), (*kind, 0), "{path}");
        assert!(input.records > 0, "{path}");
    }
    assert_eq!(run.logs().count(), expected.len(), "and nothing else");
}

/// The live ladder ticks every step of the first subscriber.
#[test]
fn the_lab_says_every_step_once() {
    let run = recording(None);
    let said: Vec<StepId> = run
        .said
        .iter()
        .filter_map(|one| match one {
            Progress::Step { step, state } => {
                assert_eq!(*state, StepState::Ok, "{}", step.as_str());
                Some(*step)
            }
            _ => None,
        })
        .collect();
    let ladder: BTreeSet<StepId> = [JourneyKind::Provisioning, JourneyKind::SignIn]
        .into_iter()
        .flat_map(lineman_ladder::steps_of)
        .map(|step| step.id)
        .collect();
    assert_eq!(said.len(), ladder.len(), "{said:?}");
    assert_eq!(said.into_iter().collect::<BTreeSet<_>>(), ladder);
    assert!(run.said.iter().any(|one| matches!(one, Progress::Up { .. })));
    assert!(run.said.iter().any(|one| matches!(one, Progress::WalkDone { healthy: true })));
}
