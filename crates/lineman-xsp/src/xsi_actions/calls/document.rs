//! `GET calls/{callId}`.

use http::StatusCode;

use super::Work;
use crate::xsi_actions::failure::XsiFailure;
use crate::xsi_actions::reply::Reply;

pub(super) async fn get(work: &Work<'_>, call_id: &str) -> Result<Reply, XsiFailure> {
    let found = work.calls().await?.into_iter().find(|call| call.call_id == call_id);
    let call = found.ok_or(XsiFailure::NoSuchResource)?;
    Ok(work.reply(StatusCode::OK, &call))
}
