//! Starts the three listeners.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use lineman_ladder::literals;
use lineman_model::{Clock, Random};
use lineman_net::http::{ClientOptions, HttpOptions};
use lineman_net::tls::{Admission, ClientAuth, ServerTls};
use lineman_net::{HandshakeObserver, NetError, NoObserver, ServerHandle, Shutdown};
use lineman_store::BroadworksStore;
use tokio::net::TcpListener;

use crate::authentication_service::{
    AuthenticationService, CertificatePolicy, KeyRing, RefusalLog, Settings, not_admitted,
};
use crate::call_settings_webview::CallSettingsWebview;
use crate::config::{AuthServiceTls, XspConfig, XspLogs};
use crate::container::access_log::AccessLog;
use crate::container::router::with_layers;
use crate::container::sessions::Sessions;
use crate::container::transaction_limit::TransactionLimit;
use crate::container::workers::Workers;
use crate::device_management::{DeviceManagement, Nonces};
use crate::node_settings::{NodeSettings, Usual};
use crate::oci_client::OciClient;
use crate::xsi_actions::XsiActions;

/// Longest wait for the identity provider: whoever waits ten seconds for us must still hear why.
const IDENTITY_PROVIDER_TIME_OUT: std::time::Duration = std::time::Duration::from_secs(8);

/// An XSP could not be started.
#[derive(Debug, thiserror::Error)]
#[error("starting the XSP: {0}")]
pub struct XspError(#[from] NetError);

/// The sockets of an XSP, bound before it starts, so that its own configuration and that of others
/// can name their ports.
#[derive(Debug)]
pub struct XspListeners {
    /// Xsi-Actions and Device Management.
    pub http: TcpListener,
    /// Mints tokens; mutual TLS.
    pub auth_service: TcpListener,
    /// Validates tokens; must be on a loopback address.
    pub loopback: TcpListener,
}

impl XspListeners {
    /// Binds the three sockets; port 0 takes any free one.
    ///
    /// # Errors
    /// When an address cannot be bound.
    pub async fn bind(
        http: SocketAddr,
        auth_service: SocketAddr,
        loopback: SocketAddr,
    ) -> Result<Self, XspError> {
        Ok(Self {
            http: lineman_net::tcp::bind(http).await?,
            auth_service: lineman_net::tcp::bind(auth_service).await?,
            loopback: lineman_net::tcp::bind(loopback).await?,
        })
    }
}

/// The XSP.
#[derive(Debug)]
pub struct Xsp;

/// A running XSP. Dropping it stops it.
#[derive(Debug)]
pub struct XspHandle {
    http: ServerHandle,
    auth_service: ServerHandle,
    loopback: ServerHandle,
    tls: ServerTls,
}

impl Xsp {
    /// Starts it.
    ///
    /// # Errors
    /// Certificates that cannot be read or do not fit together.
    pub fn start(
        listeners: XspListeners,
        config: XspConfig,
        store: BroadworksStore,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        logs: XspLogs,
        shutdown: &Shutdown,
    ) -> Result<XspHandle, XspError> {
        let tls = auth_service_tls(&config.auth_service_tls, &clock)?;
        let http_tls = match &config.http_tls {
            None => None,
            Some(server) => Some(ServerTls::from_pem(
                &server.certificate_pem,
                server.private_key_pem.reveal(),
                ClientAuth::None,
                Arc::clone(&clock),
            )?),
        };
        let refusals: Arc<dyn HandshakeObserver> = Arc::new(RefusalLog {
            clock: Arc::clone(&clock),
            log: Arc::clone(&logs.authentication_service),
        });
        let form = config.access_log_form;
        let applications = Applications::build(config, store, &clock, &random, &logs)?;
        let access_log = AccessLog { sink: logs.access_log, clock, form };
        let serve = |listener, tls, router, observer| {
            let router = with_layers(router, access_log.clone());
            lineman_net::http::serve(
                listener,
                tls,
                router,
                HttpOptions::default(),
                shutdown,
                observer,
            )
        };
        let public = Router::new().fallback(public).with_state(Arc::clone(&applications));
        let issue = Router::new().fallback(issue).with_state(Arc::clone(&applications));
        let validate = Router::new().fallback(validate).with_state(applications);
        Ok(XspHandle {
            http: serve(listeners.http, http_tls, public, Arc::new(NoObserver))?,
            auth_service: serve(listeners.auth_service, Some(tls.clone()), issue, refusals)?,
            loopback: serve(listeners.loopback, None, validate, Arc::new(NoObserver))?,
            tls,
        })
    }
}

impl XspHandle {
    /// Address of the public listener.
    #[must_use]
    pub fn http_address(&self) -> SocketAddr {
        self.http.local_address()
    }

    /// Address of the listener with mutual TLS.
    #[must_use]
    pub fn auth_service_address(&self) -> SocketAddr {
        self.auth_service.local_address()
    }

    /// Address of the loopback listener.
    #[must_use]
    pub fn loopback_address(&self) -> SocketAddr {
        self.loopback.local_address()
    }

    /// Takes other certificates, trust anchors or another `allowClientApp`; connections from now on
    /// use them (AUT-008, AUT-009).
    ///
    /// # Errors
    /// Certificates that cannot be read or do not fit together; the old ones stay in use then.
    pub fn reload_auth_service_tls(&self, tls: &AuthServiceTls) -> Result<(), XspError> {
        let server = &tls.server;
        let key = server.private_key_pem.reveal();
        Ok(self.tls.reload(&server.certificate_pem, key, client_auth(tls))?)
    }

    /// Stops it and waits until the requests under way have ended.
    pub async fn stop(self) {
        let Self { http, auth_service, loopback, tls: _ } = self;
        // Requests on the public listener may still need the loopback one.
        http.stop().await;
        auth_service.stop().await;
        loopback.stop().await;
    }
}

fn auth_service_tls(tls: &AuthServiceTls, clock: &Arc<dyn Clock>) -> Result<ServerTls, NetError> {
    let server = &tls.server;
    let key = server.private_key_pem.reveal();
    ServerTls::from_pem(&server.certificate_pem, key, client_auth(tls), Arc::clone(clock))
}

fn client_auth(tls: &AuthServiceTls) -> ClientAuth {
    if !tls.client_certificate_required {
        return ClientAuth::None;
    }
    let policy =
        CertificatePolicy { user_app: tls.allow_user_app, client_app: tls.allow_client_app };
    let admission: Admission =
        Arc::new(move |certificate| match not_admitted(&certificate.subject, policy) {
            Some(reason) => Err(reason.to_owned()),
            None => Ok(()),
        });
    ClientAuth::Required {
        trust_anchors_pem: tls.trust_anchors_pem.clone(),
        admission: Some(admission),
    }
}

/// The web applications.
struct Applications {
    xsi_actions: XsiActions,
    authentication_service: AuthenticationService,
    device_management: DeviceManagement,
    call_settings: Option<CallSettingsWebview>,
}

impl Applications {
    fn build(
        config: XspConfig,
        store: BroadworksStore,
        clock: &Arc<dyn Clock>,
        random: &Arc<dyn Random>,
        logs: &XspLogs,
    ) -> Result<Arc<Self>, NetError> {
        let call_settings = config.call_settings_context.map(|context| CallSettingsWebview {
            clock: Arc::clone(clock),
            log: Arc::clone(&logs.call_settings),
            context: context.trim_end_matches('/').to_owned(),
            workers: Workers::new("BWCallSettingsWeb"),
            texts: CallSettingsWebview::all_texts(),
        });
        let settings = NodeSettings::new(
            store.clone(),
            config.node_name.clone(),
            Usual {
                auth_service_url: config.auth_service_url,
                device_credential_retrieval: config.device_credential_retrieval,
            },
        );
        let oci =
            |address| OciClient::new(address, config.oci_user_id.clone(), config.oci_time_out);
        Ok(Arc::new(Self {
            xsi_actions: XsiActions {
                clock: Arc::clone(clock),
                log: Arc::clone(&logs.xsi_actions),
                oci: oci(config.xsi_actions_application_server),
                http: lineman_net::http::client(&ClientOptions::default())?,
                public_base_url: config.public_base_url.clone(),
                settings: settings.clone(),
                workers: Workers::new("Xsi-Actions"),
                transactions: TransactionLimit::new(Arc::clone(clock)),
                sessions: Sessions::new(
                    Arc::clone(clock),
                    Arc::clone(random),
                    literals::XSI_ACTIONS_CONTEXT,
                    config.http_tls.is_some(),
                ),
            },
            authentication_service: AuthenticationService {
                clock: Arc::clone(clock),
                random: Arc::clone(random),
                log: Arc::clone(&logs.authentication_service),
                oci: oci(config.authentication_service_application_server),
                keys: KeyRing::new(store.clone(), config.node_name.clone(), Arc::clone(clock)),
                http: lineman_net::http::client(&ClientOptions {
                    ca_pem: config.identity_provider_ca_pem,
                    timeout: IDENTITY_PROVIDER_TIME_OUT,
                    ..ClientOptions::default()
                })?,
                settings: Settings {
                    store: store.clone(),
                    node: config.node_name,
                    usual_issuer: config.token_issuer,
                    usual_duration: config.token_duration,
                    usual_user_app: config.auth_service_tls.allow_user_app,
                    usual_client_app: config.auth_service_tls.allow_client_app,
                },
                workers: Workers::new("AuthenticationService"),
            },
            device_management: DeviceManagement {
                clock: Arc::clone(clock),
                log: Arc::clone(&logs.dms_debug),
                store,
                nonces: Nonces::new(random.as_ref()),
                workers: Workers::new("BroadworksDms"),
                settings,
                http: lineman_net::http::client(&ClientOptions::default())?,
                public_base_url: config.public_base_url,
            },
            call_settings: call_settings.filter(|application| !application.context.is_empty()),
        }))
    }
}

async fn public(State(applications): State<Arc<Applications>>, request: Request) -> Response {
    let path = request.uri().path();
    if is_below(path, literals::XSI_ACTIONS_CONTEXT, true) {
        applications.xsi_actions.serve(request).await
    } else if is_below(path, literals::DMS_CONTEXT, false) {
        applications.device_management.serve(request).await
    } else if let Some(call_settings) = &applications.call_settings
        && is_below(path, &call_settings.context, false)
    {
        call_settings.serve(request).await
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

async fn issue(State(applications): State<Arc<Applications>>, request: Request) -> Response {
    applications.authentication_service.serve_issue(request).await
}

async fn validate(State(applications): State<Arc<Applications>>, request: Request) -> Response {
    applications.authentication_service.serve_validate(request).await
}

/// Whether a path is a context or below it.
fn is_below(path: &str, context: &str, ignore_case: bool) -> bool {
    let Some(head) = path.get(..context.len()) else { return false };
    let same = if ignore_case { head.eq_ignore_ascii_case(context) } else { head == context };
    same && matches!(path.as_bytes().get(context.len()), None | Some(b'/'))
}
