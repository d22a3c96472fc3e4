//! `/user/{id}/VoiceMessagingMessages` and `/user/{id}/calls/MessageSummary`. The OCI-P requests
//! behind them are ours (docs/wire.md).

use http::{Method, StatusCode};
use lineman_ocip::client::{self, AnswerError};
use lineman_ocip::{Command, Row, Table};
use lineman_xsi::{
    Encoding, MessageInfo, VoiceMailMessageSummary, VoiceMessage, VoiceMessagingMessages,
};

use super::XsiActions;
use super::authentication::Caller;
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::profile::require_owner;
use super::reply::Reply;

/// What a path below `VoiceMessagingMessages` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked<'a> {
    List,
    Message(&'a str),
    Mark(&'a str, bool),
}

impl<'a> Asked<'a> {
    fn parse(tail: &'a [String]) -> Option<Self> {
        match tail {
            [] => Some(Self::List),
            [number] => Some(Self::Message(number)),
            [number, mark] if mark.eq_ignore_ascii_case("MarkAsRead") => {
                Some(Self::Mark(number, true))
            }
            [number, mark] if mark.eq_ignore_ascii_case("MarkAsUnread") => {
                Some(Self::Mark(number, false))
            }
            _ => None,
        }
    }
}

/// The methods of a path; none for one that names nothing.
pub(crate) fn methods(tail: &[String]) -> Option<&'static [Method]> {
    Some(match Asked::parse(tail)? {
        Asked::List => &[Method::GET],
        Asked::Message(_) => &[Method::GET, Method::DELETE],
        Asked::Mark(..) => &[Method::PUT],
    })
}

pub(crate) async fn serve(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
    tail: &[String],
) -> Result<Reply, XsiFailure> {
    require_owner(application, exchange, caller, user_id).await?;
    let request = |name: &str| Command::request(name).with("userId", caller.user_id.as_str());
    let about = |name: &str, number: &str| {
        // What is no number names no message.
        let number = number.parse::<u32>().ok().filter(|number| *number > 0);
        let number = number.ok_or(XsiFailure::NoSuchResource)?;
        Ok::<_, XsiFailure>(request(name).with("messageId", number.to_string()))
    };
    let ask = async |request| {
        let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
        Ok::<_, XsiFailure>(answer)
    };
    match Asked::parse(tail).ok_or(XsiFailure::NoSuchResource)? {
        Asked::List => {
            let answer = ask(request("UserVoiceMessageGetListRequest")).await?;
            client::expect(&answer, "UserVoiceMessageGetListResponse")?;
            let table = table(&answer)?;
            let messages = table.rows().map(|row| info(&caller.user_id, row)).collect();
            Ok(exchange.reply(StatusCode::OK, &VoiceMessagingMessages { messages }))
        }
        Asked::Message(number) if exchange.method() == Method::DELETE => {
            let answer = ask(about("UserVoiceMessageDeleteRequest", number)?).await?;
            found(client::success(&answer))?;
            Ok(Reply::empty(StatusCode::OK))
        }
        Asked::Message(number) => {
            let answer = ask(about("UserVoiceMessageGetRequest", number)?).await?;
            found(client::expect(&answer, "UserVoiceMessageGetResponse"))?;
            let message = message(&caller.user_id, &answer)?;
            Ok(exchange.reply(StatusCode::OK, &message))
        }
        Asked::Mark(number, is_read) => {
            let request = about("UserVoiceMessageModifyRequest", number)?;
            let answer = ask(request.with_flag("read", is_read)).await?;
            found(client::success(&answer))?;
            Ok(Reply::empty(StatusCode::OK))
        }
    }
}

/// A refusal of what names one message is that the message is not there.
fn found(outcome: Result<(), AnswerError>) -> Result<(), XsiFailure> {
    outcome.map_err(|error| match error {
        AnswerError::Refused(error) if error.number().is_none() => XsiFailure::NoSuchResource,
        other => other.into(),
    })
}

fn table(answer: &Command) -> Result<Table, AnswerError> {
    let table = answer.body().child("voiceMessageTable");
    table.map(Table::from_element).ok_or(AnswerError::Missing("voiceMessageTable"))
}

fn info(user_id: &str, row: Row<'_>) -> MessageInfo {
    let text = |heading: &str| row.get(heading).map(str::to_owned);
    let flag = |heading: &str| row.get(heading) == Some("true");
    MessageInfo {
        duration: row.get("Duration").and_then(|text| text.parse().ok()),
        caller_name: text("Caller Name"),
        caller_user_id: text("Caller User Id"),
        caller_address: text("Caller Address"),
        is_read: flag("Read"),
        is_urgent: flag("Urgent"),
        is_confidential: flag("Confidential"),
        time: row.get("Time").and_then(|text| text.parse().ok()).unwrap_or_default(),
        // Clients put this behind the stem of the address.
        message_id: row
            .get("Message Id")
            .map(|number| format!("/v2.0/user/{user_id}/VoiceMessagingMessages/{number}")),
    }
}

fn message(user_id: &str, answer: &Command) -> Result<VoiceMessage, AnswerError> {
    let table = table(answer)?;
    let row = table.rows().next().ok_or(AnswerError::Missing("row"))?;
    let info = info(user_id, row);
    let text = |name| answer.text(name).map(str::to_owned).ok_or(AnswerError::Missing(name));
    let media_type = text("mediaType")?;
    let number = row.get("Message Id").unwrap_or_default();
    Ok(VoiceMessage {
        info,
        description: format!("message{number}.{}", media_type.to_lowercase()),
        media_type,
        content: text("content")?,
    })
}

/// `GET /user/{id}/calls/MessageSummary`; like everything about calls it is in UTF-8.
pub(crate) async fn summary(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
) -> Result<Reply, XsiFailure> {
    require_owner(application, exchange, caller, user_id).await?;
    let request = Command::request("UserVoiceMessageSummaryGetRequest")
        .with("userId", caller.user_id.as_str());
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    client::expect(&answer, "UserVoiceMessageSummaryGetResponse")?;
    let count = |name| answer.text(name).and_then(|text| text.parse().ok()).unwrap_or_default();
    let summary = VoiceMailMessageSummary {
        new_messages: count("newMessages"),
        old_messages: count("oldMessages"),
        new_urgent_messages: count("newUrgentMessages"),
        old_urgent_messages: count("oldUrgentMessages"),
    };
    Ok(Reply::document_in(StatusCode::OK, &summary, exchange.format(), Encoding::Utf8))
}
