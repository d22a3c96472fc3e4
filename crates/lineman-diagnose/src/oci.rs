//! OCI-P documents in logs: what they ask, what they answer, and which answer belongs to which
//! request.

use std::collections::{HashMap, VecDeque};

use lineman_ladder::literals;
use lineman_model::StepId;
use lineman_ocip::{Command, CommandKind, Document, Element, Table, error_number};

/// The commands of the ladder (LAD-013 to 016, 028, 046, PRV-001).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Verify,
    UserGet,
    ServiceProviderGet,
    LoginInfo,
    DeviceList,
    AssignMessaging,
}

impl Family {
    /// The step that the command belongs to.
    pub(crate) const fn step(self) -> StepId {
        match self {
            Self::Verify | Self::UserGet | Self::ServiceProviderGet => StepId::S2_1_1,
            Self::LoginInfo => StepId::S5_3,
            Self::DeviceList => StepId::S6_2,
            Self::AssignMessaging => StepId::P1,
        }
    }
}

/// One command, as far as the ladder needs it.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) name: String,
    pub(crate) family: Option<Family>,
    /// `userId` of the command, else the identity of the document when it is a user.
    pub(crate) user: Option<String>,
}

/// A document from a log.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    /// Session id or user id.
    pub(crate) identity: String,
    /// Whether a trusted peer vouches for a user, as the XSP does (broadworks-wire.md 1.3).
    pub(crate) session_less: bool,
    pub(crate) tracking: Option<String>,
    pub(crate) requests: Vec<Request>,
    pub(crate) answers: Vec<Answer>,
}

/// One answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    pub(crate) name: String,
    /// Number and text of an error answer; number 0 when the text names none.
    pub(crate) error: Option<(u32, String)>,
    /// Device types and line/ports of an `accessDeviceTable`.
    pub(crate) devices: Option<Vec<(String, String)>>,
    /// Enterprise or provider, email and so on, where the answer tells.
    pub(crate) email: Option<String>,
    pub(crate) service_provider: Option<String>,
}

/// Reads a document. None when it is no OCI-P document at all.
pub(crate) fn read(text: &str) -> Option<Message> {
    let start = text.find('<')?;
    let text = &text[start..];
    match Document::from_text(text) {
        Ok(document) => Some(from_document(&document)),
        Err(_) => salvage(text),
    }
}

fn from_document(document: &Document) -> Message {
    use lineman_ocip::Identity;
    let session_less = !matches!(document.identity, Identity::SessionId(_));
    let speaker = match &document.identity {
        Identity::UserId(user) => Some(user.clone()),
        _ => None,
    };
    let mut message = Message {
        identity: document.identity.text().to_owned(),
        session_less,
        tracking: document.tracking_id.clone(),
        requests: Vec::new(),
        answers: Vec::new(),
    };
    for command in &document.commands {
        if is_answer(command) {
            message.answers.push(answer(command));
        } else {
            message.requests.push(Request {
                name: command.name().to_owned(),
                family: family(command),
                user: command.text("userId").map(str::to_owned).or_else(|| speaker.clone()),
            });
        }
    }
    message
}

fn is_answer(command: &Command) -> bool {
    command.kind() != CommandKind::Named
        || command.name().contains("Response")
        || command.error_response().is_some()
}

/// A document that cannot be parsed: an `xml-fragment`, cut text. Only names and errors are taken.
fn salvage(text: &str) -> Option<Message> {
    let mut message = Message {
        identity: between(text, "<sessionId", "</sessionId>")
            .or_else(|| between(text, "<userId", "</userId>"))
            .unwrap_or_default(),
        session_less: !text.contains("<sessionId"),
        tracking: between(text, "<trackingId", "</trackingId>"),
        requests: Vec::new(),
        answers: Vec::new(),
    };
    let mut rest = text;
    while let Some(start) = rest.find(":type=\"") {
        rest = &rest[start + 7..];
        let Some(end) = rest.find('"') else { break };
        let name = rest[..end].rsplit(':').next().unwrap_or_default();
        if name.contains("Response") {
            let error = (name == "ErrorResponse").then(|| {
                let summary = between(rest, "<summaryEnglish", "</summaryEnglish>")
                    .or_else(|| between(rest, "<summary", "</summary>"))
                    .unwrap_or_default();
                (error_number(&summary).unwrap_or(0), summary)
            });
            message.answers.push(Answer { name: name.to_owned(), error, ..Answer::default() });
        } else if name.contains("Request") {
            message.requests.push(Request { name: name.to_owned(), family: None, user: None });
        }
    }
    (!message.requests.is_empty() || !message.answers.is_empty()).then_some(message)
}

fn between(text: &str, open: &str, close: &str) -> Option<String> {
    let rest = &text[text.find(open)? + open.len()..];
    let rest = &rest[rest.find('>')? + 1..];
    Some(rest[..rest.find(close)?].to_owned())
}

fn family(command: &Command) -> Option<Family> {
    let name = command.name();
    let is = |family| literals::is_of_family(name, family);
    if is(literals::OCI_AUTHENTICATION_VERIFY) {
        Some(Family::Verify)
    } else if is(literals::OCI_USER_GET) {
        Some(Family::UserGet)
    } else if is(literals::OCI_SERVICE_PROVIDER_GET) {
        Some(Family::ServiceProviderGet)
    } else if is(literals::OCI_USER_GET_LOGIN_INFO) {
        Some(Family::LoginInfo)
    } else if is(literals::OCI_USER_DEVICE_LIST) {
        Some(Family::DeviceList)
    } else if is(literals::OCI_SERVICE_ASSIGN) && assigns_messaging(command.body()) {
        Some(Family::AssignMessaging)
    } else {
        None
    }
}

fn assigns_messaging(body: &Element) -> bool {
    body.children().iter().any(|field| {
        field.text() == literals::SERVICE_INTEGRATED_IMP
            || field.children().iter().any(|inner| inner.text() == literals::SERVICE_INTEGRATED_IMP)
    })
}

fn answer(command: &Command) -> Answer {
    let error = command.error_response().map(|error| {
        let text = if error.summary_english.is_empty() {
            error.summary.clone()
        } else {
            error.summary_english.clone()
        };
        (error.number().unwrap_or(0), text)
    });
    let devices = command.body().child("accessDeviceTable").map(|element| {
        let table = Table::from_element(element);
        table
            .rows()
            .map(|row| {
                let cell = |heading| row.get(heading).unwrap_or_default().to_owned();
                (cell("Device Type"), cell("Line/Port"))
            })
            .collect()
    });
    Answer {
        name: command.name().to_owned(),
        error,
        devices,
        email: command.text("emailAddress").map(str::to_owned),
        service_provider: command.text("serviceProviderId").map(str::to_owned),
    }
}

/// Requests that wait, by speaker and peer, in order. Bounded: a log cut at both ends must not
/// grow it.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    waiting: HashMap<(String, String), VecDeque<Vec<Request>>>,
    held: usize,
}

/// Most requests that wait at a time.
const WAITING: usize = 4096;

impl Pairs {
    pub(crate) fn request(&mut self, identity: &str, peer: &str, requests: Vec<Request>) {
        if self.held >= WAITING {
            self.waiting.clear();
            self.held = 0;
        }
        self.held += 1;
        let key = (identity.to_owned(), peer.to_owned());
        self.waiting.entry(key).or_default().push_back(requests);
    }

    /// The oldest request of this speaker and peer.
    pub(crate) fn answer(&mut self, identity: &str, peer: &str) -> Option<Vec<Request>> {
        let key = (identity.to_owned(), peer.to_owned());
        let queue = self.waiting.get_mut(&key)?;
        let pending = queue.pop_front();
        if queue.is_empty() {
            self.waiting.remove(&key);
        }
        if pending.is_some() {
            self.held = self.held.saturating_sub(1);
        }
        pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?><BroadsoftDocument protocol="OCI" xmlns="C" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#;

    fn document(identity: &str, command: &str) -> String {
        format!("{HEAD}{identity}{command}</BroadsoftDocument>")
    }

    /// LAD-013, LAD-014: a request names its user, an error answer its number.
    #[test]
    fn requests_and_errors_are_read() {
        let text = document(
            r#"<userId xmlns="">a@b</userId><trackingId xmlns="">CLIENT_1</trackingId>"#,
            r#"<command xsi:type="AuthenticationVerifyRequest22V4" xmlns=""><userId>u@b</userId></command>"#,
        );
        let message = read(&text).unwrap();
        assert!(message.session_less);
        assert_eq!(message.tracking.as_deref(), Some("CLIENT_1"));
        assert_eq!(message.requests[0].family, Some(Family::Verify));
        assert_eq!(message.requests[0].user.as_deref(), Some("u@b"));
        let text = document(
            r#"<sessionId xmlns="">s</sessionId>"#,
            r#"<command type="Error" echo="" xsi:type="c:ErrorResponse" xmlns:c="C" xmlns=""><summary>[Error 4962] Invalid password</summary><summaryEnglish>[Error 4962] Invalid password</summaryEnglish></command>"#,
        );
        let message = read(&text).unwrap();
        assert_eq!(message.answers[0].error.as_ref().map(|(number, _)| *number), Some(4962));
    }

    #[test]
    fn a_cut_document_still_tells_its_error() {
        let message = read(
            r#"<command type="Error" xsi:type="c:ErrorResponse"><summary>[Error 4152] Group not found</summary>"#,
        )
        .unwrap();
        assert_eq!(message.answers[0].error.as_ref().map(|(number, _)| *number), Some(4152));
        assert!(read("no document").is_none());
    }

    /// PRV-001: only the messaging service counts.
    #[test]
    fn the_messaging_service_is_recognised() {
        for (service, expected) in
            [("Integrated IMP", Some(Family::AssignMessaging)), ("Voice Messaging User", None)]
        {
            let text = document(
                r#"<sessionId xmlns="">s</sessionId>"#,
                &format!(
                    r#"<command xsi:type="UserServiceAssignListRequest" xmlns=""><userId>u@b</userId><serviceName>{service}</serviceName></command>"#
                ),
            );
            assert_eq!(read(&text).unwrap().requests[0].family, expected);
        }
    }

    #[test]
    fn answers_find_their_request_in_order() {
        let mut pairs = Pairs::default();
        let asked = |name: &str| vec![Request { name: name.to_owned(), family: None, user: None }];
        for name in ["A", "B"] {
            pairs.request("s", "peer", asked(name));
        }
        let name = |answer: Option<Vec<Request>>| answer.map(|asked| asked[0].name.clone());
        assert_eq!(name(pairs.answer("s", "peer")).as_deref(), Some("A"));
        assert_eq!(name(pairs.answer("s", "peer")).as_deref(), Some("B"));
        assert!(pairs.answer("s", "peer").is_none());
        for line in 0..10_000 {
            pairs.request(&line.to_string(), "p", asked("C"));
        }
        assert!(pairs.held <= WAITING);
    }
}
