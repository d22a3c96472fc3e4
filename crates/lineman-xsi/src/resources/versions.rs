//! `Versions`: which commands this server serves, and in which baseline.

use super::XsiResource;
use lineman_xml::Element;

use crate::{XsiError, read};

/// The document of `GET /v2.0/versions`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Versions {
    /// Release of the commands, such as `25.0`.
    pub baseline: String,
}

impl XsiResource for Versions {
    const ROOT: &'static str = "Versions";

    fn to_element(&self) -> Element {
        let mut commands = Element::new("commands");
        commands.push(Element::text_element("baseline", &self.baseline));
        let mut node = Element::new(Self::ROOT);
        node.push(commands);
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let commands = node
            .child("commands")
            .ok_or(XsiError::Missing { parent: Self::ROOT, element: "commands" })?;
        Ok(Self { baseline: read::required(commands, "commands", "baseline")? })
    }
}
