//! `running.json` in the data folder: where everything listens. Written by rename when everything
//! is up, so a script may wait for it; removed at the end.

use std::path::{Path, PathBuf};

use lineman_sip_transport::Protocol;
use serde_json::{Value, json};

use crate::broadworks::BroadworksHalf;
use crate::cloud::CloudHalf;
use crate::data_directory::write_private;
use crate::error::DeploymentError;

/// The file; it is removed when this value is dropped.
#[derive(Debug)]
pub struct Running {
    path: PathBuf,
}

impl Running {
    /// Writes the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(
        data: &Path,
        broadworks: Option<&BroadworksHalf>,
        cloud: Option<&CloudHalf>,
    ) -> Result<Self, DeploymentError> {
        let path = data.join("running.json");
        let mut document = json!({ "schema": "lineman.running/1" });
        if let Some(half) = broadworks {
            document["broadworks"] = broadworks_json(half);
        }
        if let Some(half) = cloud {
            document["cloud"] = json!({
                "identity": half.identity_url(),
                "idp_proxy": half.idp_proxy_url(),
                "portal": half.portal_url(),
                "provisioning_bridge": half.provisioning_url(),
                "bound": {
                    "identity": half.identity().address().port(),
                    "idp_proxy": half.idp_proxy().local_address().port(),
                    "portal": half.portal().address().port(),
                    "provisioning_bridge": half.bridge().local_address().port(),
                },
            });
        }
        write_private(&path, format!("{document:#}\n").as_bytes())?;
        Ok(Self { path })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Nobody waits for the file any more; a leftover only misleads.
        drop(std::fs::remove_file(&self.path));
    }
}

fn broadworks_json(half: &BroadworksHalf) -> Value {
    let port = |address: Option<std::net::SocketAddr>| address.map(|address| address.port());
    let server = half.application_server();
    json!({
        "ocip": server.oci_address().port(),
        "ocip_tls": port(server.oci_tls_address()),
        "ocip_soap": half.ocip_soap_url(),
        "ocip_trusted": port(server.oci_trusted_address()),
        "sip_udp": port(half.sbc_address(Protocol::Udp)),
        "sip_tcp": port(half.sbc_address(Protocol::Tcp)),
        "sip_tls": port(half.sbc_address(Protocol::Tls)),
        "xsi_actions": half.xsi_actions_url(),
        "device_management": half.device_management_url(),
        "call_settings": half.call_settings_url(),
        "auth_service": half.auth_service_url(),
        "loopback": half.xsp().loopback_address().port(),
        "further_xsps": half.further_xsps().iter().map(|xsp| json!({
            "xsi_actions": xsp.xsi_actions_url(),
            "auth_service": xsp.auth_service_url(),
            "loopback": xsp.handle().loopback_address().port(),
        })).collect::<Vec<_>>(),
        "push_server": half.push_server_url(),
        // The addresses above are those that others use; a relay or a proxy in front of us needs
        // to know where we are behind it.
        "bound": {
            "application_server_sip_udp": port(server.sip().and_then(|sip| sip.address(Protocol::Udp))),
            "network_server_sip_udp": port(half.network_server_address(Protocol::Udp)),
            "xsp": half.xsp().http_address().port(),
            "auth_service": half.xsp().auth_service_address().port(),
        },
    })
}
