//! What call processing needs of push: one call, and it never waits.

use lineman_model::push::PushEventName;

/// Something that a user's mobile apps should hear of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushNotification {
    /// Whose apps.
    pub user_id: String,
    /// What happened.
    pub event: PushEventName,
    /// SIP Call-ID towards the app, or that of the caller; none for message waiting.
    pub call_id: Option<String>,
    /// Who calls.
    pub caller: Caller,
}

/// Who calls, as far as it may be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// Number or SIP address.
    pub number: Option<String>,
    /// Name.
    pub name: Option<String>,
}

/// Tells mobile apps, through the notification push server.
///
/// Nothing here waits: the work is done elsewhere, and what cannot be done is in the XSLog. One
/// event of one call reaches a user's apps once, however often it is reported.
pub trait PushNotifier: Send + Sync {
    /// Tells the user's apps.
    fn notify(&self, notification: PushNotification);

    /// A call comes in for the user: `NEW_CALL` (CMP-027).
    fn incoming_call(&self, user_id: &str, call_id: &str, caller: Caller) {
        self.notify(PushNotification {
            user_id: user_id.to_owned(),
            event: PushEventName::NewCall,
            call_id: Some(call_id.to_owned()),
            caller,
        });
    }

    /// A call that was announced was answered elsewhere or has ended: `CALL_UPD`.
    fn call_updated(&self, user_id: &str, call_id: &str) {
        self.notify(PushNotification {
            user_id: user_id.to_owned(),
            event: PushEventName::CallUpdate,
            call_id: Some(call_id.to_owned()),
            caller: Caller::default(),
        });
    }

    /// A call was forwarded or refused with the reminder on: `RNG_SPLSH`.
    fn ring_splash(&self, user_id: &str, call_id: &str) {
        self.notify(PushNotification {
            user_id: user_id.to_owned(),
            event: PushEventName::RingSplash,
            call_id: Some(call_id.to_owned()),
            caller: Caller::default(),
        });
    }

    /// Messages wait: `MWI`.
    fn message_waiting(&self, user_id: &str) {
        self.notify(PushNotification {
            user_id: user_id.to_owned(),
            event: PushEventName::MessageWaiting,
            call_id: None,
            caller: Caller::default(),
        });
    }
}

/// Nobody is told: there is no notification push server.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPush;

impl PushNotifier for NoPush {
    fn notify(&self, notification: PushNotification) {
        tracing::debug!(event = notification.event.as_str(), "no push server");
    }
}
