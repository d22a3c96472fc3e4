//! `/user/{id}/directories/CallLogs`: placed, received and missed calls, read and deleted.

use http::{Method, StatusCode};
use lineman_ocip::client;
use lineman_ocip::{Command, Element};
use lineman_xsi::{CallLogEntry, CallLogs, MissedCalls, PlacedCalls, ReceivedCalls};

use super::XsiActions;
use super::authentication::Caller;
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::reply::Reply;

/// One of the three lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Placed,
    Received,
    Missed,
}

impl Kind {
    fn parse(segment: &str) -> Option<Self> {
        [Self::Placed, Self::Received, Self::Missed]
            .into_iter()
            .find(|kind| segment.eq_ignore_ascii_case(kind.element()))
    }

    /// Its element in OCI-P.
    const fn element(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Received => "received",
            Self::Missed => "missed",
        }
    }

    /// Its word in OCI-P.
    const fn word(self) -> &'static str {
        match self {
            Self::Placed => "Placed",
            Self::Received => "Received",
            Self::Missed => "Missed",
        }
    }
}

/// The methods of a path below `CallLogs`; none for one that names nothing.
pub(crate) fn methods(tail: &[String]) -> Option<&'static [Method]> {
    match tail {
        [] => Some(&[Method::GET, Method::DELETE]),
        [kind] if Kind::parse(kind).is_some() => Some(&[Method::GET, Method::DELETE]),
        [kind, _] if Kind::parse(kind).is_some() => Some(&[Method::DELETE]),
        _ => None,
    }
}

/// The owner is checked already.
pub(crate) async fn serve(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    tail: &[String],
) -> Result<Reply, XsiFailure> {
    let kind = tail.first().and_then(|segment| Kind::parse(segment));
    if exchange.method() == Method::DELETE {
        return delete(application, exchange, caller, kind, tail.get(1)).await;
    }
    let answer = read(application, exchange, caller, kind).await?;
    let list = |kind: Kind| entries(&answer, kind);
    Ok(match kind {
        None => {
            let logs = CallLogs {
                placed: Some(list(Kind::Placed)),
                received: Some(list(Kind::Received)),
                missed: Some(list(Kind::Missed)),
            };
            exchange.reply(StatusCode::OK, &logs)
        }
        Some(Kind::Placed) => {
            exchange.reply(StatusCode::OK, &PlacedCalls { entries: list(Kind::Placed) })
        }
        Some(Kind::Received) => {
            exchange.reply(StatusCode::OK, &ReceivedCalls { entries: list(Kind::Received) })
        }
        Some(Kind::Missed) => {
            exchange.reply(StatusCode::OK, &MissedCalls { entries: list(Kind::Missed) })
        }
    })
}

async fn read(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    kind: Option<Kind>,
) -> Result<Command, XsiFailure> {
    let request = Command::request("UserBasicCallLogsGetListRequest14sp4")
        .with("userId", caller.user_id.as_str())
        .with_optional("callLogType", kind.map(Kind::word));
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    client::expect(&answer, "UserBasicCallLogsGetListResponse")?;
    Ok(answer)
}

fn entries(answer: &Command, kind: Kind) -> Vec<CallLogEntry> {
    let text = |log: &Element, name| log.child_text(name).unwrap_or_default().to_owned();
    answer
        .body()
        .children_named(kind.element())
        .map(|log| CallLogEntry {
            country_code: log.child_text("countryCode").map(str::to_owned),
            phone_number: text(log, "phoneNumber"),
            name: text(log, "name"),
            time: text(log, "time"),
            call_log_id: text(log, "callLogId"),
        })
        .collect()
}

/// Deletes all calls, those of one list, or one call. One list is deleted by its ids.
async fn delete(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    kind: Option<Kind>,
    call_log_id: Option<&String>,
) -> Result<Reply, XsiFailure> {
    let request =
        Command::request("UserCallLogsClearRequest14sp4").with("userId", caller.user_id.as_str());
    let request = match kind {
        None => request.with_flag("deleteAllCallLogs", true),
        Some(kind) => {
            let present = entries(&read(application, exchange, caller, Some(kind)).await?, kind);
            let ids = present.into_iter().map(|entry| entry.call_log_id);
            let ids: Vec<String> =
                ids.filter(|id| call_log_id.is_none_or(|wanted| wanted == id)).collect();
            if call_log_id.is_some() && ids.is_empty() {
                return Err(XsiFailure::NoSuchResource);
            }
            let field = format!("{}CallLogId", kind.element());
            let named =
                ids.into_iter().fold(Element::new("deleteSpecifiedCallLogs"), |named, id| {
                    named.with_child(&field, id)
                });
            request.with_element(named)
        }
    };
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    client::success(&answer)?;
    Ok(Reply::empty(StatusCode::OK))
}
