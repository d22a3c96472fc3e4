//! What the configuration says of settings that the command-line shells change: it counts until somebody changes the
//! setting.

use lineman_ladder::settings;
use lineman_net::NetError;
use lineman_net::certificates::Authority;
use lineman_store::broadworks::{APPLICATION_SERVER_NODE as AS, SettingRow};
use lineman_store::{BroadworksStore, StoreError};

use crate::config::{ApplicationServerSection, XspSection};
use crate::environment::Environment;
use crate::keys::validity;

/// Trust anchor that the configuration names.
const ALIAS_CONFIGURED: &str = "configuration";
/// Our own client authority.
const ALIAS_OWN: &str = "lineman-client-authority";

const fn word(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}

/// Settings of the Application Server.
pub(crate) async fn application_server(
    store: &BroadworksStore,
    own: &ApplicationServerSection,
) -> Result<(), StoreError> {
    let peers: Vec<SettingRow> = own
        .trusted_peers
        .iter()
        .map(|peer| {
            let address = peer.to_canonical().to_string();
            SettingRow::new(&[&address], &[(settings::DESCRIPTION, "configuration")])
        })
        .collect();
    store.node_settings().follow_rows(AS, settings::OCI_ACCESS_LIST, &peers).await?;
    store
        .system_settings()
        .follow_container_option(
            AS,
            settings::CONTAINER_PROVISIONING,
            settings::OPTION_USE_PROVISIONING_URL,
            Some(word(own.use_provisioning_url)),
        )
        .await
}

/// Settings of an XSP. `auth_service_url` is the container option, `trust_anchors` the authorities
/// of client certificates, PEM.
pub(crate) async fn xsp(
    store: &BroadworksStore,
    own: &XspSection,
    auth_service_url: Option<&str>,
    trust_anchors: &str,
) -> Result<(), StoreError> {
    let node = own.node_name.as_str();
    store
        .system_settings()
        .follow_container_option(
            node,
            settings::CONTAINER_TOMCAT,
            settings::OPTION_AUTH_SERVICE_URL,
            auth_service_url,
        )
        .await?;
    let server = own.application_server.as_deref().and_then(|text| text.rsplit_once(':'));
    let hours = own.token_hours.to_string();
    let values = [
        (settings::TOKEN_MANAGEMENT, settings::TOKEN_ISSUER, Some(own.token_issuer.as_str())),
        (settings::TOKEN_MANAGEMENT, settings::TOKEN_DURATION_IN_HOURS, Some(&hours)),
        (
            settings::CERTIFICATE_AUTHENTICATION,
            settings::ALLOW_CLIENT_APP,
            Some(word(own.allow_client_app)),
        ),
        (
            settings::CERTIFICATE_AUTHENTICATION,
            settings::ALLOW_USER_APP,
            Some(word(own.allow_user_app)),
        ),
        (settings::DEFAULT_SETTINGS, settings::AS_PRIMARY_ADDRESS, server.map(|(host, _)| host)),
        (settings::DEFAULT_SETTINGS, settings::AS_OCI_PORT, server.map(|(_, port)| port)),
    ];
    for (context, name, value) in values {
        store.node_settings().follow(node, context, name, value).await?;
    }
    let required = SettingRow::new(
        &[settings::AUTHENTICATION_SERVICE],
        &[(settings::CLIENT_AUTH_REQ, word(own.client_certificate_required))],
    );
    store.node_settings().follow_rows(node, settings::WEB_APPS, &[required]).await?;
    let alias = if own.trust_anchors_file.is_some() { ALIAS_CONFIGURED } else { ALIAS_OWN };
    let row = SettingRow::new(&[alias], &[(settings::CERTIFICATE, trust_anchors)]);
    store.node_settings().follow_rows(node, settings::TRUSTS, &[row]).await
}

/// What an XSP reads when it starts.
pub(crate) struct AtStart {
    /// `host:port` of the Application Server, if it is set.
    pub(crate) application_server: Option<String>,
    /// Longest wait for it, if it is set.
    pub(crate) response_timeout_secs: Option<u32>,
    /// `clientAuthReq` of the AuthenticationService.
    pub(crate) client_certificate_required: bool,
    /// `allowUserApp`.
    pub(crate) allow_user_app: bool,
    /// `allowClientApp`.
    pub(crate) allow_client_app: bool,
    /// All trust anchors, PEM.
    pub(crate) trust_anchors_pem: String,
}

impl AtStart {
    /// Reads them.
    pub(crate) async fn read(store: &BroadworksStore, node: &str) -> Result<Self, StoreError> {
        let all = store.node_settings();
        let certificates = all.list(node, settings::CERTIFICATE_AUTHENTICATION).await?;
        let flag = |name: &str, usual: bool| {
            certificates
                .get(name)
                .and_then(|value| value.text())
                .map_or(usual, |text| text == "true")
        };
        let defaults = all.list(node, settings::DEFAULT_SETTINGS).await?;
        let text = |name: &str| defaults.get(name).and_then(|value| value.text());
        let port = text(settings::AS_OCI_PORT).unwrap_or(USUAL_PORT);
        let host = text(settings::AS_PRIMARY_ADDRESS);
        let required =
            all.row(node, settings::WEB_APPS, &[settings::AUTHENTICATION_SERVICE]).await?;
        let required = required.as_ref().and_then(|row| row.text(settings::CLIENT_AUTH_REQ));
        let anchors = all.rows(node, settings::TRUSTS).await?;
        let anchors: Vec<&str> =
            anchors.iter().filter_map(|row| row.text(settings::CERTIFICATE)).collect();
        Ok(Self {
            application_server: host.map(|host| format!("{host}:{port}")),
            response_timeout_secs: text(settings::RESPONSE_TIMEOUT_SECS)
                .and_then(|seconds| seconds.parse().ok()),
            client_certificate_required: required != Some("false"),
            allow_user_app: flag(settings::ALLOW_USER_APP, false),
            allow_client_app: flag(settings::ALLOW_CLIENT_APP, true),
            trust_anchors_pem: anchors.join("\n"),
        })
    }

    /// The trust anchors; without any, one that signed nobody's certificate.
    pub(crate) fn trust_anchors(&self, environment: &Environment) -> Result<String, NetError> {
        if !self.trust_anchors_pem.trim().is_empty() {
            return Ok(self.trust_anchors_pem.clone());
        }
        let nobody = Authority::create("Nobody", validity(environment.clock.as_ref()))?;
        Ok(nobody.certificate_pem().to_owned())
    }
}

/// The usual port of the provisioning server.
const USUAL_PORT: &str = "2220";
