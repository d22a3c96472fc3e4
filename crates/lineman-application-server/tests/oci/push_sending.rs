//! From an event of a call to the notification push server and back (CMP-027).

use std::time::Duration;

use lineman_application_server::push::Caller;
use lineman_logs::push_event::PushEventEntry;
use lineman_logs::split::{Grammar, RawRecord, Splitter};
use lineman_logs::xs_log::XsLogRecord;
use lineman_model::push::{PushEventName, PushOutcome, PushTokenKind};
use lineman_ocip::client::{push_registrations, requests};

use crate::common::{Client, Harness, USER};
use crate::push::{IOS, TOKEN, add, registration};
use crate::push_server::{FakePushServer, Manner};

struct Scene {
    harness: Harness,
    admin: Client,
    server: FakePushServer,
}

impl Scene {
    async fn start() -> Self {
        let harness = Harness::start().await;
        let mut admin = harness.admin().await;
        harness.provision(&mut admin).await;
        let server = FakePushServer::start().await;
        let settings = harness.store.push_settings();
        settings.set_initial_server_url(&server.url()).await.expect("set");
        Self { harness, admin, server }
    }

    fn call(&self, user: &str, call_id: &str) {
        let caller =
            Caller { number: Some("+15550002".to_owned()), name: Some("Žofie".to_owned()) };
        self.harness.server.push().incoming_call(user, call_id, caller);
    }

    /// The decisions in the XSLog, as soon as there are so many.
    async fn decisions(&self, count: usize) -> Vec<(String, Option<String>)> {
        let mut looks = tokio::time::interval(Duration::from_millis(5));
        let looking = async {
            loop {
                looks.tick().await;
                let found = self.read();
                if found.len() >= count {
                    return found;
                }
            }
        };
        let found = tokio::time::timeout(Duration::from_secs(5), looking).await;
        found.unwrap_or_else(|_| panic!("{}", self.harness.xs_log.text()))
    }

    fn read(&self) -> Vec<(String, Option<String>)> {
        let mut found = Vec::new();
        let mut take = |raw: &RawRecord<'_>| {
            let record = XsLogRecord::read(raw).expect("a record");
            if let Some(PushEventEntry::Decision { outcome, reason, user, .. }) =
                PushEventEntry::of_record(&record)
            {
                assert!(user.contains('@'), "{user}");
                found.push((outcome, reason));
            }
        };
        let mut splitter = Splitter::new(Grammar::BroadWorks);
        for line in self.harness.xs_log.text().lines() {
            splitter.line(line.as_bytes(), &mut take);
        }
        splitter.finish(&mut take);
        found
    }

    async fn registrations(&mut self) -> usize {
        let answer = self.admin.get(requests::push_registration_list(USER)).await;
        push_registrations(&answer).expect("a list").len()
    }
}

fn is(outcome: &str, reason: Option<&str>) -> (String, Option<String>) {
    (outcome.to_owned(), reason.map(str::to_owned))
}

#[tokio::test]
async fn cmp_027_a_call_reaches_every_token_once() {
    let mut scene = Scene::start().await;
    add(&mut scene.admin, &registration(Some("reg-1"), TOKEN)).await;
    scene.harness.clock.advance_millis(1);
    add(&mut scene.admin, &registration(Some("reg-2"), "second-token")).await;
    for _ in 0..3 {
        scene.call(USER, "call-1");
    }
    assert_eq!(scene.decisions(2).await, [is("sent", None), is("sent", None)]);
    let got = scene.server.got();
    let [request] = got.as_slice() else { panic!("one request for one call: {got:?}") };
    assert_eq!((request.event, request.user_id.as_str()), (PushEventName::NewCall, USER));
    assert_eq!(request.call_id.as_deref(), Some("call-1"));
    assert_eq!(request.caller_number.as_deref(), Some("+15550002"));
    assert_eq!(request.expires_at, 1_767_225_600 + 60, "newCallTimeout");
    let targets: Vec<(&str, &str, PushTokenKind)> = request
        .targets
        .iter()
        .map(|target| (target.target_id.as_str(), target.token.reveal(), target.token_type))
        .collect();
    assert_eq!(
        targets,
        [("reg-2/0", "second-token", PushTokenKind::Voip), ("reg-1/0", TOKEN, PushTokenKind::Voip)]
    );
    assert_eq!(request.targets[0].application_id, IOS);
    assert_eq!(request.targets[0].parameters.as_deref(), Some("<ring>&"));
    assert!(request.targets[0].mutable_content && !request.targets[0].silent);
    // Another call and another event are told again; the same event is not.
    scene.call(USER, "call-2");
    scene.harness.server.push().call_updated(USER, "call-1");
    scene.harness.server.push().call_updated(USER, "call-1");
    scene.decisions(6).await;
    let mut events: Vec<&str> =
        scene.server.got().iter().map(|request| request.event.as_str()).collect();
    events.sort_unstable();
    assert_eq!(events, ["CALL_UPD", "NEW_CALL", "NEW_CALL"]);
    assert!(!scene.harness.xs_log.text().contains(TOKEN));
}

#[tokio::test]
async fn log_005_who_is_not_told_is_in_the_log_with_the_reason() {
    let mut scene = Scene::start().await;
    scene.call(USER, "call-1");
    assert_eq!(scene.decisions(1).await, [is("not sent", Some("no registration"))]);
    add(&mut scene.admin, &registration(Some("reg-1"), TOKEN)).await;
    scene.harness.server.push().message_waiting(USER);
    let found = scene.decisions(2).await;
    assert_eq!(found[1], is("not sent", Some("the event is not subscribed")));
    let mut parameters = scene.harness.store.push_settings().parameters().await.expect("read");
    parameters.enforce_allowed_application_list = true;
    scene.harness.store.push_settings().set_parameters(&parameters).await.expect("set");
    scene.call(USER, "call-2");
    let found = scene.decisions(3).await;
    assert_eq!(found[2], is("not sent", Some("the application is not allowed")));
    assert!(scene.server.got().is_empty(), "the push server was not asked");
}

#[tokio::test]
async fn a_token_that_is_good_no_more_takes_its_registration_along() {
    let mut scene = Scene::start().await;
    let mut both = registration(Some("reg-1"), TOKEN);
    let second = registration(None, "second-token").tokens.remove(0);
    both.tokens.push(second);
    add(&mut scene.admin, &both).await;
    scene.server.behave(Manner::Every(PushOutcome::Failed));
    scene.call(USER, "call-1");
    scene.decisions(2).await;
    assert_eq!(scene.registrations().await, 1, "a failure is no reason");
    scene.server.behave(Manner::Every(PushOutcome::Unregistered));
    scene.call(USER, "call-2");
    scene.decisions(4).await;
    let gone = async {
        let mut looks = tokio::time::interval(Duration::from_millis(5));
        while !scene.harness.xs_log.text().contains("token unregistered") {
            looks.tick().await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(5), gone).await.is_ok());
    assert_eq!(scene.registrations().await, 0);
}

#[tokio::test]
async fn a_push_server_that_fails_is_reported_for_every_registration() {
    let mut scene = Scene::start().await;
    add(&mut scene.admin, &registration(Some("reg-1"), TOKEN)).await;
    for (number, (manner, reason)) in [
        (Manner::Raw(500, String::new()), "the notification push server answered 500"),
        (Manner::Raw(302, String::new()), "the notification push server answered 302"),
        (
            Manner::Raw(200, "no JSON".to_owned()),
            "the notification push server's answer is not readable",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        scene.server.behave(manner);
        scene.call(USER, &format!("call-{number}"));
        let found = scene.decisions(number + 1).await;
        assert_eq!(found[number], is("not sent", Some(reason)));
    }
    scene.server.behave(Manner::Raw(200, "{\"results\":[]}".to_owned()));
    scene.call(USER, "call-x");
    assert_eq!(scene.decisions(4).await[3], is("failed", Some("not in the answer")));
    assert_eq!(scene.registrations().await, 1);
}
