//! The pages, and the headers that guard them.

use askama::Template;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use lineman_catalog::EndUserCode;
use lineman_model::{Random, Secret, TrackingId, limits};
use lineman_texts::Texts;
use url::Url;

/// What every page has.
struct Frame {
    language: &'static str,
    title: String,
    nonce: String,
    tracking_id: Option<String>,
}

/// Why something did not work, for a person.
#[derive(Debug, Clone)]
pub(crate) struct PageError {
    code: Option<String>,
    text: String,
}

impl PageError {
    /// An end-user code with its text (EUE-026: any code is shown).
    pub(crate) fn code(texts: &Texts, code: &str) -> Self {
        let own = texts.try_format(&format!("portal-error-{code}"), &[]);
        let text = own.unwrap_or_else(|| texts.format("portal-error-generic", &[("code", code)]));
        Self { code: Some(code.to_owned()), text }
    }

    /// Nobody answered, so there is no code.
    pub(crate) fn unavailable(texts: &Texts) -> Self {
        Self { code: None, text: texts.text("portal-error-unavailable") }
    }
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    frame: Frame,
    lead: String,
    error: Option<PageError>,
    action: &'a str,
    state: &'a str,
    csrf: &'a str,
    user_name_label: String,
    user_name: &'a str,
    password_label: String,
    longest: usize,
    button: String,
}

#[derive(Template)]
#[template(path = "continue.html")]
struct ContinuePage<'a> {
    frame: Frame,
    lead: String,
    action: &'a str,
    saml_response: &'a str,
    relay_state: &'a str,
    button: String,
    script_hint: String,
}

#[derive(Template)]
#[template(path = "notice.html")]
struct NoticePage {
    frame: Frame,
    lead: String,
    error: Option<PageError>,
    links: Vec<NamedLink>,
}

/// A link with its name in the reader's language.
pub(crate) struct NamedLink {
    pub(crate) name: String,
    pub(crate) url: String,
}

/// What the form shows.
pub(crate) struct FormContent<'a> {
    pub(crate) action: &'a str,
    pub(crate) state: &'a str,
    pub(crate) csrf: &'a Secret,
    pub(crate) user_name: &'a str,
    pub(crate) error: Option<PageError>,
    pub(crate) tracking_id: Option<&'a TrackingId>,
}

/// Makes pages for one reader.
pub(crate) struct Pages<'a> {
    pub(crate) texts: &'a Texts,
    pub(crate) random: &'a dyn Random,
}

impl Pages<'_> {
    fn frame(&self, title: String, tracking_id: Option<&TrackingId>) -> Frame {
        Frame {
            language: self.texts.language().as_str(),
            title,
            nonce: self.random.hex(16),
            tracking_id: tracking_id
                .map(|id| self.texts.format("portal-tracking-id", &[("id", id.as_str())])),
        }
    }

    /// The sign-in form.
    pub(crate) fn form(&self, status: StatusCode, content: FormContent<'_>) -> Response {
        // Only who has a problem needs the id.
        let tracking_id = content.tracking_id.filter(|_| content.error.is_some());
        let page = SignInPage {
            frame: self.frame(self.texts.text("portal-title"), tracking_id),
            lead: self.texts.text("portal-intro"),
            error: content.error,
            action: content.action,
            state: content.state,
            csrf: content.csrf.reveal(),
            user_name_label: self.texts.text("portal-user-name"),
            user_name: content.user_name,
            password_label: self.texts.text("portal-password"),
            longest: limits::FIELD_BYTES,
            button: self.texts.text("portal-sign-in"),
        };
        self.answer(status, &page, &page.frame, "'self'")
    }

    /// The page that takes the SAML response to the app.
    pub(crate) fn to_app(
        &self,
        redirect_uri: &Url,
        saml_response: &str,
        relay_state: &str,
    ) -> Response {
        let page = ContinuePage {
            frame: self.frame(self.texts.text("portal-title"), None),
            lead: self.texts.text("portal-continue-hint"),
            action: redirect_uri.as_str(),
            saml_response,
            relay_state,
            button: self.texts.text("portal-continue"),
            script_hint: self.texts.text("portal-script-hint"),
        };
        self.answer(StatusCode::OK, &page, &page.frame, &form_source(redirect_uri))
    }

    /// There is no sign-in in progress (EUE-005), and so no form.
    pub(crate) fn no_sign_in(
        &self,
        status: StatusCode,
        tracking_id: Option<&TrackingId>,
    ) -> Response {
        let code = EndUserCode::SessionNotFound.as_str();
        let text = self.texts.text("portal-session-missing");
        let error = PageError { code: Some(code.to_owned()), text };
        self.notice(status, Some(error), String::new(), Vec::new(), tracking_id)
    }

    /// Something of ours does not work.
    pub(crate) fn broken(&self, tracking_id: Option<&TrackingId>) -> Response {
        let error = PageError::unavailable(self.texts);
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        self.notice(status, Some(error), String::new(), Vec::new(), tracking_id)
    }

    /// The page at `/`.
    pub(crate) fn root(&self, links: Vec<NamedLink>) -> Response {
        let lead = self.texts.text("portal-session-missing");
        self.notice(StatusCode::OK, None, lead, links, None)
    }

    fn notice(
        &self,
        status: StatusCode,
        error: Option<PageError>,
        lead: String,
        links: Vec<NamedLink>,
        tracking_id: Option<&TrackingId>,
    ) -> Response {
        let frame = self.frame(self.texts.text("portal-title"), tracking_id);
        let page = NoticePage { frame, lead, error, links };
        self.answer(status, &page, &page.frame, "'none'")
    }

    fn answer(
        &self,
        status: StatusCode,
        page: &impl Template,
        frame: &Frame,
        form_source: &str,
    ) -> Response {
        let policy = content_security_policy(&frame.nonce, form_source);
        let (Ok(html), Ok(policy)) = (page.render(), HeaderValue::from_str(&policy)) else {
            tracing::error!("a page of the portal could not be made");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (header::CONTENT_LANGUAGE, HeaderValue::from_static(frame.language)),
            (header::VARY, HeaderValue::from_static("accept-language")),
            (header::CONTENT_SECURITY_POLICY, policy),
        ];
        (status, headers, html).into_response()
    }
}

/// Nothing but our own style and script, which carry the nonce of this answer.
fn content_security_policy(nonce: &str, form_source: &str) -> String {
    format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; \
         form-action {form_source}; frame-ancestors 'none'; base-uri 'none'"
    )
}

/// Where the last form may go: the app's origin, or its scheme when that is one of its own.
fn form_source(redirect_uri: &Url) -> String {
    match redirect_uri.scheme() {
        "http" | "https" => redirect_uri.origin().ascii_serialization(),
        own => format!("{own}:"),
    }
}

/// Headers of every answer.
pub(crate) fn guard(headers: &mut HeaderMap) {
    let fixed: [(HeaderName, &str); 4] = [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
