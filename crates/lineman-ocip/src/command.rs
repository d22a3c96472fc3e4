//! One command of a document: a request, or the answer to one.

use std::fmt;

use lineman_xml::{Element, to_text};

use crate::{ErrorResponse, mask_element};

const CORE_NAMESPACE: &str = "C";

/// What a command is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandKind {
    /// A request or a named answer.
    Named,
    /// `c:SuccessResponse`.
    Success,
    /// `c:ErrorResponse`.
    Error,
}

/// One command of a document.
#[derive(Clone, PartialEq, Eq)]
pub struct Command {
    /// `xsi:type` without a prefix.
    name: String,
    kind: CommandKind,
    /// The attribute `echo`. Answers carry it, empty if the request had none.
    echo: Option<String>,
    /// The attribute `type` of error answers.
    severity: Option<String>,
    /// An element `command` that holds the fields.
    body: Element,
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut body = self.body.clone();
        mask_element(&mut body);
        f.debug_struct("Command")
            .field("name", &self.name)
            .field("echo", &self.echo)
            .field("severity", &self.severity)
            .field("body", &to_text(&body, lineman_xml::Encoding::Utf8))
            .finish()
    }
}

impl Command {
    /// A request.
    #[must_use]
    pub fn request(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: CommandKind::Named,
            echo: None,
            severity: None,
            body: Element::new("command"),
        }
    }

    /// A named answer to `request`.
    #[must_use]
    pub fn answer(name: &str, request: &Self) -> Self {
        Self { echo: Some(request.echo.clone().unwrap_or_default()), ..Self::request(name) }
    }

    /// `c:SuccessResponse` to `request`.
    #[must_use]
    pub fn success(request: &Self) -> Self {
        Self { kind: CommandKind::Success, ..Self::answer("SuccessResponse", request) }
    }

    /// `c:ErrorResponse` to `request`.
    #[must_use]
    pub fn error(error: &ErrorResponse, request: &Self) -> Self {
        Self { echo: Some(request.echo.clone().unwrap_or_default()), ..Self::bare_error(error) }
    }

    /// `c:ErrorResponse` without `echo`: the form before login, and where no request was read.
    #[must_use]
    pub fn bare_error(error: &ErrorResponse) -> Self {
        let mut command = Self {
            kind: CommandKind::Error,
            severity: Some(error.severity.as_str().to_owned()),
            ..Self::request("ErrorResponse")
        };
        for field in error.fields() {
            command.body.push(field);
        }
        command
    }

    /// With a text field.
    #[must_use]
    pub fn with(mut self, name: &str, text: impl Into<String>) -> Self {
        self.body.push(Element::text_element(name, text));
        self
    }

    /// With a text field if there is a value.
    #[must_use]
    pub fn with_optional<T: Into<String>>(self, name: &str, text: Option<T>) -> Self {
        match text {
            Some(text) => self.with(name, text),
            None => self,
        }
    }

    /// With a boolean field.
    #[must_use]
    pub fn with_flag(self, name: &str, value: bool) -> Self {
        self.with(name, if value { "true" } else { "false" })
    }

    /// With a field that is an element.
    #[must_use]
    pub fn with_element(mut self, element: Element) -> Self {
        self.body.push(element);
        self
    }

    /// With the attribute `echo`.
    #[must_use]
    pub fn with_echo(mut self, echo: impl Into<String>) -> Self {
        self.echo = Some(echo.into());
        self
    }

    /// The name: `UserGetRequest23V2`, `SuccessResponse`, ...
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> CommandKind {
        self.kind
    }

    /// The attribute `echo`.
    #[must_use]
    pub fn echo(&self) -> Option<&str> {
        self.echo.as_deref()
    }

    /// The fields, children of an element `command`.
    #[must_use]
    pub const fn body(&self) -> &Element {
        &self.body
    }

    /// Text of a field. None if it is absent or cleared with `xsi:nil`.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.body.child(name).filter(|field| !field.is_nil()).map(Element::text)
    }

    /// The error answer, if it is one.
    #[must_use]
    pub fn error_response(&self) -> Option<ErrorResponse> {
        (self.name == "ErrorResponse")
            .then(|| ErrorResponse::read(self.severity.as_deref(), &self.body))
    }

    pub(crate) fn to_element(&self, mask: bool) -> Element {
        let prefixed = self.kind != CommandKind::Named;
        let mut element = Element::new("command");
        if let Some(severity) = &self.severity {
            element = element.with_attribute("type", severity.as_str());
        }
        if let Some(echo) = &self.echo {
            element = element.with_attribute("echo", echo.as_str());
        }
        if prefixed {
            element = element.with_xsi("type", format!("c:{}", self.name)).declare(Some("c"), "C");
        } else {
            element = element.with_xsi("type", self.name.as_str());
        }
        element = element.declare(None, "");
        let mut body = self.body.clone();
        if mask {
            mask_element(&mut body);
        }
        body.into_children().into_iter().fold(element, Element::with)
    }

    /// Reads a `command` element; none without `xsi:type`.
    pub(crate) fn from_element(element: Element) -> Option<Self> {
        let written = element.xsi_type()?.trim();
        let (prefix, name) = match written.split_once(':') {
            Some((prefix, name)) => (Some(prefix), name),
            None => (None, written),
        };
        // Only these two are of the core namespace; a prefix on anything else is part of the name
        // and makes it unknown.
        let kind = match (prefix, name) {
            (Some(_), "SuccessResponse") => CommandKind::Success,
            (Some(_), "ErrorResponse") => CommandKind::Error,
            _ => CommandKind::Named,
        };
        let name = if kind == CommandKind::Named && !is_core(&element, prefix) {
            written.to_owned()
        } else {
            name.to_owned()
        };
        let echo = element.attribute("echo").map(str::to_owned);
        let severity = element.attribute("type").map(str::to_owned);
        let body = element.into_children().into_iter().fold(Element::new("command"), Element::with);
        Some(Self { name, kind, echo, severity, body })
    }
}

/// Whether a prefix stands for the namespace of the document, as some clients write it.
fn is_core(element: &Element, prefix: Option<&str>) -> bool {
    element
        .declarations()
        .iter()
        .any(|(name, namespace)| name.as_deref() == prefix && namespace == CORE_NAMESPACE)
}
