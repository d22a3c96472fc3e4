//! Provisioning bridge: accepts subscriberProfile and creates organisation and user by a durable
//! job (CMP-006, CMP-007).
//!
//! A request is judged, stored together with its job, and answered; 200 says that it was accepted,
//! not that the user exists (PRV-035 to PRV-038). A worker does the job with leases, so that a
//! process that dies leaves the work to the next one, and an attempt that fails for good leaves an
//! escalation (ESC-018). Decisions are in `docs/wire.md`.

mod bridge;
mod change;
mod config;
mod identity_client;
mod intake;
mod job;
mod profile;
mod provisioned;
mod refusal;
mod removal;
mod request;
mod rules;
mod worker;

pub use bridge::{BridgeError, BridgeHandle, ProvisioningBridge};
pub use config::BridgeConfig;
pub use job::CREATION_JOB;
pub use profile::{ProfileError, SubscriberProfile};
pub use rules::{AcceptedProfile, ProfileProblem, TemplateRules, check, is_addressed_by_ip};
