//! Whatever the inputs hold: bounded memory, nothing lost in silence, no panic.

mod common;

use common::build::{Person, World, command, oci, oci_error};
use common::{File, diagnose};
use lineman_diagnose::{Engine, InputSummary, Options};
use lineman_logs::ps_log::PsLogEntry;
use lineman_logs::split::{Grammar, RawRecord, Splitter};
use lineman_model::{LogKind, Severity, limits};
use proptest::prelude::*;

/// A provisioning client that fails all day is one warning, with as many rows as a finding may have.
#[test]
fn a_flood_of_refusals_is_one_finding() {
    let mut world = World::new();
    let total = 500;
    for number in 0..total {
        let document = oci("admin", None, &command("GroupGetRequest14sp7", "<groupId>g</groupId>"));
        let peer = "127.0.0.1:1".to_owned();
        let user = "admin".to_owned();
        world.ps("w", PsLogEntry::OciRequest { peer: peer.clone(), user: user.clone(), document });
        let document =
            oci("admin", None, &oci_error(&format!("[Error 4152] Group not found: {number}")));
        world.ps("w", PsLogEntry::OciResponse { peer, user, document });
    }
    let report = diagnose(&world.files());
    assert_eq!(report.findings.len(), 1);
    let finding = &report.findings[0];
    assert_eq!((finding.id.as_str(), finding.severity), ("oci-error", Severity::Warning));
    assert_eq!(finding.evidence.len(), limits::EVIDENCE_ROWS);
    assert_eq!((finding.evidence_total, finding.count), (total, total));
    assert_eq!(report.counts.oci_errors, total);
}

/// A cap that bites is a finding; so is an input that ends early or is none.
#[test]
fn caps_truncation_and_strangers_are_said() {
    let mut engine = Engine::new(Options::default());
    let capped = engine.begin_input("big.gz", LogKind::PsLog);
    engine.end_input(
        capped,
        InputSummary { capped: Some("more than 4 GiB".to_owned()), ..InputSummary::default() },
    );
    let cut = engine.begin_input("cut.gz", LogKind::XsLog);
    engine.end_input(
        cut,
        InputSummary { truncated: Some("unexpected end".to_owned()), ..InputSummary::default() },
    );
    let stranger = engine.begin_input("notes.txt", LogKind::Unknown);
    engine.record(stranger, &RawRecord::from_text("shopping list"));
    engine.end_input(stranger, InputSummary::default());
    let long = engine.begin_input("long.txt", LogKind::PsLog);
    engine.record(long, &RawRecord { truncated: true, ..RawRecord::from_text("x") });
    engine.end_input(long, InputSummary::default());
    let report = engine.finish();
    let ids: Vec<(&str, u64)> =
        report.findings.iter().map(|one| (one.id.as_str(), one.evidence_total)).collect();
    assert_eq!(ids, [("input-capped", 2), ("input-truncated", 1), ("input-unrecognised", 1)]);
    assert!(report.findings.iter().all(|one| one.step.is_none()));
    assert_eq!(report.inputs[3].unread_lines, 1);
    assert_eq!(report.exit_code(), 0);
}

/// Nothing in an input is nothing to complain of; it is said in its notes.
#[test]
fn an_empty_input_is_no_finding() {
    for lines in [&[][..], &["", "", ""], &["  ", "\t\r", ""]] {
        for kind in [LogKind::Unknown, LogKind::PsLog, LogKind::AccessLog, LogKind::UserJson] {
            let mut engine = Engine::new(Options::default());
            let id = engine.begin_input("empty.txt", kind);
            let mut splitter = Splitter::new(Grammar::of(kind));
            for line in lines {
                splitter.line(line.as_bytes(), &mut |raw| engine.record(id, raw));
            }
            splitter.finish(&mut |raw| engine.record(id, raw));
            engine.end_input(id, InputSummary::default());
            let report = engine.finish();
            assert!(report.findings.is_empty(), "{kind} {lines:?}");
            let input = &report.inputs[0];
            assert_eq!((input.records, input.unread_lines), (0, 0), "{kind} {lines:?}");
            assert_eq!(input.notes, ["The file is empty."], "{kind} {lines:?}");
            assert_eq!(report.exit_code(), 0);
        }
    }
}

/// What breaks off or is too large before anything of it is read has its own finding, and no
/// second one that calls it a stranger.
#[test]
fn damage_and_caps_on_the_way_are_said_once() {
    let mut engine = Engine::new(Options::default());
    engine.damaged("cut.zip", "the archive is cut");
    engine.capped("bomb.zip", "expands out of proportion");
    engine.unreadable("pipe", "a named pipe");
    let report = engine.finish();
    let found: Vec<(&str, &str)> = report
        .findings
        .iter()
        .map(|one| (one.id.as_str(), one.evidence[0].path.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("input-capped", "bomb.zip"),
            ("input-truncated", "cut.zip"),
            ("input-unrecognised", "pipe")
        ]
    );
    assert!(report.findings.iter().all(|one| one.evidence_total == 1));
    assert_eq!(report.exit_code(), 2);
}

/// The same sign-in again and again (a log read twice, a client that loops) does not grow.
#[test]
fn repetition_is_kept_once() {
    let mut world = World::new();
    world.sign_in(&Person::new(1), None);
    let once = world.files();
    let again: Vec<File> =
        once.iter().map(|file| File { text: file.text.repeat(40), ..file.clone() }).collect();
    let report = diagnose(&again);
    assert_eq!(report.journeys.len(), 1, "{:#?}", report.journeys);
    assert_eq!(report.journeys[0].outcome, lineman_model::Outcome::Ok);
    for journey in &report.journeys {
        for step in &journey.steps {
            assert!(step.evidence.len() <= 6, "{}", step.step);
        }
    }
    assert!(report.findings.is_empty());
    for flow in &report.call_flows {
        assert!(flow.messages.len() <= 40);
    }
}

/// design.md section 5: keys and their order, times with milliseconds.
#[test]
fn the_json_is_the_contract() {
    let mut world = World::new();
    world.sign_in(&Person::new(1), Some(common::scenes::Fault::DesktopDeviceMissing));
    let report = diagnose(&world.files());
    let value: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default()
    };
    assert_eq!(keys(&value), ["schema", "inputs", "counts", "journeys", "findings"]);
    assert_eq!(value["schema"], "lineman.diagnosis/1");
    assert_eq!(
        keys(&value["inputs"][0]),
        ["path", "log", "records", "bytes", "unread_lines", "zone", "notes"]
    );
    assert_eq!(
        keys(&value["counts"]),
        ["sip_messages", "oci_requests", "oci_responses", "oci_errors", "http_requests"]
    );
    let journey = &value["journeys"][0];
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
    assert_eq!(journey["first_failed_step"], "6.3");
    assert_eq!(journey["steps"].as_array().map(Vec::len), Some(21));
    assert_eq!(keys(&journey["steps"][2]), ["step", "state", "evidence"]);
    let row = &journey["steps"][2]["evidence"][0];
    assert_eq!(keys(row), ["path", "line", "log", "time", "text"]);
    let time = row["time"].as_str().unwrap();
    assert!(time.ends_with('Z') && time.len() == 24, "{time}");
    let finding = &value["findings"][0];
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
    assert_eq!(finding["scope"]["kind"], "subscriber");
    assert_eq!(finding["step"], "6.3");
}

fn read(kind: LogKind, text: &str) {
    let mut engine = Engine::new(Options::default());
    let id = engine.begin_input("x", kind);
    let mut splitter = Splitter::new(Grammar::of(kind));
    for line in text.as_bytes().split(|byte| *byte == b'\n') {
        splitter.line(line, &mut |raw| engine.record(id, raw));
    }
    splitter.finish(&mut |raw| engine.record(id, raw));
    engine.end_input(id, InputSummary::default());
    let report = engine.finish();
    let texts = lineman_texts::Texts::new(lineman_model::Language::En);
    let drawn = lineman_diagnose::text::render(&report, &texts, 80, false);
    assert!(!drawn.chars().any(|one| one.is_control() && one != '\n'), "{drawn:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A sign-in whose bytes were damaged anywhere is still a report, whatever it is taken for.
    #[test]
    fn damaged_logs_never_panic(
        cuts in proptest::collection::vec((0_usize..20_000, any::<char>()), 1..40),
        kind in 0_usize..19,
    ) {
        let mut world = World::new();
        world.provision(&Person::new(1), None);
        world.sign_in(&Person::new(1), None);
        for file in world.files() {
            let mut characters: Vec<char> = file.text.chars().collect();
            for (at, with) in &cuts {
                let length = characters.len();
                if length > 0 {
                    characters[at % length] = *with;
                }
            }
            let text: String = characters.into_iter().collect();
            read(file.kind, &text);
            read(LogKind::ALL[kind], &text);
        }
    }
}
