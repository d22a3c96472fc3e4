//! `/user/{id}/services`: the list, and each call setting between its Xsi document and the elements
//! of the OCI-P commands behind it.
//!
//! A document is written from the elements of an answer ([`document`]); what a client puts becomes
//! the elements of a modification ([`modification`]). Clients read a document, change one
//! element and put all of it back, so what cannot be changed is taken and left alone; what is no
//! element of the document at all is refused. `xsi:nil`, an empty text and JSON's `null` clear.

mod anywhere;
mod list;
mod mobility;
mod plain;
mod simultaneous_ring;

use lineman_ladder::literals::SERVICE_INTEGRATED_IMP;
use lineman_model::CallService;
use lineman_xml::Element;

use crate::{XsiError, XsiResource};

pub use anywhere::{LOCATION, location, location_changes};
pub use list::{ServiceEntry, Services};

/// A service that has a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// A call setting.
    Call(CallService),
    /// Integrated IM&P: the switch that provisions (PRV-001).
    IntegratedImp,
}

impl Service {
    /// Every service that has a document.
    pub fn all() -> impl Iterator<Item = Self> {
        CallService::ALL.iter().copied().map(Self::Call).chain([Self::IntegratedImp])
    }

    /// The service of a path segment, in any case.
    #[must_use]
    pub fn of_segment(segment: &str) -> Option<Self> {
        Self::all().find(|service| service.segment().eq_ignore_ascii_case(segment))
    }

    /// The service that OCI-P calls so.
    #[must_use]
    pub fn of_service_name(name: &str) -> Option<Self> {
        Self::all().find(|service| service.service_name() == name)
    }

    /// Its path segment.
    #[must_use]
    pub const fn segment(self) -> &'static str {
        match self {
            Self::Call(kind) => kind.stem(),
            Self::IntegratedImp => "IntegratedIMP",
        }
    }

    /// The root of its document.
    #[must_use]
    pub const fn root(self) -> &'static str {
        match self {
            Self::Call(kind) => kind.stem(),
            Self::IntegratedImp => "IntegratedIMPService",
        }
    }

    /// The name under which it is assigned.
    #[must_use]
    pub const fn service_name(self) -> &'static str {
        match self {
            Self::Call(kind) => kind.service_name(),
            Self::IntegratedImp => SERVICE_INTEGRATED_IMP,
        }
    }
}

/// A document of any root, to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceDocument(pub Element);

impl XsiResource for ServiceDocument {
    const ROOT: &'static str = "service";

    fn to_element(&self) -> Element {
        self.0.clone()
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        Ok(Self(node.clone()))
    }
}

/// The document of a service from the elements of its OCI-P answer. `path` is that of the document,
/// for the links in it.
#[must_use]
pub fn document(service: Service, answer: &Element, path: &str) -> ServiceDocument {
    let root = Element::new(service.root());
    ServiceDocument(match service {
        Service::Call(CallService::SimultaneousRingPersonal) => {
            simultaneous_ring::document(root, answer)
        }
        Service::Call(CallService::BroadWorksAnywhere) => anywhere::document(root, answer, path),
        Service::Call(CallService::BroadWorksMobility) => mobility::document(root, answer),
        _ => plain::document(service, root, answer),
    })
}

/// The elements of the OCI-P modification that a document asks for, in their order.
///
/// # Errors
/// Another root, an element that the document does not have, or a value that it cannot have.
pub fn modification(service: Service, document: &Element) -> Result<Vec<Element>, XsiError> {
    if document.name() != service.root() {
        return Err(XsiError::WrongRoot {
            expected: service.root(),
            found: document.name().to_owned(),
        });
    }
    match service {
        Service::Call(CallService::SimultaneousRingPersonal) => {
            simultaneous_ring::modification(document)
        }
        Service::Call(CallService::BroadWorksAnywhere) => anywhere::modification(document),
        Service::Call(CallService::BroadWorksMobility) => mobility::modification(document),
        _ => plain::modification(service, document),
    }
}

/// Refuses elements that a document does not have.
fn known(node: &Element, names: &[&str]) -> Result<(), XsiError> {
    match node.children().iter().find(|child| !names.contains(&child.name())) {
        None => Ok(()),
        Some(unknown) => Err(XsiError::Unknown {
            parent: node.name().to_owned(),
            element: unknown.name().to_owned(),
        }),
    }
}

/// An element of OCI-P under another name; nothing when it is absent.
fn copy(into: &mut Vec<Element>, from: &Element, name: &str, as_name: &str) {
    if let Some(child) = from.child(name) {
        into.push(value(child, as_name));
    }
}

/// A value under another name: cleared when it is nil or empty.
fn value(child: &Element, as_name: &str) -> Element {
    if child.is_nil() || child.text().trim().is_empty() {
        cleared(as_name)
    } else {
        Element::text_element(as_name, child.text().trim())
    }
}

fn cleared(name: &str) -> Element {
    Element::new(name).with_xsi("nil", "true")
}
