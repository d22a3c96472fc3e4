//! What the providers get, byte by byte where it matters, and who may ask.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, KeyPair as _, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey,
};
use base64::Engine as _;
use lineman_logs::nps_log::NpsEntry;
use lineman_model::push::{PushEventName, PushOutcome, PushTokenKind, TARGETS};
use lineman_push::FcmConfig;
use serde_json::json;

use crate::rig::{ANDROID, EMAIL, GRANTED, IOS, NOW, Rig, TOKEN, jwt, request, target};

#[tokio::test]
async fn cmp_027_android_gets_a_data_message_with_an_access_token_of_the_service_account() {
    let rig = Rig::start().await;
    rig.oauth.then(200, GRANTED);
    rig.fcm.then(200, r#"{"name":"projects/lineman-test/messages/1"}"#);
    let answer = rig.push(&request(vec![target(ANDROID, PushTokenKind::Normal)])).await;
    assert_eq!(answer.results[0].outcome, PushOutcome::Sent);
    assert_eq!(answer.results[0].target_id, "r1/0");

    let asked = &rig.oauth.got()[0];
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", "/token"));
    assert_eq!(asked.header("content-type"), "application/x-www-form-urlencoded");
    let (grant, assertion) = asked.body.split_once("&assertion=").expect("two fields");
    assert_eq!(grant, "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer");
    let pem: String = rig.rsa_pem.reveal().lines().filter(|line| !line.starts_with('-')).collect();
    let der = base64::engine::general_purpose::STANDARD.decode(pem).expect("base64");
    let pair = aws_lc_rs::rsa::KeyPair::from_pkcs8(&der).expect("a key");
    let public = pair.public_key().as_ref().to_vec();
    let (header, claims) = jwt(assertion, |message, signature| {
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &public)
            .verify(message, signature)
            .is_ok()
    });
    assert_eq!(header, json!({"typ": "JWT", "alg": "RS256", "kid": "key-1"}));
    let now = NOW.as_seconds();
    let aud = format!("http://{}/token", rig.oauth.address);
    assert_eq!(
        claims,
        json!({"iss": EMAIL, "scope": FcmConfig::SCOPE, "aud": aud, "iat": now, "exp": now + 3600})
    );

    let sent = &rig.fcm.got()[0];
    assert_eq!(sent.method, "POST");
    assert_eq!(sent.path, "/v1/projects/lineman-test/messages:send");
    assert_eq!(sent.header("authorization"), "Bearer ya29.first");
    assert_eq!(sent.header("content-type"), "application/json");
    assert_eq!(
        sent.json(),
        json!({"message": {
            "token": TOKEN,
            "data": {
                "event": "NEW_CALL", "notificationId": "n-1", "callId": "BW1@host",
                "callerNumber": "+15550002", "callerName": "Žofie", "parameters": "ring=\"1\"",
            },
            "android": {"priority": "HIGH", "ttl": "60s"},
        }})
    );
    let entries = rig.entries();
    let [
        NpsEntry::Request { user, targets: 1, .. },
        NpsEntry::AccessToken { status: Some(200), .. },
        NpsEntry::Push { provider, status: Some(200), attempts: 1, outcome, .. },
    ] = entries.as_slice()
    else {
        panic!("{entries:#?}");
    };
    assert_eq!(
        (user.as_str(), provider.as_str(), outcome.as_str()),
        ("una@example.com", "FCM", "sent")
    );
    let log = rig.log.text();
    assert!(!log.contains(TOKEN) && !log.contains("ya29"), "no token is in the log");
}

#[tokio::test]
async fn cmp_027_ios_gets_a_voip_push_over_http_2_with_a_provider_token() {
    let rig = Rig::start().await;
    let answer = rig.push(&request(vec![target(IOS, PushTokenKind::Voip)])).await;
    assert_eq!(answer.results[0].outcome, PushOutcome::Sent);
    let sent = &rig.apns.got()[0];
    assert_eq!(sent.version, http::Version::HTTP_2);
    assert_eq!(sent.method, "POST");
    // The device token is one path segment, whatever is in it.
    assert_eq!(sent.path, "/3/device/d3v1ce%2Ftoken%3Awith%5Fodd%2Dcharacters");
    for (name, value) in [
        ("apns-topic", "com.cisco.squared.voip"),
        ("apns-push-type", "voip"),
        ("apns-priority", "10"),
        ("apns-expiration", &(NOW.as_seconds() + 60).to_string()),
    ] {
        assert_eq!(sent.header(name), value, "{name}");
    }
    let id = sent.header("apns-id");
    assert_eq!((id.len(), id.matches('-').count()), (36, 4), "{id}");
    let token = sent.header("authorization").strip_prefix("Bearer ").expect("a Bearer token");
    let (header, claims) = jwt(token, |message, signature| {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &rig.ec_public)
            .verify(message, signature)
            .is_ok()
    });
    assert_eq!(header, json!({"typ": "JWT", "alg": "ES256", "kid": "KEY1234567"}));
    assert_eq!(claims, json!({"iss": "TEAM123456", "iat": NOW.as_seconds()}));
    assert_eq!(
        sent.json(),
        json!({
            "aps": {}, "event": "NEW_CALL", "notificationId": "n-1", "callId": "BW1@host",
            "callerNumber": "+15550002", "callerName": "Žofie", "parameters": "ring=\"1\"",
        })
    );
}

#[tokio::test]
async fn other_events_are_alerts_or_silent() {
    let rig = Rig::start().await;
    let mut alert = target(IOS, PushTokenKind::Normal);
    alert.mutable_content = true;
    let mut silent = target(IOS, PushTokenKind::Normal);
    silent.silent = true;
    let mut waiting = request(vec![alert, silent]);
    waiting.event = PushEventName::MessageWaiting;
    waiting.call_id = None;
    rig.push(&waiting).await;
    let mut got = rig.apns.got();
    got.sort_by_key(|got| got.header("apns-push-type").to_owned());
    let [alert, background] = got.as_slice() else { panic!("{got:?}") };
    assert_eq!(alert.header("apns-topic"), IOS);
    assert_eq!((alert.header("apns-push-type"), alert.header("apns-priority")), ("alert", "10"));
    assert_eq!(
        alert.json()["aps"],
        json!({"alert": {"title": "Voicemail"}, "sound": "default", "mutable-content": 1})
    );
    assert_eq!(alert.json()["event"], "MWI");
    assert_eq!(background.header("apns-push-type"), "background");
    assert_eq!(background.header("apns-priority"), "5");
    assert_eq!(background.json()["aps"], json!({"content-available": 1}));
}

#[tokio::test]
async fn access_and_provider_tokens_are_used_again_until_their_time_is_over() {
    let rig = Rig::start().await;
    rig.oauth.then(200, GRANTED).then(200, &GRANTED.replace("first", "second"));
    let both =
        request(vec![target(ANDROID, PushTokenKind::Normal), target(IOS, PushTokenKind::Voip)]);
    for advance in [0, 40 * 60, 20 * 60] {
        rig.clock.advance_millis(advance * 1000);
        let mut both = both.clone();
        both.expires_at += 3600;
        rig.push(&both).await;
    }
    let bearers: Vec<String> =
        rig.fcm.got().iter().map(|got| got.header("authorization").to_owned()).collect();
    assert_eq!(bearers, ["Bearer ya29.first", "Bearer ya29.first", "Bearer ya29.second"]);
    assert_eq!(rig.oauth.got().len(), 2);
    let tokens: Vec<String> =
        rig.apns.got().iter().map(|got| got.header("authorization").to_owned()).collect();
    assert_eq!(tokens[0], tokens[1]);
    assert_ne!(tokens[1], tokens[2]);
}

#[tokio::test]
async fn only_application_servers_of_the_list_may_ask_and_only_this() {
    let rig = Rig::start().await;
    let good = serde_json::to_string(&request(Vec::new())).expect("JSON");
    let other = rig.url().replace("/nps", "/other");
    assert_eq!(rig.post(&other, good.clone()).await.status(), 404);
    assert_eq!(rig.http().get(rig.url()).send().await.expect("an answer").status(), 405);
    for body in ["", "{}", "[]", "{\"targets\":[]}", &good.replace("NEW_CALL", "OTHER")] {
        assert_eq!(rig.post(&rig.url(), body.to_owned()).await.status(), 400, "{body}");
    }
    let many = request(vec![target("unknown", PushTokenKind::Normal); TARGETS + 1]);
    let many = serde_json::to_string(&many).expect("JSON");
    assert_eq!(rig.post(&rig.url(), many).await.status(), 400);
    assert_eq!(rig.post(&rig.url(), "x".repeat(1_100_000)).await.status(), 413);
    let closed = Rig::start_with(|config| config.peers = vec![[192, 0, 2, 1].into()]).await;
    assert_eq!(closed.post(&closed.url(), good).await.status(), 403);
    let entries = rig.entries();
    assert_eq!(entries.len(), 9);
    assert!(entries.iter().all(|entry| matches!(entry, NpsEntry::Refused { .. })), "{entries:?}");
}

#[tokio::test]
async fn an_app_that_is_not_configured_is_no_failure_of_the_others() {
    let rig = Rig::start().await;
    rig.oauth.then(200, GRANTED);
    let mut stranger = target("com.example.other", PushTokenKind::Normal);
    stranger.target_id = "r2/0".to_owned();
    let targets = vec![stranger, target(ANDROID, PushTokenKind::Normal)];
    let answer = rig.push(&request(targets)).await;
    let outcomes: Vec<PushOutcome> = answer.results.iter().map(|result| result.outcome).collect();
    assert_eq!(outcomes, [PushOutcome::Failed, PushOutcome::Sent], "in the order of the request");
    assert_eq!(answer.results[0].target_id, "r2/0");
}
