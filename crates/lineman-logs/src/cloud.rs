//! The cloud services' logs: one JSON object a line, one grammar for all (design.md section 4).
//!
//! `{"time":"…Z","level":"info","service":"idp-proxy","event":"profile.matched","trackingId":"…",
//!   "orgId":"…","userId":"…","email":"…","bwUserId":"…","enterprise":"…","status":200,"code":"100006",
//!   "message":"…", …}`. Unknown keys are kept in `fields`. No line carries a step or a fault id.

use lineman_model::{Component, Timestamp};
use serde_json::{Map, Value};

use crate::split::RawRecord;

/// One line of a cloud log.
#[derive(Debug, Clone, PartialEq)]
pub struct CloudRecord {
    /// When.
    pub time: Timestamp,
    /// `info`, `warning`, `error`.
    pub level: String,
    /// Which service.
    pub service: Component,
    /// What happened.
    pub event: CloudEvent,
    /// Joins the line to a sign-in or a provisioning request.
    pub tracking_id: Option<String>,
    /// Organisation (UUID).
    pub org_id: Option<String>,
    /// User (UUID).
    pub user_id: Option<String>,
    /// Email of the user.
    pub email: Option<String>,
    /// BroadWorks user id.
    pub bw_user_id: Option<String>,
    /// `serviceProvider` of the subscriber, or `SP+group`.
    pub enterprise: Option<String>,
    /// HTTP status answered or received.
    pub status: Option<u16>,
    /// End-user or API code.
    pub code: Option<String>,
    /// Free text: the `<message>` of the bridge, the reason of a refusal.
    pub message: Option<String>,
    /// Further keys.
    pub fields: Map<String, Value>,
}

macro_rules! events {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// What a cloud line says. `Other` keeps a name that we do not know.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum CloudEvent {
            $($(#[doc = $doc])* $variant,)*
            /// A name that is not in the table.
            Other(String),
        }

        impl CloudEvent {
            /// The name in the log.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Other(name) => name,
                }
            }

            /// The event of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)*
                    other => Self::Other(other.to_owned()),
                }
            }
        }
    };
}

events! {
    /// identity: the email belongs to a BroadWorks organisation; the app is sent to the portal.
    RouteFound = "route.found",
    /// identity: nobody has this email.
    RouteUnknownUser = "route.unknown-user",
    /// identity: the user is there, but may not sign in through the portal; `message`.
    RouteRefused = "route.refused",
    /// activation portal: the sign-in form was served.
    PortalFormServed = "portal.form-served",
    /// activation portal: user name and password came in.
    PortalLoginReceived = "portal.login-received",
    /// activation portal: the login failed; `code` is the end-user code.
    PortalLoginFailed = "portal.login-failed",
    /// activation portal: the assertion went to the app.
    PortalAssertionSent = "portal.assertion-sent",
    /// IdP proxy: asks Xsi-Actions for the profile; `url`.
    ProfileRequested = "profile.requested",
    /// IdP proxy: Xsi-Actions answered; `status`, `bwUserId` on success.
    ProfileAnswered = "profile.answered",
    /// IdP proxy: Xsi-Actions could not be reached.
    ProfileUnreachable = "profile.unreachable",
    /// IdP proxy: the profile belongs to a user of the organisation.
    ProfileMatched = "profile.matched",
    /// IdP proxy: the profile belongs to no user.
    ProfileMismatch = "profile.mismatch",
    /// IdP proxy: a SAML assertion was issued; `assertionId`.
    AssertionIssued = "assertion.issued",
    /// identity: the assertion was accepted.
    AssertionAccepted = "assertion.accepted",
    /// identity: the assertion was refused; `message`.
    AssertionRejected = "assertion.rejected",
    /// identity: an access token was issued.
    TokenIssued = "token.issued",
    /// identity: the user record was read; `entitlements` is an array.
    UserRead = "user.read",
    /// identity: the calling behaviour was read; `callingBehavior`.
    CallingBehaviorRead = "calling-behavior.read",
    /// identity: a token was validated for the IdP proxy.
    TokenValidated = "token.validated",
    /// identity: a token was refused; `message`.
    TokenRejected = "token.rejected",
    /// IdP proxy: identity could not be asked about a token; `message`.
    IdentityUnreachable = "identity.unreachable",
    /// IdP proxy: the app asks for the long-lived token.
    JwtRequested = "jwt.requested",
    /// IdP proxy: asks the AuthService; `url`.
    AuthServiceRequested = "auth-service.requested",
    /// IdP proxy: the AuthService answered; `status`.
    AuthServiceAnswered = "auth-service.answered",
    /// IdP proxy: no connection, or the TLS handshake was refused; `message`.
    AuthServiceUnreachable = "auth-service.unreachable",
    /// IdP proxy: the long-lived token went to the app.
    JwtDelivered = "jwt.delivered",
    /// bridge: a subscriberProfile came in; `requestId`.
    ProfileReceived = "subscriber-profile.received",
    /// bridge: accepted and queued; `status` 200.
    ProfileAccepted = "subscriber-profile.accepted",
    /// bridge: refused; `status`, `message`.
    ProfileRefused = "subscriber-profile.refused",
    /// bridge: the creation job was taken up.
    CreationStarted = "creation.started",
    /// identity: the organisation was created.
    OrganizationCreated = "organization.created",
    /// identity: the organisation was there already.
    OrganizationFound = "organization.found",
    /// identity: the user was created; `entitlements` is an array.
    UserCreated = "user.created",
    /// bridge: the creation job is done.
    CreationDone = "creation.done",
    /// bridge: an attempt of the creation job failed and will be tried again.
    CreationRetried = "creation.retried",
    /// bridge: the creation job failed for good; `message`.
    CreationFailed = "creation.failed",
    /// bridge: the service of a subscriber was removed.
    SubscriberRemoved = "subscriber.removed",
    /// bridge: name, numbers or email of a subscriber were changed.
    SubscriberChanged = "subscriber.changed",
    /// any service: an escalation record was made (ESC-018).
    EscalationRecorded = "escalation.recorded",
}

/// Takes a text out of an object; any other type stays where it is.
fn take_text(object: &mut Map<String, Value>, key: &str) -> Option<String> {
    if !object.get(key)?.is_string() {
        return None;
    }
    match object.shift_remove(key)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

impl CloudRecord {
    /// The line, with its line break.
    #[must_use]
    pub fn write(&self) -> String {
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| {
            object.insert(key.to_owned(), value);
        };
        put("time", Value::from(self.time.to_rfc3339()));
        put("level", Value::from(self.level.as_str()));
        put("service", Value::from(self.service.as_str()));
        put("event", Value::from(self.event.as_str()));
        for (key, value) in [
            ("trackingId", &self.tracking_id),
            ("orgId", &self.org_id),
            ("userId", &self.user_id),
            ("email", &self.email),
            ("bwUserId", &self.bw_user_id),
            ("enterprise", &self.enterprise),
        ] {
            if let Some(text) = value {
                put(key, Value::from(text.as_str()));
            }
        }
        if let Some(status) = self.status {
            put("status", Value::from(status));
        }
        for (key, value) in [("code", &self.code), ("message", &self.message)] {
            if let Some(text) = value {
                put(key, Value::from(text.as_str()));
            }
        }
        for (key, value) in &self.fields {
            if !object.contains_key(key) {
                object.insert(key.clone(), value.clone());
            }
        }
        let mut line = Value::Object(object).to_string();
        line.push('\n');
        line
    }

    /// Reads a line.
    #[must_use]
    pub fn read(raw: &RawRecord<'_>) -> Option<Self> {
        Self::read_line(&raw.text)
    }

    /// See [`CloudRecord::read`].
    #[must_use]
    pub fn read_line(line: &str) -> Option<Self> {
        let line = line.trim();
        if !line.starts_with('{') {
            return None;
        }
        let mut object: Map<String, Value> = serde_json::from_str(line).ok()?;
        let time = Timestamp::parse_rfc3339(object.get("time")?.as_str()?)?;
        let service = Component::parse(object.get("service")?.as_str()?)?;
        let event = CloudEvent::from_name(object.get("event")?.as_str()?);
        for key in ["time", "service", "event"] {
            object.shift_remove(key);
        }
        let status = object
            .get("status")
            .and_then(Value::as_u64)
            .and_then(|status| u16::try_from(status).ok());
        if status.is_some() {
            object.shift_remove("status");
        }
        Some(Self {
            time,
            level: take_text(&mut object, "level").unwrap_or_else(|| String::from("info")),
            service,
            event,
            tracking_id: take_text(&mut object, "trackingId"),
            org_id: take_text(&mut object, "orgId"),
            user_id: take_text(&mut object, "userId"),
            email: take_text(&mut object, "email"),
            bw_user_id: take_text(&mut object, "bwUserId"),
            enterprise: take_text(&mut object, "enterprise"),
            status,
            code: take_text(&mut object, "code"),
            message: take_text(&mut object, "message"),
            fields: object,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn unknown_keys_and_events_are_kept() {
        let line = r#"{"time":"2026-01-01T00:00:00.000Z","level":"error","service":"idp-proxy","event":"new.event","status":"odd","more":[1]}"#;
        let record = CloudRecord::read_line(line).unwrap();
        assert_eq!(record.event, CloudEvent::Other(String::from("new.event")));
        assert_eq!((record.status, &record.fields["status"]), (None, &json!("odd")));
        assert_eq!(record.write(), format!("{line}\n"));
        assert_eq!(CloudRecord::read_line("{\"a\":1}"), None);
        assert_eq!(CloudRecord::read_line(&"[".repeat(10_000)), None);
    }

    const ANY: &str = "(?s)[\\x00-\\x7fé中\u{2400}-\u{2421}]{0,24}";

    proptest! {
        #[test]
        fn reading_gives_what_was_written(
            time in 0_i64..4_000_000_000_000,
            event in "[a-z.]{1,20}",
            email in proptest::option::of(ANY),
            message in proptest::option::of(ANY),
            status in proptest::option::of(0_u16..),
            field in ANY,
        ) {
            let record = CloudRecord {
                time: Timestamp::from_millis(time),
                level: String::from("info"),
                service: Component::Identity,
                event: CloudEvent::from_name(&event),
                tracking_id: email.clone(),
                org_id: None,
                user_id: message.clone(),
                email,
                bw_user_id: None,
                enterprise: message.clone(),
                status,
                code: None,
                message,
                fields: std::iter::once((String::from("further"), json!([field]))).collect(),
            };
            let line = record.write();
            prop_assert_eq!(line.matches('\n').count(), 1);
            prop_assert_eq!(CloudRecord::read_line(&line), Some(record));
        }
    }
}
