//! `Calls`, `Call` and `CallStartInfo`: the calls of a user.

use lineman_xml::Element;

use super::XsiResource;
use crate::{XsiError, read, write};

/// The answer to `GET calls`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calls {
    /// Each call with its path.
    pub calls: Vec<CallReference>,
}

/// A call in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallReference {
    /// The id.
    pub call_id: String,
    /// The path of its document.
    pub uri: String,
}

impl XsiResource for Calls {
    const ROOT: &'static str = "Calls";

    fn to_element(&self) -> Element {
        let mut node = Element::new(Self::ROOT);
        for call in &self.calls {
            let mut child = Element::new("call");
            child.push(Element::text_element("callId", &call.call_id));
            child.push(Element::text_element("uri", &call.uri));
            node.push(child);
        }
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let calls = node.children_named("call").map(|call| {
            Ok(CallReference {
                call_id: read::required(call, Self::ROOT, "callId")?,
                uri: read::required(call, Self::ROOT, "uri")?,
            })
        });
        Ok(Self { calls: calls.collect::<Result<_, XsiError>>()? })
    }
}

/// The answer to `GET calls/{callId}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallDocument {
    /// One id for all parties.
    pub network_call_id: String,
    /// `Originator` or `Terminator`.
    pub personality: String,
    /// `Alerting`, `Active`, `Held`, `Remote Held`.
    pub state: String,
    /// Name of the other side.
    pub remote_name: Option<String>,
    /// Its address.
    pub remote_address: Option<String>,
    /// Its user id.
    pub remote_user_id: Option<String>,
    /// The line/port.
    pub address_of_record: Option<String>,
    /// The id.
    pub call_id: String,
    /// Epoch milliseconds.
    pub start_time: String,
    /// Epoch milliseconds.
    pub answer_time: Option<String>,
}

impl XsiResource for CallDocument {
    const ROOT: &'static str = "Call";

    fn to_element(&self) -> Element {
        let mut node = Element::new(Self::ROOT);
        node.push(Element::text_element("networkCallId", &self.network_call_id));
        node.push(Element::text_element("personality", &self.personality));
        node.push(Element::text_element("state", &self.state));
        let mut remote = Element::new("remoteParty");
        write::optional(&mut remote, "name", self.remote_name.as_deref());
        write::optional(&mut remote, "address", self.remote_address.as_deref());
        write::optional(&mut remote, "userId", self.remote_user_id.as_deref());
        node.push(remote);
        if let Some(address) = &self.address_of_record {
            let mut endpoint = Element::new("endpoint");
            endpoint.push(Element::text_element("addressOfRecord", address));
            node.push(endpoint);
        }
        node.push(Element::text_element("callId", &self.call_id));
        node.push(Element::text_element("startTime", &self.start_time));
        write::optional(&mut node, "answerTime", self.answer_time.as_deref());
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let required = |name| read::required(node, Self::ROOT, name);
        let remote = node.child("remoteParty");
        let of_remote = |name| remote.and_then(|remote| read::text(remote, name));
        let endpoint = node.child("endpoint");
        Ok(Self {
            network_call_id: required("networkCallId")?,
            personality: required("personality")?,
            state: required("state")?,
            remote_name: of_remote("name"),
            remote_address: of_remote("address"),
            remote_user_id: of_remote("userId"),
            address_of_record: endpoint.and_then(|it| read::text(it, "addressOfRecord")),
            call_id: required("callId")?,
            start_time: required("startTime")?,
            answer_time: read::text(node, "answerTime"),
        })
    }
}

/// The answer to `POST calls/new`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallStartInfo {
    /// The id of the call that began.
    pub call_id: String,
    /// One id for all parties.
    pub external_tracking_id: String,
}

impl XsiResource for CallStartInfo {
    const ROOT: &'static str = "CallStartInfo";

    fn to_element(&self) -> Element {
        let mut node = Element::new(Self::ROOT);
        node.push(Element::text_element("callId", &self.call_id));
        node.push(Element::text_element("externalTrackingId", &self.external_tracking_id));
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        Ok(Self {
            call_id: read::required(node, Self::ROOT, "callId")?,
            external_tracking_id: read::required(node, Self::ROOT, "externalTrackingId")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call() -> CallDocument {
        CallDocument {
            network_call_id: "5ff0".into(),
            personality: "Originator".into(),
            state: "Active".into(),
            remote_name: Some("Bo <One> & \u{e9}".into()),
            remote_address: Some("tel:222".into()),
            remote_user_id: None,
            address_of_record: Some("221@h".into()),
            call_id: "callhalf-1:0".into(),
            start_time: "1".into(),
            answer_time: None,
        }
    }

    #[test]
    fn documents_go_both_ways_in_both_formats() {
        let calls = Calls {
            calls: vec![CallReference { call_id: "callhalf-1:0".into(), uri: "/v2.0/x".into() }],
        };
        let start =
            CallStartInfo { call_id: "callhalf-1:0".into(), external_tracking_id: "y".into() };
        let encoding = lineman_xml::Encoding::Utf8;
        assert_eq!(Calls::from_xml(&calls.to_xml(encoding)), Ok(calls.clone()));
        assert_eq!(Calls::from_json(calls.to_json().as_bytes()), Ok(calls));
        assert_eq!(CallDocument::from_xml(&call().to_xml(encoding)), Ok(call()));
        assert_eq!(CallDocument::from_json(call().to_json().as_bytes()), Ok(call()));
        assert_eq!(CallStartInfo::from_xml(&start.to_xml(encoding)), Ok(start));
    }
}
