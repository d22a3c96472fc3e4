//! How many requests one user may make in a period: `userTransactionLimit` and
//! `transactionLimitPeriodSecs` (broadworks-wire 2.2). Off unless set.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use lineman_model::{Clock, Timestamp};

/// Most users that are remembered; beyond them the count begins anew.
const USERS: usize = 100_000;

/// The limit in effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    /// Requests in one period.
    pub(crate) requests: u32,
    /// Seconds of the period.
    pub(crate) period_seconds: u32,
}

/// The requests of each user in the period under way.
pub(crate) struct TransactionLimit {
    clock: Arc<dyn Clock>,
    users: Mutex<HashMap<String, (Timestamp, u32)>>,
}

impl TransactionLimit {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, users: Mutex::new(HashMap::new()) }
    }

    /// Counts a request; the seconds to wait when the user has had enough.
    pub(crate) fn admit(&self, user_id: &str, limit: Limit) -> Result<(), u32> {
        let now = self.clock.now();
        let period = i64::from(limit.period_seconds) * 1000;
        let is_over = |began: Timestamp| now.as_millis() - began.as_millis() >= period;
        let mut users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        if users.len() >= USERS {
            users.retain(|_, (began, _)| !is_over(*began));
            if users.len() >= USERS {
                users.clear();
            }
        }
        let (began, count) = users.entry(user_id.to_owned()).or_insert((now, 0));
        if is_over(*began) {
            (*began, *count) = (now, 0);
        }
        if *count >= limit.requests {
            let left = period - (now.as_millis() - began.as_millis());
            return Err(u32::try_from((left + 999) / 1000).unwrap_or(limit.period_seconds));
        }
        *count += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use lineman_model::ManualClock;

    use super::*;

    #[test]
    fn each_user_has_so_many_requests_in_a_period() {
        let clock = Arc::new(ManualClock::new(Timestamp::EPOCH));
        let limit = TransactionLimit::new(Arc::clone(&clock) as Arc<dyn Clock>);
        let two = Limit { requests: 2, period_seconds: 10 };
        assert_eq!(limit.admit("una", two), Ok(()));
        clock.advance_millis(3_000);
        assert_eq!(limit.admit("una", two), Ok(()));
        assert_eq!(limit.admit("una", two), Err(7));
        assert_eq!(limit.admit("duo", two), Ok(()), "another user");
        clock.advance_millis(7_000);
        assert_eq!(limit.admit("una", two), Ok(()), "another period");
    }
}
