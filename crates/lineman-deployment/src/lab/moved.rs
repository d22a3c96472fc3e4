//! A lab that goes on may have got other ports: what its database says of them is brought up to date.

use lineman_ladder::literals::{TAG_CALL_SETTINGS_URL, TAG_SBC_PORT};
use lineman_sip_transport::Protocol;
use lineman_store::StoreError;
use lineman_store::broadworks::TagScope;

use crate::broadworks::BroadworksHalf;

use super::subscribers::LabSubscriber;

/// The apps' ways to the SBC and to the Call Settings Webview (tags), and the Network Server's way to the Application Server.
pub(crate) async fn tell(
    broadworks: &BroadworksHalf,
    everybody: impl Iterator<Item = &LabSubscriber>,
) -> Result<(), StoreError> {
    let store = broadworks.store();
    if let Some(sbc) = broadworks.sbc_address(Protocol::Tcp) {
        let port = sbc.port().to_string();
        store.tags().set(&TagScope::System, TAG_SBC_PORT, &port).await?;
    }
    if let Some(url) = broadworks.call_settings_url() {
        let url = format!("{url}/");
        store.tags().set(&TagScope::System, TAG_CALL_SETTINGS_URL, &url).await?;
    }
    let registrar = broadworks.application_server().sip();
    let Some(registrar) = registrar.and_then(|sip| sip.address(Protocol::Udp)) else {
        return Ok(());
    };
    for subscriber in everybody {
        // Somebody may have removed a user by hand, and with it the location.
        if store.locations().find(&subscriber.line_port).await?.is_some() {
            let address = format!("localhost:{}", registrar.port());
            store.locations().set(&subscriber.line_port, &address).await?;
        }
    }
    Ok(())
}
