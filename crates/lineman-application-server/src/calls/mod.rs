//! SIP of the Application Server: the sockets, the back-to-back user agent of `lineman-calls`, and
//! the registrar behind them. It takes SIP from the SBC only and sends to the SBC only.

mod destinations;
mod directory;
mod halves;
mod records;
mod service;
mod xs_log;

pub use service::{SipParts, start};
