//! Two processes that hand each other certificates by file.

use lineman_model::{Clock as _, JourneyKind, StepId, SystemClock};
use lineman_net::certificates::{Authority, Validity};
use lineman_testkit::{Database, Link, Processes, ProcessesOptions, Way};

use crate::judged::{errors, journey};

const DAY_MS: i64 = 86_400_000;

/// The XSP is told the authority of somebody else (AUT-009): the handshake is refused, and the logs
/// of both processes name it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_authority_file_is_named() {
    let now = SystemClock.now();
    let validity =
        Validity { not_before: now.plus_millis(-DAY_MS), not_after: now.plus_millis(DAY_MS) };
    let stranger = Authority::create("Somebody else", validity).unwrap();
    let options = ProcessesOptions {
        trust_anchors_file: Some(String::from("stranger.pem")),
        files: vec![(String::from("stranger.pem"), stranger.certificate_pem().to_owned())],
        ..ProcessesOptions::default()
    };
    let processes = Processes::start(&Database::Sqlite, &options).await.unwrap();
    let walk = processes.walk();
    walk.provision().await.unwrap();
    let (_app, report) = walk.sign_in().await.unwrap();
    assert!(!report.registered, "{report:?}");
    let found = walk.diagnose().await.unwrap();
    let expected = [("client-certificate-untrusted", Some(StepId::S5_2))];
    assert_eq!(errors(&found), expected, "{}", found.to_json());
    let first_failed = journey(&found, JourneyKind::SignIn).first_failed_step;
    assert_eq!(first_failed, Some(StepId::S5_2));
    // A handshake took place, and the Application Server was not asked.
    let relay = walk.links().relay(Link::AuthService);
    assert!(!relay.sent().is_empty() && !relay.received().is_empty());
    assert!(!walk.links().relay(Link::OciOfAuthService).saw(Way::Out, "UserGetLoginInfo"));
    processes.stop().await.unwrap();
}
