//! Real logs of others, which are not part of the repository: next to it, or where
//! `LINEMAN_SAMPLES` says. Without them these tests have nothing to read and say so.

mod common;

use std::path::PathBuf;

use common::{File, diagnose};
use lineman_diagnose::Report;
use lineman_model::{LogKind, Severity};

fn sample(name: &str, kind: LogKind) -> Option<File> {
    let folder = std::env::var_os("LINEMAN_SAMPLES").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples"),
        PathBuf::from,
    );
    let bytes = std::fs::read(folder.join(name)).ok();
    if bytes.is_none() {
        eprintln!("skipped: no sample {name}");
    }
    let text = String::from_utf8_lossy(&bytes?).into_owned();
    Some(File { path: name.to_owned(), kind, text })
}

fn ids(report: &Report) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.id.as_str()).collect()
}

/// LOG-001: 13,088 records, 119 requests and answers paired, 30 error answers as two warnings.
#[test]
fn the_pslog_has_two_kinds_of_refusals_and_no_error() {
    let Some(file) = sample("pslog-2016.04.27-18.40.21.txt", LogKind::PsLog) else { return };
    let report = diagnose(&[file]);
    assert_eq!(report.inputs[0].records, 13_088);
    assert_eq!(report.inputs[0].zone.as_deref(), Some("-04:00"));
    let counts = report.counts;
    assert_eq!((counts.oci_requests, counts.oci_responses, counts.oci_errors), (119, 119, 30));
    assert_eq!(ids(&report), ["oci-error", "oci-error"]);
    let mut found: Vec<(u64, bool)> = report
        .findings
        .iter()
        .map(|finding| (finding.evidence_total, finding.title.contains("4152")))
        .collect();
    found.sort_unstable();
    assert_eq!(found, [(2, false), (28, true)]);
    for finding in &report.findings {
        assert_eq!(finding.severity, Severity::Warning);
        let first = &finding.evidence[0];
        assert!(first.line > 0 && first.text.contains("[Error 4"), "{first:?}");
        assert_eq!(finding.evidence.len() as u64, finding.evidence_total.min(20));
    }
    assert_eq!(report.exit_code(), 0);
}

/// LOG-005: 61, 55, 29 and 28 SIP messages; only the edited log is called edited.
#[test]
fn the_xslogs_have_their_messages_and_one_was_edited() {
    for (name, messages, edited) in [
        ("xslog-2015-bwa.txt", 61, false),
        ("xslog-2015-callpickup.txt", 55, false),
        ("xslog-2015-filtered.txt", 29, false),
        ("xslog-2015-xslog2.txt", 28, true),
    ] {
        let Some(file) = sample(name, LogKind::XsLog) else { return };
        let report = diagnose(&[file]);
        assert_eq!(report.counts.sip_messages, messages, "{name}");
        let expected: &[&str] = if edited { &["input-edited"] } else { &[] };
        assert_eq!(ids(&report), expected, "{name}");
        assert_eq!(report.exit_code(), 0, "{name}");
        let kept: u64 =
            report.call_flows.iter().map(|flow| flow.messages.len() as u64 + flow.left_out).sum();
        assert_eq!(kept, messages, "{name}: every message is in a flow");
        let zone = report.inputs[0].zone.as_deref();
        assert!(matches!(zone, Some("-04:00" | "-05:00")), "{name} {zone:?}");
    }
}

/// LOG-002: 11 requests, none of which is a sign-in.
#[test]
fn the_access_log_is_counted() {
    let Some(file) = sample("access_log-xsp-2013.txt", LogKind::AccessLog) else { return };
    let report = diagnose(&[file]);
    assert_eq!(report.counts.http_requests, 11);
    assert_eq!(report.inputs[0].records, 11);
    assert_eq!(report.inputs[0].zone.as_deref(), Some("-04:00"));
    assert!(report.findings.is_empty() && report.journeys.is_empty(), "{report:?}");
}
