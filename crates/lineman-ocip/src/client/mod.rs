//! Requests of an OCI-P client (the XSP) and what their answers say.
//!
//! `requests` builds commands; the types beside it read their answers.

mod answers;
mod login_info;
mod push;
pub mod requests;
mod service_provider;
mod user;

pub use answers::{AnswerError, device_token, expect, login_token, success};
pub use login_info::LoginInfo;
pub use push::{PushEventData, PushRegistrationData, PushTokenData, push_registrations};
pub use service_provider::ServiceProviderProfile;
pub use user::{AccessDevice, DeviceRow, UserAddress, UserProfile, device_rows};
