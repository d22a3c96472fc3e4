//! Push notifications: what the calls tell the notification push server (CMP-027).

mod notifier;

pub use lineman_model::push::PushEventName;
pub use notifier::{Caller, NoPush, PushNotification, PushNotifier};
