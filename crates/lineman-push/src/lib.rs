//! The notification push server (NPS): takes events of calls from Application Servers and hands
//! them to FCM v1 and to APNs over HTTP/2 (CMP-027).
//!
//! A request names the device tokens (`lineman_model::push`); the answer says of each whether it
//! was taken, and which ones are good no more. Every step is in the NPSLog, device tokens are not.
//! Addresses of the providers are configuration, so that a deployment without them has fakes.

mod access_tokens;
mod apns;
mod config;
mod delivery;
mod fcm;
mod journal;
mod server;

pub use config::{
    ApnsConfig, FcmApplication, FcmConfig, PushServerConfig, RetryPolicy, ServiceAccount,
};
pub use server::{PUSH_PATH, PushServer, PushServerError};
