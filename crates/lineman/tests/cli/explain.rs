//! `lineman explain` (design.md section 4).

use serde_json::Value;

use crate::run::{array, command, run, stderr, stdout, text};

#[test]
fn the_three_spellings_of_an_error_are_the_same() {
    let plain = run(&["explain", "18215"]);
    assert_eq!(plain.status.code(), Some(0));
    assert!(stdout(&plain).contains("18215"));
    for spelling in [
        &["explain", "Error 18215"][..],
        &["explain", "[Error 18215]"],
        &["explain", "Error", "18215"],
    ] {
        assert_eq!(stdout(&run(spelling)), stdout(&plain), "{spelling:?}");
    }
}

/// Codes and statuses of the first faults.
const CODES: [&str; 8] = ["100006", "401", "400", "409", "200", "18211", "18215", "1502"];

/// Every finding of design.md sections 5 and 6.
#[rustfmt::skip]
const FINDINGS: [&str; 59] = [
    "imp-url-mismatch", "imp-credentials-mismatch", "bridge-addressed-by-ip", "bridge-forbidden", "bridge-rejected",
    "email-not-trusted", "email-invalid", "org-creation-disabled", "primary-number-missing", "user-exists",
    "user-in-consumer-org", "upstream-creation-failed", "bridge-unreachable", "provisioning-in-progress", "patch-missing",
    "portal-client-incompatible", "portal-unavailable", "wrong-password", "alternate-id-missing", "user-locked",
    "xsp-unreachable", "profile-mismatch", "assertion-rejected", "connector-entitlement-missing",
    "webex-calling-entitlement", "calling-behavior-wrong", "multiple-calling-services", "identity-token-rejected",
    "client-certificate-untrusted", "auth-service-url-wrong", "login-info-unknown-user", "auth-service-url-missing",
    "rsa-keys-not-copied", "token-revoked", "device-types-unassigned", "desktop-device-missing",
    "device-profile-unreachable", "device-profile-unparseable", "sbc-tag-wrong", "device-tags-misconfigured",
    "as-not-located", "sip-credentials-wrong", "session-displaced", "call-settings-tags-missing",
    "call-settings-opens-browser", "call-settings-not-registered", "app-version-too-old", "call-settings-app-broken",
    "domain-claimed-by-provider", "domain-claimed-by-other", "admin-lacks-sales-role",
    "step-failed", "oci-error", "input-edited", "input-truncated", "input-capped", "input-unrecognised",
    "code-200010", "code-300005",
];

const LANGUAGES: [&str; 6] = ["en", "de", "es", "fr", "cs", "zh"];

/// All that `explain` says of a code in a language, as JSON.
fn explained(code: &str, language: &str) -> Value {
    let output = run(&["explain", code, "--format", "json", "--lang", language]);
    assert_eq!(output.status.code(), Some(0), "{code} {language}");
    assert_eq!(stderr(&output), "", "{code} {language}");
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&json["language"], &json["found"]), (&Value::from(language), &Value::from(true)));
    json["entries"].clone()
}

/// Cause and remedy in each of the six languages, in texts of their own.
#[test]
fn every_code_and_finding_is_explained_in_six_languages() {
    for code in CODES.iter().chain(&FINDINGS) {
        let mut said: Vec<String> = Vec::new();
        let mut same: Vec<Value> = Vec::new();
        for language in LANGUAGES {
            let entries = explained(code, language);
            let entries = array(&entries);
            assert!(!entries.is_empty(), "{code}");
            let mut facts = Vec::new();
            for entry in entries {
                let [title, cause, remedy] =
                    ["title", "cause", "remedy"].map(|key| text(&entry[key]));
                // A sentence of Chinese is short.
                let least = if language == "zh" { 8 } else { 25 };
                for sentence in [cause, remedy] {
                    assert!(sentence.chars().count() >= least, "{code} {language}: {sentence}");
                    assert!(
                        !said.iter().any(|one| one == sentence),
                        "{code} {language}: {sentence}"
                    );
                }
                for one in [title, cause, remedy] {
                    // A missing text would be its key; a variable that nobody fills, its name.
                    assert!(!one.contains(".cause") && !one.contains("finding-"), "{code}: {one}");
                    assert!(!one.contains("{ $") && !one.is_empty(), "{code} {language}: {one}");
                }
                said.extend([cause.to_owned(), remedy.to_owned()]);
                facts.push(Value::from(
                    ["id", "kind", "severity", "wire_text", "component", "since", "reference"]
                        .map(|key| entry[key].clone())
                        .to_vec(),
                ));
            }
            same.push(Value::from(facts));
        }
        assert!(same.windows(2).all(|pair| pair[0] == pair[1]), "{code}: {same:?}");
    }
}

/// A status has a meaning for each component that answers with it; all of them are given.
#[test]
fn all_meanings_of_a_status_are_given() {
    for status in ["200", "400", "401", "409"] {
        let entries = explained(status, "en");
        let kinds: Vec<&str> = array(&entries).iter().map(|one| text(&one["kind"])).collect();
        assert!(kinds.contains(&"bridge-status"), "{status}: {kinds:?}");
        assert_eq!(kinds.contains(&"xsi-status"), status != "409" && status != "400", "{kinds:?}");
        let shown = stdout(&run(&["explain", status]));
        for entry in array(&entries) {
            let words: Vec<&str> = text(&entry["title"]).split(' ').collect();
            assert!(shown.contains(words[0]), "{status}: {shown}");
        }
        assert_eq!(shown.matches("  Cause ").count(), kinds.len(), "{shown}");
    }
}

#[test]
fn explanations_fit_eighty_columns() {
    for language in LANGUAGES {
        for code in CODES {
            let output = run(&["explain", code, "--lang", language]);
            for line in stdout(&output).lines() {
                assert!(lineman_texts::display_width(line) <= 80, "{language}: {line}");
            }
        }
    }
}

#[test]
fn an_unknown_code_exits_1_with_a_general_text() {
    let output = run(&["explain", "987654321"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("987654321"));
}

#[test]
fn the_language_is_that_of_the_option_or_of_the_environment() {
    let german = run(&["explain", "409", "--lang", "de", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&german.stdout).expect("JSON");
    assert_eq!(json["language"], "de");
    for (name, value, expected) in
        [("LANG", "fr_FR.UTF-8", "fr"), ("LC_ALL", "zh_CN.UTF-8", "zh"), ("LANG", "xx", "en")]
    {
        let output = command()
            .args(["explain", "409", "--format", "json"])
            .env(name, value)
            .output()
            .expect("the binary starts");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(json["language"], expected, "{name}={value}");
    }
}
