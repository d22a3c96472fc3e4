//! Network Server: a SIP redirect server that locates the Application Server of a user (step 7.1).
//!
//! Every request for a user whose Application Server is known is answered with 302 and its address
//! as `Contact`, any other with 404. A user is named by line/port, user id, alternate id or number
//! (`sip` or `tel`). It keeps no dialogs and accepts no registrations itself.

mod ns_xs_log;
mod redirect;
mod service;

pub use lineman_sip_transport::ServiceHandle;
pub use service::{NetworkServer, NetworkServerConfig, NetworkServerError};
