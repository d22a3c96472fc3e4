//! What no log may hold: step and fault ids, secrets, and in the app's logs whoever signed in
//! (design.md section 4; LOG-025, XCC-008).

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lineman_catalog::EntryKind;
use lineman_deployment::lab::Fault;
use lineman_model::StepId;
use regex::Regex;
use serde_json::Value;

use crate::support::{RecordedFile, Recording, recording};

/// Every run: healthy and each fault.
fn runs() -> impl Iterator<Item = (&'static str, &'static Recording)> {
    [None]
        .into_iter()
        .chain(Fault::ALL.iter().copied().map(Some))
        .map(|fault| (fault.map_or("healthy", Fault::id), recording(fault)))
}

/// Goes through all logs of all runs; none may match.
fn nothing_matches(patterns: &[(String, Regex)]) {
    let mut found = Vec::new();
    for (run, recording) in runs() {
        for file in recording.logs() {
            let text = file.text();
            for (what, pattern) in patterns {
                if let Some(place) = pattern.find(&text) {
                    found.push(format!("{run} {}: {what}: {}", file.path, place.as_str()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

#[test]
fn no_log_names_a_fault_or_a_finding() {
    let findings = lineman_catalog::entries().filter(|entry| entry.kind == EntryKind::Finding);
    let ids: BTreeSet<&str> =
        findings.map(|entry| entry.id).chain(Fault::ALL.iter().map(|fault| fault.id())).collect();
    assert!(ids.len() > 40, "design.md section 6 has more: {}", ids.len());
    let patterns: Vec<_> =
        ids.iter().map(|id| ((*id).to_owned(), pattern(&regex::escape(id)))).collect();
    nothing_matches(&patterns);
}

#[test]
fn no_log_names_a_step() {
    let ids: Vec<&str> = StepId::ALL.iter().map(|step| step.as_str()).collect();
    let any = ids.iter().map(|id| regex::escape(id)).collect::<Vec<_>>().join("|");
    nothing_matches(&[
        (String::from("a key"), pattern(r#"(?i)\bsteps?(_?id)?"?\s*[:=]"#)),
        (String::from("words"), pattern(&format!(r"(?i)\bsteps?\s+({any})\b"))),
        // Those with a letter are no numbers of anything else.
        (String::from("an id"), pattern(r#"(^|[\s"'=>(\[])P[1-6]($|[\s"'<)\],;])"#)),
    ]);
}

#[test]
fn no_log_holds_a_secret_of_the_lab() {
    let mut found = Vec::new();
    for (run, recording) in runs() {
        let secrets = secrets_of(recording);
        assert!(secrets.len() > 30, "{run}: {}", secrets.len());
        for file in recording.logs() {
            let text = file.text();
            for (what, secret) in secrets.iter().filter(|(_, secret)| text.contains(secret)) {
                found.push(format!("{run} {}: {what}: {secret}", file.path));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Everything secret that the lab's folder tells, in every form in which it travels.
fn secrets_of(run: &Recording) -> Vec<(String, String)> {
    let lab = &run.lab_json;
    let mut secrets = Vec::new();
    let mut account = |what: &str, user: &Value, password: &Value| {
        let (user, password) = (user.as_str().unwrap(), password.as_str().unwrap());
        assert!(password.len() >= 8, "{what}");
        secrets.push((format!("{what} password"), password.to_owned()));
        secrets.push((format!("{what} Basic"), STANDARD.encode(format!("{user}:{password}"))));
    };
    for list in ["subscribers", "unprovisioned_subscribers"] {
        for one in lab[list].as_array().unwrap() {
            account("web, by user id,", &one["bw_user_id"], &one["web_password"]);
            account("web, by email,", &one["email"], &one["web_password"]);
            account("sip", &one["sip_username"], &one["sip_password"]);
        }
    }
    let bridge = &lab["provisioning_account"];
    account("bridge", &bridge["user_id"], &bridge["password"]);
    account("OCI-P", &lab["ocip_admin"]["user_id"], &lab["ocip_admin"]["password"]);
    for file in run.files.iter().filter(|file| file.path.starts_with("keys/")) {
        let text = file.text().trim().to_owned();
        if !file.path.ends_with("schema.name") {
            secrets.push((file.path.clone(), text));
        }
    }
    for file in run.files.iter().filter(|file| file.path.starts_with("certificates/")) {
        let text = file.text();
        if text.contains("PRIVATE KEY") {
            let second = text.lines().nth(1).unwrap().to_owned();
            secrets.push((file.path.clone(), second));
        }
    }
    secrets
}

/// What is not in lab.json (tokens, digests, device passwords) is known by where it stands.
#[test]
fn no_log_holds_credentials_in_the_clear() {
    nothing_matches(&[
        (String::from("a signed token"), pattern(r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}")),
        (
            String::from("an access token"),
            pattern(r"[A-Za-z0-9-]{16,}_[A-Za-z0-9]+_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-"),
        ),
        (String::from("a private key"), pattern("PRIVATE KEY")),
        (
            String::from("credentials"),
            pattern(r"(?i)authorization: *(bearer|basic|\w+sso) +[^*\s]"),
        ),
        (String::from("a digest"), pattern(r#"(?i)\bresponse="[^*"]"#)),
        (
            String::from("an element"),
            // `useCustomUserNamePassword` is `true`.
            pattern(
                r"(?i)<(\w+:)?(\w*password|\w*secret|\w*token|bearer)>([^*<\st]|[^*<\s][^<]{4})",
            ),
        ),
        (
            String::from("a field"),
            pattern(
                r#"(?i)\b(password|secret|\w*token|assertion|samlresponse|code_verifier)"?[=:] ?"?[A-Za-z0-9+/_%-]{16}"#,
            ),
        ),
        (String::from("a cookie"), pattern(r"(?i)\bcookie: *[^=\s;]+=[^*\s;]")),
    ]);
}

/// broadworks-wire.md 1.5: the device list carries passwords in a column.
#[test]
fn passwords_in_tables_are_masked() {
    let run = recording(None);
    let heading = pattern(r"<colHeading>([^<]*)</colHeading>");
    let row = pattern(r"(?s)<row>(.*?)</row>");
    let column = pattern(r"<col>([^<]*)</col>|<col\s*/>");
    let mut masked = 0;
    for file in run.logs() {
        let text = file.text();
        for table in text.split("<accessDeviceTable>").skip(1) {
            let table = table.split("</accessDeviceTable>").next().unwrap();
            let headings: Vec<_> =
                heading.captures_iter(table).map(|found| found[1].to_owned()).collect();
            let password = headings.iter().position(|name| name == "Password").unwrap();
            for row in row.captures_iter(table) {
                let columns: Vec<_> = column
                    .captures_iter(&row[1])
                    .map(|found| found.get(1).map_or("", |text| text.as_str()).to_owned())
                    .collect();
                assert_eq!(columns.len(), headings.len(), "{}", file.path);
                let value = &columns[password];
                assert!(value.chars().all(|c| c == '*'), "{}: {value}", file.path);
                masked += usize::from(!value.is_empty());
            }
        }
    }
    assert!(masked >= 3, "every subscriber's device has a password");
}

fn app_logs(run: &Recording) -> impl Iterator<Item = &RecordedFile> {
    run.logs()
        .filter(|file| file.path.starts_with("logs/client/") && !file.path.ends_with("ced.dat"))
}

/// LOG-025.
#[test]
fn the_apps_logs_name_nobody() {
    let mut found = Vec::new();
    for (name, run) in runs() {
        let mut personal = BTreeSet::new();
        for one in run.lab_json["subscribers"].as_array().unwrap() {
            for key in ["bw_user_id", "email", "sip_uri", "sip_username", "uuid"] {
                let Some(value) = one.get(key).and_then(Value::as_str) else { continue };
                let user = value.trim_start_matches("sip:").split('@').next().unwrap();
                personal.insert(user.to_owned());
            }
            let number = one["primary_number"].as_str().unwrap();
            personal.insert(number.trim_start_matches('+').to_owned());
            let id = one["bw_user_id"].as_str().unwrap();
            personal.extend(id.split('@').next().unwrap().split('.').map(str::to_owned));
        }
        // Whole words: `Ana` is in `organization`, too.
        let any = personal.iter().map(|value| regex::escape(value)).collect::<Vec<_>>().join("|");
        let any = pattern(&format!(r"(?i)(^|[^A-Za-z])({any})($|[^A-Za-z])"));
        for file in app_logs(run) {
            let text = file.text();
            found.extend(any.find(&text).map(|place| format!("{name} {}: {place:?}", file.path)));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// CLI-012 to CLI-014: the map explains every token, and each session has its own.
#[test]
fn ced_dat_explains_every_token_of_the_apps_logs() {
    let token = pattern(r"\[(EMAIL|USER|SIP|NUMBER|NAME)-\d+\]");
    let run = recording(None);
    let mut originals = BTreeSet::new();
    for one in run.lab_json["subscribers"].as_array().unwrap() {
        let folder = format!("logs/client/{}/", one["bw_user_id"].as_str().unwrap());
        let map = run.file(&format!("{folder}ced.dat")).unwrap();
        let map: Value = serde_json::from_slice(&map.bytes).unwrap();
        let mut used = BTreeSet::new();
        for file in app_logs(run).filter(|file| file.path.starts_with(&folder)) {
            let text = file.text();
            used.extend(token.find_iter(&text).map(|found| found.as_str().to_owned()));
        }
        assert!(!used.is_empty(), "{folder}");
        for token in used {
            let original = map[&token].as_str();
            let original = original.unwrap_or_else(|| panic!("{folder}: {token} is not explained"));
            originals.insert(original.to_owned());
        }
        assert_eq!(map["[EMAIL-1]"], one["email"]);
    }
    assert!(originals.len() >= 6, "{originals:?}");
}
