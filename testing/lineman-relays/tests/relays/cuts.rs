//! One link cut at one point: exactly the step that needs it fails, and is named.

use std::sync::Arc;

use lineman_model::{JourneyKind, Outcome, StepId, StepState};
use lineman_testkit::{Database, Link, Processes, ProcessesOptions, Stack, Walk, Way};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::judged::{errors, journey, state};

use StepId as S;
use Way::{Back, Out};

/// Stacks that run at a time: a cut link is mostly waited for.
const AT_A_TIME: usize = 6;

/// When a link is cut.
#[derive(Debug, Clone, Copy)]
enum When {
    /// Before the sign-in begins.
    AtOnce,
    /// When this is about to pass on it.
    On(Way, &'static str),
    /// When this is about to pass on another link: nothing can be read on this one.
    Other(Link, Way, &'static str),
}

use When::{AtOnce, On, Other};

#[derive(Debug, Clone, Copy)]
struct Cut {
    link: Link,
    when: When,
    /// The step that fails.
    step: StepId,
    /// The finding that names it.
    finding: &'static str,
}

const fn cut(link: Link, when: When, step: StepId, finding: &'static str) -> Cut {
    Cut { link, when, step, finding }
}

/// No signature of its own: the step is named.
const STEP: &str = "step-failed";

#[rustfmt::skip]
const PROVISIONING: &[Cut] = &[
    cut(Link::Bridge, AtOnce, S::P2, "bridge-unreachable"),
    cut(Link::Bridge, On(Out, "<subscriberProfile>"), S::P2, "bridge-unreachable"),
    cut(Link::Bridge, On(Back, "HTTP/1.1 200 OK"), S::P3, STEP),
    cut(Link::Identity, AtOnce, S::P4, "upstream-creation-failed"),
    cut(Link::Identity, On(Out, "POST /idb/internal/v1/users"), S::P6, "upstream-creation-failed"),
];

#[rustfmt::skip]
const SIGN_IN: &[Cut] = &[
    cut(Link::Identity, AtOnce, S::S1, STEP),
    cut(Link::Identity, On(Back, "HTTP/1.1 302 Found"), S::S1, STEP),
    cut(Link::Portal, AtOnce, S::S2, STEP),
    cut(Link::Portal, On(Out, "POST /sign-in"), S::S2, STEP),
    cut(Link::Xsp, AtOnce, S::S2_1, "xsp-unreachable"),
    cut(Link::Xsp, On(Out, "/profile HTTP/1.1"), S::S2_1, "xsp-unreachable"),
    cut(Link::OciOfXsi, AtOnce, S::S2_1_1, STEP),
    cut(Link::OciOfXsi, On(Out, "AuthenticationVerifyRequest22V4"), S::S2_1_1, STEP),
    cut(Link::OciOfXsi, On(Back, "ServiceProviderGetResponse22V4"), S::S2_1_1, STEP),
    cut(Link::Xsp, On(Back, "<Profile"), S::S2_2, STEP),
    // The portal hands the password to the IdP proxy; the assertion comes back.
    cut(Link::IdpProxy, AtOnce, S::S2_3, STEP),
    cut(Link::IdpProxy, On(Back, "\"samlResponse\""), S::S2_3, STEP),
    cut(Link::Portal, On(Back, "name=\"SAMLResponse\""), S::S2_3, STEP),
    cut(Link::Identity, On(Out, "POST /idb/oauth2/v1/access_token"), S::S3, STEP),
    cut(Link::Identity, On(Back, "\"access_token\""), S::S3, STEP),
    cut(Link::Identity, On(Out, "/v2/Users/me"), S::S4, STEP),
    cut(Link::Identity, On(Out, "/v1/users/me/callingBehavior"), S::S4, STEP),
    cut(Link::Identity, On(Out, "/wdm/api/v1/devices"), S::S4, STEP),
    cut(Link::IdpProxy, On(Out, "/idp/bwtoken/fetch"), S::S5, STEP),
    cut(Link::Identity, On(Out, "POST /idb/oauth2/v1/introspect"), S::S5_1, STEP),
    cut(Link::Identity, On(Back, "\"active\":true,\"sub\""), S::S5_1, STEP),
    // Without a line of the AuthService a connection that just closes may be a refused certificate:
    // see `an_authentication_service_that_logs_clears_the_certificate`.
    cut(Link::AuthService, AtOnce, S::S5_2, "client-certificate-untrusted"),
    cut(Link::OciOfAuthService, AtOnce, S::S5_3, STEP),
    cut(Link::OciOfAuthService, On(Back, "UserGetLoginInfoResponse22V4"), S::S5_3, STEP),
    cut(Link::AuthService, Other(Link::OciOfAuthService, Back, "UserGetLoginInfoResponse22V4"), S::S5_4, STEP),
    cut(Link::IdpProxy, On(Back, "{\"token\":{\"bearer\""), S::S5_4, STEP),
    cut(Link::Xsp, On(Out, "/profile/device HTTP/1.1"), S::S6, STEP),
    cut(Link::Loopback, AtOnce, S::S6_1, STEP),
    cut(Link::Loopback, On(Back, "\"token\""), S::S6_1, STEP),
    cut(Link::OciOfXsi, On(Out, "UserPrimaryAndSCADeviceGetListRequest"), S::S6_2, STEP),
    cut(Link::OciOfXsi, On(Back, "UserPrimaryAndSCADeviceGetListResponse"), S::S6_2, STEP),
    cut(Link::Xsp, On(Back, "<AccessDevices"), S::S6_3, STEP),
    cut(Link::Xsp, On(Out, "/profile/DeviceToken?"), S::S6_4, "device-profile-unreachable"),
    cut(Link::Xsp, On(Out, "GET /dms/bc/pc/config-wxt.xml"), S::S6_4, "device-profile-unreachable"),
    cut(Link::Xsp, On(Back, "<config"), S::S6_4, "device-profile-unreachable"),
    cut(Link::Sbc, AtOnce, S::S7, STEP),
    cut(Link::Sbc, On(Out, "REGISTER sip:"), S::S7, STEP),
    cut(Link::NetworkServer, AtOnce, S::S7_1, STEP),
    cut(Link::NetworkServer, On(Back, "SIP/2.0 302 "), S::S7_1, STEP),
    cut(Link::Registrar, AtOnce, S::S7_2, STEP),
    cut(Link::Registrar, On(Out, "Authorization: Digest"), S::S7_2, STEP),
    cut(Link::Registrar, On(Back, "SIP/2.0 200 OK"), S::S7_2, STEP),
    cut(Link::Sbc, On(Back, "SIP/2.0 200 OK"), S::S7_2, STEP),
];

/// How the halves run.
#[derive(Debug, Clone, Copy)]
enum Halves {
    Together,
    TwoProcesses,
}

/// Which cuts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    /// Those of a whole link.
    AtOnce,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_process_on_sqlite() {
    every_cut(Database::Sqlite, Halves::Together, Which::All).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_process_on_postgres() {
    if let Some(database) = Database::postgres() {
        every_cut(database, Halves::Together, Which::All).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_on_sqlite() {
    every_cut(Database::Sqlite, Halves::TwoProcesses, Which::All).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_on_postgres() {
    if let Some(database) = Database::postgres() {
        // Engine and processes are all there by themselves; together the links must do.
        every_cut(database, Halves::TwoProcesses, Which::AtOnce).await;
    }
}

/// Every step that crosses a link is cut at least once, and every link.
#[test]
fn the_tables_are_complete() {
    let all = || PROVISIONING.iter().chain(SIGN_IN);
    for kind in [JourneyKind::Provisioning, JourneyKind::SignIn] {
        // What reaches nobody leaves no trace: see `a_lost_assignment_leaves_no_trace`. P5 happens
        // inside identity.
        for step in lineman_ladder::steps_of(kind).filter(|step| !matches!(step.id, S::P1 | S::P5))
        {
            assert!(all().any(|cut| cut.step == step.id), "{}", step.id);
        }
    }
    for link in Link::ALL.into_iter().filter(|link| *link != Link::OciOfClients) {
        assert!(all().any(|cut| cut.link == link), "{link:?}");
    }
}

async fn every_cut(database: Database, halves: Halves, which: Which) {
    let turns = Arc::new(Semaphore::new(AT_A_TIME));
    let mut running = JoinSet::new();
    let kinds = [(PROVISIONING, JourneyKind::Provisioning), (SIGN_IN, JourneyKind::SignIn)];
    for (cuts, kind) in kinds {
        for cut in cuts.iter().filter(|cut| which == Which::All || cut.when.is_at_once()) {
            let (turns, database) = (Arc::clone(&turns), database.clone());
            running.spawn(async move {
                let _turn = turns.acquire_owned().await.unwrap();
                // A task of its own, so that a panic is this cut's and no other's.
                let outcome = tokio::spawn(one(database, halves, *cut, kind)).await;
                (*cut, outcome)
            });
        }
    }
    let total = running.len();
    let mut failed = Vec::new();
    while let Some(done) = running.join_next().await {
        let (cut, outcome) = done.unwrap();
        if outcome.is_err() {
            failed.push(cut);
        }
    }
    println!("{halves:?}, {}: {} of {total} cuts are named", database.name(), total - failed.len());
    assert!(failed.is_empty(), "{failed:#?}");
}

async fn one(database: Database, halves: Halves, cut: Cut, kind: JourneyKind) {
    match halves {
        Halves::Together => {
            let stack = Stack::start(&database).await.unwrap();
            check(stack.walk(), cut, kind).await;
            stack.stop().await;
        }
        Halves::TwoProcesses => {
            let options = ProcessesOptions::default();
            let processes = Processes::start(&database, &options).await.unwrap();
            check(processes.walk(), cut, kind).await;
            processes.stop().await.unwrap();
        }
    }
}

async fn check(walk: &Walk, cut: Cut, kind: JourneyKind) {
    if kind == JourneyKind::Provisioning {
        let mut client = walk.oci_client().await.unwrap();
        walk.prepare(&mut client).await.unwrap();
        apply(cut, walk);
        let taken = walk.assign(&mut client).await.unwrap();
        // Only what the bridge did not answer is refused (PRV-029, PRV-036).
        assert_eq!(taken, cut.link == Link::Identity, "{cut:?}");
        if taken {
            walk.wait_for("cloud/provisioning_bridge.log", "creation.failed").await.unwrap();
        }
    } else {
        walk.provision().await.unwrap();
        apply(cut, walk);
        let (_app, report) = walk.sign_in().await.unwrap();
        assert!(!report.registered, "{cut:?}: {report:?}");
    }
    assert!(walk.links().relay(cut.link).is_cut(), "{cut:?} did not happen");
    let found = walk.diagnose().await.unwrap();
    let json = || format!("{cut:?}: {}", found.to_json());
    let judged = journey(&found, kind);
    assert_eq!(judged.first_failed_step, Some(cut.step), "{}", json());
    assert_eq!(judged.outcome, Outcome::Failed, "{}", json());
    assert_eq!(errors(&found), [(cut.finding, Some(cut.step))], "{}", json());
    for step in &judged.steps {
        let expected: &[StepState] = match step.step.cmp(&cut.step) {
            // The portal's request to the IdP proxy stands for no step, so nothing shows 2.1 to 2.2.
            std::cmp::Ordering::Less
                if (cut.link, cut.when.is_at_once()) == (Link::IdpProxy, true) =>
            {
                &[StepState::Ok, StepState::Unknown]
            }
            std::cmp::Ordering::Less => &[StepState::Ok],
            std::cmp::Ordering::Equal => &[StepState::Failed],
            // A lost answer does not undo what the other side goes on to do (P3).
            std::cmp::Ordering::Greater => {
                &[StepState::NotReached, StepState::Unknown, StepState::Ok]
            }
        };
        assert!(expected.contains(&step.state), "{} is {:?}: {}", step.step, step.state, json());
    }
    if kind == JourneyKind::SignIn {
        assert_eq!(journey(&found, JourneyKind::Provisioning).outcome, Outcome::Ok, "{}", json());
    }
}

impl When {
    const fn is_at_once(self) -> bool {
        matches!(self, AtOnce)
    }
}

fn apply(cut: Cut, walk: &Walk) {
    let relay = walk.links().relay(cut.link);
    match cut.when {
        AtOnce => relay.cut(),
        On(way, text) => relay.cut_on(way, text),
        Other(link, way, text) => relay.cut_when(walk.links().relay(link), way, text),
    }
}

/// The AuthService logs what it refuses. When it has logged and says nothing of a refusal, the
/// certificate is not suspected.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_authentication_service_that_logs_clears_the_certificate() {
    let stack = Stack::start(&Database::Sqlite).await.unwrap();
    let walk = stack.walk();
    walk.provision().await.unwrap();
    let (mut app, healthy) = walk.sign_in().await.unwrap();
    assert!(healthy.registered);
    app.sign_out().await;
    walk.links().relay(Link::AuthService).cut();
    let (_app, report) = walk.sign_in().await.unwrap();
    let found = walk.diagnose().await.unwrap();
    assert_eq!(errors(&found), [(STEP, Some(S::S5_2))], "{}", found.to_json());
    let second = found
        .journeys
        .iter()
        .find(|journey| journey.tracking_id.as_ref() == Some(&report.tracking_id))
        .unwrap();
    assert_eq!(second.first_failed_step, Some(S::S5_2));
    stack.stop().await;
}

/// P1 comes from outside: an assignment that reaches nobody is in no log, so nothing is claimed. One
/// whose answer is lost took place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_assignment_leaves_no_trace() {
    for (way, text) in [(Out, "UserServiceAssignListRequest"), (Back, "SuccessResponse")] {
        let stack = Stack::start(&Database::Sqlite).await.unwrap();
        let walk = stack.walk();
        let mut client = walk.oci_client().await.unwrap();
        walk.prepare(&mut client).await.unwrap();
        walk.links().relay(Link::OciOfClients).cut_on(way, text);
        walk.assign(&mut client).await.unwrap_err();
        if way == Back {
            walk.wait_for("cloud/provisioning_bridge.log", "creation.done").await.unwrap();
        }
        let found = walk.diagnose().await.unwrap();
        assert_eq!(errors(&found), [], "{}", found.to_json());
        if way == Back {
            let judged = journey(&found, JourneyKind::Provisioning);
            assert_eq!(state(judged, S::P1), StepState::Ok);
            assert_eq!(judged.outcome, Outcome::Ok);
        } else {
            assert!(found.journeys.is_empty(), "{}", found.to_json());
        }
        stack.stop().await;
    }
}
