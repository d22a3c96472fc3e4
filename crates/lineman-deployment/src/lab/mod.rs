//! The lab: a whole deployment on this machine, with three subscribers who are provisioned, signed
//! in and registered over the real interfaces (design.md section 4).
//!
//! A fault changes only data, configuration, certificates or links, before the walk. The live
//! ladder is the diagnosis engine reading the growing logs: ticks have no other source.

mod apps;
mod config_export;
mod faults;
mod folder;
mod kept_random;
mod lab_json;
mod live;
mod moved;
mod oci_client;
mod options;
mod ports;
pub mod provisioning;
mod run;
mod sections;
pub mod subscribers;

pub use apps::AppStatusFile;
pub use faults::Fault;
pub use oci_client::{OciClient, OciClientError};
pub use options::{LabOptions, LabOutcome, Progress};
pub use run::{LabError, run};
