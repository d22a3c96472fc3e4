//! `Versions`: which commands this server serves, and in which baseline.

use super::XsiResource;
use lineman_xml::Element;

use crate::{XsiError, read};

/// The document of `GET /v2.0/versions`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Versions {
    /// Release of the commands, such as `25.0`.
    pub baseline: String,
    /// The commands.
    pub commands: Vec<CommandVersion>,
}

/// A command and the version in which it is served.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommandVersion {
    /// Its address, such as `/v2.0/user/<userid>/profile`.
    pub uri: String,
    /// Its version.
    pub version: String,
}

const COMMAND: &str = "patchedCommand";

impl XsiResource for Versions {
    const ROOT: &'static str = "Versions";

    fn to_element(&self) -> Element {
        let mut commands = Element::new("commands");
        commands.push(Element::text_element("baseline", &self.baseline));
        for command in &self.commands {
            let mut version = Element::new("version");
            version.push(Element::text_element("value", &command.version));
            let mut element = Element::new(COMMAND);
            element.push(Element::text_element("uri", &command.uri));
            element.push(version);
            commands.push(element);
        }
        let mut node = Element::new(Self::ROOT);
        node.push(commands);
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let commands = node
            .child("commands")
            .ok_or(XsiError::Missing { parent: Self::ROOT, element: "commands" })?;
        let read_command = |element: &Element| {
            let version = element
                .child("version")
                .ok_or(XsiError::Missing { parent: COMMAND, element: "version" })?;
            Ok(CommandVersion {
                uri: read::required(element, COMMAND, "uri")?,
                version: read::required(version, "version", "value")?,
            })
        };
        Ok(Self {
            baseline: read::required(commands, "commands", "baseline")?,
            commands: commands
                .children_named(COMMAND)
                .map(read_command)
                .collect::<Result<_, _>>()?,
        })
    }
}
