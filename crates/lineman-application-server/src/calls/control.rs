//! The way from OCI-P to the calls: a bounded queue, and an answer for each question.

use std::time::Duration;

use lineman_calls::{CallView, Command, CommandFault};
use tokio::sync::{mpsc, oneshot};

use super::halves::call_half_id;

/// Questions that may wait.
const QUEUE: usize = 64;
/// Longest wait for an answer.
const WAIT: Duration = Duration::from_secs(5);

/// What somebody wants of the calls.
#[derive(Debug)]
pub(super) enum Wish {
    /// The calls of a user.
    List,
    /// Something is to be done.
    Do(Command),
}

#[derive(Debug)]
pub(super) struct Ask {
    pub(super) user_id: String,
    pub(super) wish: Wish,
    pub(super) reply: oneshot::Sender<Outcome>,
}

/// The calls that there are afterwards, or why nothing was done.
pub(super) type Outcome = Result<Vec<CallView>, ControlFault>;

/// Why nothing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ControlFault {
    /// The agent refused.
    Refused(CommandFault),
    /// None of the user's devices rings.
    NotReachable,
    /// There are no calls here, or nobody answers.
    Unavailable,
}

/// Control of calls.
#[derive(Debug, Clone)]
pub struct CallControl(mpsc::Sender<Ask>);

impl CallControl {
    pub(super) fn new() -> (Self, mpsc::Receiver<Ask>) {
        let (sender, receiver) = mpsc::channel(QUEUE);
        (Self(sender), receiver)
    }

    /// The calls of a user.
    pub(crate) async fn list(&self, user_id: &str) -> Outcome {
        self.ask(user_id, Wish::List).await
    }

    /// Does something for a user. After a click to dial the outcome is the call that it began.
    pub(crate) async fn act(&self, user_id: &str, command: Command) -> Outcome {
        self.ask(user_id, Wish::Do(command)).await
    }

    async fn ask(&self, user_id: &str, wish: Wish) -> Outcome {
        let (reply, outcome) = oneshot::channel();
        let ask = Ask { user_id: user_id.to_owned(), wish, reply };
        if self.0.try_send(ask).is_err() {
            return Err(ControlFault::Unavailable);
        }
        match tokio::time::timeout(WAIT, outcome).await {
            Ok(Ok(outcome)) => outcome,
            _ => Err(ControlFault::Unavailable),
        }
    }
}

/// The id of a call as its user knows it: that of the call half in the XSLog.
pub(crate) fn call_id(view: &CallView) -> String {
    call_half_id(view.half)
}

/// The call half that an id names.
pub(crate) fn half_of(call_id: &str) -> Option<u64> {
    call_id.strip_prefix("callhalf-")?.strip_suffix(":0")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written() {
        assert_eq!(half_of(&call_half_id(39)), Some(39));
        for odd in ["39", "callhalf-39", "callhalf-x:0", "callhalf-39:1", ""] {
            assert_eq!(half_of(odd), None, "{odd}");
        }
    }
}
