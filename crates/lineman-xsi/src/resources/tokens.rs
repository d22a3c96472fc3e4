//! `DeviceToken` (the device-management token of CAL-002), `LoginToken` and the portal password.

use lineman_model::Secret;

use super::XsiResource;
use lineman_xml::Element;

use crate::{XsiError, read, write};

/// The answer to `POST profile/DeviceToken`: opens that device's files at Device Management.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceToken {
    /// The token.
    pub token: Secret,
}

/// The answer to `POST profile/LoginToken`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginToken {
    /// The token.
    pub token: Secret,
}

macro_rules! token_resource {
    ($name:ident, $root:literal) => {
        impl XsiResource for $name {
            const ROOT: &'static str = $root;

            fn to_element(&self) -> Element {
                let mut node = Element::new(Self::ROOT);
                node.push(Element::text_element("token", self.token.reveal()));
                node
            }

            fn from_element(node: &Element) -> Result<Self, XsiError> {
                Ok(Self { token: Secret::new(read::required(node, Self::ROOT, "token")?) })
            }
        }
    };
}

/// What `PUT profile/Password/Portal` brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalPassword {
    /// The password that is changed.
    pub old_password: Option<Secret>,
    /// The one that takes its place.
    pub new_password: Secret,
}

impl XsiResource for PortalPassword {
    const ROOT: &'static str = "Portal";

    fn to_element(&self) -> Element {
        let mut node = Element::new(Self::ROOT);
        write::optional(&mut node, "oldPassword", self.old_password.as_ref().map(Secret::reveal));
        node.push(Element::text_element("newPassword", self.new_password.reveal()));
        node
    }

    fn from_element(node: &Element) -> Result<Self, XsiError> {
        Ok(Self {
            old_password: read::text(node, "oldPassword").map(Secret::new),
            new_password: Secret::new(read::required(node, Self::ROOT, "newPassword")?),
        })
    }
}

token_resource!(DeviceToken, "DeviceToken");
token_resource!(LoginToken, "LoginToken");
