//! How often commands were asked for that are not served.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Most names that are counted one by one.
const NAMES: usize = 1_000;
/// Characters of a name that are kept.
const NAME: usize = 128;
/// Where the rest is counted.
const OTHERS: &str = "(others)";

/// Counts of commands that are answered by error 6004 because their name is not known.
#[derive(Debug, Default)]
pub(crate) struct UnservedCommands(Mutex<BTreeMap<String, u64>>);

impl UnservedCommands {
    /// Counts one.
    pub(crate) fn count(&self, name: &str) {
        let name: String = name.chars().take(NAME).collect();
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let name = if counts.contains_key(&name) || counts.len() < NAMES {
            name
        } else {
            OTHERS.to_owned()
        };
        let count = counts.entry(name).or_default();
        *count = count.saturating_add(1);
    }

    /// The counts by name.
    pub(crate) fn counts(&self) -> BTreeMap<String, u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_end_are_counted_together() {
        let unserved = UnservedCommands::default();
        unserved.count("AGetRequest");
        unserved.count("AGetRequest");
        for index in 0..NAMES + 10 {
            unserved.count(&format!("B{index}"));
        }
        unserved.count("AGetRequest");
        unserved.count(&"long".repeat(1_000));
        let counts = unserved.counts();
        assert_eq!(counts.get("AGetRequest"), Some(&3));
        assert_eq!(counts.len(), NAMES + 1);
        assert_eq!(counts.get(OTHERS), Some(&12));
        assert!(counts.keys().all(|name| name.len() <= NAME));
    }
}
