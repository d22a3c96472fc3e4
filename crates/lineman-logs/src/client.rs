//! The line form that all desktop logs of the Webex app share (log-formats.md 4.1, form C when
//! written; A, B, C, Android and CSF lines when read).

mod form;
mod tail;

use std::fmt::Write as _;

use lineman_model::Timestamp;
use regex::Captures;

pub use form::{ClientForm, form_of};

use crate::escape::{decode, encode_block, encode_field};
use crate::split::RawRecord;

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

/// Where in the app a line of ours comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    level: &'static str,
    file: &'static str,
    line: u32,
    function: &'static str,
    component: &'static str,
}

impl Position {
    pub(crate) const fn new(
        level: &'static str,
        file: &'static str,
        line: u32,
        function: &'static str,
        component: &'static str,
    ) -> Self {
        Self { level, file, line, function, component }
    }

    /// A record from there.
    #[must_use]
    pub fn head(
        self,
        time: Timestamp,
        process: u64,
        thread: &str,
        message: String,
    ) -> ClientRecord {
        ClientRecord {
            time: Some(time),
            level: self.level.to_owned(),
            process: Some(process),
            thread: thread.to_owned(),
            file: self.file.to_owned(),
            line: self.line,
            function: self.function.to_owned(),
            component: self.component.to_owned(),
            message,
        }
    }
}

impl ClientRecord {
    /// The record as text: form C, with its line break.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = String::new();
        if let Some(time) = self.time {
            text.push_str(&time.to_rfc3339());
            text.push(' ');
        }
        let _ = write!(text, "<{}> [", encode_field(&self.level));
        if let Some(process) = self.process {
            let _ = write!(text, "{process}:");
        }
        let _ = writeln!(
            text,
            "{}][]{}:{} {}:{}: {}",
            self.thread,
            encode_field(&self.file),
            self.line,
            encode_field(&self.function),
            encode_field(&self.component),
            encode_block(&self.message),
        );
        text
    }

    /// Reads a record of any form. Gives nothing when the text does not begin with a header.
    #[must_use]
    pub fn read(raw: &RawRecord<'_>) -> Option<Self> {
        Self::read_text(&raw.text)
    }

    /// See [`ClientRecord::read`].
    #[must_use]
    pub fn read_text(text: &str) -> Option<Self> {
        let (header, rest) = text.split_once('\n').unwrap_or((text, ""));
        let header = header.strip_suffix('\r').unwrap_or(header);
        match form_of(header)? {
            ClientForm::Native => {
                let found = form::NATIVE.as_ref()?.captures(header)?;
                // Quotations break the line behind `file:line`.
                let tail = part(&found, "tail").trim_end();
                let whole = if tail.is_empty() {
                    rest.to_owned()
                } else {
                    join(part(&found, "tail"), rest)
                };
                let mut record = Self::of(&found, &whole);
                record.time = Timestamp::parse_rfc3339(part(&found, "time"));
                Some(record)
            }
            ClientForm::Csf => {
                let found = form::CSF.as_ref()?.captures(header)?;
                let mut record = Self::of(&found, "");
                record.function = decoded(part(&found, "function"));
                record.component = decoded(part(&found, "logger"));
                record.message = message(&join(part(&found, "message"), rest));
                Some(record)
            }
            ClientForm::Logcat => {
                let found = form::LOGCAT.as_ref()?.captures(header)?;
                let text = join(part(&found, "message"), rest);
                Some(Self::of_logcat(&found, &text))
            }
            ClientForm::LogcatColumns => {
                let found = form::LOGCAT_COLUMNS.as_ref()?.captures(header)?;
                let text = join(part(&found, "message"), rest);
                Some(Self::of_logcat(&found, &text))
            }
            ClientForm::MediaEngine => {
                let found = form::MEDIA_ENGINE.as_ref()?.captures(header)?;
                let mut record = Self::of(&found, "");
                record.time = Timestamp::parse_rfc3339(part(&found, "time"));
                record.component = decoded(part(&found, "module"));
                record.message = message(&join(part(&found, "message"), rest));
                Some(record)
            }
        }
    }

    /// The parts that forms share, and a `function:component: message` tail.
    fn of(found: &Captures<'_>, tail: &str) -> Self {
        let (first, rest) =
            tail.split_once('\n').map_or((tail, None), |(first, rest)| (first, Some(rest)));
        let cut = tail::cut(first);
        let text =
            rest.map_or_else(|| cut.message.to_owned(), |rest| format!("{}\n{rest}", cut.message));
        Self {
            time: None,
            level: decoded(part(found, "level")),
            process: part(found, "process").parse().ok(),
            thread: part(found, "thread").to_owned(),
            file: decoded(part(found, "file")),
            line: part(found, "line").parse().unwrap_or(0),
            function: decoded(cut.function),
            component: decoded(cut.component),
            message: message(&text),
        }
    }

    fn of_logcat(found: &Captures<'_>, text: &str) -> Self {
        let first = text.split('\n').next().unwrap_or_default();
        let native = form::LOGCAT_NATIVE.as_ref().and_then(|pattern| pattern.captures(first));
        let mut record = match &native {
            Some(native) => Self::of(
                native,
                &join(part(native, "tail"), text.get(first.len() + 1..).unwrap_or("")),
            ),
            None => {
                let mut record = Self::of(found, "");
                record.component = decoded(part(found, "tag"));
                record.message = message(text);
                record
            }
        };
        record.level = decoded(part(found, "level"));
        let other = |name: &str, alternative: &str| match part(found, name) {
            "" => part(found, alternative).to_owned(),
            text => text.to_owned(),
        };
        record.process = other("process", "process2").parse().ok();
        if record.thread.is_empty() {
            record.thread = other("thread", "thread2");
        }
        record
    }
}

fn part<'a>(found: &Captures<'a>, name: &str) -> &'a str {
    found.name(name).map_or("", |part| part.as_str())
}

fn decoded(text: &str) -> String {
    decode(text).into_owned()
}

fn message(text: &str) -> String {
    decode(text.trim_end_matches('\n')).into_owned()
}

fn join(first: &str, rest: &str) -> String {
    if rest.is_empty() { first.to_owned() } else { format!("{first}\n{rest}") }
}
