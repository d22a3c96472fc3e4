//! The SIP registrar (step 7.2): it accepts SIP from the SBC only, challenges REGISTER, and keeps
//! the contacts of a line/port with their Path (RFC 3327).

mod bindings;
mod challenges;
mod register;
mod service;
mod waiting;

pub use lineman_sip_transport::ServiceHandle;
pub(crate) use register::Verdict;
pub(crate) use service::Registrar;
pub use service::{ExpiryBounds, RegistrarConfig, RegistrarError, SbcAddress};
pub(crate) use waiting::{Answer, WaitingRegister};

pub use crate::calls::{CallControl, SipParts, start};
