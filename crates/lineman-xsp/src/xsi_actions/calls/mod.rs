//! `/user/{id}/calls`: what there is of calls and what is done to them. The Application Server is
//! asked with commands of our own (`docs/wire.md`). These documents are in UTF-8
//! (broadworks-wire 2.3).

mod dial;
mod document;
mod hold;
mod list;
mod release;
mod talk;
mod transfer;

use http::{Method, StatusCode};
use lineman_ocip::client::{self, AnswerError};
use lineman_ocip::{Command, Table};
use lineman_xsi::{CallDocument, Encoding, XsiResource};

use super::XsiActions;
use super::authentication::Caller;
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::profile::require_owner;
use super::reply::Reply;

/// What a path below `/calls` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Endpoint<'a> {
    Calls,
    New,
    Call(&'a str),
    Hold(&'a str),
    Talk(&'a str),
    BlindTransfer(&'a str),
}

impl<'a> Endpoint<'a> {
    fn of(tail: &'a [String]) -> Option<Self> {
        match tail {
            [] => Some(Self::Calls),
            [one] if one.eq_ignore_ascii_case("new") => Some(Self::New),
            [id] => Some(Self::Call(id)),
            [id, action] if action.eq_ignore_ascii_case("Hold") => Some(Self::Hold(id)),
            [id, action] if action.eq_ignore_ascii_case("Talk") => Some(Self::Talk(id)),
            [id, action] if action.eq_ignore_ascii_case("BlindTransfer") => {
                Some(Self::BlindTransfer(id))
            }
            _ => None,
        }
    }
}

/// The methods of a path below `/calls`; none for one that names nothing.
pub(crate) fn methods(tail: &[String]) -> Option<&'static [Method]> {
    Some(match Endpoint::of(tail)? {
        Endpoint::Calls => &[Method::GET],
        Endpoint::New => &[Method::POST],
        Endpoint::Call(_) => &[Method::GET, Method::DELETE],
        Endpoint::Hold(_) | Endpoint::Talk(_) | Endpoint::BlindTransfer(_) => &[Method::PUT],
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
    let endpoint = Endpoint::of(tail).ok_or(XsiFailure::NoSuchResource)?;
    let work = Work { application, exchange, caller };
    match endpoint {
        Endpoint::Calls => list::get(&work).await,
        Endpoint::New => dial::post(&work).await,
        Endpoint::Call(id) if exchange.method() == Method::DELETE => {
            release::delete(&work, id).await
        }
        Endpoint::Call(id) => document::get(&work, id).await,
        Endpoint::Hold(id) => hold::put(&work, id).await,
        Endpoint::Talk(id) => talk::put(&work, id).await,
        Endpoint::BlindTransfer(id) => transfer::put(&work, id).await,
    }
}

/// One request about the caller's calls.
struct Work<'a> {
    application: &'a XsiActions,
    exchange: &'a Exchange<'a>,
    caller: &'a Caller,
}

impl Work<'_> {
    fn about_caller(&self, name: &str) -> Command {
        Command::request(name).with("userId", self.caller.user_id.as_str())
    }

    async fn ask(&self, request: Command) -> Result<Command, XsiFailure> {
        let exchange = self.exchange;
        let answer = self.application.oci.call(request, exchange.tracking_id(), exchange).await?;
        match answer.error_response() {
            Some(error) => Err(AnswerError::Refused(error).into()),
            None => Ok(answer),
        }
    }

    /// The caller's calls as the Application Server lists them.
    async fn calls(&self) -> Result<Vec<CallDocument>, XsiFailure> {
        let answer = self.ask(self.about_caller("LinemanUserCallGetListRequest")).await?;
        client::expect(&answer, "LinemanUserCallGetListResponse")?;
        let table = answer.body().child("callTable").map(Table::from_element).unwrap_or_default();
        let calls = table.rows().map(|row| {
            let text = |heading| row.get(heading).unwrap_or_default().to_owned();
            let filled = |heading| Some(text(heading)).filter(|text| !text.is_empty());
            let address = filled("Remote Address").or_else(|| filled("Dialled"));
            CallDocument {
                network_call_id: text("Network Call Id"),
                personality: text("Personality"),
                state: text("State"),
                remote_name: filled("Remote Name"),
                remote_address: address.map(|address| as_uri(&address)),
                remote_user_id: filled("Remote User Id"),
                address_of_record: filled("Line/Port"),
                call_id: text("Call Id"),
                start_time: text("Start Time"),
                answer_time: filled("Answer Time"),
            }
        });
        Ok(calls.collect())
    }

    /// Does something to a call.
    async fn control(
        &self,
        call_id: &str,
        action: &str,
        address: Option<String>,
    ) -> Result<Reply, XsiFailure> {
        let mut request = self
            .about_caller("LinemanUserCallControlRequest")
            .with("callId", call_id)
            .with("action", action);
        if let Some(address) = address {
            request = request.with("address", address);
        }
        let answer = self.ask(request).await?;
        client::success(&answer)?;
        Ok(Reply::empty(StatusCode::OK))
    }

    /// The address that the query names.
    fn address(&self) -> Result<String, XsiFailure> {
        let address = self.exchange.parameter("address").filter(|address| !address.is_empty());
        address.ok_or(XsiFailure::MissingParameter("address"))
    }

    fn path(&self, call_id: &str) -> String {
        format!("/v2.0/user/{}/calls/{call_id}", self.caller.user_id)
    }

    fn reply<R: XsiResource>(&self, status: StatusCode, resource: &R) -> Reply {
        Reply::document_in(status, resource, self.exchange.format(), Encoding::Utf8)
    }
}

/// Numbers as `tel`, everything else as it is.
fn as_uri(address: &str) -> String {
    let digits = address.strip_prefix('+').unwrap_or(address);
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if number { format!("tel:{address}") } else { address.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_below_calls() {
        let of = |segments: &[&str]| {
            let tail: Vec<String> = segments.iter().map(|&segment| segment.to_owned()).collect();
            methods(&tail)
        };
        assert_eq!(of(&[]), Some(&[Method::GET][..]));
        assert_eq!(of(&["New"]), Some(&[Method::POST][..]));
        assert_eq!(of(&["callhalf-1:0"]), Some(&[Method::GET, Method::DELETE][..]));
        for action in ["hold", "Talk", "blindtransfer"] {
            assert_eq!(of(&["callhalf-1:0", action]), Some(&[Method::PUT][..]), "{action}");
        }
        assert_eq!(of(&["callhalf-1:0", "Record"]), None);
    }

    #[test]
    fn numbers_become_tel() {
        assert_eq!(as_uri("+15550001"), "tel:+15550001");
        assert_eq!(as_uri("sip:a@h"), "sip:a@h");
        assert_eq!(as_uri("+"), "+");
    }
}
