//! Passwords of the lab's people: random, and the same again when the lab comes back to its folder.

use std::sync::{Mutex, PoisonError};

use aws_lc_rs::hmac;
use lineman_model::{Random, Secret};

/// Bytes that follow from a secret which the folder keeps (HMAC-SHA-256 of a counter).
pub(crate) struct KeptRandom {
    key: hmac::Key,
    counter: Mutex<u64>,
}

impl KeptRandom {
    /// From the kept secret.
    pub(crate) fn new(secret: &Secret) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.reveal().as_bytes());
        Self { key, counter: Mutex::new(0) }
    }
}

impl Random for KeptRandom {
    fn fill(&self, buffer: &mut [u8]) {
        let mut counter = self.counter.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in buffer.chunks_mut(32) {
            *counter += 1;
            let block = hmac::sign(&self.key, &counter.to_be_bytes());
            chunk.copy_from_slice(&block.as_ref()[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_secret_gives_the_same_bytes_again_and_never_twice_in_a_row() {
        let make = |secret: &str| {
            let random = KeptRandom::new(&Secret::new(secret));
            (random.hex(40), random.hex(40))
        };
        let (first, second) = make("a");
        assert_ne!(first, second);
        assert_eq!(make("a"), (first.clone(), second));
        assert_ne!(make("b").0, first);
    }
}
