//! The signal to stop.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::watch;

/// A signal that many tasks wait for and that fires once.
///
/// Clones are the same signal. A [`Shutdown::child`] fires with its parent, but can be fired alone:
/// so one listener can be stopped while the rest of the process goes on.
#[derive(Debug, Clone)]
pub struct Shutdown(Arc<Signal>);

#[derive(Debug)]
struct Signal {
    sender: watch::Sender<bool>,
    children: Mutex<Vec<Weak<Signal>>>,
}

impl Default for Shutdown {
    fn default() -> Self {
        Self::new()
    }
}

impl Shutdown {
    /// A signal that has not fired.
    #[must_use]
    pub fn new() -> Self {
        let (sender, _) = watch::channel(false);
        Self(Arc::new(Signal { sender, children: Mutex::new(Vec::new()) }))
    }

    /// A signal that fires with this one or alone.
    #[must_use]
    pub fn child(&self) -> Self {
        let child = Self::new();
        {
            let mut children = self.0.children.lock().unwrap_or_else(PoisonError::into_inner);
            children.retain(|other| other.strong_count() > 0);
            children.push(Arc::downgrade(&child.0));
        }
        // Read after the registration: whoever fires in between has either seen the child or set
        // the flag before we look.
        if self.is_triggered() {
            child.trigger();
        }
        child
    }

    /// Fires.
    pub fn trigger(&self) {
        self.0.sender.send_replace(true);
        let children =
            std::mem::take(&mut *self.0.children.lock().unwrap_or_else(PoisonError::into_inner));
        for child in children.into_iter().filter_map(|child| child.upgrade()) {
            Self(child).trigger();
        }
    }

    /// Whether it has fired.
    #[must_use]
    pub fn is_triggered(&self) -> bool {
        *self.0.sender.borrow()
    }

    /// Waits until it fires; returns at once when it has.
    pub async fn triggered(&self) {
        let mut receiver = self.0.sender.subscribe();
        // The sender lives as long as `self`, so the wait ends only by the signal.
        let _ = receiver.wait_for(|fired| *fired).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_child_fires_with_its_parent_and_not_the_other_way() {
        let parent = Shutdown::new();
        let (first, second) = (parent.child(), parent.child());
        first.trigger();
        first.triggered().await;
        assert!(!parent.is_triggered() && !second.is_triggered());
        let waiting = tokio::spawn({
            let second = second.clone();
            async move { second.triggered().await }
        });
        parent.trigger();
        waiting.await.expect("the wait ends");
        assert!(second.is_triggered());
        assert!(parent.child().is_triggered(), "a child of a fired signal has fired");
    }
}
