//! `PUT calls/{callId}/BlindTransfer?address=`.

use super::Work;
use crate::xsi_actions::failure::XsiFailure;
use crate::xsi_actions::reply::Reply;

pub(super) async fn put(work: &Work<'_>, call_id: &str) -> Result<Reply, XsiFailure> {
    work.control(call_id, "BlindTransfer", Some(work.address()?)).await
}
