//! What the tasks of one relay share: where to, what was seen, and when to cut.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// Bytes kept of each direction; what goes beyond is relayed but only counted.
const KEPT_BYTES: usize = 4 * 1024 * 1024;

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From whoever connected to the target.
    Out,
    /// From the target back.
    Back,
}

#[derive(Default)]
pub(super) struct Recording {
    pub(super) out: Vec<u8>,
    pub(super) back: Vec<u8>,
    pub(super) connections: usize,
}

/// Cuts a link when a pattern is about to pass.
struct Rule {
    way: Way,
    pattern: Vec<u8>,
    link: Arc<Shared>,
}

pub(super) struct Shared {
    target: Mutex<Option<SocketAddr>>,
    recording: Mutex<Recording>,
    rules: Mutex<Vec<Rule>>,
    cut: watch::Sender<bool>,
}

impl Shared {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            target: Mutex::default(),
            recording: Mutex::default(),
            rules: Mutex::default(),
            cut: watch::Sender::new(false),
        })
    }

    pub(super) fn target(&self) -> Option<SocketAddr> {
        *locked(&self.target)
    }

    pub(super) fn set_target(&self, target: SocketAddr) {
        *locked(&self.target) = Some(target);
    }

    pub(super) fn recording(&self) -> MutexGuard<'_, Recording> {
        locked(&self.recording)
    }

    pub(super) fn record(&self, bytes: &[u8], way: Way) {
        let mut recording = self.recording();
        let side = match way {
            Way::Out => &mut recording.out,
            Way::Back => &mut recording.back,
        };
        let room = KEPT_BYTES.saturating_sub(side.len());
        side.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    pub(super) fn cut(&self) {
        self.cut.send_replace(true);
    }

    pub(super) fn is_cut(&self) -> bool {
        *self.cut.borrow()
    }

    /// Ends when the link is cut.
    pub(super) async fn until_cut(&self) {
        drop(self.cut.subscribe().wait_for(|cut| *cut).await);
    }

    /// Cuts `link` when `pattern` is about to pass here.
    pub(super) fn add_rule(&self, way: Way, pattern: &[u8], link: Arc<Self>) {
        locked(&self.rules).push(Rule { way, pattern: pattern.to_vec(), link });
    }

    /// Looks at bytes that want to pass, and cuts what is to be cut. How many may pass now: those
    /// behind could be the beginning of a pattern.
    pub(super) fn inspect(&self, bytes: &[u8], way: Way) -> usize {
        let mut kept = 0;
        locked(&self.rules).retain(|rule| {
            if rule.way != way {
                return true;
            }
            if contains(bytes, &rule.pattern) {
                rule.link.cut();
                return false;
            }
            kept = kept.max(begun(bytes, &rule.pattern));
            true
        });
        bytes.len() - kept
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether `bytes` hold `pattern`.
pub(crate) fn contains(bytes: &[u8], pattern: &[u8]) -> bool {
    !pattern.is_empty() && bytes.windows(pattern.len()).any(|window| window == pattern)
}

/// Length of the longest end of `bytes` that is a beginning of `pattern`.
fn begun(bytes: &[u8], pattern: &[u8]) -> usize {
    let longest = bytes.len().min(pattern.len().saturating_sub(1));
    (1..=longest).rev().find(|length| bytes.ends_with(&pattern[..*length])).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// However a stream is chopped, nothing of the pattern's last byte passes, and what does
        /// not hold it passes whole.
        #[test]
        fn a_pattern_never_passes(
            before in "[abc]{0,12}", after in "[abc]{0,12}", pieces in 1_usize..5, present: bool,
        ) {
            const PATTERN: &[u8] = b"aXab";
            let shared = Shared::new();
            shared.add_rule(Way::Out, PATTERN, Arc::clone(&shared));
            let mut stream = before.into_bytes();
            if present {
                stream.extend_from_slice(PATTERN);
            }
            stream.extend_from_slice(after.as_bytes());
            let (mut waiting, mut passed) = (Vec::new(), Vec::new());
            for piece in stream.chunks(pieces) {
                waiting.extend_from_slice(piece);
                let count = shared.inspect(&waiting, Way::Out);
                if shared.is_cut() {
                    break;
                }
                passed.extend(waiting.drain(..count));
            }
            prop_assert_eq!(shared.is_cut(), present);
            if present {
                prop_assert!(!passed.contains(&b'X'));
            } else {
                passed.extend(waiting);
                prop_assert_eq!(passed, stream);
            }
        }
    }
}
