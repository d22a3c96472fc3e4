//! The SIP registrar (step 7.2): it accepts SIP from the SBC only, challenges REGISTER, and keeps
//! the contacts of a line/port with their Path (RFC 3327).

mod bindings;
mod challenges;
mod register;
mod service;
mod xs_log;

pub use lineman_sip_transport::ServiceHandle;
pub use service::{ExpiryBounds, Registrar, RegistrarConfig, RegistrarError, SbcAddress};
