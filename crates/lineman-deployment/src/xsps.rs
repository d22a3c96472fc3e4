//! The XSPs: the first, and those beside it, each with its own name, keys, listeners and logs.

use std::time::Duration;

use lineman_application_server::ApplicationServer;
use lineman_ladder::{literals, settings::identity_provider as provider};
use lineman_logs::access_log::AccessLogForm;
use lineman_model::Secret;
use lineman_net::Shutdown;
use lineman_net::certificates::{Authority, Purpose};
use lineman_store::BroadworksStore;
use lineman_store::broadworks::{SIGNING_KEY_FILE, SettingRow, SettingValue};
use lineman_xsp::{AuthServiceTls, HttpTls, Xsp, XspConfig, XspHandle, XspListeners, XspLogs};

use crate::config::{AccessLogEra, XspSection};
use crate::environment::Environment;
use crate::error::DeploymentError;
use crate::initial_settings::{self, AtStart};
use crate::keys::{self, validity};

/// An XSP whose sockets are bound.
pub(crate) struct BoundXsp {
    listeners: XspListeners,
    public_url: String,
}

impl BoundXsp {
    pub(crate) async fn bind(own: &XspSection) -> Result<Self, DeploymentError> {
        let listeners = XspListeners::bind(own.http, own.auth_service, own.loopback).await?;
        let public_url = match &own.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://localhost:{}", port_of(&listeners.http)?),
        };
        Ok(Self { listeners, public_url })
    }

    /// Base URL by which clients reach it.
    pub(crate) fn url(&self) -> &str {
        &self.public_url
    }
}

/// A running XSP.
pub struct RunningXsp {
    handle: XspHandle,
    public_url: String,
    call_settings_url: Option<String>,
}

impl RunningXsp {
    /// Its listeners.
    #[must_use]
    pub const fn handle(&self) -> &XspHandle {
        &self.handle
    }

    /// Base URL by which clients reach it.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// Xsi-Actions, ending in its context.
    #[must_use]
    pub fn xsi_actions_url(&self) -> String {
        format!("{}{}", self.public_url, literals::XSI_ACTIONS_CONTEXT)
    }

    /// AuthenticationService over TLS, ending in its context.
    #[must_use]
    pub fn auth_service_url(&self) -> String {
        let port = self.handle.auth_service_address().port();
        format!("https://localhost:{port}{}", literals::AUTH_SERVICE_CONTEXT)
    }

    /// The Call Settings Webview without the slash at its end, where it is deployed.
    #[must_use]
    pub fn call_settings_url(&self) -> Option<&str> {
        self.call_settings_url.as_deref()
    }

    pub(crate) async fn stop(self) {
        self.handle.stop().await;
    }
}

/// What every XSP needs of the others.
pub(crate) struct XspNeeds<'a> {
    pub(crate) application_server: &'a ApplicationServer,
    pub(crate) authority: &'a Authority,
    pub(crate) store: &'a BroadworksStore,
    pub(crate) environment: &'a Environment,
    pub(crate) shutdown: &'a Shutdown,
}

impl XspNeeds<'_> {
    /// Starts one; its logs go below `folder`.
    pub(crate) async fn start(
        &self,
        own: &XspSection,
        bound: BoundXsp,
        folder: &str,
    ) -> Result<RunningXsp, DeploymentError> {
        let BoundXsp { listeners, public_url } = bound;
        let auth_service_url = own.auth_service_url_configured.then(|| {
            own.auth_service_url.clone().unwrap_or_else(|| {
                let port = listeners.loopback.local_addr().map_or(0, |address| address.port());
                format!("http://localhost:{port}{}", literals::AUTH_SERVICE_CONTEXT)
            })
        });
        let trust_anchors = match &own.trust_anchors_file {
            Some(path) => keys::read(path)?,
            None => keys::client_authority(self.environment)?.certificate_pem().to_owned(),
        };
        initial_settings::xsp(self.store, own, auth_service_url.as_deref(), &trust_anchors).await?;
        self.fill_settings(own).await?;
        let settings = AtStart::read(self.store, &own.node_name).await?;
        if let Some(path) = &own.keys_file {
            let text = Secret::new(keys::read(path)?);
            let taken = self.store.signing_keys().import(&own.node_name, &text).await?;
            tracing::info!(node = own.node_name, taken, "imported {SIGNING_KEY_FILE}");
        }
        let missing = || DeploymentError::MissingPeer { what: "the Application Server" };
        let trusted = self
            .application_server
            .oci_trusted_address()
            .map(|address| format!("localhost:{}", address.port()));
        let for_xsi = settings.application_server.clone().or(trusted).ok_or_else(missing)?;
        let for_auth =
            own.auth_service_application_server.clone().unwrap_or_else(|| for_xsi.clone());
        let identity_provider = own.identity_provider.as_ref();
        let ca_file = identity_provider.and_then(|section| section.ca_file.as_deref());
        let config = XspConfig {
            node_name: own.node_name.clone(),
            http_tls: None,
            auth_service_tls: self.auth_service_tls(own, &settings)?,
            xsi_actions_application_server: for_xsi,
            authentication_service_application_server: for_auth,
            oci_user_id: String::from("admin"),
            oci_time_out: settings
                .response_timeout_secs
                .map_or(XspConfig::OCI_TIME_OUT, |seconds| Duration::from_secs(seconds.into())),
            // Settings in the store, which the configuration filled.
            auth_service_url: None,
            identity_provider_ca_pem: ca_file.map(keys::read).transpose()?,
            token_issuer: literals::TOKEN_ISSUER.to_owned(),
            token_duration: XspConfig::TOKEN_DURATION,
            public_base_url: public_url.clone(),
            device_credential_retrieval: true,
            call_settings_context: call_settings_context(own),
            access_log_form: match own.access_log {
                AccessLogEra::Apache => AccessLogForm::Apache,
                AccessLogEra::Tomcat => AccessLogForm::Tomcat,
            },
        };
        let log = |prefix: &str| self.environment.dated_log(folder, prefix);
        let logs = XspLogs {
            access_log: self.environment.dated_log(&format!("{folder}/tomcat"), "access_log.")?,
            xsi_actions: log("XsiActionsLog")?,
            authentication_service: log("authenticationService")?,
            dms_debug: log("dmsDebugLog")?,
            call_settings: log("CallSettingsWebview")?,
        };
        let handle = Xsp::start(
            listeners,
            config,
            self.store.clone(),
            self.environment.clock.clone(),
            self.environment.random.clone(),
            logs,
            self.shutdown,
        )?;
        let call_settings_url = call_settings_url(own, &public_url);
        Ok(RunningXsp { handle, public_url, call_settings_url })
    }

    /// What the configuration says first of the identity provider; the shell may have changed it.
    async fn fill_settings(&self, own: &XspSection) -> Result<(), DeploymentError> {
        let Some(section) = &own.identity_provider else { return Ok(()) };
        let (nodes, node) = (self.store.node_settings(), own.node_name.as_str());
        let mut values: Vec<(&str, SettingValue)> = vec![
            (provider::ENABLED, "true".into()),
            (provider::CLIENT_ID, section.client_id.as_str().into()),
            (provider::CLIENT_SECRET, section.client_secret.clone().into()),
            (provider::ISSUER_URL, section.issuer_url.as_str().into()),
            (provider::TOKEN_INFO_URL, section.token_info_url.as_str().into()),
        ];
        if let Some(name) = &section.issuer_name {
            values.push((provider::ISSUER_NAME, name.as_str().into()));
        }
        for (name, value) in values {
            nodes.set_initial(node, provider::CISCO, name, value).await?;
        }
        let rows: Vec<SettingRow> =
            section.scopes.iter().map(|scope| SettingRow::new(&[scope], &[])).collect();
        Ok(nodes.add_initial_rows(node, provider::SCOPES, &rows).await?)
    }

    fn auth_service_tls(
        &self,
        own: &XspSection,
        settings: &AtStart,
    ) -> Result<AuthServiceTls, DeploymentError> {
        let server = match (&own.certificate_file, &own.private_key_file) {
            (Some(certificate), Some(key)) => HttpTls {
                certificate_pem: keys::read(certificate)?,
                private_key_pem: Secret::new(keys::read(key)?),
            },
            _ => {
                let identity = self.authority.issue(
                    "localhost",
                    &["localhost"],
                    Purpose::Server,
                    validity(self.environment.clock.as_ref()),
                )?;
                HttpTls {
                    certificate_pem: identity.certificate_pem.clone(),
                    private_key_pem: identity.private_key_pem.clone(),
                }
            }
        };
        Ok(AuthServiceTls {
            server,
            trust_anchors_pem: settings.trust_anchors(self.environment)?,
            client_certificate_required: settings.client_certificate_required,
            allow_user_app: settings.allow_user_app,
            allow_client_app: settings.allow_client_app,
        })
    }
}

/// The path of the Call Settings Webview, if it is deployed: a slash in front and none at its end.
fn call_settings_context(own: &XspSection) -> Option<String> {
    let context = own.call_settings_context.trim_matches('/');
    (!context.is_empty()).then(|| format!("/{context}"))
}

/// Its address, without the slash at its end.
pub(crate) fn call_settings_url(own: &XspSection, public_url: &str) -> Option<String> {
    call_settings_context(own).map(|context| format!("{public_url}{context}"))
}

fn port_of(listener: &tokio::net::TcpListener) -> Result<u16, DeploymentError> {
    listener.local_addr().map(|address| address.port()).map_err(|source| DeploymentError::Read {
        path: std::path::PathBuf::from("the XSP's listener"),
        source,
    })
}
