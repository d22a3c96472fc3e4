//! The configuration of a stack behind relays: every component finds its peers at a relay.

use std::net::SocketAddr;

use lineman_deployment::{
    Administrator, ApplicationServerSection, BridgeSection, BroadworksSection, CloudSection,
    ClusterSection, IdentitySection, IdpProxySection, NetworkServerSection, PortalSection,
    SbcSection, TemplateSection, XspSection,
};
use lineman_ladder::literals;
use lineman_model::Secret;

use crate::links::{Link, Links};

/// The administrator of the Application Server.
pub(crate) const ADMINISTRATOR: (&str, &str) = ("admin", "relay-admin-secret");
/// The account that the bridge accepts.
pub(crate) const PROVISIONING: (&str, &str) = ("provisioning@relay.example", "relay-bridge-pw");
/// The bridge tries again so soon, and so often.
const RETRY_MILLIS: u64 = 100;
const ATTEMPTS: u32 = 2;

fn anywhere() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

/// Of the BroadWorks half.
pub(crate) fn broadworks(links: &Links, database: Option<String>) -> BroadworksSection {
    let host_and_port = |link| Some(links.relay(link).host_and_port());
    let (user_id, password) = ADMINISTRATOR;
    BroadworksSection {
        database,
        application_server: ApplicationServerSection {
            oci: anywhere(),
            oci_trusted: anywhere(),
            sip_udp: anywhere(),
            sip_tcp: anywhere(),
            location: host_and_port(Link::Registrar),
            administrator: Some(Administrator {
                user_id: user_id.to_owned(),
                password: Secret::new(password),
            }),
            ..ApplicationServerSection::default()
        },
        network_server: NetworkServerSection { sip_udp: anywhere(), sip_tcp: anywhere() },
        sbc: SbcSection {
            sip_udp: anywhere(),
            sip_tcp: anywhere(),
            client_port: Some(links.relay(Link::Sbc).address().port()),
            network_server: host_and_port(Link::NetworkServer),
            ..SbcSection::default()
        },
        xsp: XspSection {
            http: anywhere(),
            auth_service: anywhere(),
            loopback: anywhere(),
            public_url: Some(links.url(Link::Xsp)),
            application_server: host_and_port(Link::OciOfXsi),
            auth_service_application_server: host_and_port(Link::OciOfAuthService),
            auth_service_url: Some(loopback_url(links)),
            ..XspSection::default()
        },
        ..BroadworksSection::default()
    }
}

/// Of the cloud half.
pub(crate) fn cloud(links: &Links, database: Option<String>) -> CloudSection {
    let (user_id, password) = PROVISIONING;
    CloudSection {
        database,
        identity: IdentitySection { http: anywhere(), public_url: Some(links.url(Link::Identity)) },
        idp_proxy: IdpProxySection {
            http: anywhere(),
            public_url: Some(links.url(Link::IdpProxy)),
            ..IdpProxySection::default()
        },
        activation_portal: PortalSection {
            http: anywhere(),
            public_url: Some(links.url(Link::Portal)),
        },
        provisioning_bridge: BridgeSection {
            http: anywhere(),
            public_url: Some(links.url(Link::Bridge)),
            attempts: ATTEMPTS,
            first_retry_millis: RETRY_MILLIS,
            worker_held: false,
        },
        cluster: Some(ClusterSection {
            name: String::from("relay"),
            xsi_actions_url: xsi_actions_url(links),
            auth_service_url: auth_service_url(links),
        }),
        template: Some(TemplateSection {
            name: String::from("relay"),
            provisioning_user_id: user_id.to_owned(),
            provisioning_password: Secret::new(password),
            enterprise_mode: false,
            trusted_emails: true,
            new_org_creation: true,
        }),
    }
}

fn xsi_actions_url(links: &Links) -> String {
    format!("{}{}", links.url(Link::Xsp), literals::XSI_ACTIONS_CONTEXT)
}

fn auth_service_url(links: &Links) -> String {
    let host_and_port = links.relay(Link::AuthService).host_and_port();
    format!("https://{host_and_port}{}", literals::AUTH_SERVICE_CONTEXT)
}

fn loopback_url(links: &Links) -> String {
    format!("{}{}", links.url(Link::Loopback), literals::AUTH_SERVICE_CONTEXT)
}

/// The same as a configuration file of the BroadWorks process.
pub(crate) fn broadworks_toml(
    links: &Links,
    database: Option<&str>,
    trust_anchors_file: Option<&str>,
) -> String {
    let relay = |link| links.relay(link).host_and_port();
    let (user, password) = ADMINISTRATOR;
    let database = optional("database", database);
    let trust_anchors = optional("trust_anchors_file", trust_anchors_file);
    format!(
        "[data]\ndirectory = \"broadworks\"\ncertificates = \"certificates\"\n\
         [broadworks]\n{database}\
         [broadworks.application_server]\noci = {ANY}\noci_trusted = {ANY}\nsip_udp = {ANY}\n\
         sip_tcp = {ANY}\nlocation = \"{registrar}\"\n\
         administrator = {{ user_id = \"{user}\", password = \"{password}\" }}\n\
         [broadworks.network_server]\nsip_udp = {ANY}\nsip_tcp = {ANY}\n\
         [broadworks.sbc]\nsip_udp = {ANY}\nsip_tcp = {ANY}\nclient_port = {sbc_port}\n\
         network_server = \"{network_server}\"\n\
         [broadworks.xsp]\nhttp = {ANY}\nauth_service = {ANY}\nloopback = {ANY}\n{trust_anchors}\
         public_url = \"{xsp}\"\napplication_server = \"{for_xsi}\"\n\
         auth_service_application_server = \"{for_auth}\"\nauth_service_url = \"{loopback}\"\n",
        registrar = relay(Link::Registrar),
        sbc_port = links.relay(Link::Sbc).address().port(),
        network_server = relay(Link::NetworkServer),
        xsp = links.url(Link::Xsp),
        for_xsi = relay(Link::OciOfXsi),
        for_auth = relay(Link::OciOfAuthService),
        loopback = loopback_url(links),
    )
}

/// The same as a configuration file of the cloud process.
pub(crate) fn cloud_toml(links: &Links, database: Option<&str>, worker_held: bool) -> String {
    let (user, password) = PROVISIONING;
    let database = optional("database", database);
    format!(
        "[data]\ndirectory = \"cloud\"\ncertificates = \"certificates\"\n\
         [cloud]\n{database}\
         [cloud.identity]\nhttp = {ANY}\npublic_url = \"{identity}\"\n\
         [cloud.idp_proxy]\nhttp = {ANY}\npublic_url = \"{idp_proxy}\"\n\
         [cloud.activation_portal]\nhttp = {ANY}\npublic_url = \"{portal}\"\n\
         [cloud.provisioning_bridge]\nhttp = {ANY}\npublic_url = \"{bridge}\"\n\
         attempts = {ATTEMPTS}\nfirst_retry_millis = {RETRY_MILLIS}\nworker_held = {worker_held}\n\
         [cloud.cluster]\nname = \"relay\"\nxsi_actions_url = \"{xsi_actions}\"\n\
         auth_service_url = \"{auth_service}\"\n\
         [cloud.template]\nname = \"relay\"\nprovisioning_user_id = \"{user}\"\n\
         provisioning_password = \"{password}\"\ntrusted_emails = true\n",
        identity = links.url(Link::Identity),
        idp_proxy = links.url(Link::IdpProxy),
        portal = links.url(Link::Portal),
        bridge = links.url(Link::Bridge),
        xsi_actions = xsi_actions_url(links),
        auth_service = auth_service_url(links),
    )
}

/// Loopback, any port.
const ANY: &str = "\"127.0.0.1:0\"";

fn optional(key: &str, value: Option<&str>) -> String {
    value.map(|value| format!("{key} = \"{value}\"\n")).unwrap_or_default()
}
