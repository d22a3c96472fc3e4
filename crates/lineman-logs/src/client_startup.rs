//! The startup log of the Webex app, `current_log.txt` (LOG-006 to 012).
//!
//! Personal data never stands here: users, emails and numbers are session-stable tokens such as
//! `[EMAIL-1]`, whose originals are in `ced.dat` only (LOG-025, design.md section 4). The line
//! form is sampled; the messages are our own templates (LAD-003), with the guide's literals.

use lineman_ladder::literals::{STATUS_NOT_SIGNED_IN, STATUS_SIGNED_IN};
use lineman_model::{Timestamp, find_tracking_id};

use crate::client::{ClientRecord, Position};
use crate::split::RawRecord;
use crate::tokens::{Message, Tokens};

/// A startup-log record: where and when, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientStartupRecord {
    /// Time, level, thread, source position. `message` is derived from the entry when written.
    pub head: ClientRecord,
    /// What it says.
    pub entry: ClientStartupEntry,
}

/// What a startup-log record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientStartupEntry {
    /// A phase of the start: `name` such as `discovery`, `portal`, `token`, `entitlements`,
    /// `calling`; `state` is `started`, `done` or `failed`.
    Phase {
        /// Name of the phase.
        name: String,
        /// `started`, `done`, `failed`.
        state: String,
        /// Tracking id of the sign-in.
        tracking_id: String,
    },
    /// An HTTP exchange of the app with the cloud, after it ended.
    HttpExchange {
        /// What for: `route`, `portal-form`, `portal-login`, `assertion-exchange`, `getUserProfile`,
        /// `calling-behavior`, `jwt`.
        purpose: String,
        /// `GET` or `POST`.
        method: String,
        /// Path without host and query.
        path: String,
        /// HTTP status; none when no answer came.
        status: Option<u16>,
        /// Tracking id sent.
        tracking_id: String,
        /// Code or short reason on failure: a portal code such as `100006`, an OAuth error, or a
        /// transport error.
        error: Option<String>,
    },
    /// The account of the email was not found: nobody provisioned it.
    UserUnknown {
        /// Session token of the email.
        email: String,
        /// Tracking id.
        tracking_id: String,
    },
    /// The SAML assertion arrived from the portal.
    AssertionReceived {
        /// Tracking id.
        tracking_id: String,
    },
    /// An entitlement was looked for (LOG-010): `entitlement broadworks-connector present=true`.
    EntitlementCheck {
        /// Token, lower case.
        entitlement: String,
        /// Whether the user carries it.
        present: bool,
        /// Tracking id.
        tracking_id: String,
    },
    /// The calling behaviour of the user and of the organisation.
    CallingBehavior {
        /// Effective value for the user.
        user: String,
        /// Value of the organisation.
        organization: String,
        /// Tracking id.
        tracking_id: String,
    },
    /// The long-lived token arrived; the subject is a session token.
    JwtReceived {
        /// Session token of the BroadWorks user id.
        subject: String,
        /// Tracking id.
        tracking_id: String,
    },
    /// The token could not be fetched: `errorCode=1502` (solution-facts 6).
    JwtFailed {
        /// Client code, 1502.
        error_code: u32,
        /// HTTP status; none when no answer came.
        status: Option<u16>,
        /// Tracking id.
        tracking_id: String,
    },
    /// The calling library starts (LOG-011).
    CallingLibraryStarted {
        /// Tracking id.
        tracking_id: String,
    },
    /// Calling is not started, with the reason.
    CallingNotStarted {
        /// Reason in technical words.
        reason: String,
        /// Tracking id.
        tracking_id: String,
    },
    /// Text of the Phone Services screen (CLI-005, CAL-010).
    PhoneServices {
        /// `SSO Session: You are signed in`, or the negative.
        status: String,
        /// Tracking id.
        tracking_id: String,
    },
    /// Whether the link to the call settings is shown, and how it opens (CSW-001 to CSW-005).
    CallSettingsLink {
        /// `shown`, `hidden`, or `external` for a browser outside the app.
        state: String,
        /// Why it is not simply shown: `urlMissing`, `target`, `notRegistered`, `appVersion`.
        reason: Option<String>,
        /// Path of the page.
        path: Option<String>,
        /// Tracking id.
        tracking_id: String,
    },
    /// Any other message.
    Other,
}

/// The templates: prose, and the tokens that tell the entries apart. Prose is never read.
mod template {
    pub(super) const PHASE: &str = "Startup phase:";
    pub(super) const HTTP: &str = "HTTP exchange ended:";
    pub(super) const USER_UNKNOWN: &str = "No account has this email:";
    pub(super) const ASSERTION: &str = "SAMLResponse taken from the portal:";
    pub(super) const ENTITLEMENT: &str = "Entitlement check:";
    pub(super) const BEHAVIOR: &str = "Calling behavior of the user and of the organization:";
    pub(super) const JWT_RECEIVED: &str = "BWC token fetched with the identity token:";
    pub(super) const JWT_FAILED: &str = "BWC token not fetched with the identity token:";
    pub(super) const LIBRARY: &str = "BWC library initialized:";
    pub(super) const NOT_STARTED: &str = "BWC library not initialized:";
    pub(super) const PHONE_SERVICES: &str = "Phone Services:";
    pub(super) const CALL_SETTINGS: &str = "Link to the call settings:";
}

const KEY_TRACKING_ID: &str = "trackingId";
const KEY_PHASE: &str = "phase";
const KEY_STATE: &str = "state";
const KEY_PURPOSE: &str = "purpose";
const KEY_METHOD: &str = "method";
const KEY_PATH: &str = "path";
const KEY_HTTP_STATUS: &str = "httpStatus";
const KEY_ERROR: &str = "error";
const KEY_EMAIL: &str = "email";
const KEY_ACCOUNT: &str = "account";
const ACCOUNT_UNKNOWN: &str = "unknown";
const KEY_ASSERTION: &str = "assertion";
const ASSERTION_RECEIVED: &str = "received";
const KEY_ENTITLEMENT: &str = "entitlement";
const KEY_PRESENT: &str = "present";
const KEY_BEHAVIOR: &str = "effectiveBehaviorType";
const KEY_ORGANIZATION_BEHAVIOR: &str = "organizationBehaviorType";
const KEY_JWT_SUBJECT: &str = "jwtSubject";
const KEY_JWT: &str = "jwt";
const JWT_FAILED: &str = "failed";
const KEY_ERROR_CODE: &str = "errorCode";
const KEY_LIBRARY: &str = "callingLibrary";
const LIBRARY_STARTED: &str = "started";
const LIBRARY_NOT_STARTED: &str = "notStarted";
const KEY_REASON: &str = "reason";
const KEY_PHONE_SERVICES: &str = "phoneServices";
const KEY_CALL_SETTINGS: &str = "callSettingsLink";

/// Client code of a token that could not be fetched (solution-facts 6).
const CODE_TOKEN: u32 = 1502;

impl ClientStartupEntry {
    /// Where in the app the line comes from, and its level.
    #[must_use]
    pub const fn position(&self) -> Position {
        match self {
            Self::Phase { .. } => Position::new(
                "Info",
                "StartupSequence.cpp",
                84,
                "StartupSequence::enterPhase",
                "Startup",
            ),
            Self::HttpExchange { .. } => {
                Position::new("Info", "HttpManager.cpp", 212, "HttpManager::onCompleted", "Net")
            }
            Self::UserUnknown { .. } => {
                Position::new("Error", "LoginAdapter.cpp", 131, "LoginAdapter::onRoute", "Login")
            }
            Self::AssertionReceived { .. } => {
                Position::new("Info", "LoginAdapter.cpp", 174, "LoginAdapter::onAssertion", "Login")
            }
            Self::EntitlementCheck { .. } => Position::new(
                "Info",
                "EntitlementManager.cpp",
                96,
                "EntitlementManager::check",
                "Entitlement",
            ),
            Self::CallingBehavior { .. } => Position::new(
                "Info",
                "EntitlementManager.cpp",
                141,
                "EntitlementManager::onCallingBehavior",
                "Entitlement",
            ),
            Self::JwtReceived { .. } => Position::new(
                "Info",
                "BroadWorksTokenManager.cpp",
                130,
                "BroadWorksTokenManager::onToken",
                "BWC:SCF",
            ),
            Self::JwtFailed { .. } => Position::new(
                "Error",
                "BroadWorksTokenManager.cpp",
                152,
                "BroadWorksTokenManager::onTokenFailed",
                "BWC:SCF",
            ),
            Self::CallingLibraryStarted { .. } => Position::new(
                "Info",
                "BroadWorksAdapter.cpp",
                61,
                "BroadWorksAdapter::start",
                "BWC:INTERNAL",
            ),
            Self::CallingNotStarted { .. } => Position::new(
                "Error",
                "BroadWorksAdapter.cpp",
                77,
                "BroadWorksAdapter::start",
                "BWC:INTERNAL",
            ),
            Self::PhoneServices { .. } => Position::new(
                "Info",
                "PhoneServicesViewModel.cpp",
                118,
                "PhoneServicesViewModel::update",
                "UI",
            ),
            Self::CallSettingsLink { .. } => Position::new(
                "Info",
                "CallSettingsViewModel.cpp",
                57,
                "CallSettingsViewModel::update",
                "UI",
            ),
            Self::Other => Position::new("Info", "App.cpp", 1, "App::log", "App"),
        }
    }

    /// The message; none for a message that is kept as it is.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        let message = match self {
            Self::Phase { name, state, tracking_id } => Message::new(template::PHASE)
                .with(KEY_PHASE, name)
                .with(KEY_STATE, state)
                .with(KEY_TRACKING_ID, tracking_id),
            Self::HttpExchange { purpose, method, path, status, tracking_id, error } => {
                Message::new(template::HTTP)
                    .with(KEY_PURPOSE, purpose)
                    .with(KEY_METHOD, method)
                    .with(KEY_PATH, path)
                    .with_optional(KEY_HTTP_STATUS, *status)
                    .with_optional(KEY_ERROR, error.as_deref())
                    .with(KEY_TRACKING_ID, tracking_id)
            }
            Self::UserUnknown { email, tracking_id } => Message::new(template::USER_UNKNOWN)
                .with(KEY_ACCOUNT, ACCOUNT_UNKNOWN)
                .with(KEY_EMAIL, email)
                .with(KEY_TRACKING_ID, tracking_id),
            Self::AssertionReceived { tracking_id } => Message::new(template::ASSERTION)
                .with(KEY_ASSERTION, ASSERTION_RECEIVED)
                .with(KEY_TRACKING_ID, tracking_id),
            Self::EntitlementCheck { entitlement, present, tracking_id } => {
                Message::new(template::ENTITLEMENT)
                    .with(KEY_ENTITLEMENT, entitlement)
                    .with(KEY_PRESENT, present)
                    .with(KEY_TRACKING_ID, tracking_id)
            }
            Self::CallingBehavior { user, organization, tracking_id } => {
                Message::new(template::BEHAVIOR)
                    .with(KEY_BEHAVIOR, user)
                    .with(KEY_ORGANIZATION_BEHAVIOR, organization)
                    .with(KEY_TRACKING_ID, tracking_id)
            }
            Self::JwtReceived { subject, tracking_id } => Message::new(template::JWT_RECEIVED)
                .with(KEY_JWT_SUBJECT, subject)
                .with(KEY_TRACKING_ID, tracking_id),
            Self::JwtFailed { error_code, status, tracking_id } => {
                Message::new(template::JWT_FAILED)
                    .with(KEY_JWT, JWT_FAILED)
                    .with(KEY_ERROR_CODE, error_code)
                    .with_optional(KEY_HTTP_STATUS, *status)
                    .with(KEY_TRACKING_ID, tracking_id)
            }
            Self::CallingLibraryStarted { tracking_id } => Message::new(template::LIBRARY)
                .with(KEY_LIBRARY, LIBRARY_STARTED)
                .with(KEY_TRACKING_ID, tracking_id),
            Self::CallingNotStarted { reason, tracking_id } => Message::new(template::NOT_STARTED)
                .with(KEY_LIBRARY, LIBRARY_NOT_STARTED)
                .with(KEY_REASON, reason)
                .with(KEY_TRACKING_ID, tracking_id),
            Self::PhoneServices { status, tracking_id } => Message::new(template::PHONE_SERVICES)
                .with(KEY_PHONE_SERVICES, status)
                .with(KEY_TRACKING_ID, tracking_id),
            Self::CallSettingsLink { state, reason, path, tracking_id } => {
                Message::new(template::CALL_SETTINGS)
                    .with(KEY_CALL_SETTINGS, state)
                    .with_optional(KEY_REASON, reason.as_deref())
                    .with_optional(KEY_PATH, path.as_deref())
                    .with(KEY_TRACKING_ID, tracking_id)
            }
            Self::Other => return None,
        };
        Some(message.text())
    }

    /// What a message says, by its tokens alone.
    #[must_use]
    pub fn of_message(message: &str) -> Self {
        let tokens = Tokens::read(message);
        Self::of_tokens(&tokens, message).unwrap_or(Self::Other)
    }

    fn of_tokens(tokens: &Tokens, message: &str) -> Option<Self> {
        let tracking_id = tokens
            .owned(KEY_TRACKING_ID)
            .or_else(|| find_tracking_id(message).map(str::to_owned))
            .unwrap_or_default();
        let is = |key: &str, value: &str| tokens.get(key) == Some(value);
        if let (Some(purpose), Some(method)) = (tokens.owned(KEY_PURPOSE), tokens.owned(KEY_METHOD))
        {
            return Some(Self::HttpExchange {
                purpose,
                method,
                path: tokens.owned(KEY_PATH)?,
                status: tokens.number(KEY_HTTP_STATUS),
                tracking_id,
                error: tokens.owned(KEY_ERROR),
            });
        }
        if let (Some(name), Some(state)) = (tokens.owned(KEY_PHASE), tokens.owned(KEY_STATE)) {
            return Some(Self::Phase { name, state, tracking_id });
        }
        if is(KEY_ACCOUNT, ACCOUNT_UNKNOWN) {
            return Some(Self::UserUnknown { email: tokens.owned(KEY_EMAIL)?, tracking_id });
        }
        if is(KEY_ASSERTION, ASSERTION_RECEIVED) {
            return Some(Self::AssertionReceived { tracking_id });
        }
        if let (Some(entitlement), Some(present)) =
            (tokens.owned(KEY_ENTITLEMENT), tokens.number(KEY_PRESENT))
        {
            return Some(Self::EntitlementCheck { entitlement, present, tracking_id });
        }
        if let (Some(user), Some(organization)) =
            (tokens.owned(KEY_BEHAVIOR), tokens.owned(KEY_ORGANIZATION_BEHAVIOR))
        {
            return Some(Self::CallingBehavior { user, organization, tracking_id });
        }
        if let Some(subject) = tokens.owned(KEY_JWT_SUBJECT) {
            return Some(Self::JwtReceived { subject, tracking_id });
        }
        if is(KEY_LIBRARY, LIBRARY_STARTED) {
            return Some(Self::CallingLibraryStarted { tracking_id });
        }
        if is(KEY_LIBRARY, LIBRARY_NOT_STARTED) {
            return Some(Self::CallingNotStarted {
                reason: tokens.owned(KEY_REASON)?,
                tracking_id,
            });
        }
        if let Some(status) = tokens.owned(KEY_PHONE_SERVICES) {
            return Some(Self::PhoneServices { status, tracking_id });
        }
        if let Some(state) = tokens.owned(KEY_CALL_SETTINGS) {
            return Some(Self::CallSettingsLink {
                state,
                reason: tokens.owned(KEY_REASON),
                path: tokens.owned(KEY_PATH),
                tracking_id,
            });
        }
        Self::genuine(tokens, message, tracking_id)
    }

    /// Published literals of the genuine app (solution-facts 6, CLI-005).
    fn genuine(tokens: &Tokens, message: &str, tracking_id: String) -> Option<Self> {
        let code = tokens.number::<u32>(KEY_ERROR_CODE);
        if tokens.get(KEY_JWT) == Some(JWT_FAILED)
            || code == Some(CODE_TOKEN)
            || message.contains("1000:1502")
        {
            let error_code = code.unwrap_or(CODE_TOKEN);
            let status = tokens.number(KEY_HTTP_STATUS).or_else(|| status_in_brackets(message));
            return Some(Self::JwtFailed { error_code, status, tracking_id });
        }
        let shown = [STATUS_NOT_SIGNED_IN, STATUS_SIGNED_IN];
        let status = shown.into_iter().find(|status| message.contains(status))?;
        Some(Self::PhoneServices { status: status.to_owned(), tracking_id })
    }
}

/// `httpStatus = [403]`.
fn status_in_brackets(message: &str) -> Option<u16> {
    let (_, rest) = message.split_once(KEY_HTTP_STATUS)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().strip_prefix('[')?;
    rest.split(']').next()?.trim().parse().ok()
}

impl ClientStartupRecord {
    /// A record of the app.
    #[must_use]
    pub fn new(time: Timestamp, process: u64, thread: &str, entry: ClientStartupEntry) -> Self {
        let message = entry.message().unwrap_or_default();
        Self { head: entry.position().head(time, process, thread, message), entry }
    }

    /// The record as text, with its line break.
    #[must_use]
    pub fn write(&self) -> String {
        match self.entry.message() {
            Some(message) => ClientRecord { message, ..self.head.clone() }.write(),
            None => self.head.write(),
        }
    }

    /// Reads a record of any client form.
    #[must_use]
    pub fn read(raw: &RawRecord<'_>) -> Option<Self> {
        ClientRecord::read(raw).map(Self::from_record)
    }

    /// Interprets a client record.
    #[must_use]
    pub fn from_record(head: ClientRecord) -> Self {
        let entry = ClientStartupEntry::of_message(&head.message);
        Self { head, entry }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_lines_are_read_whatever_the_prose() {
        // solution-facts 6, log-formats.md 4.1
        let text = "2024-01-30T07:19:10.078Z <Error> [0x45c] BroadWorksTokenManager.cpp:99 BroadWorksTokenManager::f:BWC:SCF: 令牌 Error type = [1000] errorCode=1502, httpStatus = [403] trackingId\":\"CLIENT_12345678-1234-1234-1234-123456789abc\"";
        let record = ClientStartupRecord::read(&RawRecord::from_text(text)).unwrap();
        assert_eq!(
            record.entry,
            ClientStartupEntry::JwtFailed {
                error_code: 1502,
                status: Some(403),
                tracking_id: String::from("CLIENT_12345678-1234-1234-1234-123456789abc"),
            }
        );
        assert_eq!(
            ClientStartupEntry::of_message("SSO Session: You are signed in"),
            ClientStartupEntry::PhoneServices {
                status: String::from("SSO Session: You are signed in"),
                tracking_id: String::new()
            }
        );
    }

    const ANY: &str = "(?s)[\\x00-\\x7fé中\u{2400}-\u{2421}]{0,20}";

    fn entries() -> impl Strategy<Value = ClientStartupEntry> {
        use ClientStartupEntry as E;
        let status = || proptest::option::of(100_u16..600);
        prop_oneof![
            (ANY, ANY, ANY).prop_map(|(name, state, tracking_id)| E::Phase {
                name,
                state,
                tracking_id
            }),
            (ANY, ANY, ANY, status(), ANY, proptest::option::of(ANY)).prop_map(
                |(purpose, method, path, status, tracking_id, error)| E::HttpExchange {
                    purpose,
                    method,
                    path,
                    status,
                    tracking_id,
                    error
                }
            ),
            (ANY, ANY).prop_map(|(email, tracking_id)| E::UserUnknown { email, tracking_id }),
            ANY.prop_map(|tracking_id| E::AssertionReceived { tracking_id }),
            (ANY, any::<bool>(), ANY).prop_map(|(entitlement, present, tracking_id)| {
                E::EntitlementCheck { entitlement, present, tracking_id }
            }),
            (ANY, ANY, ANY).prop_map(|(user, organization, tracking_id)| E::CallingBehavior {
                user,
                organization,
                tracking_id
            }),
            (ANY, ANY).prop_map(|(subject, tracking_id)| E::JwtReceived { subject, tracking_id }),
            (any::<u32>(), status(), ANY).prop_map(|(error_code, status, tracking_id)| {
                E::JwtFailed { error_code, status, tracking_id }
            }),
            ANY.prop_map(|tracking_id| E::CallingLibraryStarted { tracking_id }),
            (ANY, ANY)
                .prop_map(|(reason, tracking_id)| E::CallingNotStarted { reason, tracking_id }),
            (ANY, ANY).prop_map(|(status, tracking_id)| E::PhoneServices { status, tracking_id }),
            (ANY, proptest::option::of(ANY), proptest::option::of(ANY), ANY).prop_map(
                |(state, reason, path, tracking_id)| E::CallSettingsLink {
                    state,
                    reason,
                    path,
                    tracking_id
                }
            ),
        ]
    }

    proptest! {
        #[test]
        fn reading_gives_what_was_written(time in 0_i64..4_000_000_000_000, entry in entries()) {
            let record = ClientStartupRecord::new(Timestamp::from_millis(time), 7, "0x1f", entry);
            let text = record.write();
            prop_assert_eq!(text.matches('\n').count(), 1);
            prop_assert_eq!(ClientStartupRecord::read(&RawRecord::from_text(&text)), Some(record));
        }
    }
}
