//! `LinemanUserCallGetListRequest{userId}`: the calls of a user.

use lineman_calls::{CallView, ViewState};
use lineman_ocip::{Command, Table};

use super::failure;
use crate::calls::{ControlFault, call_id};
use crate::oci::errors::Failure;
use crate::oci::server::Call;

/// The columns, in order.
const HEADINGS: [&str; 11] = [
    "Call Id",
    "Network Call Id",
    "Personality",
    "State",
    "Remote Name",
    "Remote Address",
    "Remote User Id",
    "Dialled",
    "Line/Port",
    "Start Time",
    "Answer Time",
];

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let control = call.server.calls.as_ref();
    let control = control.ok_or_else(|| failure(ControlFault::Unavailable))?;
    let views = control.list(&user.user_id).await.map_err(failure)?;
    let mut table = Table::new(&HEADINGS);
    for view in &views {
        table.push(row(view));
    }
    Ok(call.answer().with_element(table.to_element("callTable")))
}

fn row(view: &CallView) -> [String; 11] {
    let state = match view.state {
        ViewState::Alerting => "Alerting",
        ViewState::Active => "Active",
        ViewState::Held => "Held",
        ViewState::RemoteHeld => "Remote Held",
    };
    let remote = view.remote.clone().unwrap_or_default();
    [
        call_id(view),
        view.correlation.clone(),
        String::from(if view.originator { "Originator" } else { "Terminator" }),
        state.to_owned(),
        remote.name,
        remote.number,
        remote.user_id,
        view.dialled.clone(),
        view.line_port.clone().unwrap_or_default(),
        view.started.as_millis().to_string(),
        view.answered.map(|at| at.as_millis().to_string()).unwrap_or_default(),
    ]
}
