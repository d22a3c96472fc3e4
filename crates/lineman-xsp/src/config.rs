//! What an XSP is told.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use lineman_logs::LogSink;
use lineman_logs::access_log::AccessLogForm;
use lineman_model::Secret;

/// Configuration of an XSP.
#[derive(Debug, Clone)]
pub struct XspConfig {
    /// Name of this node: owner of its signing keys. Nodes of one name share their keys; nodes of
    /// different names need theirs copied (AUT-002).
    pub node_name: String,
    /// Server certificate of the public listener; plain HTTP without it.
    pub http_tls: Option<HttpTls>,
    /// TLS of the listener that mints tokens.
    pub auth_service_tls: AuthServiceTls,
    /// `host:port` of the Application Server's trusted OCI-P listener, for Xsi-Actions.
    pub xsi_actions_application_server: String,
    /// The same for the authentication service.
    pub authentication_service_application_server: String,
    /// The user id with which this XSP speaks OCI-P; the Application Server trusts its address.
    pub oci_user_id: String,
    /// How long an OCI-P answer may take.
    pub oci_time_out: Duration,
    /// The container option with the URL of the authentication service, such as
    /// `http://127.0.0.1:80/authService`; without it no Bearer token can be validated (AUT-003).
    pub auth_service_url: Option<String>,
    /// Trust anchors for an `https` identity provider, PEM.
    pub identity_provider_ca_pem: Option<String>,
    /// Issuer that tokens name (LAD-032), unless the store has another.
    pub token_issuer: String,
    /// How long tokens are good, unless the store says otherwise.
    pub token_duration: Duration,
    /// Base of the URLs that clients reach the public listener with, such as
    /// `http://localhost:8080`, no trailing slash; device URLs without a host get it in front.
    pub public_base_url: String,
    /// Whether `profile/device` gives out Device Management passwords.
    pub device_credential_retrieval: bool,
    /// Path of the Call Settings Webview, such as `/callsettings`; without it the application is
    /// not deployed.
    pub call_settings_context: Option<String>,
    /// Columns of the access_log.
    pub access_log_form: AccessLogForm,
}

impl XspConfig {
    /// The usual lifetime of a long-lived token: 720 hours.
    pub const TOKEN_DURATION: Duration = Duration::from_secs(720 * 60 * 60);
    /// The usual wait for an OCI-P answer.
    pub const OCI_TIME_OUT: Duration = Duration::from_secs(5);
}

/// Server certificate and key, PEM.
#[derive(Debug, Clone)]
pub struct HttpTls {
    /// Certificate chain.
    pub certificate_pem: String,
    /// Private key.
    pub private_key_pem: Secret,
}

/// TLS of the listener that mints tokens (AUT-005 to AUT-009).
#[derive(Debug, Clone)]
pub struct AuthServiceTls {
    /// Server certificate and key.
    pub server: HttpTls,
    /// The authorities whose client certificates are accepted, PEM.
    pub trust_anchors_pem: String,
    /// `clientAuthReq`: whether a client certificate is needed. Without it no certificate is asked
    /// for, and callers show identity tokens.
    pub client_certificate_required: bool,
    /// `allowUserApp`: whether a user's own app, whose certificate names the user, may authenticate
    /// by certificate (AUT-007).
    pub allow_user_app: bool,
    /// `allowClientApp`: whether applications may authenticate by certificate at all (AUT-008).
    pub allow_client_app: bool,
}

/// Where the logs go.
#[derive(Clone)]
pub struct XspLogs {
    /// access_log of the container (LOG-002).
    pub access_log: Arc<dyn LogSink>,
    /// XsiActionsLog (LOG-003).
    pub xsi_actions: Arc<dyn LogSink>,
    /// authenticationService log (LOG-004).
    pub authentication_service: Arc<dyn LogSink>,
    /// dmsDebugLog.
    pub dms_debug: Arc<dyn LogSink>,
    /// CallSettingsWebview log (LOG-026).
    pub call_settings: Arc<dyn LogSink>,
}

impl fmt::Debug for XspLogs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("XspLogs")
    }
}
