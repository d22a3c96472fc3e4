//! A document: who speaks, and what.

use lineman_xml::{Element, Encoding, XSI_NAMESPACE, XmlError};
use thiserror::Error;

use crate::{Command, mask_element};

/// Most commands in one document (`OCISchemaBASE`).
pub const MAX_COMMANDS: usize = 15;

/// The protocol that a document names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Protocol {
    /// Application Server.
    #[default]
    Oci,
    /// Network Server.
    NsOci,
}

impl Protocol {
    /// The text of the attribute.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Oci => "OCI",
            Self::NsOci => "NSOCI",
        }
    }
}

/// Who speaks: a session, or someone for whom a trusted peer vouches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// Chosen by the client; becomes someone by login.
    SessionId(String),
    /// Session-less: the peer has authenticated this user.
    UserId(String),
    /// Session-less, by directory number.
    PhoneNumber(String),
    /// Session-less, by line/port.
    LinePort(String),
    /// Session-less, by an identity of another system.
    ExternalUserIdentity {
        /// Id of the user there.
        id: String,
        /// Id of the organisation there.
        organization_id: String,
        /// `User` or `Administrator`.
        role: String,
    },
}

impl Identity {
    /// The text that a log shows for the speaker.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::SessionId(text)
            | Self::UserId(text)
            | Self::PhoneNumber(text)
            | Self::LinePort(text)
            | Self::ExternalUserIdentity { id: text, .. } => text,
        }
    }

    fn to_element(&self) -> Element {
        let element = match self {
            Self::SessionId(text) => Element::text_element("sessionId", text.as_str()),
            Self::UserId(text) => Element::text_element("userId", text.as_str()),
            Self::PhoneNumber(text) => Element::text_element("phoneNumber", text.as_str()),
            Self::LinePort(text) => Element::text_element("linePort", text.as_str()),
            Self::ExternalUserIdentity { id, organization_id, role } => {
                Element::new("externalUserIdentity")
                    .with_child("id", id.as_str())
                    .with_child("organizationId", organization_id.as_str())
                    .with_child("role", role.as_str())
            }
        };
        element.declare(None, "")
    }

    fn read(element: &Element) -> Option<Self> {
        let text = element.text().to_owned();
        let part = |name| element.child_text(name).unwrap_or_default().to_owned();
        match element.name() {
            "sessionId" => Some(Self::SessionId(text)),
            "userId" => Some(Self::UserId(text)),
            "phoneNumber" => Some(Self::PhoneNumber(text)),
            "linePort" => Some(Self::LinePort(text)),
            "externalUserIdentity" => Some(Self::ExternalUserIdentity {
                id: part("id"),
                organization_id: part("organizationId"),
                role: part("role"),
            }),
            _ => None,
        }
    }
}

/// Why a document was not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// Not well-formed, or beyond the limits.
    #[error("reading an OCI-P document: {0}")]
    Xml(#[from] XmlError),
    /// Another root element.
    #[error("reading an OCI-P document: the root element is not BroadsoftDocument")]
    NotADocument,
    /// No session id and no other identity.
    #[error("reading an OCI-P document: no identity")]
    NoIdentity,
    /// No command.
    #[error("reading an OCI-P document: no command")]
    NoCommand,
    /// A command without `xsi:type`.
    #[error("reading an OCI-P document: a command without xsi:type")]
    UntypedCommand,
    /// Too many commands.
    #[error("reading an OCI-P document: more than {MAX_COMMANDS} commands")]
    TooManyCommands,
}

/// An OCI-P document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `OCI` or `NSOCI`.
    pub protocol: Protocol,
    /// Who speaks.
    pub identity: Identity,
    /// The id that joins the systems; answers repeat it.
    pub tracking_id: Option<String>,
    /// The commands, 1 to 15.
    pub commands: Vec<Command>,
    /// The encoding that was or will be declared.
    pub encoding: Encoding,
}

impl Document {
    /// A document of the Application Server's protocol in ISO-8859-1, as real ones are.
    #[must_use]
    pub const fn new(identity: Identity, commands: Vec<Command>) -> Self {
        Self {
            protocol: Protocol::Oci,
            identity,
            tracking_id: None,
            commands,
            encoding: Encoding::Iso88591,
        }
    }

    /// With a tracking id.
    #[must_use]
    pub fn with_tracking_id(mut self, tracking_id: Option<String>) -> Self {
        self.tracking_id = tracking_id;
        self
    }

    /// The frame for an answer: same protocol, identity and tracking id.
    #[must_use]
    pub fn answer(&self, commands: Vec<Command>) -> Self {
        Self {
            protocol: self.protocol,
            identity: self.identity.clone(),
            tracking_id: self.tracking_id.clone(),
            commands,
            encoding: Encoding::Iso88591,
        }
    }

    /// Reads a document from a frame of the wire.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DocumentError> {
        let parsed = lineman_xml::parse_bytes(bytes)?;
        Self::from_root(parsed.root, parsed.encoding)
    }

    /// Reads a document from text, as a log shows it; what follows the document is left alone.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub fn from_text(text: &str) -> Result<Self, DocumentError> {
        let (root, _) = lineman_xml::parse_prefix(text.trim_start())?;
        Self::from_root(root, Encoding::default())
    }

    fn from_root(root: Element, encoding: Encoding) -> Result<Self, DocumentError> {
        if root.name() != "BroadsoftDocument" {
            return Err(DocumentError::NotADocument);
        }
        let protocol = match root.attribute("protocol") {
            Some("NSOCI") => Protocol::NsOci,
            _ => Protocol::Oci,
        };
        let mut identity = None;
        let mut tracking_id = None;
        let mut commands = Vec::new();
        for child in root.into_children() {
            match child.name() {
                "command" if commands.len() == MAX_COMMANDS => {
                    return Err(DocumentError::TooManyCommands);
                }
                "command" => {
                    commands
                        .push(Command::from_element(child).ok_or(DocumentError::UntypedCommand)?);
                }
                "trackingId" => tracking_id = Some(child.text().to_owned()),
                _ => identity = identity.or_else(|| Identity::read(&child)),
            }
        }
        let identity = identity.ok_or(DocumentError::NoIdentity)?;
        if commands.is_empty() {
            return Err(DocumentError::NoCommand);
        }
        Ok(Self { protocol, identity, tracking_id, commands, encoding })
    }

    fn to_root(&self, mask: bool) -> Element {
        let mut root = Element::new("BroadsoftDocument")
            .in_namespace(None, "C")
            .with_attribute("protocol", self.protocol.as_str())
            .declare(None, "C")
            .declare(Some("xsi"), XSI_NAMESPACE)
            .with(self.identity.to_element());
        if let Some(tracking_id) = &self.tracking_id {
            root.push(Element::text_element("trackingId", tracking_id.as_str()).declare(None, ""));
        }
        for command in &self.commands {
            root.push(command.to_element(mask));
        }
        root
    }

    /// The bytes for the wire: no blanks between elements, and the line end that clients wait for.
    #[must_use]
    pub fn to_wire(&self) -> Vec<u8> {
        let mut bytes = lineman_xml::to_bytes(&self.to_root(false), self.encoding);
        bytes.push(b'\n');
        bytes
    }

    /// The same as [`Document::to_wire`] as text, for a carrier that has an encoding of its own.
    #[must_use]
    pub fn to_text(&self) -> String {
        lineman_xml::to_text(&self.to_root(false), self.encoding)
    }

    /// The text for a log: indented by 2, secrets masked.
    #[must_use]
    pub fn to_log(&self) -> String {
        lineman_xml::to_text_indented(&self.to_root(true), self.encoding, 2)
    }
}

/// An answer where the request could not be read: there is no identity to repeat.
#[must_use]
pub fn answer_without_identity(command: &Command) -> Vec<u8> {
    let root = Element::new("BroadsoftDocument")
        .in_namespace(None, "C")
        .with_attribute("protocol", Protocol::Oci.as_str())
        .declare(None, "C")
        .declare(Some("xsi"), XSI_NAMESPACE)
        .with(command.to_element(false));
    let mut bytes = lineman_xml::to_bytes(&root, Encoding::Iso88591);
    bytes.push(b'\n');
    bytes
}

/// The text that a log shows for a document that could not be read: as it came, at most `limit`
/// characters, with what looks like a secret masked where the XML can be read at all.
#[must_use]
pub fn unreadable_for_log(bytes: &[u8], limit: usize) -> String {
    match lineman_xml::parse_bytes(bytes) {
        Ok(parsed) => {
            let mut root = parsed.root;
            mask_element(&mut root);
            let text = lineman_xml::to_text_indented(&root, parsed.encoding, 2);
            text.chars().take(limit).collect()
        }
        Err(error) => format!("{} bytes that are no OCI-P document: {error}", bytes.len()),
    }
}
