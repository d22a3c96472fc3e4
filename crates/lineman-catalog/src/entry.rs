//! One thing that can be explained.

use lineman_model::{Component, ScopeKind, Severity, StepId};

/// What sort of thing an entry explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// An OCI-P error number of BroadWorks.
    BroadworksError,
    /// A code that the activation portal shows to a person.
    EndUserCode,
    /// An HTTP status of the provisioning bridge.
    BridgeStatus,
    /// An HTTP status of the AuthenticationService.
    AuthServiceStatus,
    /// An HTTP status of Xsi-Actions.
    XsiStatus,
    /// An error code of the Webex app.
    ClientCode,
    /// A finding of the troubleshooter.
    Finding,
}

impl EntryKind {
    /// Every value, in order.
    pub const ALL: &'static [Self] = &[
        Self::BroadworksError,
        Self::EndUserCode,
        Self::BridgeStatus,
        Self::AuthServiceStatus,
        Self::XsiStatus,
        Self::ClientCode,
        Self::Finding,
    ];

    /// The name used in every interface, also the first part of the text keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BroadworksError => "broadworks-error",
            Self::EndUserCode => "end-user-code",
            Self::BridgeStatus => "bridge-status",
            Self::AuthServiceStatus => "auth-service-status",
            Self::XsiStatus => "xsi-status",
            Self::ClientCode => "client-code",
            Self::Finding => "finding",
        }
    }
}

/// The version of the troubleshooting guide that introduced something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// This version.
    Version(&'static str),
    /// One of the versions from the first to the last; the history does not say which (DOC-017).
    Between(&'static str, &'static str),
    /// The history does not say.
    Unstated,
}

impl Since {
    /// `1.11`, `1.12-1.15`, or none.
    #[must_use]
    pub fn text(self) -> Option<String> {
        match self {
            Self::Version(version) => Some(version.to_owned()),
            Self::Between(first, last) => Some(format!("{first}-{last}")),
            Self::Unstated => None,
        }
    }
}

/// One meaning of a code, or one finding.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// `18215`, `100006`, `401`, `wrong-password`.
    pub id: &'static str,
    /// What sort of thing it is.
    pub kind: EntryKind,
    /// English text that a service sends with it; `<...>` marks what the service fills in.
    pub wire_text: Option<&'static str>,
    /// How bad it is.
    pub severity: Severity,
    /// Whom it usually hits.
    pub scope: ScopeKind,
    /// The steps where it occurs.
    pub steps: &'static [StepId],
    /// The component to look at.
    pub component: Option<Component>,
    /// Since when the guide knows it.
    pub since: Since,
    /// Rows of the requirements.
    pub requirements: &'static [&'static str],
}

impl Entry {
    /// Key of the text that names it in a few words.
    #[must_use]
    pub fn title_key(&self) -> String {
        self.key("title")
    }

    /// Key of the text that says why it happens: what disagrees with what.
    #[must_use]
    pub fn cause_key(&self) -> String {
        self.key("cause")
    }

    /// Key of the text that says what to do, where and in which order.
    #[must_use]
    pub fn remedy_key(&self) -> String {
        self.key("remedy")
    }

    fn key(&self, attribute: &str) -> String {
        format!("{}-{}.{attribute}", self.kind.as_str(), self.id)
    }
}
