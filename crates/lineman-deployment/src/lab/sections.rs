//! The configuration of a lab's two halves.

use std::path::PathBuf;

use lineman_model::Secret;

use crate::config::{
    Administrator, ApplicationServerSection, BridgeSection, BroadworksSection, CloudSection,
    IdentitySection, IdpProxySection, NetworkServerSection, PortalSection, SbcSection,
    TemplateSection, XspSection,
};
use crate::environment::Environment;
use crate::error::DeploymentError;
use crate::keys;

use super::ports::Ports;

/// The bridge's account.
pub(crate) const PROVISIONING_USER: &str = "provisioning@lineman.example";
/// The system administrator.
pub(crate) const ADMINISTRATOR: &str = "admin";

/// Passwords of accounts that are nobody's own.
pub(crate) struct Secrets {
    /// Of [`ADMINISTRATOR`].
    pub(crate) administrator: Secret,
    /// Of [`PROVISIONING_USER`].
    pub(crate) provisioning: Secret,
}

/// BroadWorks.
pub(crate) fn broadworks(ports: &mut Ports<'_>, secrets: &Secrets) -> BroadworksSection {
    let application_server = ports.take("Application Server SIP", 5070, 14);
    let network_server = ports.take("Network Server SIP", 5080, 13);
    let sbc = ports.take("SBC SIP", 5060, 12);
    BroadworksSection {
        application_server: ApplicationServerSection {
            oci: ports.take("OCI-P", 2208, 10),
            oci_tls: Some(ports.take("OCI-P over TLS", 2209, 15)),
            soap: Some(ports.take("OCI-P over SOAP", 8086, 7)),
            oci_trusted: ports.take("trusted OCI-P", 2220, 11),
            sip_udp: application_server,
            sip_tcp: application_server,
            administrator: Some(Administrator {
                user_id: ADMINISTRATOR.to_owned(),
                password: secrets.administrator.clone(),
            }),
            ..ApplicationServerSection::default()
        },
        network_server: NetworkServerSection { sip_udp: network_server, sip_tcp: network_server },
        sbc: SbcSection {
            sip_udp: sbc,
            sip_tcp: sbc,
            sip_tls: Some(ports.take("SBC SIP over TLS", 5061, 15)),
            ..SbcSection::default()
        },
        xsp: XspSection {
            http: ports.take("XSP", 8081, 1),
            loopback: ports.take("XSP loopback", 8082, 2),
            auth_service: ports.take("AuthenticationService", 8443, 6),
            ..XspSection::default()
        },
        ..BroadworksSection::default()
    }
}

/// The cloud.
pub(crate) fn cloud(ports: &mut Ports<'_>, secrets: &Secrets) -> CloudSection {
    CloudSection {
        database: None,
        identity: IdentitySection { http: ports.take("identity", 8083, 3), public_url: None },
        idp_proxy: IdpProxySection {
            http: ports.take("IdP proxy", 8084, 4),
            ..IdpProxySection::default()
        },
        activation_portal: PortalSection { http: ports.take("portal", 8080, 0), public_url: None },
        provisioning_bridge: BridgeSection {
            http: ports.take("provisioning bridge", 8085, 5),
            public_url: None,
            attempts: 2,
            first_retry_millis: 200,
            worker_held: false,
        },
        cluster: None,
        template: Some(TemplateSection {
            name: String::from("lab"),
            provisioning_user_id: PROVISIONING_USER.to_owned(),
            provisioning_password: secrets.provisioning.clone(),
            enterprise_mode: false,
            trusted_emails: true,
            new_org_creation: true,
        }),
    }
}

/// Beginning of the names of the lab's schemas: kept in its folder, so that a folder finds its own
/// state again and two labs on one server do not meet.
pub(crate) fn schema_name(environment: &Environment) -> Result<String, DeploymentError> {
    let path = environment.data.join("keys/schema.name");
    let kept = keys::ensure_secret(&path, environment.random.as_ref())?;
    let plain: String =
        kept.reveal().chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    Ok(format!("lab_{}", plain.to_ascii_lowercase()))
}

/// An authority that signed nobody's certificate here.
pub(crate) fn strangers_authority(environment: &Environment) -> Result<PathBuf, DeploymentError> {
    let name = "strangers-authority";
    keys::ensure_authority(
        &environment.certificates,
        name,
        "Somebody else's authority",
        environment.clock.as_ref(),
    )?;
    Ok(environment.certificates.join(format!("{name}.pem")))
}
