//! The line forms of client logs, and what each tells (log-formats.md 4.1 to 4.5).

use std::sync::LazyLock;

use regex::Regex;

/// How a record's first line is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClientForm {
    /// `2025-01-01T00:00:00.000Z <Debug> [38592:0xa6b4][]File.cpp:350 ...`: forms A, B and C, also
    /// quoted without the time.
    Native,
    /// Jabber's shared framework: `2020-03-30 13:03:19,200 DEBUG [0x..] [file(1041)] [a] [b] - ...`.
    Csf,
    /// Android logcat, `02-06 14:20:41.317 8841 8993 D TAG: ...`.
    Logcat,
    /// Android's development tool in columns, `23722-23722 Tag package I text`.
    LogcatColumns,
    /// The media engine, `PID[1]TID[2]:[UTIL] INFO: ...`.
    MediaEngine,
}

/// The longest part of a line that is looked at: heads of lines are short.
const HEAD_BYTES: usize = 2048;

const STAMP: &str = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?Z?";

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

pub(super) static NATIVE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:(?P<time>{STAMP}) ?)?(?:<|&lt;)(?P<level>[^<>&\s]{{1,20}})(?:>|&gt;) ?\[(?:(?P<process>\d+):)?(?P<thread>0x[0-9a-fA-F]+|\d+)\](?:\[[^\]]*\])* ?(?P<file>[^\s:]+\.[A-Za-z]{{1,5}}):(?P<line>\d+)(?:[ \t](?P<tail>.*))?$"
    ))
});

pub(super) static CSF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"^(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d,\d{3} (?P<level>[A-Z]+)\s+\[(?P<thread>0x[0-9a-fA-F]+)\] \[(?P<file>.*?)\((?P<line>\d+)\)\] \[(?P<logger>[^\]]*)\] \[(?P<function>[^\]]*)\] - ?(?P<message>.*)$",
    )
});

pub(super) static LOGCAT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\s+(?P<process>\d+)[ \-]+(?P<thread>\d+)(?:/\S+)?\s+|(?P<process2>\d+)-(?P<thread2>\d+)(?:/\S+)? )(?P<level>[VDIWEFA])[ /](?P<tag>.*?)\s*: (?P<message>.*)$",
    )
});

pub(super) static LOGCAT_COLUMNS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\s+)?(?P<process>\d+)-(?P<thread>\d+)\s+(?P<tag>\S+)\s+[a-z]\w*(?:\.\w+)+\s+(?P<level>[VDIWEFA])\s+(?P<message>.*)$",
    )
});

/// The native part inside a logcat message: two colons between file and line.
pub(super) static LOGCAT_NATIVE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"^(?:tid\[(?P<thread>0x[0-9a-fA-F]+)\] )?(?:\[[^\]]+\] ?)*(?P<file>[^\s:]+\.[A-Za-z]{1,5})::(?P<line>\d+) (?P<tail>.*)$",
    )
});

pub(super) static MEDIA_ENGINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:(?P<time>{STAMP})\s+)?PID\[(?P<process>\d+)\]TID\[(?P<thread>\d+)\]:\[(?P<module>[^\]]*)\] (?P<level>[A-Z]+): ?(?P<message>.*)$"
    ))
});

/// The form of a line that opens a record of a client log; none for continuation lines.
#[must_use]
pub fn form_of(line: &str) -> Option<ClientForm> {
    let first = *line.as_bytes().first()?;
    if !first.is_ascii_digit() && !matches!(first, b'P' | b'<' | b'&') {
        return None;
    }
    let mut end = line.len().min(HEAD_BYTES);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let head = &line[..end];
    let forms: [(ClientForm, &LazyLock<Option<Regex>>); 5] = [
        (ClientForm::Native, &NATIVE),
        (ClientForm::Csf, &CSF),
        (ClientForm::Logcat, &LOGCAT),
        (ClientForm::LogcatColumns, &LOGCAT_COLUMNS),
        (ClientForm::MediaEngine, &MEDIA_ENGINE),
    ];
    forms
        .into_iter()
        .find(|(_, pattern)| pattern.as_ref().is_some_and(|pattern| pattern.is_match(head)))
        .map(|(form, _)| form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_notes_is_told_apart() {
        // log-formats.md 4.1 to 4.5, rewritten
        for (line, form) in [
            (
                "2020-04-19T01:46:47.024Z <Debug> [0x1190cadc0] Devices.cpp:1252 create: x",
                Some(ClientForm::Native),
            ),
            (
                "2024-02-28T09:37:35.453Z <Debug> [0x4ee0][]Flags.cpp:7178 f:c: x",
                Some(ClientForm::Native),
            ),
            (
                "2025-02-28T09:37:35.453Z <Debug> [38592:0xa6b4][]Calendar.cpp:350 f:c: x",
                Some(ClientForm::Native),
            ),
            (
                "<错误>[0x70000476b000] BroadWorksConfigDownloader.cpp:106 onAccessDeviceListSucceeded:BWC:SCF:x",
                Some(ClientForm::Native),
            ),
            ("&lt;Error>[0x70000476b000] A.cpp:106", Some(ClientForm::Native)),
            (
                "2020-03-30 13:03:19,200 DEBUG [0x00000e2c] [\\sipcc\\x.c(1041)] [csf.sip] [print] - sent",
                Some(ClientForm::Csf),
            ),
            (
                "2024-02-06 14:20:41.317 8841 8993 D WBX_TEAMS-ucf: tid[0x2315] A.cpp::130 f:BWC:SCF: x",
                Some(ClientForm::Logcat),
            ),
            ("02-06 14:20:41.317 8841 8993 D TAG: x", Some(ClientForm::Logcat)),
            ("2565-2685 D/HttpClient:53: OkHttp https://x", Some(ClientForm::Logcat)),
            ("23722-23722 Tag   com.example.app   I  text", Some(ClientForm::LogcatColumns)),
            ("PID[6120]TID[6148]:[UTIL] INFO: ACmThread::Create", Some(ClientForm::MediaEngine)),
            ("<config>", None),
            ("PUT /x HTTP/1.1", None),
            ("", None),
        ] {
            assert_eq!(form_of(line), form, "{line}");
        }
    }
}
