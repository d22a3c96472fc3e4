//! One served half, all peers in turn, a clean stop.

use lineman_peers::{Served, peer_available};

use crate::{authentication_service, ocip, sip, xsi};

#[test]
fn strangers_provision_read_and_register() {
    let mut served = Served::start().unwrap();
    let Some(found) = ocip::provision(&served) else { return };
    ocip::check(&found);
    if peer_available("curl") {
        xsi::check(&served);
        authentication_service::check(&served);
    }
    sip::check(&served);
    // Ctrl-C after a clean stop is success (design.md section 4).
    assert_eq!(served.stop().unwrap(), Some(0));
    assert!(!served.folder().join("data/running.json").exists());
}
