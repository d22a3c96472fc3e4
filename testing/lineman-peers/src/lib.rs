//! Independent peers against a served deployment.
//!
//! Everything here drives `lineman serve --role broadworks` as a stranger would: with clients that
//! we did not write (broadworks-ocip, sipp, curl, openssl), over real sockets, from a configuration
//! file. The logs that these peers leave are then given to `lineman diagnose`.

mod baresip;
mod browser;
mod command;
mod served;
mod sipp;
pub mod wave;

pub use baresip::{Phone, PhoneAccount, free_sip_port, free_tcp_port};
pub use browser::{Browser, PHONE};
pub use command::{Finished, curl, peer_available, run};
pub use served::{ADMINISTRATOR, Served, binary};
pub use sipp::{Sipp, SippUser};
