//! `GET calls`.

use http::StatusCode;
use lineman_xsi::{CallReference, Calls};

use super::Work;
use crate::xsi_actions::failure::XsiFailure;
use crate::xsi_actions::reply::Reply;

pub(super) async fn get(work: &Work<'_>) -> Result<Reply, XsiFailure> {
    let calls = work
        .calls()
        .await?
        .into_iter()
        .map(|call| CallReference { uri: work.path(&call.call_id), call_id: call.call_id });
    let calls = Calls { calls: calls.collect() };
    Ok(work.reply(StatusCode::OK, &calls))
}
