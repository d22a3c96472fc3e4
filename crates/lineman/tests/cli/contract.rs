//! `lineman.diagnosis/1` as a script meets it (design.md section 5).

use serde_json::Value;

use crate::common::build::{Person, World};
use crate::common::scenes::Fault;
use crate::files::{folder, put};
use crate::run::{array, diagnose, finding_ids, number, text};
use crate::scene::{three_people, write};

fn keys(value: &Value) -> Vec<&str> {
    let object = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    object.keys().map(String::as_str).collect()
}

fn is_time(value: &Value) -> bool {
    // 2026-01-01T00:00:00.000Z
    value.is_null()
        || value.as_str().is_some_and(|text| {
            text.len() == 24 && text.ends_with('Z') && text.as_bytes()[19] == b'.'
        })
}

fn evidence(row: &Value) {
    assert_eq!(keys(row), ["path", "line", "log", "time", "text"]);
    assert!(number(&row["line"]) >= 1 && is_time(&row["time"]), "{row}");
    assert!(!text(&row["path"]).is_empty() && !text(&row["text"]).contains('\n'), "{row}");
}

/// The ladders of design.md section 3.
const SIGN_IN: [&str; 21] = [
    "1", "2", "2.1", "2.1.1", "2.2", "2.3", "3", "4", "5", "5.1", "5.2", "5.3", "5.4", "6", "6.1",
    "6.2", "6.3", "6.4", "7", "7.1", "7.2",
];
const PROVISIONING: [&str; 6] = ["P1", "P2", "P3", "P4", "P5", "P6"];

#[test]
fn keys_stand_in_the_order_of_the_contract() {
    let folder = folder();
    let ran = diagnose(&[write(&three_people(), folder.path())]);
    assert_eq!(ran.code, Some(1));
    let report = ran.json();
    assert_eq!(keys(&report), ["schema", "inputs", "counts", "journeys", "findings"]);
    assert_eq!(report["schema"], "lineman.diagnosis/1");
    assert_eq!(
        keys(&report["counts"]),
        ["sip_messages", "oci_requests", "oci_responses", "oci_errors", "http_requests"]
    );
    let inputs = array(&report["inputs"]);
    assert!(inputs.len() >= 10, "{inputs:?}");
    for input in inputs {
        assert_eq!(
            keys(input),
            ["path", "log", "records", "bytes", "unread_lines", "zone", "notes"]
        );
        assert_eq!(input["unread_lines"], 0, "{input}");
        assert_eq!(input["zone"], "+00:00", "{input}");
        assert!(array(&input["notes"]).is_empty(), "{input}");
    }
    for finding in array(&report["findings"]) {
        assert_eq!(
            keys(finding),
            [
                "id",
                "severity",
                "step",
                "component",
                "subscriber",
                "scope",
                "count",
                "title",
                "cause",
                "remedy",
                "reference",
                "confidence",
                "evidence",
                "evidence_total"
            ]
        );
        assert_eq!(keys(&finding["scope"]), ["kind", "id", "affected"]);
        assert!(!array(&finding["reference"]).is_empty(), "{finding}");
        assert!((1..=20).contains(&array(&finding["evidence"]).len()));
        array(&finding["evidence"]).iter().for_each(evidence);
    }
}

#[test]
fn every_step_stands_once_in_ladder_order() {
    let folder = folder();
    let report = diagnose(&[write(&three_people(), folder.path())]).json();
    let journeys = array(&report["journeys"]);
    let outcomes: Vec<(&str, &str, &Value)> = journeys
        .iter()
        .map(|one| (text(&one["kind"]), text(&one["outcome"]), &one["first_failed_step"]))
        .collect();
    assert_eq!(
        outcomes,
        [
            ("provisioning", "failed", &Value::from("P3")),
            ("sign-in", "failed", &Value::from("2.1")),
            ("sign-in", "ok", &Value::Null),
        ]
    );
    for journey in journeys {
        assert_eq!(
            keys(journey),
            [
                "kind",
                "subscriber",
                "email",
                "tracking_id",
                "started",
                "outcome",
                "first_failed_step",
                "steps"
            ]
        );
        assert!(journey["started"].is_string() && is_time(&journey["started"]));
        let ladder: &[&str] = if journey["kind"] == "sign-in" { &SIGN_IN } else { &PROVISIONING };
        let steps = array(&journey["steps"]);
        let ids: Vec<&str> = steps.iter().map(|step| text(&step["step"])).collect();
        assert_eq!(ids, ladder);
        for step in steps {
            assert_eq!(keys(step), ["step", "state", "evidence"]);
            array(&step["evidence"]).iter().for_each(evidence);
            if step["state"] == "ok" || step["state"] == "failed" {
                assert!(!array(&step["evidence"]).is_empty(), "{step}");
            }
        }
    }
}

#[test]
fn findings_stand_in_order_of_severity_step_and_id() {
    let folder = folder();
    let root = write(&three_people(), folder.path());
    put(&root, "a stranger.txt", b"a shopping list\n");
    let report = diagnose(&[&root]).json();
    assert_eq!(
        finding_ids(&report),
        ["wrong-password", "imp-credentials-mismatch", "input-unrecognised"]
    );
    let findings = array(&report["findings"]);
    // A sign-in that fails at the password never learns the BroadWorks id.
    assert_eq!(findings[0]["subscriber"], "Person2@Customer.example");
    assert_eq!(findings[0]["step"], "2.1");
    assert_eq!(findings[0]["scope"]["kind"], "subscriber");
    assert_eq!(findings[1]["scope"]["kind"], "enterprise");
    assert_eq!(findings[1]["scope"]["id"], "Acme");
    assert_eq!(findings[2]["step"], Value::Null);
    assert_eq!(findings[2]["severity"], "warning");
}

/// LOG-002: a container writes a line when a request ends; what counts is when it began.
#[test]
fn lines_of_an_access_log_are_put_into_true_order() {
    let mut world = World::new();
    world.sign_in(&Person::new(1), Some(Fault::DesktopDeviceMissing));
    let files = world.files();
    let log = files.iter().find(|file| file.path.ends_with("access_log.txt")).expect("a log");
    let backwards: Vec<&str> = log.text.lines().rev().collect();
    let folder = folder();
    let forth = put(folder.path(), "forth/access_log.txt", log.text.as_bytes());
    let back = put(folder.path(), "back/access_log.txt", (backwards.join("\n") + "\n").as_bytes());
    let states = |report: &Value| -> Vec<(Value, Value, Value)> {
        array(&report["journeys"])
            .iter()
            .flat_map(|one| {
                array(&one["steps"]).iter().map(|step| {
                    (one["started"].clone(), step["step"].clone(), step["state"].clone())
                })
            })
            .collect()
    };
    let (forth, back) = (diagnose(&[forth]).json(), diagnose(&[back]).json());
    assert!(!states(&forth).is_empty(), "{forth}");
    assert_eq!(states(&back), states(&forth));
    assert_eq!(finding_ids(&back), finding_ids(&forth));
}
