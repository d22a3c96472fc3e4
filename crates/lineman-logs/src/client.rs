//! The line form that all desktop logs of the Webex app share (log-formats.md 4.1, form C when
//! written; A, B, C, Android and CSF lines when read).

use std::sync::LazyLock;

use lineman_model::Timestamp;
use regex::Regex;

/// One record of a Webex app log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRecord {
    /// UTC time; none for forms without a date or a zone.
    pub time: Option<Timestamp>,
    /// `Info`, `Error`, `Debug`, ...
    pub level: String,
    /// Process id.
    pub process: Option<u64>,
    /// Thread as printed, `0x45c`.
    pub thread: String,
    /// Source file, `BroadWorksLoginAdapter.cpp`.
    pub file: String,
    /// Source line.
    pub line: u32,
    /// Function, `BroadWorksLoginAdapter::handleLoginError`.
    pub function: String,
    /// Component, `BWC:SCF`; may be empty.
    pub component: String,
    /// The text behind the component; continuation lines joined by LF.
    pub message: String,
}

/// The line forms that the app's logs use (log-formats.md 4.1 to 4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientForm {
    /// `2024-…Z <Debug> [pid:0xtid][] File.cpp:1 …`: desktop, Linux, iOS.
    Native,
    /// logcat: Android.
    Logcat,
    /// Jabber and CSF lines.
    Csf,
    /// Webex Media Engine.
    MediaEngine,
}

static FORMS: LazyLock<Vec<(ClientForm, Regex)>> = LazyLock::new(|| {
    let forms = [
        (
            ClientForm::Native,
            r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z <[A-Za-z]+> \[(?:\d+:)?(?:0x[0-9a-fA-F]+|\d+)\]",
        ),
        (ClientForm::Csf, r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+\s+\[0x[0-9a-fA-F]+\] \["),
        (
            ClientForm::Logcat,
            r"^(?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\s+\d+[ \-]+\d+(?:/\S+)?\s+[VDIWEFA][ /]",
        ),
        (ClientForm::MediaEngine, r"^PID\[\d+\]TID\[\d+\]:\["),
    ];
    forms
        .into_iter()
        .filter_map(|(form, pattern)| Some((form, Regex::new(pattern).ok()?)))
        .collect()
});

/// The form of a line that opens a record; none for a continuation line.
#[must_use]
pub fn form_of(line: &str) -> Option<ClientForm> {
    FORMS.iter().find(|(_, pattern)| pattern.is_match(line)).map(|(form, _)| *form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_forms_are_told_apart() {
        for (line, form) in [
            ("2020-04-19T01:46:47.024Z <Debug> [0x1190cadc0] A.cpp:1 create:", ClientForm::Native),
            ("2024-02-28T09:37:35.453Z <Debug> [38592:0xa6b4][]A.cpp:1 x", ClientForm::Native),
            ("2020-03-30 13:03:19,200 DEBUG [0x00000e2c] [a.c(1041)] [l] [f] - x", ClientForm::Csf),
            (
                "2024-02-06 14:20:41.317 8841 8993 D WBX_TEAMS-ucf: tid[0x2315] x",
                ClientForm::Logcat,
            ),
            ("PID[6120]TID[6148]:[UTIL] INFO: ACmThread::Create", ClientForm::MediaEngine),
        ] {
            assert_eq!(form_of(line), Some(form), "{line}");
        }
        assert_eq!(form_of("2024-02-28 no log line"), None);
    }
}
