//! Real logs, read where they lie (LOG-001, LOG-002, LOG-005).

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod support;

use std::collections::BTreeSet;

use lineman_logs::access_log::AccessLogRecord;
use lineman_logs::broadworks::BroadWorksRecord;
use lineman_logs::ps_log::{PsLogEntry, PsLogRecord};
use lineman_logs::sniff::{HEAD_BYTES, sniff};
use lineman_logs::split::{Grammar, RawRecord};
use lineman_logs::stamp::Calibration;
use lineman_logs::xs_log::{XsLogEntry, XsLogRecord};
use lineman_model::{Confidence, LogKind};
use support::{records, samples};

fn read(name: &str) -> Option<(LogKind, Vec<RawRecord<'static>>)> {
    let bytes = std::fs::read(samples()?.join(name)).unwrap();
    let sniffed = sniff(&bytes[..bytes.len().min(HEAD_BYTES)]);
    assert_ne!(sniffed.confidence, Confidence::Possible, "{name}");
    // A collector may turn every line break into CRLF.
    let crlf = String::from_utf8_lossy(&bytes).replace('\n', "\r\n");
    let records_read = records(sniffed.grammar, &bytes);
    assert_eq!(records(sniffed.grammar, crlf.as_bytes()), records_read, "{name}");
    if sniffed.grammar != Grammar::Line {
        assert_eq!(records(Grammar::Detect, &bytes), records_read, "{name}");
    }
    Some((sniffed.kind, records_read))
}

fn headed(records: &[RawRecord<'static>]) -> usize {
    records.iter().filter(|record| !record.headless).count()
}

#[test]
fn pslog() {
    let Some((kind, raw)) = read("pslog-2016.04.27-18.40.21.txt") else { return };
    assert_eq!(kind, LogKind::PsLog);
    assert_eq!(headed(&raw), 13_088);
    let records: Vec<PsLogRecord> = raw.iter().filter_map(PsLogRecord::read).collect();
    assert_eq!(records.len(), 13_088);
    let count = |wanted: fn(&PsLogEntry) -> bool| {
        records.iter().filter(|record| wanted(&record.entry)).count()
    };
    assert_eq!(count(|entry| matches!(entry, PsLogEntry::OciRequest { .. })), 119);
    assert_eq!(count(|entry| matches!(entry, PsLogEntry::OciResponse { .. })), 119);
    let failed = |entry: &PsLogEntry| {
        matches!(entry, PsLogEntry::Transaction { executed: false, counter: None, .. })
    };
    assert!(count(failed) > 0);
    let executed = |entry: &PsLogEntry| match entry {
        PsLogEntry::Transaction {
            executed: true,
            counter: Some(_),
            user,
            level,
            started,
            ended,
            ..
        } => !user.is_empty() && !level.is_empty() && ended >= started,
        _ => false,
    };
    assert!(count(executed) > 0);
    // log-formats.md 2.4: HTTP does not occur in this release, and nothing is taken for it.
    let http = |entry: &PsLogEntry| {
        matches!(
            entry,
            PsLogEntry::HttpRequest(_)
                | PsLogEntry::HttpResponse { .. }
                | PsLogEntry::HttpFailure { .. }
        )
    };
    assert_eq!(count(http), 0);
    for record in &records {
        if let PsLogEntry::OciRequest { peer, user, document } = &record.entry {
            assert!(peer.contains(':') && !user.is_empty() && document.contains("<command"));
        }
    }
}

#[test]
fn xslogs() {
    // name, records, SIP messages, edited
    for (name, all, sip, edited) in [
        ("xslog-2015-bwa.txt", 910, 61, false),
        ("xslog-2015-callpickup.txt", 809, 55, false),
        ("xslog-2015-filtered.txt", 331, 29, false),
        ("xslog-2015-xslog2.txt", 350, 28, true),
    ] {
        let Some((kind, raw)) = read(name) else { return };
        assert_eq!(kind, LogKind::XsLog, "{name}");
        assert_eq!(headed(&raw), all, "{name}");
        let records: Vec<XsLogRecord> = raw.iter().filter_map(XsLogRecord::read).collect();
        assert_eq!(records.len(), all, "{name}");
        let dumps: Vec<_> = records
            .iter()
            .filter_map(|record| match &record.entry {
                XsLogEntry::Sip(dump) => Some((record, dump)),
                _ => None,
            })
            .collect();
        assert_eq!(dumps.len(), sip, "{name}");
        let odd = dumps.iter().filter(|(_, dump)| dump.length_difference() != 0).count();
        assert_eq!(odd > 0, edited, "{name}: {odd} of {sip} differ");
        for (record, dump) in &dumps {
            assert_eq!(dump.transport, "udp");
            assert!(record.party.is_some() && record.call_half.is_some(), "{name}: {record:?}");
            assert!(record.extra.is_empty(), "{name}: {record:?}");
        }
        let halves =
            records.iter().filter(|record| matches!(record.entry, XsLogEntry::NewCallHalf { .. }));
        // The cut log has none.
        assert_eq!(halves.count() > 0, !edited, "{name}");
    }
}

/// log-formats.md 1.3.
#[test]
fn tags_and_session_ids_tell_the_zone() {
    for (name, minutes) in [
        ("pslog-2016.04.27-18.40.21.txt", -240),
        ("xslog-2015-bwa.txt", -300),
        ("xslog-2015-callpickup.txt", -240),
    ] {
        let Some((_, raw)) = read(name) else { return };
        let mut calibration = Calibration::default();
        let mut words = BTreeSet::new();
        for record in &raw {
            let Some(header) = BroadWorksRecord::read(record) else { continue };
            calibration.observe(header.local_time, &record.text);
            words.insert(header.zone);
        }
        assert_eq!(words.len(), 1, "{name}");
        assert_eq!(calibration.offset_minutes(), Some(minutes), "{name}");
    }
}

#[test]
fn access_log() {
    let Some((kind, raw)) = read("access_log-xsp-2013.txt") else { return };
    assert_eq!(kind, LogKind::AccessLog);
    let records: Vec<_> = raw.iter().filter_map(AccessLogRecord::read).collect();
    assert_eq!((raw.len(), records.len()), (11, 11));
    assert!(records.iter().all(|record| record.micros.is_some() && record.rest.is_empty()));
    // Lines are written when the answer is complete, so they are not in the order of their times.
    assert!(!records.is_sorted_by_key(|record| record.time));
    // What is written again is the same line.
    for (record, raw) in records.iter().zip(&raw) {
        assert_eq!(record.write().trim_end(), raw.text);
    }
}
