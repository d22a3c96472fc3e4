//! Files given to a splitter, the samples, and text that hurts.

#![allow(dead_code, reason = "each test file is a crate of its own and uses a part of this")]

use std::path::PathBuf;

use lineman_logs::split::{Grammar, RawRecord, Splitter};

/// A record that outlives the splitter.
pub(crate) fn records(grammar: Grammar, bytes: &[u8]) -> Vec<RawRecord<'static>> {
    let mut records = Vec::new();
    let mut splitter = Splitter::new(grammar);
    let mut sink = |record: &RawRecord<'_>| {
        let text = std::borrow::Cow::Owned(record.text.to_string());
        records.push(RawRecord { text, ..record.clone() });
    };
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    for line in lines {
        splitter.line(line, &mut sink);
    }
    splitter.finish(&mut sink);
    records
}

/// The folder of real samples: `LINEMAN_SAMPLES`, else beside the repository. They belong to others
/// and are no part of it: without them a test says that it was skipped, except where `CI` is set.
pub(crate) fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("LINEMAN_SAMPLES").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples")),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "no samples at {}", folder.display());
    println!("skipped: no samples at {}", folder.display());
    None
}

/// Pieces of text that a log reader could stumble over (log forging, XCC-010, LOG-003).
pub(crate) const HOSTILE: &[&str] = &[
    "\r\n",
    "\n",
    "\r",
    "\0",
    "\t",
    " ",
    " | ",
    "|",
    "\"",
    "'",
    "\\",
    "=",
    ": ",
    "<",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "\u{3000}",
    "\u{202e}",
    "\u{feff}",
    "\u{241b}",
    "\u{240a}",
    "\u{2420}",
    "\u{241b}|",
    "2026.01.01 00:00:00:000 GMT+00:00 | Info       | OCI-P | t | admin",
    "\n2026.01.01 00:00:00:000 GMT+00:00 | Info       | OCI-P | t | admin\n\n\tFrom 1.2.3.4:5\n<a/>\n\n",
    "2026.01.01 00:00:00:000 EDT",
    "file.txt:12:2026.01.01 00:00:00:000 EDT | Info | Sip | x",
    "\n2026-01-01T00:00:00.000Z <Error> [1:0x1][]A.cpp:1 f:BWC:SCF: errorCode=1502",
    "\n<Er\rror>[0x1] A.cpp:1 onAccessDeviceListSucceeded:BWC:SCF: 'x'",
    "\n02-06 14:20:41.317 1 2 D TAG: x",
    "\nPID[1]TID[2]:[UTIL] INFO: x",
    "\n127.0.0.1 - - [24/Oct/2013:13:49:25 -0400] \"GET /x HTTP/1.1\" 200 831 0 8682",
    "\n{\"time\":\"2026-01-01T00:00:00.000Z\",\"service\":\"identity\",\"event\":\"user.read\"}",
    "\n\n",
    "StatusCode=500",
    "HTTP/1.1 500 No",
    "trackingId=CLIENT_0 state=failed",
    "ün îcode",
    "用户",
    "пользователь",
    "مستخدم",
    "e\u{301}",
    "😀",
];
