//! What a provisioning bridge is told.

use std::time::Duration;

use lineman_cloud_service::ServiceSecret;
use lineman_store::cloud::BackOff;

/// Configuration of a provisioning bridge.
#[derive(Debug, Clone)]
pub struct BridgeConfig {
    /// Base URL of identity, which ends in `/idb`.
    pub identity_url: String,
    /// The secret that the cloud services show each other.
    pub service_secret: ServiceSecret,
    /// Trust anchors for identity, PEM; without them only plain HTTP works.
    pub identity_ca_pem: Option<String>,
    /// How long an answer of identity may take.
    pub time_out: Duration,
    /// How often and when a failed creation is tried again.
    pub back_off: BackOff,
    /// How long a worker has a job before another may take it. An attempt makes two calls, so this
    /// must be longer than twice `time_out`.
    pub lease: Duration,
    /// How often the worker looks for jobs that nobody announced: retries, ended leases, jobs of
    /// other processes.
    pub poll: Duration,
    /// Whether the worker starts held: requests are accepted, and nothing is created until
    /// [`crate::BridgeHandle::release_worker`].
    pub worker_held: bool,
}

impl BridgeConfig {
    /// The usual wait for identity.
    pub const TIME_OUT: Duration = Duration::from_secs(8);
    /// Eight attempts within about four minutes.
    pub const BACK_OFF: BackOff = BackOff { first_millis: 2_000, most_millis: 60_000, attempts: 8 };
    /// The usual lease.
    pub const LEASE: Duration = Duration::from_secs(60);
    /// The usual look for jobs.
    pub const POLL: Duration = Duration::from_secs(1);
}
