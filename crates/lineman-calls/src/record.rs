//! What is left of a call.

use lineman_model::Timestamp;

use crate::party::Party;

/// A call that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRecord {
    /// Who called.
    pub caller: Party,
    /// What was dialled.
    pub dialled: String,
    /// Whose devices rang, in order.
    pub rang: Vec<Party>,
    /// Who answered.
    pub answered_by: Option<Party>,
    /// When it began.
    pub started: Timestamp,
    /// When it was answered.
    pub answered: Option<Timestamp>,
    /// When it ended.
    pub ended: Timestamp,
    /// The final status of the set-up: 200 when it was answered.
    pub status: u16,
    /// One id for all legs.
    pub correlation: String,
}
