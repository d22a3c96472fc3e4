//! Voice mail: the list of messages, one message with its sound, and how many there are.

use super::XsiResource;
use lineman_xml::Element;

use crate::{XsiError, read, write};

/// A message without its sound.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MessageInfo {
    /// How long it is, in milliseconds.
    pub duration: Option<u32>,
    /// Name of the caller.
    pub caller_name: Option<String>,
    /// User id of the caller.
    pub caller_user_id: Option<String>,
    /// Address of the caller.
    pub caller_address: Option<String>,
    /// Whether it was heard.
    pub is_read: bool,
    /// Whether it is urgent.
    pub is_urgent: bool,
    /// Whether it is confidential.
    pub is_confidential: bool,
    /// When it was left, in milliseconds since 1970.
    pub time: i64,
    /// Path of the message.
    pub message_id: Option<String>,
}

/// The document of `GET VoiceMessagingMessages`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VoiceMessagingMessages {
    /// The messages, the latest first.
    pub messages: Vec<MessageInfo>,
}

/// The document of `GET VoiceMessagingMessages/{n}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VoiceMessage {
    /// The message.
    pub info: MessageInfo,
    /// What the sound is called.
    pub description: String,
    /// `WAV`, `MP3`, `MOV` or `TIF`.
    pub media_type: String,
    /// The sound in base64.
    pub content: String,
}

/// The document of `GET calls/MessageSummary`; a number that is 0 is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VoiceMailMessageSummary {
    /// Messages not heard.
    pub new_messages: u32,
    /// Messages heard.
    pub old_messages: u32,
    /// Urgent messages not heard.
    pub new_urgent_messages: u32,
    /// Urgent messages heard.
    pub old_urgent_messages: u32,
}

const INFO: &str = "messageInfo";

fn number<N: std::str::FromStr>(node: &Element, name: &'static str) -> Result<Option<N>, XsiError> {
    let invalid = |_| XsiError::Invalid { element: name, expected: "a number" };
    read::text(node, name).map(|text| text.trim().parse().map_err(|_| invalid(()))).transpose()
}

impl MessageInfo {
    fn to_element(&self) -> Element {
        let mut node = Element::new(INFO);
        let duration = self.duration.map(|duration| duration.to_string());
        write::optional(&mut node, "duration", duration.as_deref());
        let mut caller = Element::new("callingPartyInfo");
        write::optional(&mut caller, "name", self.caller_name.as_deref());
        write::optional(&mut caller, "userId", self.caller_user_id.as_deref());
        write::optional(&mut caller, "address", self.caller_address.as_deref());
        if !caller.children().is_empty() {
            node.push(caller);
        }
        let marks = [
            ("read", self.is_read),
            ("urgent", self.is_urgent),
            ("confidential", self.is_confidential),
        ];
        for (name, _) in marks.into_iter().filter(|(_, is_set)| *is_set) {
            node.push(Element::new(name));
        }
        node.push(Element::text_element("time", self.time.to_string()));
        write::optional(&mut node, "messageId", self.message_id.as_deref());
        node
    }

    fn read(node: &Element) -> Result<Self, XsiError> {
        let caller = |name| node.child("callingPartyInfo").and_then(|info| read::text(info, name));
        Ok(Self {
            duration: number(node, "duration")?,
            caller_name: caller("name"),
            caller_user_id: caller("userId"),
            caller_address: caller("address"),
            is_read: node.child("read").is_some(),
            is_urgent: node.child("urgent").is_some(),
            is_confidential: node.child("confidential").is_some(),
            time: number(node, "time")?
                .ok_or(XsiError::Missing { parent: INFO, element: "time" })?,
            message_id: read::text(node, "messageId"),
        })
    }
}

impl XsiResource for VoiceMessagingMessages {
    const ROOT: &'static str = "VoiceMessagingMessages";

    fn to_element(&self) -> Element {
        let mut list = Element::new("messageInfoList");
        for message in &self.messages {
            list.push(message.to_element());
        }
        let mut node = Element::new(Self::ROOT);
        node.push(list);
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let messages = match node.child("messageInfoList") {
            None => Vec::new(),
            Some(list) => {
                list.children_named(INFO).map(MessageInfo::read).collect::<Result<_, _>>()?
            }
        };
        Ok(Self { messages })
    }
}

impl XsiResource for VoiceMessage {
    const ROOT: &'static str = "VoiceMessage";

    fn to_element(&self) -> Element {
        let mut media = Element::new("messageMediaContent");
        media.push(Element::text_element("description", &self.description));
        media.push(Element::text_element("mediaType", &self.media_type));
        media.push(Element::text_element("content", &self.content));
        let mut node = Element::new(Self::ROOT);
        node.push(self.info.to_element());
        node.push(media);
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let missing = |element| XsiError::Missing { parent: Self::ROOT, element };
        let info = node.child(INFO).ok_or(missing(INFO))?;
        let media = node.child("messageMediaContent").ok_or(missing("messageMediaContent"))?;
        let text = |name| read::required(media, "messageMediaContent", name);
        Ok(Self {
            info: MessageInfo::read(info)?,
            description: text("description")?,
            media_type: text("mediaType")?,
            content: text("content")?,
        })
    }
}

impl XsiResource for VoiceMailMessageSummary {
    const ROOT: &'static str = "VoiceMailMessageSummary";

    fn to_element(&self) -> Element {
        let mut summary = Element::new("summary");
        for (name, count) in [
            ("newMessages", self.new_messages),
            ("oldMessages", self.old_messages),
            ("newUrgentMessages", self.new_urgent_messages),
            ("oldUrgentMessages", self.old_urgent_messages),
        ] {
            if count > 0 {
                summary.push(Element::text_element(name, count.to_string()));
            }
        }
        let mut node = Element::new(Self::ROOT);
        node.push(summary);
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let summary = node
            .child("summary")
            .ok_or(XsiError::Missing { parent: Self::ROOT, element: "summary" })?;
        let count = |name| Ok(number(summary, name)?.unwrap_or_default());
        Ok(Self {
            new_messages: count("newMessages")?,
            old_messages: count("oldMessages")?,
            new_urgent_messages: count("newUrgentMessages")?,
            old_urgent_messages: count("oldUrgentMessages")?,
        })
    }
}
