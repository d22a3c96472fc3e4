//! A served BroadWorks half under load: `tests/durability.rs` kills it in the middle of its work,
//! `benches/broadworks.rs` measures what an operation costs and whether that grows with the number
//! of subscribers.

mod oci;
mod process;
mod sip;
mod subscribers;

pub use lineman_deployment::lab::OciClient;
pub use oci::{log_in, prepare_group};
pub use process::{Process, open_store};
pub use sip::Phone;
pub use subscribers::{
    DEVICE_TYPE, DOMAIN, GROUP, PASSWORD, PROVIDER, SIP_PASSWORD, add_user, line_port, number,
    sip_user_name, store_subscriber, user_id,
};
