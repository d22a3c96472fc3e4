//! `DeviceToken` (the device-management token of CAL-002) and `LoginToken`.

use lineman_model::Secret;

use super::XsiResource;
use lineman_xml::Element;

use crate::{XsiError, read};

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

token_resource!(DeviceToken, "DeviceToken");
token_resource!(LoginToken, "LoginToken");
