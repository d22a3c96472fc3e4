//! Requests under way in an XSP log: one request keeps one thread.

use std::collections::HashMap;

use crate::observation::Ids;
use crate::oci::Request;

/// Most threads that are remembered.
const THREADS: usize = 4096;

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The IdP proxy's profile request (2.1).
    Profile,
    /// The app's device list (6).
    Devices,
    /// A device token (6.4).
    DeviceToken,
    /// A long-lived token (5.2).
    Issue,
    /// The validation of one (6.1).
    Validate,
}

/// One request under way.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    pub(crate) purpose: Purpose,
    pub(crate) ids: Ids,
    /// OCI-P commands that wait for their answers.
    pub(crate) asked: Vec<Request>,
    /// Whether the token was sent to the authentication service and has no answer yet.
    pub(crate) validating: bool,
}

impl Exchange {
    pub(crate) fn new(purpose: Purpose, ids: Ids) -> Self {
        Self { purpose, ids, asked: Vec::new(), validating: false }
    }
}

/// The requests under way of one log, by thread; by tracking id where a log has no thread.
#[derive(Debug, Default)]
pub(crate) struct Exchanges(HashMap<String, Exchange>);

impl Exchanges {
    fn key<'a>(thread: &'a str, tracking: Option<&'a str>) -> &'a str {
        if thread.is_empty() { tracking.unwrap_or_default() } else { thread }
    }

    pub(crate) fn begin(&mut self, thread: &str, tracking: Option<&str>, exchange: Exchange) {
        if self.0.len() >= THREADS {
            self.0.clear();
        }
        self.0.insert(Self::key(thread, tracking).to_owned(), exchange);
    }

    /// The thread does something that the ladder does not look at.
    pub(crate) fn forget(&mut self, thread: &str, tracking: Option<&str>) {
        self.0.remove(Self::key(thread, tracking));
    }

    pub(crate) fn get(&mut self, thread: &str, tracking: Option<&str>) -> Option<&mut Exchange> {
        self.0.get_mut(Self::key(thread, tracking))
    }

    pub(crate) fn end(&mut self, thread: &str, tracking: Option<&str>) -> Option<Exchange> {
        self.0.remove(Self::key(thread, tracking))
    }
}
