//! What one record shows: the vocabulary between readers and detectors.

use lineman_model::{LogKind, StepId, Timestamp};

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    /// Index of the input.
    pub(crate) input: u32,
    /// First line of the record.
    pub(crate) line: u64,
}

/// How a record bears on a step, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Verdict {
    /// The step is shown to have happened.
    Done,
    /// The step is shown to be unnecessary this time.
    NotNeeded,
    /// The step is shown to have failed.
    Failed,
    /// The step happened as far as this log can tell; the other side may still refuse the result.
    Likely,
    /// The step began; the record does not tell how it ended.
    Begun,
}

/// A machine-readable detail of a failure (or of a beginning that explains a later failure).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fact {
    /// Number of an OCI-P error answer.
    OciError(u32),
    /// `errorCode` of an Xsi `ErrorInfo`.
    XsiError(u32),
    /// HTTP status.
    HttpStatus(u16),
    /// SIP status that the Application Server itself gave.
    RefusedByServer(u16),
    /// SIP status that a client got, whoever gave it.
    SipStatus(u16),
    /// Credentials were sent and refused.
    CredentialsRefused,
    /// End-user code such as `100006`.
    PortalCode(String),
    /// Words of the other side: a `<message>`, a reason.
    Message(String),
    /// The other side could not be reached.
    Unreachable(String),
    /// A TLS handshake was refused by the server.
    TlsRefused(String),
    /// No address is configured for the other side.
    NotConfigured,
    /// Why a token was refused.
    TokenRefused(String),
    /// The user does not carry `broadworks-connector`.
    EntitlementMissing,
    /// The user carries an entitlement of Webex Calling.
    OtherCallingEntitlement,
    /// Calling behaviour is not "Calling in Webex".
    CallingBehavior(String),
    /// The user has no device.
    NoDevices,
    /// There are devices, but none of the desktop type.
    DesktopDeviceMissing,
    /// The device profile could not be parsed.
    Unparseable,
    /// The provisioning document has no primary phone number.
    NumberMissing,
    /// The provisioning document has no email.
    EmailMissing,
    /// The provisioning document has an email that cannot be one.
    EmailMalformed,
    /// The request went to an IP address instead of a name.
    AddressedByIp,
    /// Nobody has this email.
    UserUnknown,
    /// The profile belongs to no user.
    ProfileMismatch,
    /// The Network Server knows no Application Server for the user.
    NotLocated,
    /// The creation failed after it was accepted.
    CreationFailed,
    /// There was a request and no answer.
    NoAnswer,
}

/// One step that a record shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Show {
    pub(crate) step: StepId,
    pub(crate) verdict: Verdict,
    pub(crate) facts: Vec<Fact>,
}

impl Show {
    pub(crate) const fn done(step: StepId) -> Self {
        Self { step, verdict: Verdict::Done, facts: Vec::new() }
    }

    pub(crate) const fn likely(step: StepId) -> Self {
        Self { step, verdict: Verdict::Likely, facts: Vec::new() }
    }

    pub(crate) const fn begun(step: StepId) -> Self {
        Self { step, verdict: Verdict::Begun, facts: Vec::new() }
    }

    pub(crate) const fn not_needed(step: StepId) -> Self {
        Self { step, verdict: Verdict::NotNeeded, facts: Vec::new() }
    }

    pub(crate) fn failed(step: StepId, facts: impl IntoIterator<Item = Fact>) -> Self {
        Self { step, verdict: Verdict::Failed, facts: facts.into_iter().collect() }
    }

    pub(crate) fn with(mut self, facts: impl IntoIterator<Item = Fact>) -> Self {
        self.facts.extend(facts);
        self
    }
}

/// Somebody asked and got no answer. Where the other side shows that it got the request, that
/// outweighs the failure of the first step, and the answer is what was lost.
pub(crate) fn no_answer(asking: StepId, why: Fact, answering: StepId) -> [Show; 2] {
    [Show::failed(asking, [why]), Show::failed(answering, [Fact::NoAnswer])]
}

/// What joins a record to others. Users and emails in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ids {
    /// Tracking id, verbatim.
    pub(crate) tracking: Option<String>,
    /// BroadWorks user id.
    pub(crate) user: Option<String>,
    /// What a person typed to sign in, or the user of a path: a user id or an alternate id.
    pub(crate) login: Option<String>,
    /// Email.
    pub(crate) email: Option<String>,
    /// SIP address of record, `user@host`.
    pub(crate) address: Option<String>,
    /// Call-ID of a registration.
    pub(crate) call_id: Option<String>,
    /// Enterprise or service provider.
    pub(crate) enterprise: Option<String>,
    /// Groups the records of one request in one log.
    pub(crate) exchange: Option<u64>,
}

impl Ids {
    /// Takes over what is not known yet.
    pub(crate) fn learn(&mut self, other: &Self) {
        fn take(mine: &mut Option<String>, theirs: &Option<String>) {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        }
        take(&mut self.tracking, &other.tracking);
        take(&mut self.user, &other.user);
        take(&mut self.login, &other.login);
        take(&mut self.email, &other.email);
        take(&mut self.address, &other.address);
        take(&mut self.call_id, &other.call_id);
        take(&mut self.enterprise, &other.enterprise);
        self.exchange = self.exchange.or(other.exchange);
    }
}

/// The comparable form of a user id or an email.
pub(crate) fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

/// One record's bearing on a journey.
#[derive(Debug, Clone)]
pub(crate) struct Observation {
    pub(crate) place: Place,
    pub(crate) log: LogKind,
    /// When; as printed until the zone of the input is known.
    pub(crate) at: Option<Timestamp>,
    pub(crate) shows: Vec<Show>,
    pub(crate) ids: Ids,
    /// A record that opens an attempt, named so that the second of its kind opens the next one.
    pub(crate) opens: Option<&'static str>,
    /// Whether it may begin a journey by itself, or can only support one.
    pub(crate) supports_only: bool,
    /// Masked excerpt.
    pub(crate) text: Box<str>,
}

impl Observation {
    /// The verdict on a step, the strongest first.
    pub(crate) fn verdict_on(&self, step: StepId) -> Option<Verdict> {
        self.shows.iter().filter(|show| show.step == step).map(|show| show.verdict).min()
    }
}
