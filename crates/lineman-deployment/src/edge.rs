//! The SBC: its sockets, its certificate, its flow key.

use std::net::SocketAddr;
use std::sync::Arc;

use lineman_model::Secret;
use lineman_net::Shutdown;
use lineman_net::certificates::Purpose;
use lineman_net::tls::{ClientAuth, ServerTls};
use lineman_sbc::{Sbc, SbcConfig, ServiceHandle};
use lineman_sip_transport::Protocol;

use crate::config::{BroadworksSection, SbcSection};
use crate::data_directory::write_private;
use crate::environment::Environment;
use crate::error::DeploymentError;
use crate::keys::{self, validity};

/// Starts the SBC in front of a Network Server.
pub(crate) async fn start_sbc(
    section: &BroadworksSection,
    network_server: &ServiceHandle,
    environment: &Environment,
    shutdown: &Shutdown,
) -> Result<ServiceHandle, DeploymentError> {
    let missing = DeploymentError::MissingPeer { what: "the Network Server" };
    let own = &section.sbc;
    let (host, port) = match &own.network_server {
        Some(address) => split_address(address).ok_or(missing)?,
        None => {
            let bound = network_server.address(Protocol::Udp).ok_or(missing)?;
            (String::from("localhost"), bound.port())
        }
    };
    let config = SbcConfig {
        udp: Some(own.sip_udp),
        tcp: Some(own.sip_tcp),
        tls: own.sip_tls.map(|address| server_tls(own, address, environment)).transpose()?,
        flow_key: flow_key(environment)?,
        advertised_host: own.host.clone(),
        network_server_host: host,
        network_server_port: port,
        network_server_protocol: Protocol::Udp,
        remember: SbcConfig::REMEMBER,
    };
    let (clock, random) = (Arc::clone(&environment.clock), Arc::clone(&environment.random));
    Ok(Sbc::start(config, clock, random, shutdown).await?)
}

fn server_tls(
    own: &SbcSection,
    address: SocketAddr,
    environment: &Environment,
) -> Result<(SocketAddr, ServerTls), DeploymentError> {
    let clock = Arc::clone(&environment.clock);
    let (certificate, key) = match (&own.certificate_file, &own.private_key_file) {
        (Some(certificate), Some(key)) => (keys::read(certificate)?, Secret::new(keys::read(key)?)),
        _ => {
            let validity = validity(clock.as_ref());
            let host = own.host.as_str();
            let issued = keys::server_authority(environment)?.issue(
                host,
                &[host],
                Purpose::Server,
                validity,
            )?;
            (issued.certificate_pem.clone(), issued.private_key_pem.clone())
        }
    };
    let tls = ServerTls::from_pem(&certificate, key.reveal(), ClientAuth::None, clock)?;
    Ok((address, tls))
}

/// Kept, so that clients behind a NAT are still found after a restart.
fn flow_key(environment: &Environment) -> Result<Secret, DeploymentError> {
    let path = environment.data.join("keys/sbc-flow.key");
    if path.exists() {
        return Ok(Secret::new(keys::read(&path)?.trim()));
    }
    let key = Secret::new(environment.random.hex(32));
    write_private(&path, key.reveal().as_bytes())?;
    Ok(key)
}

fn split_address(address: &str) -> Option<(String, u16)> {
    let (host, port) = address.rsplit_once(':')?;
    Some((host.to_owned(), port.parse().ok()?))
}
