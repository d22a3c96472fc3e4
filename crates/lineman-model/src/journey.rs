//! Words for journeys and findings (design.md section 5).

use std::fmt;

use serde::{Serialize, Serializer};

/// What a journey is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JourneyKind {
    /// Flow-through provisioning (P1 to P6).
    Provisioning,
    /// User activation at the portal (A1 to A6).
    Activation,
    /// Sign-in and registration (1 to 7.2).
    SignIn,
    /// Directory synchronisation (D1 to D5).
    DirectorySync,
    /// Call Settings Webview (C1 to C3).
    CallSettings,
    /// A SIP call.
    Call,
}

impl JourneyKind {
    /// Every value, in order.
    pub const ALL: &'static [Self] = &[
        Self::Provisioning,
        Self::Activation,
        Self::SignIn,
        Self::DirectorySync,
        Self::CallSettings,
        Self::Call,
    ];

    /// The name used in every interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Provisioning => "provisioning",
            Self::Activation => "activation",
            Self::SignIn => "sign-in",
            Self::DirectorySync => "directory-sync",
            Self::CallSettings => "call-settings",
            Self::Call => "call",
        }
    }

    /// The value with this exact name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

impl fmt::Display for JourneyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for JourneyKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What the inputs say of one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepState {
    /// Shown to have happened.
    Ok,
    /// Shown to have failed.
    Failed,
    /// Its log is there, its allowance is over, and it is not shown.
    Missing,
    /// An earlier step ended the journey.
    NotReached,
    /// Not part of this journey's mode.
    NotApplicable,
    /// The log that would show it was not given.
    Unknown,
}

impl StepState {
    /// Every value, in order.
    pub const ALL: &'static [Self] = &[
        Self::Ok,
        Self::Failed,
        Self::Missing,
        Self::NotReached,
        Self::NotApplicable,
        Self::Unknown,
    ];

    /// The name used in every interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Failed => "failed",
            Self::Missing => "missing",
            Self::NotReached => "not-reached",
            Self::NotApplicable => "not-applicable",
            Self::Unknown => "unknown",
        }
    }

    /// The value with this exact name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

impl fmt::Display for StepState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for StepState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How a journey ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Every applicable step is ok.
    Ok,
    /// A step failed or is missing.
    Failed,
    /// The inputs end while it is under way.
    Incomplete,
    /// The inputs do not tell.
    Unknown,
}

impl Outcome {
    /// Every value, in order.
    pub const ALL: &'static [Self] = &[Self::Ok, Self::Failed, Self::Incomplete, Self::Unknown];

    /// The name used in every interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Failed => "failed",
            Self::Incomplete => "incomplete",
            Self::Unknown => "unknown",
        }
    }

    /// The value with this exact name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How bad a finding is. Ordered: error first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is broken.
    Error,
    /// Something needs a look.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// Every value, in order.
    pub const ALL: &'static [Self] = &[Self::Error, Self::Warning, Self::Info];

    /// The name used in every interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The value with this exact name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// The evidence leaves no other reading.
    Certain,
    /// The best of several readings.
    Likely,
    /// Worth checking.
    Possible,
}

impl Confidence {
    /// Every value, in order.
    pub const ALL: &'static [Self] = &[Self::Certain, Self::Likely, Self::Possible];

    /// The name used in every interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }

    /// The value with this exact name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Whom a finding hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScopeKind {
    /// One subscriber.
    Subscriber,
    /// Every subscriber of an enterprise.
    Enterprise,
    /// Everybody, or nobody in particular.
    System,
}

impl ScopeKind {
    /// Every value, in order.
    pub const ALL: &'static [Self] = &[Self::Subscriber, Self::Enterprise, Self::System];

    /// The name used in every interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Subscriber => "subscriber",
            Self::Enterprise => "enterprise",
            Self::System => "system",
        }
    }

    /// The value with this exact name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

impl fmt::Display for ScopeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for ScopeKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
