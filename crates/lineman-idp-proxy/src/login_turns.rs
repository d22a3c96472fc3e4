//! One attempt at a time per user name: parallel guesses must not slip past the lock that the
//! guess before them would have closed (EUE-006).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;

type Turns = Arc<Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>>;

/// Whose attempt is being made. It holds one entry per attempt under way or waiting.
#[derive(Debug, Default)]
pub(crate) struct LoginTurns(Turns);

/// The right to make an attempt; ends when dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    turns: Turns,
    user: String,
    guard: Option<OwnedMutexGuard<()>>,
}

impl LoginTurns {
    /// Waits until nobody else attempts as this user, whatever the case of the name.
    pub(crate) async fn take(&self, user: &str) -> Turn {
        let user = user.trim().to_lowercase();
        let lock = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(turns.entry(user.clone()).or_default())
        };
        let mut turn = Turn { turns: Arc::clone(&self.0), user, guard: None };
        turn.guard = Some(lock.lock_owned().await);
        turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // The guard goes first, so that the count below is of those who still wait.
        self.guard = None;
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.get(&self.user).is_some_and(|lock| Arc::strong_count(lock) == 1) {
            turns.remove(&self.user);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn attempts_of_one_user_never_overlap_and_leave_nothing_behind() {
        let turns = Arc::new(LoginTurns::default());
        let (inside, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..16 {
            let (turns, inside, most) =
                (Arc::clone(&turns), Arc::clone(&inside), Arc::clone(&most));
            tasks.spawn(async move {
                let name = if number % 2 == 0 { "Una" } else { "una " };
                let _turn = turns.take(name).await;
                most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                inside.fetch_sub(1, Ordering::SeqCst);
            });
        }
        tasks.join_all().await;
        assert_eq!(most.load(Ordering::SeqCst), 1);
        assert!(turns.0.lock().expect("not poisoned").is_empty());
    }

    #[tokio::test]
    async fn another_user_need_not_wait_and_a_waiter_may_give_up() {
        let turns = LoginTurns::default();
        let first = turns.take("una").await;
        let second = turns.take("dora").await;
        let waiter = tokio::time::timeout(std::time::Duration::from_millis(5), turns.take("una"));
        assert!(waiter.await.is_err());
        drop((first, second));
        assert!(turns.0.lock().expect("not poisoned").is_empty());
    }
}
