//! SIP of the Application Server: the sockets, the back-to-back user agent of `lineman-calls`, and
//! the registrar behind them. It takes SIP from the SBC only and sends to the SBC only.

mod control;
mod destinations;
mod directory;
mod halves;
mod records;
mod service;
mod xs_log;

pub use control::CallControl;
pub(crate) use control::{ControlFault, call_id, half_of};
pub use service::{SipParts, start};
