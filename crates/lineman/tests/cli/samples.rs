//! Real logs of others, which are not part of the repository: next to it, or where
//! `LINEMAN_SAMPLES` says. On a developer's machine without them these tests say so and pass;
//! where `CI=true` they must be there.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::files::{folder, gzip, put, zip};
use crate::run::{array, diagnose, finding_ids, number, text};

pub(crate) const PSLOG: &str = "pslog-2016.04.27-18.40.21.txt";
pub(crate) const ACCESS_LOG: &str = "access_log-xsp-2013.txt";
/// SIP messages, and whether the file was edited by hand.
const XSLOGS: [(&str, u64, bool); 4] = [
    ("xslog-2015-bwa.txt", 61, false),
    ("xslog-2015-callpickup.txt", 55, false),
    ("xslog-2015-filtered.txt", 29, false),
    ("xslog-2015-xslog2.txt", 28, true),
];

/// The path of a sample; none when this machine has none.
pub(crate) fn sample(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("LINEMAN_SAMPLES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples"),
        PathBuf::from,
    );
    let path = folder.join(name);
    if path.is_file() {
        return Some(path);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "no sample at {}", path.display());
    eprintln!("skipped: no sample at {}", path.display());
    None
}

/// What the PSLog must say, wherever and under whatever name it was found.
fn is_the_pslog(report: &Value, path: &str) {
    let inputs = array(&report["inputs"]);
    assert_eq!(inputs.len(), 1, "{inputs:?}");
    assert_eq!(inputs[0]["path"], path);
    assert_eq!(inputs[0]["log"], "PSLog");
    assert_eq!(inputs[0]["records"], 13_088);
    assert_eq!(inputs[0]["bytes"], 2_250_734);
    assert_eq!(inputs[0]["unread_lines"], 0);
    assert_eq!(inputs[0]["zone"], "-04:00");
    let counts = &report["counts"];
    assert_eq!(counts["oci_requests"], 119);
    assert_eq!(counts["oci_responses"], 119);
    assert_eq!(counts["oci_errors"], 30);
    assert_eq!(finding_ids(report), ["oci-error", "oci-error"]);
    for (error, total) in [("4001", 2), ("4152", 28)] {
        let finding = array(&report["findings"])
            .iter()
            .find(|one| text(&one["title"]).contains(error))
            .unwrap_or_else(|| panic!("no finding for {error}"));
        assert_eq!(finding["severity"], "warning");
        assert_eq!(finding["step"], Value::Null);
        assert_eq!(finding["count"], total);
        assert_eq!(finding["evidence_total"], total);
        let rows = array(&finding["evidence"]);
        assert_eq!(rows.len() as u64, number(&finding["evidence_total"]).min(20));
        for row in rows {
            assert_eq!(row["path"], path);
            assert_eq!(row["log"], "PSLog");
            assert!(text(&row["text"]).contains(&format!("[Error {error}]")), "{row}");
        }
    }
}

/// Evidence is where it says it is: the record that begins at that line holds the error.
fn evidence_is_there(report: &Value, content: &str) {
    let lines: Vec<&str> = content.lines().collect();
    for row in array(&report["findings"]).iter().flat_map(|one| array(&one["evidence"])) {
        let line = usize::try_from(number(&row["line"])).expect("a line number");
        let record = &lines[line - 1..];
        let is_header = |one: &str| one.starts_with("2016.04.2") && one.contains(" EDT | ");
        assert!(is_header(record[0]), "line {line}: {}", record[0]);
        let length = 1 + record[1..].iter().take_while(|one| !is_header(one)).count();
        let error = text(&row["text"]).split_once(']').map(|(error, _)| error).unwrap_or_default();
        let error = error.rsplit_once('[').map(|(_, error)| error).unwrap_or_default();
        assert!(record[..length].iter().any(|one| one.contains(error)), "line {line}: {error}");
    }
}

/// LOG-001: 13,088 records, 119 requests and answers, 28 times error 4152 and twice 4001.
#[test]
fn the_pslog_is_counted_and_its_errors_are_warnings() {
    let Some(path) = sample(PSLOG) else { return };
    let ran = diagnose(&[&path]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(ran.stderr, "");
    let report = ran.json();
    is_the_pslog(&report, &path.display().to_string());
    evidence_is_there(&report, &std::fs::read_to_string(&path).expect("UTF-8"));
    assert!(!ran.stdout.contains("<password>") && !ran.stdout.contains("<signedPassword>"));
}

/// LOG-005: 61, 55, 29 and 28 SIP messages, and only one of the four was edited.
#[test]
fn the_xslogs_have_their_messages() {
    for (name, messages, edited) in XSLOGS {
        let Some(path) = sample(name) else { return };
        let ran = diagnose(&[&path]);
        assert_eq!(ran.code, Some(0), "{name}");
        let report = ran.json();
        assert_eq!(report["inputs"][0]["log"], "XSLog", "{name}");
        assert_eq!(report["counts"]["sip_messages"], messages, "{name}");
        let expected: &[&str] = if edited { &["input-edited"] } else { &[] };
        assert_eq!(finding_ids(&report), expected, "{name}");
    }
}

/// Given together, only the edited one is called edited, and every count is the sum.
#[test]
fn all_samples_at_once_are_the_sum() {
    let mut paths = Vec::new();
    for name in XSLOGS.iter().map(|(name, ..)| *name).chain([PSLOG, ACCESS_LOG]) {
        let Some(path) = sample(name) else { return };
        paths.push(path);
    }
    let report = diagnose(&paths).json();
    assert_eq!(report["counts"]["sip_messages"], 61 + 55 + 29 + 28);
    assert_eq!(report["counts"]["oci_requests"], 119);
    assert_eq!(report["counts"]["http_requests"], 11);
    let edited: Vec<&Value> = array(&report["findings"])
        .iter()
        .filter(|one| one["id"] == "input-edited")
        .flat_map(|one| array(&one["evidence"]))
        .collect();
    assert!(!edited.is_empty());
    for row in edited {
        assert!(text(&row["path"]).ends_with("xslog2.txt"), "{row}");
    }
    for (input, path) in array(&report["inputs"]).iter().zip(&paths) {
        assert_eq!(text(&input["path"]), path.display().to_string());
    }
}

/// LOG-002: 11 requests, whole, none of which is a sign-in.
#[test]
fn the_access_log_is_counted() {
    let Some(path) = sample(ACCESS_LOG) else { return };
    let ran = diagnose(&[&path]);
    assert_eq!(ran.code, Some(0));
    let report = ran.json();
    assert_eq!(report["inputs"][0]["log"], "access_log");
    assert_eq!(report["inputs"][0]["records"], 11);
    assert_eq!(report["inputs"][0]["unread_lines"], 0);
    assert_eq!(report["inputs"][0]["zone"], "-04:00");
    assert_eq!(report["counts"]["http_requests"], 11);
    assert!(finding_ids(&report).is_empty() && array(&report["journeys"]).is_empty());
}

/// Names lie and archives wrap: the content decides.
#[test]
fn a_renamed_packed_or_buried_log_is_the_same_log() {
    let Some(path) = sample(PSLOG) else { return };
    let content = std::fs::read(&path).expect("the sample");
    let folder = folder();
    let root = folder.path();
    let shown = |name: &str| root.join(name).display().to_string();
    let packed = gzip(&content);
    let zipped = zip(&[("collected/odd name.dat", &content)]);
    let nested = zip(&[("inner.gz", &packed)]);
    for (name, bytes, input) in [
        ("notes", &content, shown("notes")),
        ("XSLog.txt", &content, shown("XSLog.txt")),
        ("in/a/folder/x.log", &content, shown("in/a/folder/x.log")),
        ("PSLog.txt.gz", &packed, shown("PSLog.txt.gz")),
        ("gz.txt", &packed, shown("gz.txt")),
        ("case.zip", &zipped, format!("{}!/collected/odd name.dat", shown("case.zip"))),
        ("nested.zip", &nested, format!("{}!/inner.gz", shown("nested.zip"))),
    ] {
        let given = put(root, name, bytes);
        let given = if name.contains('/') { root.join("in") } else { given };
        let ran = diagnose(&[&given]);
        assert_eq!(ran.code, Some(0), "{name}: {}", ran.stderr);
        is_the_pslog(&ran.json(), &input);
    }
}

/// The same for the other logs: every sample, packed together, says what it says alone.
#[test]
fn an_archive_of_all_samples_says_what_they_say_alone() {
    let names: Vec<&str> =
        XSLOGS.iter().map(|(name, ..)| *name).chain([PSLOG, ACCESS_LOG]).collect();
    let mut contents = Vec::new();
    for name in &names {
        let Some(path) = sample(name) else { return };
        contents.push(std::fs::read(path).expect("a sample"));
    }
    let folder = folder();
    let neutral: Vec<String> = (0..names.len()).map(|index| format!("{index}.dat")).collect();
    let members: Vec<(&str, &[u8])> =
        neutral.iter().zip(&contents).map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let archive = put(folder.path(), "all.zip", &zip(&members));
    let plain: Vec<_> =
        members.iter().map(|(name, bytes)| put(folder.path(), name, bytes)).collect();
    let packed = diagnose(&[&archive]).json();
    let flat = diagnose(&plain).json();
    assert_eq!(packed["counts"], flat["counts"]);
    assert_eq!(finding_ids(&packed), finding_ids(&flat));
    assert_eq!(packed["counts"]["sip_messages"], 173);
    let logs = |report: &Value| -> Vec<Value> {
        array(&report["inputs"]).iter().map(|one| one["log"].clone()).collect()
    };
    assert_eq!(logs(&packed), logs(&flat));
}
