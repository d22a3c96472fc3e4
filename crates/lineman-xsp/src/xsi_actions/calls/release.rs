//! `DELETE calls/{callId}`.

use super::Work;
use crate::xsi_actions::failure::XsiFailure;
use crate::xsi_actions::reply::Reply;

pub(super) async fn delete(work: &Work<'_>, call_id: &str) -> Result<Reply, XsiFailure> {
    work.control(call_id, "Release", None).await
}
