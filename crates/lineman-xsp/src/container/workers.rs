//! Names for the thread column of the logs: one request keeps one name.
//!
//! The name is the smallest number that is free, as in a pool of threads, so that the records of
//! requests that run side by side can be told apart.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The numbers of one application.
#[derive(Debug)]
pub(crate) struct Workers {
    name: &'static str,
    busy: Mutex<BTreeSet<usize>>,
}

/// A number in use; given back when dropped.
#[derive(Debug)]
pub(crate) struct Worker {
    workers: Arc<Workers>,
    number: usize,
}

impl Workers {
    /// Workers of an application.
    pub(crate) fn new(name: &'static str) -> Arc<Self> {
        Arc::new(Self { name, busy: Mutex::new(BTreeSet::new()) })
    }

    /// Takes the smallest free number.
    pub(crate) fn enter(self: &Arc<Self>) -> Worker {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        let number = (0..).find(|number| !busy.contains(number)).unwrap_or(0);
        busy.insert(number);
        Worker { workers: Arc::clone(self), number }
    }
}

impl Worker {
    /// The text of the thread column.
    pub(crate) fn thread(&self) -> String {
        format!("{} Worker #{}", self.workers.name, self.number)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut busy = self.workers.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_side_by_side_have_different_names_and_numbers_come_back() {
        let workers = Workers::new("Xsi-Actions");
        let (first, second) = (workers.enter(), workers.enter());
        assert_eq!(first.thread(), "Xsi-Actions Worker #0");
        assert_eq!(second.thread(), "Xsi-Actions Worker #1");
        drop(first);
        assert_eq!(workers.enter().thread(), "Xsi-Actions Worker #0");
    }
}
