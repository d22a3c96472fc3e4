//! Push notifications: what the calls tell the notification push server (CMP-027).

mod journal;
mod notifier;
mod sender;

pub(crate) use journal::PushJournal;
pub use lineman_model::push::PushEventName;
pub use notifier::{Caller, NoPush, PushNotification, PushNotifier};
pub(crate) use sender::{PushSender, oldest};
