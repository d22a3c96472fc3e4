//! Steps 2 and 2.3 as a person sees them: the form, and what comes of it.

use std::sync::Arc;

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use lineman_catalog::EndUserCode;
use lineman_cloud_service::{Line, tracking_id};
use lineman_logs::cloud::CloudEvent;
use lineman_model::{Secret, TrackingId, limits};
use lineman_store::StoreError;
use lineman_store::cloud::PortalSession;
use serde::Deserialize;

use crate::cookie;
use crate::idp_client::Login;
use crate::pages::{FormContent, PageError, Pages};
use crate::portal::Shared;
use crate::session::{self, Begun, SignInQuery, redirect_address};

/// The path of the form.
pub(crate) const PATH: &str = "/sign-in";

/// What the form sends.
#[derive(Default, Deserialize)]
pub(crate) struct SignInForm {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    csrf: String,
}

type AnyQuery = Result<Query<SignInQuery>, QueryRejection>;

fn query_of(query: AnyQuery) -> SignInQuery {
    query.map_or_else(|_| SignInQuery::default(), |Query(query)| query)
}

/// `GET /sign-in`: the form (LAD-005).
pub(crate) async fn show(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    query: AnyQuery,
) -> Response {
    let visit = Visit::new(&shared, &headers, query_of(query));
    let begun = match session::begin(&shared, &visit.query, visit.tracking_id.as_ref()).await {
        Ok(Some(begun)) => begun,
        Ok(None) => {
            return visit.pages.no_sign_in(StatusCode::BAD_REQUEST, visit.tracking_id.as_ref());
        }
        Err(error) => return visit.broken(&error),
    };
    visit.line(CloudEvent::PortalFormServed, Some(&begun.record)).status(200).write();
    let user_name = begun.record.login_hint.clone().unwrap_or_default();
    visit.new_form(StatusCode::OK, &begun, &user_name, None)
}

/// `POST /sign-in`: what the user typed (EUE-001, EUE-002, EUE-005, EUE-006).
pub(crate) async fn submit(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    query: AnyQuery,
    form: Result<Form<SignInForm>, FormRejection>,
) -> Response {
    let visit = Visit::new(&shared, &headers, query_of(query));
    // A form that cannot be read is one without a session.
    let Form(form) = form.unwrap_or_default();
    let SignInForm { username, password, state, csrf } = form;
    let (password, csrf) = (Secret::new(password), Secret::new(csrf));
    match session::find(&shared, cookie::session(&headers).as_ref(), &state, &csrf).await {
        Ok(Some(session)) => visit.log_in(&session, &username, &password, &csrf).await,
        Ok(None) => visit.start_again(&username).await,
        Err(error) => visit.broken(&error),
    }
}

/// One request of somebody's browser.
struct Visit<'a> {
    shared: &'a Shared,
    pages: Pages<'a>,
    query: SignInQuery,
    tracking_id: Option<TrackingId>,
}

impl<'a> Visit<'a> {
    fn new(shared: &'a Shared, headers: &HeaderMap, query: SignInQuery) -> Self {
        let tracking_id = tracking_id(headers);
        Self { shared, pages: shared.pages(headers), query, tracking_id }
    }

    /// The request's tracking id; a browser has none, so then that of the sign-in.
    fn tracking_id(&self, session: Option<&PortalSession>) -> Option<TrackingId> {
        let stored = || TrackingId::from_outside(session?.tracking_id.as_deref()?);
        self.tracking_id.clone().or_else(stored)
    }

    fn line(&self, event: CloudEvent, session: Option<&PortalSession>) -> Line<'_> {
        let tracking_id = self.tracking_id(session);
        let line = self.shared.log.line(event).tracking(tracking_id.as_ref());
        match session.and_then(|session| session.login_hint.as_deref()) {
            Some(login_hint) => line.email(login_hint),
            None => line,
        }
    }

    fn broken(&self, error: &StoreError) -> Response {
        tracing::error!(%error, "the portal's store failed");
        self.pages.broken(self.tracking_id.as_ref())
    }

    /// The form of a new session, with its cookie.
    fn new_form(
        &self,
        status: StatusCode,
        begun: &Begun,
        user_name: &str,
        error: Option<PageError>,
    ) -> Response {
        let tracking_id = self.tracking_id(Some(&begun.record));
        let content = FormContent {
            action: &self.query.action(),
            state: &begun.record.session_hash,
            csrf: &begun.csrf,
            user_name,
            error,
            tracking_id: tracking_id.as_ref(),
        };
        let response = self.pages.form(status, content);
        with_cookie(response, &cookie::set(&begun.session, self.shared.is_secure()))
    }

    /// The session is gone or never was (EUE-005): a new one, if the sign-in still goes on.
    async fn start_again(&self, user_name: &str) -> Response {
        let code = EndUserCode::SessionNotFound;
        let begun = match session::begin(self.shared, &self.query, self.tracking_id.as_ref()).await
        {
            Ok(begun) => begun,
            Err(error) => return self.broken(&error),
        };
        let record = begun.as_ref().map(|begun| &begun.record);
        self.line(CloudEvent::PortalLoginFailed, record)
            .warning()
            .status(StatusCode::UNAUTHORIZED.as_u16())
            .code(code.as_str())
            .message(code.message())
            .write();
        let status = StatusCode::UNAUTHORIZED;
        match begun {
            Some(begun) => {
                let error = PageError::code(self.pages.texts, code.as_str());
                self.new_form(status, &begun, bounded(user_name), Some(error))
            }
            None => self.pages.no_sign_in(status, self.tracking_id.as_ref()),
        }
    }

    async fn log_in(
        &self,
        session: &PortalSession,
        user_name: &str,
        password: &Secret,
        csrf: &Secret,
    ) -> Response {
        self.line(CloudEvent::PortalLoginReceived, Some(session)).write();
        let tracking_id = self.tracking_id(Some(session));
        let too_long =
            [user_name, password.reveal()].iter().any(|value| value.len() > limits::FIELD_BYTES);
        let login = if too_long {
            // Nobody has such a name or password, so nobody need be asked.
            Login::Refused(EndUserCode::BadCredentials.as_str().to_owned())
        } else {
            let idp = &self.shared.idp;
            idp.login(user_name, password, session, tracking_id.as_ref()).await
        };
        let failed = |status: StatusCode, error: PageError| {
            let content = FormContent {
                action: &self.query.action(),
                state: &session.session_hash,
                csrf,
                user_name: bounded(user_name),
                error: Some(error),
                tracking_id: tracking_id.as_ref(),
            };
            self.pages.form(status, content)
        };
        let line = || self.line(CloudEvent::PortalLoginFailed, Some(session));
        match login {
            Login::Accepted(saml_response) => self.accept(session, &saml_response).await,
            Login::Refused(code) => {
                let status = StatusCode::UNAUTHORIZED;
                let line = line().warning().status(status.as_u16()).code(&code);
                match EndUserCode::parse(&code) {
                    Some(known) => line.message(known.message()).write(),
                    None => line.write(),
                }
                failed(status, PageError::code(self.pages.texts, &code))
            }
            Login::Unavailable(reason) => {
                let status = StatusCode::SERVICE_UNAVAILABLE;
                line().error().status(status.as_u16()).message(&reason).write();
                failed(status, PageError::unavailable(self.pages.texts))
            }
        }
    }

    /// The SAML response goes to the app, and the session ends.
    async fn accept(&self, session: &PortalSession, saml_response: &str) -> Response {
        if let Err(error) = self.shared.store.portal_sessions().remove(&session.session_hash).await
        {
            return self.broken(&error);
        }
        let Some(redirect_uri) = redirect_address(&session.redirect_uri) else {
            return self.pages.broken(self.tracking_id(Some(session)).as_ref());
        };
        self.line(CloudEvent::PortalAssertionSent, Some(session)).status(200).write();
        let response = self.pages.to_app(&redirect_uri, saml_response, &session.relay_state);
        with_cookie(response, &cookie::forget(self.shared.is_secure()))
    }
}

/// What is shown again of a user name.
fn bounded(user_name: &str) -> &str {
    if user_name.len() > limits::FIELD_BYTES { "" } else { user_name }
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
