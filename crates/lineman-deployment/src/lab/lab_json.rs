//! `lab.json`: what an outside client needs (design.md section 4, schema `lineman.lab/1`).
//!
//! Keys of what does not exist yet are absent.

use serde::Serialize;

use crate::lab::subscribers::{ENTERPRISE, GROUP, LabSubscriber};

/// The whole file.
#[derive(Debug, Serialize)]
pub(crate) struct LabJson {
    /// Always `lineman.lab/1`.
    pub schema: &'static str,
    /// Base addresses, without trailing slash.
    pub urls: Urls,
    /// Ports of what speaks no HTTP.
    pub ports: Ports,
    /// Certificate of the authority that signed every server certificate here.
    pub ca_file: String,
    /// Certificate that the AuthService trusts.
    pub client_certificate: String,
    /// Its private key.
    pub client_key: String,
    /// Account that the provisioning bridge accepts.
    pub provisioning_account: ProvisioningAccount,
    /// Enterprise as the public API names it.
    pub sp_enterprise_id: String,
    /// Organisation of the subscribers (UUID), when it exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_id: Option<String>,
    /// System administrator of the Application Server.
    pub ocip_admin: OcipAdmin,
    /// The provisioned subscribers.
    pub subscribers: Vec<SubscriberJson>,
    /// Subscribers that BroadWorks knows and the cloud does not.
    pub unprovisioned_subscribers: Vec<SubscriberJson>,
}

/// Addresses.
#[derive(Debug, Serialize)]
pub(crate) struct Urls {
    /// User Activation Portal.
    pub portal: String,
    /// Identity, ending in `/idb`.
    pub identity: String,
    /// IdP proxy, ending in its version.
    pub idp_proxy: String,
    /// The complete POST address of the bridge.
    pub provisioning_bridge: String,
    /// Xsi-Actions, ending in its context.
    pub xsi_actions: String,
    /// AuthService over mutual TLS, ending in `/authService`.
    pub auth_service: String,
    /// Device Management, ending in `/dms`.
    pub device_management: String,
    /// The Call Settings Webview.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_settings: Option<String>,
    /// OCI-P over SOAP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ocip_soap: Option<String>,
}

/// Ports.
#[derive(Debug, Serialize)]
pub(crate) struct Ports {
    /// OCI-P over TCP.
    pub ocip: u16,
    /// OCI-P over TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ocip_tls: Option<u16>,
    /// SIP over UDP at the SBC.
    pub sip_udp: u16,
    /// SIP over TCP at the SBC.
    pub sip_tcp: u16,
    /// SIP over TLS at the SBC.
    pub sip_tls: u16,
}

/// The template's provisioning account.
#[derive(Debug, Serialize)]
pub(crate) struct ProvisioningAccount {
    /// Account name.
    pub user_id: String,
    /// Password.
    pub password: String,
}

/// An OCI-P administrator.
#[derive(Debug, Serialize)]
pub(crate) struct OcipAdmin {
    /// User id.
    pub user_id: String,
    /// Password.
    pub password: String,
}

/// A subscriber.
#[derive(Debug, Serialize)]
pub(crate) struct SubscriberJson {
    /// BroadWorks user id.
    pub bw_user_id: String,
    /// Email.
    pub email: String,
    /// Identity's UUID, when the user exists there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uuid: Option<String>,
    /// Web-access password.
    pub web_password: String,
    /// `sip:user@domain`.
    pub sip_uri: String,
    /// SIP authentication user name.
    pub sip_username: String,
    /// SIP authentication password.
    pub sip_password: String,
    /// E.164.
    pub primary_number: String,
    /// Extension.
    pub extension: String,
    /// Service provider in BroadWorks.
    pub enterprise: String,
    /// Group in BroadWorks.
    pub group: String,
}

impl SubscriberJson {
    /// From a subscriber of the lab.
    #[must_use]
    pub(crate) fn new(subscriber: &LabSubscriber, uuid: Option<String>) -> Self {
        Self {
            bw_user_id: subscriber.bw_user_id.clone(),
            email: subscriber.email.clone(),
            uuid,
            web_password: subscriber.web_password.reveal().to_owned(),
            sip_uri: subscriber.sip_uri(),
            sip_username: subscriber.sip_username.clone(),
            sip_password: subscriber.sip_password.reveal().to_owned(),
            primary_number: subscriber.primary_number.clone(),
            extension: subscriber.extension.clone(),
            enterprise: ENTERPRISE.to_owned(),
            group: GROUP.to_owned(),
        }
    }
}
