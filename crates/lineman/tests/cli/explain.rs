//! `lineman explain` (design.md section 4).

use crate::run::{command, run, stdout};

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

#[test]
fn the_codes_of_the_first_faults_are_explained() {
    for code in [
        "100006",
        "401",
        "400",
        "409",
        "200",
        "18211",
        "18215",
        "1502",
        "wrong-password",
        "connector-entitlement-missing",
        "client-certificate-untrusted",
        "desktop-device-missing",
        "imp-credentials-mismatch",
        "user-exists",
        "primary-number-missing",
        "upstream-creation-failed",
    ] {
        let output = run(&["explain", code, "--format", "json"]);
        assert_eq!(output.status.code(), Some(0), "{code}");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let entries = json["entries"].as_array().expect("entries");
        assert!(!entries.is_empty(), "{code}");
        for entry in entries {
            assert!(entry["cause"].as_str().is_some_and(|text| text.len() > 20), "{entry}");
            assert!(entry["remedy"].as_str().is_some_and(|text| text.len() > 20), "{entry}");
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
