//! What the tests of whole deployments share.

use std::net::SocketAddr;

use lineman_store::BroadworksStore;
use lineman_store::broadworks::{Group, MessagingServer, ServiceProvider};

/// Any free port on loopback.
pub(crate) fn anywhere() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

/// The enterprise `ent1` with its group `g1`.
pub(crate) async fn add_group(store: &BroadworksStore) {
    let provider = ServiceProvider {
        service_provider_id: "ent1".to_owned(),
        is_enterprise: true,
        name: None,
        default_domain: "bw.example.com".to_owned(),
        support_email: None,
        messaging: MessagingServer::default(),
    };
    store.service_providers().add(&provider).await.expect("a provider");
    let group = Group {
        service_provider_id: "ent1".to_owned(),
        group_id: "g1".to_owned(),
        name: None,
        default_domain: "bw.example.com".to_owned(),
        user_limit: 10,
        messaging: MessagingServer::default(),
    };
    store.groups().add(&group).await.expect("a group");
}
