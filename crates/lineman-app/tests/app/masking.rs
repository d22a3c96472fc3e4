//! LOG-025: nothing personal and no secret in the app's logs, on good and on bad ways.

use std::collections::BTreeMap;

use crate::world::{
    ACCESS_TOKEN, Behavior, DEVICE_TOKEN, EMAIL, LINE, NUMBER, PASSWORD, SIP_PASSWORD, SIP_USER,
    USER_NAME, World,
};

/// What must not be found, also in parts and in other spellings.
fn forbidden() -> Vec<String> {
    let mut words: Vec<String> = [
        EMAIL,
        USER_NAME,
        PASSWORD,
        NUMBER,
        LINE,
        SIP_USER,
        SIP_PASSWORD,
        ACCESS_TOKEN,
        DEVICE_TOKEN,
    ]
    .map(str::to_owned)
    .to_vec();
    words.extend(
        [
            "una.one",
            "una%40",
            "2212221101",
            "5550100234",
            "Una One",
            "Onesurname",
            "identity-secret",
            "aaaabbbb-1111",
            "signature",
            "eyJhbGciOiJSUzI1NiJ9",
            "PHNhbWw6QXNz",
            "PHNhbWxwOlJl",
        ]
        .map(str::to_owned),
    );
    words
}

#[tokio::test]
async fn the_logs_hold_tokens_and_ced_holds_what_they_stand_for() {
    let world = World::new(Behavior::default()).await;
    let mut app = world.app();
    app.sign_in().await.expect("a usable configuration");
    let logs = format!("{}{}", world.startup.text(), world.calling.text());
    for word in forbidden() {
        assert!(!logs.contains(&word), "{word} in\n{logs}");
    }
    // CLI-012 to CLI-014: the same session's map explains every token in the logs.
    let ced: BTreeMap<String, String> =
        serde_json::from_str(&app.export_ced()).expect("an object of texts");
    let tokens = regex::Regex::new(r"\[(?:EMAIL|USER|SIP|NUMBER|NAME)-\d+\]").expect("a pattern");
    let used: std::collections::BTreeSet<&str> =
        tokens.find_iter(&logs).map(|found| found.as_str()).collect();
    assert!(used.len() >= 3, "{used:?}");
    for token in used {
        assert!(ced.contains_key(token), "{token}");
    }
    for value in [EMAIL, USER_NAME, SIP_USER] {
        assert!(ced.values().any(|known| known == value), "{value}");
    }
    for secret in [PASSWORD, SIP_PASSWORD, ACCESS_TOKEN, DEVICE_TOKEN] {
        assert!(!ced.values().any(|known| known.contains(secret)), "secrets are in no file");
    }
}

#[tokio::test]
async fn failures_do_not_leak_either() {
    let healthy = Behavior::default;
    for behavior in [
        Behavior { email_known: false, ..healthy() },
        Behavior { portal_code: Some("100006"), ..healthy() },
        // Its message names the user.
        Behavior { token_status: 502, ..healthy() },
        Behavior { device_type: Some("una.one@mail.example.com"), ..healthy() },
        Behavior {
            profile_replacement: Some(("localhost", b"una.one@mail.example.com")),
            ..healthy()
        },
        Behavior { sip_password: "another", ..healthy() },
    ] {
        let world = World::new(behavior).await;
        let mut app = world.app();
        let report = app.sign_in().await.expect("a usable configuration");
        let failure = format!("{:?}", report.failure.expect("a failure"));
        let logs = format!("{}{}{failure}", world.startup.text(), world.calling.text());
        for word in forbidden() {
            assert!(!logs.contains(&word), "{word} in\n{logs}");
        }
    }
}
