//! The list of a user's services.

use lineman_xml::Element;

use crate::{XsiError, XsiResource, read};

/// The document of `GET /user/{id}/services`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Services {
    /// They, in order.
    pub services: Vec<ServiceEntry>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceEntry {
    /// Its name.
    pub name: String,
    /// The path of its document; absent when it has none.
    pub uri: Option<String>,
}

impl XsiResource for Services {
    const ROOT: &'static str = "Services";

    fn to_element(&self) -> Element {
        self.services.iter().fold(Element::new(Self::ROOT), |node, service| {
            node.with(
                Element::new("service")
                    .with_child("name", service.name.as_str())
                    .with_optional("uri", service.uri.as_deref()),
            )
        })
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        let services = node.children_named("service").map(|entry| {
            Ok(ServiceEntry {
                name: read::required(entry, "service", "name")?,
                uri: read::text(entry, "uri").filter(|uri| !uri.is_empty()),
            })
        });
        Ok(Self { services: services.collect::<Result<_, XsiError>>()? })
    }
}
