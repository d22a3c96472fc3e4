//! What becomes of a push that is not taken at once.

use std::time::Duration;

use lineman_logs::nps_log::NpsEntry;
use lineman_model::push::{PushOutcome, PushTokenKind};

use crate::rig::{ANDROID, GRANTED, IOS, NOW, Rig, request, target};

fn fcm_error(status: &str, code: Option<&str>) -> String {
    let detail = code.map(|code| {
        format!(
            r#","details":[{{"@type":"type.googleapis.com/google.firebase.fcm.v1.FcmError","errorCode":"{code}"}}]"#
        )
    });
    format!(
        r#"{{"error":{{"code":1,"message":"m","status":"{status}"{}}}}}"#,
        detail.unwrap_or_default()
    )
}

async fn android(rig: &Rig) -> (PushOutcome, Option<String>) {
    let answer = rig.push(&request(vec![target(ANDROID, PushTokenKind::Normal)])).await;
    (answer.results[0].outcome, answer.results[0].reason.clone())
}

async fn ios(rig: &Rig) -> (PushOutcome, Option<String>) {
    let answer = rig.push(&request(vec![target(IOS, PushTokenKind::Voip)])).await;
    (answer.results[0].outcome, answer.results[0].reason.clone())
}

#[tokio::test]
async fn a_token_that_is_good_no_more_is_told_apart_from_other_refusals() {
    let rig = Rig::start().await;
    rig.oauth.then(200, GRANTED);
    for (status, body, outcome, reason) in [
        (
            404,
            fcm_error("NOT_FOUND", Some("UNREGISTERED")),
            PushOutcome::Unregistered,
            "UNREGISTERED",
        ),
        (404, fcm_error("NOT_FOUND", None), PushOutcome::Failed, "NOT_FOUND"),
        (
            400,
            fcm_error("INVALID_ARGUMENT", Some("INVALID_ARGUMENT")),
            PushOutcome::Failed,
            "INVALID_ARGUMENT",
        ),
        (
            403,
            fcm_error("PERMISSION_DENIED", Some("SENDER_ID_MISMATCH")),
            PushOutcome::Failed,
            "SENDER_ID_MISMATCH",
        ),
        (302, "no JSON".to_owned(), PushOutcome::Failed, "status 302"),
    ] {
        rig.fcm.then(status, &body);
        assert_eq!(android(&rig).await, (outcome, Some(reason.to_owned())), "{status} {body}");
    }
    for (status, word, outcome) in [
        (410, "Unregistered", PushOutcome::Unregistered),
        (400, "BadDeviceToken", PushOutcome::Unregistered),
        (400, "DeviceTokenNotForTopic", PushOutcome::Unregistered),
        (400, "BadTopic", PushOutcome::Failed),
        (413, "PayloadTooLarge", PushOutcome::Failed),
    ] {
        rig.apns.then(status, &format!(r#"{{"reason":"{word}","timestamp":1}}"#));
        assert_eq!(ios(&rig).await, (outcome, Some(word.to_owned())), "{status}");
    }
    assert_eq!(rig.fcm.got().len(), 5, "refusals are not repeated");
    assert_eq!(rig.apns.got().len(), 5);
}

#[tokio::test]
async fn a_busy_provider_is_tried_again_but_not_for_ever() {
    let rig = Rig::start().await;
    rig.oauth.then(200, GRANTED);
    rig.fcm.then(503, "").then_after(429, Some(3600), "");
    assert_eq!(android(&rig).await, (PushOutcome::Sent, None), "the third try, and soon");
    rig.apns.then(500, r#"{"reason":"InternalServerError"}"#).then(503, "").then(503, "");
    assert_eq!(ios(&rig).await, (PushOutcome::Failed, Some("status 503".to_owned())));
    assert_eq!((rig.fcm.got().len(), rig.apns.got().len()), (3, 3));
    // The same push each time, so that APNs can tell a repetition.
    let ids: Vec<String> =
        rig.apns.got().iter().map(|got| got.header("apns-id").to_owned()).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    let attempts: Vec<u64> = rig
        .entries()
        .iter()
        .filter_map(|entry| match entry {
            NpsEntry::Push { attempts, .. } => Some(*attempts),
            _ => None,
        })
        .collect();
    assert_eq!(attempts, [3, 3]);
}

#[tokio::test]
async fn a_credential_that_is_not_taken_is_made_anew_once() {
    let rig = Rig::start().await;
    rig.oauth.then(200, GRANTED).then(200, &GRANTED.replace("first", "second"));
    rig.fcm.then(401, &fcm_error("UNAUTHENTICATED", None));
    assert_eq!(android(&rig).await, (PushOutcome::Sent, None));
    let bearers: Vec<String> =
        rig.fcm.got().iter().map(|got| got.header("authorization").to_owned()).collect();
    assert_eq!(bearers, ["Bearer ya29.first", "Bearer ya29.second"]);
    let refused = r#"{"reason":"ExpiredProviderToken"}"#;
    rig.apns.then(403, refused).then(403, refused);
    assert_eq!(ios(&rig).await, (PushOutcome::Failed, Some("ExpiredProviderToken".to_owned())));
    assert_eq!(rig.apns.got().len(), 2);
}

#[tokio::test]
async fn without_an_access_token_nothing_is_sent() {
    let rig = Rig::start().await;
    for answer in [
        (400, r#"{"error":"invalid_grant"}"#),
        (200, "no JSON"),
        (200, r#"{"access_token":"a b"}"#),
    ] {
        for _ in 0..3 {
            rig.oauth.then(answer.0, answer.1);
        }
        let (outcome, reason) = android(&rig).await;
        assert_eq!(outcome, PushOutcome::Failed);
        assert!(reason.expect("a reason").starts_with("no access token"));
    }
    assert!(rig.fcm.got().is_empty());
}

#[tokio::test]
async fn what_is_of_no_use_any_more_is_not_sent_and_a_dead_provider_is_reported() {
    let rig = Rig::start_with(|config| {
        if let Some(apns) = &mut config.apns {
            // Nobody listens there.
            apns.url = "https://localhost:1/3/device".to_owned();
        }
    })
    .await;
    let (outcome, reason) = ios(&rig).await;
    assert_eq!(outcome, PushOutcome::Failed);
    assert_eq!(reason.as_deref(), Some("connection refused"));
    let mut late = request(vec![target(ANDROID, PushTokenKind::Normal)]);
    late.expires_at = NOW.as_seconds();
    let answer = rig.push(&late).await;
    assert_eq!(answer.results[0].reason.as_deref(), Some("expired"));
    assert!(rig.oauth.got().is_empty() && rig.fcm.got().is_empty());
}

#[tokio::test]
async fn the_end_of_the_server_does_not_wait_for_a_provider() {
    let rig = Rig::start_with(|config| {
        config.retry.first_wait = Duration::from_secs(600);
        config.retry.longest_wait = Duration::from_secs(600);
    })
    .await;
    rig.apns.then(503, "");
    let body = serde_json::to_string(&request(vec![target(IOS, PushTokenKind::Voip)]));
    let (client, url) = (rig.http().clone(), rig.url());
    let asking = tokio::spawn(async move {
        client.post(url).body(body.expect("JSON")).send().await.map(|answer| answer.status())
    });
    // The first try is over when the provider has it.
    let mut looks = tokio::time::interval(Duration::from_millis(5));
    while rig.apns.got().is_empty() {
        looks.tick().await;
    }
    rig.shutdown.trigger();
    let ended = tokio::time::timeout(Duration::from_secs(5), asking).await;
    assert_eq!(ended.expect("in time").expect("no panic").expect("an answer"), 200);
}
