//! `CallLogs`: placed, received and missed calls.

use super::XsiResource;
use lineman_xml::Element;

use crate::{XsiError, read, write};

/// The document of `GET directories/CallLogs`. A list that was not asked for is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallLogs {
    /// Placed calls, the latest first.
    pub placed: Option<Vec<CallLogEntry>>,
    /// Received calls.
    pub received: Option<Vec<CallLogEntry>>,
    /// Missed calls.
    pub missed: Option<Vec<CallLogEntry>>,
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallLogEntry {
    /// Country code of the number.
    pub country_code: Option<String>,
    /// Number or SIP URI of the other party.
    pub phone_number: String,
    /// Name of the other party.
    pub name: String,
    /// When, `xs:dateTime`.
    pub time: String,
    /// Names the call.
    pub call_log_id: String,
}

const ENTRY: &str = "callLogsEntry";

fn entries_element(name: &str, entries: &[CallLogEntry]) -> Element {
    let mut node = Element::new(name);
    for entry in entries {
        let mut element = Element::new(ENTRY);
        write::optional(&mut element, "countryCode", entry.country_code.as_deref());
        element.push(Element::text_element("phoneNumber", &entry.phone_number));
        element.push(Element::text_element("name", &entry.name));
        element.push(Element::text_element("time", &entry.time));
        element.push(Element::text_element("callLogId", &entry.call_log_id));
        node.push(element);
    }
    node
}

fn read_entries(node: &Element) -> Result<Vec<CallLogEntry>, XsiError> {
    node.children_named(ENTRY)
        .map(|entry| {
            Ok(CallLogEntry {
                country_code: read::text(entry, "countryCode"),
                phone_number: read::required(entry, ENTRY, "phoneNumber")?,
                name: read::required(entry, ENTRY, "name")?,
                time: read::required(entry, ENTRY, "time")?,
                call_log_id: read::required(entry, ENTRY, "callLogId")?,
            })
        })
        .collect()
}

impl XsiResource for CallLogs {
    const ROOT: &'static str = "CallLogs";

    fn to_element(&self) -> Element {
        let mut node = Element::new(Self::ROOT);
        let lists =
            [("placed", &self.placed), ("received", &self.received), ("missed", &self.missed)];
        for (name, entries) in lists {
            if let Some(entries) = entries {
                node.push(entries_element(name, entries));
            }
        }
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let list = |name| node.child(name).map(read_entries).transpose();
        Ok(Self { placed: list("placed")?, received: list("received")?, missed: list("missed")? })
    }
}

macro_rules! one_list {
    ($(#[$meta:meta])* $name:ident, $root:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct $name {
            /// The calls, the latest first.
            pub entries: Vec<CallLogEntry>,
        }

        impl XsiResource for $name {
            const ROOT: &'static str = $root;

            fn to_element(&self) -> Element {
                entries_element(Self::ROOT, &self.entries)
            }

            fn from_element(node: &Element) -> Result<Self, XsiError> {
                Ok(Self { entries: read_entries(node)? })
            }
        }
    };
}

one_list! {
    /// The document of `GET directories/CallLogs/Placed`.
    PlacedCalls, "placed"
}
one_list! {
    /// The document of `GET directories/CallLogs/Received`.
    ReceivedCalls, "received"
}
one_list! {
    /// The document of `GET directories/CallLogs/Missed`.
    MissedCalls, "missed"
}
