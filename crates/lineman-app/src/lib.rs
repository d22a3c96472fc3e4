//! The headless Webex-style client: signs in, fetches its device profile, registers.
//!
//! [`App::sign_in`] climbs the ladder from step 1 to step 7.2 over HTTP and SIP, as docs/wire.md
//! describes it, and writes the two logs of the app. Nothing personal and no secret goes into them:
//! people are session-stable tokens such as `[EMAIL-1]`, which [`App::export_ced`] explains
//! (LOG-025). The session then keeps itself alive until [`App::sign_out`].

mod app;
mod call_settings;
mod cloud;
mod config;
mod device_profile;
mod devices;
mod failure;
mod form;
mod http;
mod log;
mod personal_data;
mod registration;
mod session;
mod status;

pub use app::{App, AppSinks};
pub use call_settings::CallSettingsPage;
pub use config::AppConfig;
pub use failure::{AppError, FailureReason, SignInFailure};
pub use status::{AppStatus, PhoneServices, SignInReport, SipProxy};
