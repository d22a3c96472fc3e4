//! The report, serialised exactly as `lineman.diagnosis/1` (design.md section 5, a contract).

use std::io::{self, Write};

use lineman_model::{
    Component, Confidence, JourneyKind, LogKind, Outcome, ScopeKind, Severity, StepId, StepState,
    Timestamp,
};
use serde::{Serialize, Serializer};

/// The name of the contract.
pub const SCHEMA: &str = "lineman.diagnosis/1";

/// Everything that a diagnosis says.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// What was read.
    pub inputs: Vec<InputReport>,
    /// Counts over all inputs.
    pub counts: Counts,
    /// The journeys that were recognised, in order of their start.
    pub journeys: Vec<JourneyReport>,
    /// What was found, the worst first.
    pub findings: Vec<Finding>,
    /// SIP messages per Call-ID, for drawings only.
    #[serde(skip)]
    pub call_flows: Vec<CallFlow>,
    /// How many flows there were beyond those that are kept.
    #[serde(skip)]
    pub call_flows_left_out: u64,
    /// Whether a subscriber, a tracking id or a time was asked for.
    #[serde(skip)]
    pub filtered: bool,
    /// Logs that would show a step of a journey and were not given.
    #[serde(skip)]
    pub not_visible: Vec<LogKind>,
}

impl Report {
    /// Exit code of `lineman diagnose`: 2 when nothing could be read, 1 when something is broken.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        if self.inputs.iter().all(|input| !input.readable) {
            2
        } else {
            u8::from(self.findings.iter().any(|finding| finding.severity == Severity::Error))
        }
    }

    /// The report as JSON, indented by two, with a line end.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Writes [`Report::to_json`] piece by piece: of thousands of journeys the text is long.
    ///
    /// # Errors
    ///
    /// What `out` answers.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.write_all(b"\n")
    }
}

/// One input.
#[derive(Debug, Clone, Serialize)]
pub struct InputReport {
    /// Path; a member of an archive is `a.zip!/b.txt`.
    pub path: String,
    /// What it was recognised as.
    pub log: LogKind,
    /// Records read.
    pub records: u64,
    /// Decompressed bytes read.
    pub bytes: u64,
    /// Lines that could not be placed.
    pub unread_lines: u64,
    /// Offset from UTC, `-04:00`; none when the log has no times.
    pub zone: Option<String>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Whether it could be opened and read.
    #[serde(skip)]
    pub readable: bool,
}

/// Counts over all inputs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// SIP messages.
    pub sip_messages: u64,
    /// OCI-P requests of the Application Server's log.
    pub oci_requests: u64,
    /// OCI-P answers, error answers included.
    pub oci_responses: u64,
    /// OCI-P error answers.
    pub oci_errors: u64,
    /// HTTP requests of the access log and of the Application Server.
    pub http_requests: u64,
}

/// One journey.
#[derive(Debug, Clone, Serialize)]
pub struct JourneyReport {
    /// What it is about.
    pub kind: JourneyKind,
    /// BroadWorks id when known, else the email.
    pub subscriber: Option<String>,
    /// Email.
    pub email: Option<String>,
    /// Tracking id.
    pub tracking_id: Option<String>,
    /// Time of the first thing seen of it.
    #[serde(serialize_with = "rfc3339")]
    pub started: Option<Timestamp>,
    /// How it ended.
    pub outcome: Outcome,
    /// First failed or missing step in ladder order.
    pub first_failed_step: Option<StepId>,
    /// Every step once, in ladder order.
    pub steps: Vec<StepReport>,
}

/// One step of a journey.
#[derive(Debug, Clone, Serialize)]
pub struct StepReport {
    /// Which.
    pub step: StepId,
    /// What the inputs say.
    pub state: StepState,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// A place in an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Path of the input.
    pub path: String,
    /// First line of the record, from 1.
    pub line: u64,
    /// Which log.
    pub log: LogKind,
    /// When it was written.
    #[serde(serialize_with = "rfc3339")]
    pub time: Option<Timestamp>,
    /// Masked excerpt.
    pub text: String,
}

/// Whom a finding hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scope {
    /// One subscriber, an enterprise, or the system.
    pub kind: ScopeKind,
    /// Id of the subscriber or of the enterprise.
    pub id: Option<String>,
    /// How many subscribers are known to be hit.
    pub affected: u64,
}

/// Something that was found.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// Id of design.md section 6, or a general one.
    pub id: String,
    /// How bad it is.
    pub severity: Severity,
    /// The step; none when it is outside a ladder.
    pub step: Option<StepId>,
    /// The component to look at.
    pub component: Option<Component>,
    /// The subscriber, when exactly one is hit.
    pub subscriber: Option<String>,
    /// Whom it hits.
    pub scope: Scope,
    /// How often it occurred.
    pub count: u64,
    /// What it is, in a few words.
    pub title: String,
    /// Why.
    pub cause: String,
    /// What to do.
    pub remedy: String,
    /// Rows of the requirements.
    pub reference: Vec<String>,
    /// How sure.
    pub confidence: Confidence,
    /// At most [`lineman_model::limits::EVIDENCE_ROWS`] places.
    pub evidence: Vec<Evidence>,
    /// The real number of places.
    pub evidence_total: u64,
}

/// The SIP messages of one Call-ID as one log shows them.
#[derive(Debug, Clone)]
pub struct CallFlow {
    /// The Call-ID.
    pub call_id: String,
    /// Correlation id that joins the legs of one call, when known.
    pub correlation_id: Option<String>,
    /// The messages, at most a few dozen.
    pub messages: Vec<FlowMessage>,
    /// How many there were beyond those kept.
    pub left_out: u64,
}

/// One SIP message of a flow.
#[derive(Debug, Clone)]
pub struct FlowMessage {
    /// When.
    pub time: Option<Timestamp>,
    /// Who sent it: an address, or the short name of the log's owner.
    pub from: String,
    /// Who got it.
    pub to: String,
    /// `INVITE`, `200 OK INVITE`.
    pub label: String,
    /// Path of the input.
    pub path: String,
    /// First line of the record.
    pub line: u64,
}

fn rfc3339<S: Serializer>(time: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => serializer.serialize_some(&time.to_rfc3339()),
        None => serializer.serialize_none(),
    }
}
