//! A relay on every link of a deployment.

use anyhow::{Context as _, Result};

use crate::relay::Relay;

/// A link, named by whom it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// OCI-P of provisioning clients to the Application Server.
    OciOfClients,
    /// OCI-P of Xsi-Actions to the Application Server.
    OciOfXsi,
    /// OCI-P of AuthenticationService to the Application Server.
    OciOfAuthService,
    /// SIP of the SBC to the Application Server, UDP.
    Registrar,
    /// SIP of the SBC to the Network Server, UDP.
    NetworkServer,
    /// SIP of the app to the SBC, TCP.
    Sbc,
    /// HTTP of IdP proxy and app to Xsi-Actions and Device Management.
    Xsp,
    /// Mutual TLS of the IdP proxy to AuthenticationService.
    AuthService,
    /// HTTP of Xsi-Actions to AuthenticationService.
    Loopback,
    /// HTTP of app, IdP proxy and bridge to identity.
    Identity,
    /// HTTP of portal and app to the IdP proxy.
    IdpProxy,
    /// HTTP of the app to the activation portal.
    Portal,
    /// HTTP of the Application Server to the provisioning bridge.
    Bridge,
}

impl Link {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::OciOfClients,
        Self::OciOfXsi,
        Self::OciOfAuthService,
        Self::Registrar,
        Self::NetworkServer,
        Self::Sbc,
        Self::Xsp,
        Self::AuthService,
        Self::Loopback,
        Self::Identity,
        Self::IdpProxy,
        Self::Portal,
        Self::Bridge,
    ];

    const fn is_udp(self) -> bool {
        matches!(self, Self::Registrar | Self::NetworkServer)
    }
}

/// The relays. They listen before anything else is started, so that their addresses are known.
pub struct Links(Vec<Relay>);

impl Links {
    /// A relay for each link, without a target yet.
    ///
    /// # Errors
    /// When a port cannot be bound.
    pub async fn bind() -> Result<Self> {
        let mut relays = Vec::new();
        for link in Link::ALL {
            let relay = if link.is_udp() { Relay::udp().await } else { Relay::tcp().await };
            relays.push(relay.with_context(|| format!("binding the relay of {link:?}"))?);
        }
        Ok(Self(relays))
    }

    /// The relay of a link.
    #[must_use]
    pub fn relay(&self, link: Link) -> &Relay {
        &self.0[link as usize]
    }

    /// `http://localhost:port` of a relay.
    #[must_use]
    pub fn url(&self, link: Link) -> String {
        format!("http://{}", self.relay(link).host_and_port())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_by_their_number() {
        for (number, link) in Link::ALL.into_iter().enumerate() {
            assert_eq!(link as usize, number);
        }
    }
}
