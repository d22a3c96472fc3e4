//! `POST calls/new?address=`: click to dial.

use http::{HeaderValue, StatusCode, header};
use lineman_ocip::client;
use lineman_xsi::CallStartInfo;

use super::Work;
use crate::xsi_actions::failure::XsiFailure;
use crate::xsi_actions::reply::Reply;

pub(super) async fn post(work: &Work<'_>) -> Result<Reply, XsiFailure> {
    let address = work.address()?;
    let request = work.about_caller("LinemanUserCallDialRequest").with("address", address);
    let answer = work.ask(request).await?;
    client::expect(&answer, "LinemanUserCallDialResponse")?;
    let text = |name| answer.body().child_text(name).unwrap_or_default().to_owned();
    let call_id = text("callId");
    let path = work.path(&call_id);
    let start = CallStartInfo { call_id, external_tracking_id: text("networkCallId") };
    let mut reply = work.reply(StatusCode::CREATED, &start);
    if let Ok(value) = HeaderValue::from_str(&path) {
        reply.headers.insert(header::LOCATION, value);
    }
    Ok(reply)
}
