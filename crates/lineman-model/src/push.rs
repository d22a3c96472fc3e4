//! What the Application Server asks of the notification push server, and its answer
//! (`docs/wire.md`): the form is ours, and both sides read it here.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Secret;

/// Most targets of one request.
pub const TARGETS: usize = 400;

/// What an app can be told of (broadworks-wire.md 2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PushEventName {
    /// A call comes in.
    #[serde(rename = "NEW_CALL")]
    NewCall,
    /// A call that was announced has changed.
    #[serde(rename = "CALL_UPD")]
    CallUpdate,
    /// A reminder of a call that was forwarded.
    #[serde(rename = "RNG_SPLSH")]
    RingSplash,
    /// Messages wait.
    #[serde(rename = "MWI")]
    MessageWaiting,
}

impl PushEventName {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::NewCall, Self::CallUpdate, Self::RingSplash, Self::MessageWaiting];

    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NewCall => "NEW_CALL",
            Self::CallUpdate => "CALL_UPD",
            Self::RingSplash => "RNG_SPLSH",
            Self::MessageWaiting => "MWI",
        }
    }

    /// The event of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.as_str() == word)
    }
}

/// What a device token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PushTokenKind {
    /// Calls on iOS.
    #[serde(rename = "VoIP")]
    Voip,
    /// Everything else.
    #[default]
    #[serde(rename = "Normal")]
    Normal,
}

impl PushTokenKind {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Voip => "VoIP",
            Self::Normal => "Normal",
        }
    }

    /// The kind of a word, in any case.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Voip, Self::Normal].into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(word))
    }
}

/// A request: one event for the apps of one user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PushRequest {
    /// Id of this event; a repeated request has the same.
    pub notification_id: String,
    /// What happened.
    pub event: PushEventName,
    /// BroadWorks user id.
    pub user_id: String,
    /// SIP Call-ID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_id: Option<String>,
    /// Number of the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller_number: Option<String>,
    /// Name of the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller_name: Option<String>,
    /// After this second it is of no use.
    pub expires_at: i64,
    /// Where to.
    pub targets: Vec<PushTarget>,
}

/// One device token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PushTarget {
    /// Names the target in the answer.
    pub target_id: String,
    /// The app, `com.cisco.wx2.android`.
    pub application_id: String,
    /// `android`, `ios`, as the app registered it.
    #[serde(rename = "deviceOSType")]
    pub device_os_type: String,
    /// The token; never logged.
    #[serde(serialize_with = "reveal", deserialize_with = "conceal")]
    pub token: Secret,
    /// What the token is for.
    #[serde(default)]
    pub token_type: PushTokenKind,
    /// Without sound and banner.
    #[serde(default)]
    pub silent: bool,
    /// The app changes the notification before it is shown.
    #[serde(default)]
    pub mutable_content: bool,
    /// Parameters that the app registered with the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameters: Option<String>,
}

/// The answer: one result for each target, in the order of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushAnswer {
    /// The results.
    pub results: Vec<PushResult>,
}

/// What became of one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PushResult {
    /// Which target.
    pub target_id: String,
    /// How it ended.
    pub outcome: PushOutcome,
    /// The provider's word, when it was not taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How a push ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PushOutcome {
    /// The provider took it.
    Sent,
    /// The token is good no more: the registration goes.
    Unregistered,
    /// Anything else.
    Failed,
}

impl PushOutcome {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Unregistered => "unregistered",
            Self::Failed => "failed",
        }
    }
}

fn reveal<S: Serializer>(secret: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.reveal())
}

fn conceal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    String::deserialize(deserializer).map(Secret::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_both_ways_and_unknown_ones_are_none() {
        for event in PushEventName::ALL {
            assert_eq!(PushEventName::parse(event.as_str()), Some(event));
        }
        assert_eq!(PushEventName::parse("new_call"), None);
        assert_eq!(PushTokenKind::parse("voip"), Some(PushTokenKind::Voip));
        assert_eq!(PushTokenKind::parse("other"), None);
    }

    #[test]
    fn a_token_is_not_in_the_debug_text() {
        let target = PushTarget {
            target_id: String::from("r1"),
            application_id: String::from("com.cisco.squared"),
            device_os_type: String::from("ios"),
            token: Secret::new("0a1b2c"),
            token_type: PushTokenKind::Voip,
            silent: false,
            mutable_content: false,
            parameters: None,
        };
        assert!(!format!("{target:?}").contains("0a1b2c"));
    }
}
