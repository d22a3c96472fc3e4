//! The app: one user, one session.

use std::sync::{Arc, Mutex, PoisonError};

use lineman_logs::LogSink;
use lineman_model::{Clock, Random, TrackingId};
use lineman_net::Shutdown;

use crate::call_settings::{CallSettingsLink, CallSettingsPage, gate, log_link};
use crate::cloud::Cloud;
use crate::config::AppConfig;
use crate::devices::Devices;
use crate::failure::{AppError, FailureReason, SignInFailure};
use crate::http::{Http, base};
use crate::log::AppLog;
use crate::personal_data::{Kind, PersonalData};
use crate::session::{Session, Shared};
use crate::status::{AppStatus, SignInReport, SipProxy, State};

/// Where the two logs of the app go.
#[derive(Clone)]
pub struct AppSinks {
    /// `current_log.txt` (LOG-006).
    pub startup: Arc<dyn LogSink>,
    /// `bwc/current_log.txt` (LOG-013).
    pub calling: Arc<dyn LogSink>,
}

/// The app. Dropping it ends the session without taking the registration away.
pub struct App {
    config: AppConfig,
    log: Arc<AppLog>,
    personal_data: Arc<PersonalData>,
    state: Arc<Mutex<State>>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    session: Option<Session>,
    shutdown: Shutdown,
}

impl App {
    /// An app that nobody is signed in to.
    #[must_use]
    pub fn new(
        config: AppConfig,
        sinks: AppSinks,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        let personal_data = Arc::new(PersonalData::default());
        let data = Arc::clone(&personal_data);
        let log = AppLog::new(sinks.startup, sinks.calling, Arc::clone(&clock), data);
        Self {
            config,
            log: Arc::new(log),
            personal_data,
            state: Arc::default(),
            clock,
            random,
            session: None,
            shutdown: Shutdown::new(),
        }
    }

    /// Signs in and registers: steps 1 to 7.2. Whatever fails on the way is in the report; a second
    /// sign-in replaces the first.
    ///
    /// # Errors
    /// When the app could not even try: an unusable configuration.
    pub async fn sign_in(&mut self) -> Result<SignInReport, AppError> {
        self.session = None;
        let tracking = TrackingId::client(&*self.random);
        let tracking_id = tracking.as_str().to_owned();
        let address = |text: &str, what| base(text).ok_or(AppError::Address { what });
        let identity = address(&self.config.identity_url, "the address of the identity service")?;
        let idp_proxy = address(&self.config.idp_proxy_url, "the address of the IdP proxy")?;
        let http = Http::new(&self.config, tracking)?;
        self.learn();
        let shared = Shared {
            log: Arc::clone(&self.log),
            state: Arc::clone(&self.state),
            clock: Arc::clone(&self.clock),
            random: Arc::clone(&self.random),
            tracking_id: tracking_id.clone(),
        };
        let fresh = State { tracking_id: Some(tracking_id.clone()), ..State::default() };
        shared.change(|state| *state = fresh);
        let cloud = Cloud {
            config: &self.config,
            identity,
            idp_proxy,
            http: &http,
            log: &self.log,
            personal_data: &self.personal_data,
            random: &self.random,
            tracking_id: tracking_id.clone(),
        };
        let outcome = climb(&self.config, &cloud, &shared, &self.shutdown).await;
        match outcome {
            Ok(session) => self.session = Some(session),
            Err(failure) => {
                shared.change(|state| {
                    state.webex_calling = failure.reason == FailureReason::WebexCallingUser;
                    state.failure = Some(failure);
                });
                shared.log_phone_services();
            }
        }
        let state = self.state();
        Ok(SignInReport {
            signed_in: state.signed_in,
            registered: state.registered_until.is_some(),
            phone_services: state.phone_services().text(),
            tracking_id,
            failure: state.failure,
        })
    }

    /// Opens the call settings (CSW-006); none when the link is not shown.
    ///
    /// # Errors
    /// When the app could not even try: an unusable configuration.
    pub async fn open_call_settings(
        &self,
        language: &str,
    ) -> Result<Option<CallSettingsPage>, AppError> {
        let state = self.state();
        let (Some(link), Some(id)) = (state.call_settings, state.tracking_id) else {
            return Ok(None);
        };
        let Some(tracking) = TrackingId::from_outside(&id) else { return Ok(None) };
        let http = Http::new(&self.config, tracking)?;
        Ok(Some(link.open(&http, &self.log, &self.config.platform, language, &id).await))
    }

    /// Takes the registration away, and forgets who was signed in and what the log tokens stand
    /// for (CLI-015).
    pub async fn sign_out(&mut self) {
        if let Some(session) = self.session.take() {
            session.sign_out().await;
        }
        *self.lock() = State::default();
        self.personal_data.clear();
    }

    /// The state of the app.
    #[must_use]
    pub fn status(&self) -> AppStatus {
        let state = self.state();
        AppStatus {
            schema: AppStatus::SCHEMA,
            email: self.config.email.clone(),
            version: self.config.version.clone(),
            signed_in: state.signed_in,
            calling_icon: state.calling_icon,
            phone_services: state.phone_services().text(),
            registered: state.registered_until.is_some(),
            expires_at: state.registered_until.map(|until| until.to_rfc3339()),
            sip_proxy: state.sip_proxy,
            tracking_id: state.tracking_id,
            failure: state.failure,
        }
    }

    /// The content of `ced.dat`: what the log tokens of this session stand for (CLI-012, CLI-014).
    #[must_use]
    pub fn export_ced(&self) -> String {
        self.personal_data.export()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> State {
        let mut state = self.lock().clone();
        // A registration that could not be refreshed ends by itself.
        if state.registered_until.is_some_and(|until| until <= self.clock.now()) {
            state.registered_until = None;
        }
        state
    }

    fn learn(&self) {
        self.personal_data.token(Kind::Email, &self.config.email);
        if self.config.typed_user_name != self.config.email {
            self.personal_data.token(Kind::User, &self.config.typed_user_name);
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.shutdown.trigger();
    }
}

/// Up the ladder, one step after the other; the first that fails is the last.
async fn climb(
    config: &AppConfig,
    cloud: &Cloud<'_>,
    shared: &Shared,
    shutdown: &Shutdown,
) -> Result<Session, SignInFailure> {
    let portal = cloud.in_phase("discovery", cloud.discover()).await?;
    let assertion = cloud.in_phase("portal", cloud.sign_in_at_portal(portal)).await?;
    let identity_token = cloud.in_phase("token", cloud.exchange_assertion(&assertion)).await?;
    shared.change(|state| state.signed_in = true);
    let xsi = cloud.in_phase("entitlements", cloud.decide(&identity_token)).await?;
    shared.change(|state| state.calling_icon = true);
    let calling = async {
        let token = cloud.fetch_long_lived_token(&identity_token).await?;
        let devices = Devices {
            http: cloud.http,
            log: cloud.log,
            personal_data: cloud.personal_data,
            tracking_id: &cloud.tracking_id,
            xsi,
            token: &token,
        };
        let profile = devices.profile().await?;
        shared.change(|state| {
            state.sip_proxy = Some(SipProxy {
                host: profile.proxy_host.clone(),
                port: profile.proxy_port,
                transport: profile.protocol.as_str(),
            });
        });
        let session = Session::start(config, &profile, shared.clone(), shutdown).await;
        let link = gate(&profile.call_settings, &config.version, session.is_ok());
        log_link(cloud.log, &link, &cloud.tracking_id);
        let link = link.ok().map(|url| CallSettingsLink {
            url,
            user_id: token.user_id.clone(),
            token: token.token.clone(),
        });
        shared.change(|state| state.call_settings = link);
        session
    };
    cloud.in_phase("calling", calling).await
}
