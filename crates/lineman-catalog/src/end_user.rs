//! Codes that the User Activation Portal shows to a person (EUE group).

use lineman_model::{Component, ScopeKind, Severity, StepId};

use crate::codes;
use crate::entry::{Entry, EntryKind, Since};

/// Where a code is raised; each code is raised in its own stage only (EUE-027).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// User id and password are checked.
    Login,
    /// The credentials are right, and are judged.
    ValidateCredentials,
    /// Before the request is queued.
    Precheck,
}

/// An end-user code that a service can raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndUserCode {
    /// 100006.
    BadCredentials,
    /// 200010.
    NotAuthorized,
    /// 200016.
    SessionNotFound,
    /// 200018.
    LockedOut,
    /// 300005.
    InQueue,
}

impl EndUserCode {
    /// Every value, in the order of the codes.
    pub const ALL: &'static [Self] = &[
        Self::BadCredentials,
        Self::NotAuthorized,
        Self::SessionNotFound,
        Self::LockedOut,
        Self::InQueue,
    ];

    /// The code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BadCredentials => codes::END_USER_BAD_CREDENTIALS,
            Self::NotAuthorized => codes::END_USER_NOT_AUTHORIZED,
            Self::SessionNotFound => codes::END_USER_SESSION_NOT_FOUND,
            Self::LockedOut => codes::END_USER_LOCKED_OUT,
            Self::InQueue => codes::END_USER_IN_QUEUE,
        }
    }

    /// The English message that goes over the wire with the code.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::BadCredentials => "Sign-in failed: the user ID or the password is not right.",
            Self::NotAuthorized => {
                "The credentials cannot be validated: the BroadWorks user is not authorized."
            }
            Self::SessionNotFound => {
                "The credentials cannot be validated: the session was not found."
            }
            Self::LockedOut => "The credentials cannot be validated: the user is locked out.",
            Self::InQueue => {
                "Precheck failed: the user is in the queue already and is being provisioned."
            }
        }
    }

    /// Where it is raised.
    #[must_use]
    pub const fn stage(self) -> Stage {
        match self {
            Self::BadCredentials => Stage::Login,
            Self::NotAuthorized | Self::SessionNotFound | Self::LockedOut => {
                Stage::ValidateCredentials
            }
            Self::InQueue => Stage::Precheck,
        }
    }

    /// The value of a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == code)
    }
}

const fn entry(
    code: EndUserCode,
    steps: &'static [StepId],
    component: Component,
    since: &'static str,
    requirements: &'static [&'static str],
) -> Entry {
    Entry {
        id: code.as_str(),
        kind: EntryKind::EndUserCode,
        wire_text: Some(code.message()),
        severity: Severity::Error,
        scope: ScopeKind::Subscriber,
        steps,
        component: Some(component),
        since: Since::Version(since),
        requirements,
    }
}

pub(crate) static ENTRIES: &[Entry] = &[
    entry(
        EndUserCode::BadCredentials,
        &[StepId::S2_1, StepId::A1],
        Component::ApplicationServer,
        "1.11",
        &["EUE-001", "LAD-054", "LAD-055", "LAD-056"],
    ),
    entry(
        EndUserCode::NotAuthorized,
        &[StepId::S2_1, StepId::A2],
        Component::ApplicationServer,
        "1.2",
        &["EUE-002"],
    ),
    entry(
        EndUserCode::SessionNotFound,
        &[StepId::S2, StepId::A2],
        Component::ActivationPortal,
        "1.4",
        &["EUE-005"],
    ),
    entry(
        EndUserCode::LockedOut,
        &[StepId::S2_1, StepId::A2],
        Component::ActivationPortal,
        "1.2",
        &["EUE-006"],
    ),
    Entry {
        severity: Severity::Info,
        ..entry(
            EndUserCode::InQueue,
            &[StepId::A6],
            Component::ProvisioningBridge,
            "1.14",
            &["EUE-025", "PRV-037"],
        )
    },
];
