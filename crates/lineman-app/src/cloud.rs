//! Steps 1 to 5 of the ladder: the way through the cloud.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use lineman_ladder::literals::{
    BWTOKEN_FETCH, CALLING_BEHAVIOR_WEBEX, ENTITLEMENT_BROADWORKS_CONNECTOR,
    ENTITLEMENTS_WEBEX_CALLING,
};
use lineman_logs::client_startup::ClientStartupEntry;
use lineman_model::{Random, Secret};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::config::AppConfig;
use crate::failure::{FailureReason, SignInFailure};
use crate::form::{error_code, first_form};
use crate::http::{Answer, Http, base, below};
use crate::log::AppLog;
use crate::personal_data::{Kind, PersonalData};

/// Redirects that are followed from the identity service to the portal's form.
const REDIRECTS: usize = 5;
/// What identity says about an email that it does not know (docs/wire.md).
const USER_NOT_FOUND: &str = "user_not_found";
/// Client code of a token that could not be fetched (solution-facts 6).
const TOKEN_ERROR: u32 = 1502;

type Step<T> = Result<T, SignInFailure>;

/// Everything that the cloud steps work with.
pub(crate) struct Cloud<'a> {
    pub(crate) config: &'a AppConfig,
    pub(crate) identity: Url,
    pub(crate) idp_proxy: Url,
    pub(crate) http: &'a Http,
    pub(crate) log: &'a AppLog,
    pub(crate) personal_data: &'a PersonalData,
    pub(crate) random: &'a Arc<dyn Random>,
    pub(crate) tracking_id: String,
}

/// What comes out of the portal.
pub(crate) struct IdentityToken {
    token: Secret,
    organization: String,
}

/// The long-lived token and whose it is.
pub(crate) struct LongLivedToken {
    pub(crate) token: Secret,
    pub(crate) user_id: String,
}

impl Cloud<'_> {
    pub(crate) fn phase(&self, name: &str, state: &str) {
        self.log.startup(ClientStartupEntry::Phase {
            name: name.to_owned(),
            state: state.to_owned(),
            tracking_id: self.tracking_id.clone(),
        });
    }

    /// Runs a step as a named phase.
    pub(crate) async fn in_phase<T>(
        &self,
        name: &str,
        step: impl Future<Output = Step<T>>,
    ) -> Step<T> {
        self.phase(name, "started");
        let outcome = step.await;
        self.phase(name, if outcome.is_ok() { "done" } else { "failed" });
        outcome
    }

    fn exchange(
        &self,
        purpose: &str,
        method: &str,
        url: &Url,
        answer: &Answer,
        error: Option<&str>,
    ) {
        let error = error.or(answer.transport_error.as_deref());
        self.log.startup(ClientStartupEntry::HttpExchange {
            purpose: purpose.to_owned(),
            method: method.to_owned(),
            path: self.log.hide(url.path()),
            status: answer.status,
            tracking_id: self.tracking_id.clone(),
            error: error.map(|error| self.log.hide(error)),
        });
    }

    /// Step 1: the email leads to the portal.
    pub(crate) async fn discover(&self) -> Step<Url> {
        let verifier = URL_SAFE_NO_PAD.encode(self.random.hex(32));
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let mut url = below(&self.identity, "/oauth2/v1/authorize");
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.config.client_id)
            .append_pair("redirect_uri", &self.config.redirect_uri)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("login_hint", &self.config.email)
            .append_pair("state", &self.random.hex(16));
        let answer = self.http.send(self.http.get(&url)).await;
        let error = answer.json()["error"].as_str().map(str::to_owned);
        self.exchange("route", "GET", &url, &answer, error.as_deref());
        // Any other 404 comes from something that is not the identity service.
        if answer.is(404) && error.as_deref() == Some(USER_NOT_FOUND) {
            self.log.startup(ClientStartupEntry::UserUnknown {
                email: self.personal_data.token(Kind::Email, &self.config.email),
                tracking_id: self.tracking_id.clone(),
            });
            return Err(SignInFailure::new(FailureReason::UserUnknown)
                .status(Some(404))
                .code(error));
        }
        redirect_of(&url, &answer).ok_or_else(|| {
            SignInFailure::new(FailureReason::DiscoveryFailed).status(answer.status).code(error)
        })
    }

    /// Steps 2 and 2.3: the portal's form with the BroadWorks password; gives the assertion.
    pub(crate) async fn sign_in_at_portal(&self, start: Url) -> Step<String> {
        let relay_state = query_value(&start, "RelayState");
        let mut url = start;
        let mut hops = 0;
        let page = loop {
            let answer = self.http.send(self.http.get(&url)).await;
            self.exchange("portal-form", "GET", &url, &answer, None);
            match redirect_of(&url, &answer) {
                Some(next) if hops < REDIRECTS => {
                    hops += 1;
                    url = next;
                }
                _ => break answer,
            }
        };
        let unavailable = |answer: &Answer| {
            SignInFailure::new(FailureReason::PortalUnavailable)
                .status(answer.status)
                .code(error_code(&answer.text()))
        };
        let form = first_form(&page.text()).filter(|_| page.is(200));
        let form = form.ok_or_else(|| unavailable(&page))?;
        // The password goes nowhere but to the portal.
        let action = url
            .join(form.action.as_deref().unwrap_or_default())
            .ok()
            .filter(|action| action.origin() == url.origin())
            .ok_or_else(|| unavailable(&page).detail("the form leads away from the portal"))?;
        let mut fields: Vec<(&str, &str)> =
            form.hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.push(("username", &self.config.typed_user_name));
        fields.push(("password", self.config.password.reveal()));
        let answer = self.http.send(self.http.post(&action).form(&fields)).await;
        let page = answer.text();
        let code = error_code(&page);
        self.exchange("portal-login", "POST", &action, &answer, code.as_deref());
        if !answer.is(200) || code.is_some() {
            return Err(match code {
                Some(_) => SignInFailure::new(FailureReason::SignInRefused)
                    .status(answer.status)
                    .code(code),
                None => unavailable(&answer),
            });
        }
        let missing = || SignInFailure::new(FailureReason::AssertionMissing).status(answer.status);
        let form = first_form(&page).ok_or_else(missing)?;
        let returned = form.hidden.get("RelayState");
        if relay_state.is_some() && returned != relay_state.as_ref() {
            return Err(missing().detail("the answer belongs to another sign-in"));
        }
        let response = form.hidden.get("SAMLResponse").ok_or_else(missing)?;
        let packed: String = response.split_ascii_whitespace().collect();
        let xml = STANDARD.decode(packed).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let assertion = lineman_saml::extract_assertion(&xml.ok_or_else(missing)?)
            .map_err(|error| missing().detail(error.to_string()))?;
        self.log.startup(ClientStartupEntry::AssertionReceived {
            tracking_id: self.tracking_id.clone(),
        });
        Ok(assertion)
    }

    /// Step 3: the assertion for an identity token (RFC 7522).
    pub(crate) async fn exchange_assertion(&self, assertion: &str) -> Step<IdentityToken> {
        let url = below(&self.identity, "/oauth2/v1/access_token");
        let encoded = URL_SAFE_NO_PAD.encode(assertion);
        let fields = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:saml2-bearer"),
            ("assertion", encoded.as_str()),
            ("client_id", self.config.client_id.as_str()),
        ];
        let answer = self.http.send(self.http.post(&url).form(&fields)).await;
        let body = answer.json();
        let error = body["error"].as_str().map(str::to_owned);
        self.exchange("assertion-exchange", "POST", &url, &answer, error.as_deref());
        let rejected =
            SignInFailure::new(FailureReason::AssertionRejected).status(answer.status).code(error);
        let token = body["access_token"].as_str().filter(|_| answer.is(200));
        let Some(token) = token else { return Err(rejected) };
        // The token ends in the id of the organisation.
        let organization = token.rsplit('_').next().filter(|id| {
            token.contains('_')
                && !id.is_empty()
                && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
        match organization {
            Some(organization) => Ok(IdentityToken {
                organization: organization.to_owned(),
                token: Secret::new(token),
            }),
            None => Err(rejected.detail("the token names no organisation")),
        }
    }

    async fn read(&self, purpose: &str, path: &str, token: &IdentityToken) -> Step<Value> {
        let url = below(&self.identity, path);
        let request = self.http.get(&url).bearer_auth(token.token.reveal());
        let answer = self.http.send(request).await;
        self.exchange(purpose, "GET", &url, &answer, None);
        let body = answer.json();
        if answer.is(200) && body.is_object() {
            Ok(body)
        } else {
            Err(SignInFailure::new(FailureReason::ProfileUnavailable)
                .status(answer.status)
                .detail(purpose))
        }
    }

    /// Step 4: may this user call over BroadWorks? Gives the address of Xsi-Actions.
    pub(crate) async fn decide(&self, token: &IdentityToken) -> Step<Url> {
        let IdentityToken { organization, .. } = token;
        let user = self
            .read("getUserProfile", &format!("/scim/{organization}/v2/Users/me"), token)
            .await?;
        self.learn(&user);
        let behavior = self
            .read(
                "calling-behavior",
                &format!("/organization/{organization}/v1/users/me/callingBehavior"),
                token,
            )
            .await?;
        let devices = self.read("device-record", "/wdm/api/v1/devices", token).await?;
        self.judge(&user, &behavior)?;
        let xsi = devices["devices"][0]["settings"]["broadworksXsiActionsUrl"].as_str();
        let xsi = xsi.and_then(base).ok_or_else(|| {
            let failure = SignInFailure::new(FailureReason::ProfileUnavailable);
            self.not_started(failure.detail("the device record names no Xsi-Actions address"))
        })?;
        self.log.startup(ClientStartupEntry::CallingLibraryStarted {
            tracking_id: self.tracking_id.clone(),
        });
        Ok(xsi)
    }

    /// Whatever the user's record tells about the person is personal data.
    fn learn(&self, user: &Value) {
        let learn = |kind, value: &Value| {
            if let Some(text) = value.as_str().filter(|text| !text.is_empty()) {
                self.personal_data.token(kind, text);
            }
        };
        learn(Kind::User, &user["id"]);
        learn(Kind::Email, &user["userName"]);
        for name in ["displayName", "nickName"] {
            learn(Kind::Name, &user[name]);
        }
        for name in ["formatted", "givenName", "familyName"] {
            learn(Kind::Name, &user["name"][name]);
        }
        for (list, kind) in [("emails", Kind::Email), ("phoneNumbers", Kind::Number)] {
            for entry in user[list].as_array().into_iter().flatten() {
                learn(kind, &entry["value"]);
            }
        }
    }

    fn judge(&self, user: &Value, behavior: &Value) -> Step<()> {
        let carried: Vec<String> = user["entitlements"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_ascii_lowercase)
            .collect();
        let carries = |entitlement: &str| {
            let present = carried.iter().any(|known| known == entitlement);
            self.log.startup(ClientStartupEntry::EntitlementCheck {
                entitlement: entitlement.to_owned(),
                present,
                tracking_id: self.tracking_id.clone(),
            });
            present
        };
        let connector = carries(ENTITLEMENT_BROADWORKS_CONNECTOR);
        // All are looked for, so that the log tells about each.
        let others: Vec<&str> =
            ENTITLEMENTS_WEBEX_CALLING.iter().copied().filter(|other| carries(other)).collect();
        let of_user = behavior["effectiveBehaviorType"].as_str().unwrap_or_default();
        let of_organization = behavior["organizationBehaviorType"].as_str().unwrap_or_default();
        self.log.startup(ClientStartupEntry::CallingBehavior {
            user: self.log.hide(of_user),
            organization: self.log.hide(of_organization),
            tracking_id: self.tracking_id.clone(),
        });
        let failure = if of_user != CALLING_BEHAVIOR_WEBEX
            || of_organization != CALLING_BEHAVIOR_WEBEX
        {
            let whose =
                if of_organization == CALLING_BEHAVIOR_WEBEX { "user" } else { "organisation" };
            SignInFailure::new(FailureReason::CallingBehaviorWrong)
                .detail(format!("calling behaviour of the {whose} is not {CALLING_BEHAVIOR_WEBEX}"))
        } else if let Some(other) = others.first() {
            SignInFailure::new(FailureReason::WebexCallingUser)
                .detail(format!("entitlement {other} present"))
        } else if !connector {
            SignInFailure::new(FailureReason::ConnectorEntitlementMissing)
                .detail(format!("entitlement {ENTITLEMENT_BROADWORKS_CONNECTOR} missing"))
        } else {
            return Ok(());
        };
        Err(self.not_started(failure))
    }

    fn not_started(&self, failure: SignInFailure) -> SignInFailure {
        self.log.startup(ClientStartupEntry::CallingNotStarted {
            reason: failure.detail.clone().unwrap_or_default(),
            tracking_id: self.tracking_id.clone(),
        });
        failure
    }

    /// Step 5: the long-lived token of BroadWorks.
    pub(crate) async fn fetch_long_lived_token(
        &self,
        token: &IdentityToken,
    ) -> Step<LongLivedToken> {
        let url = below(&self.idp_proxy, BWTOKEN_FETCH);
        let request = self.http.get(&url).bearer_auth(token.token.reveal());
        let answer = self.http.send(request).await;
        let body = answer.json();
        let message = body["message"].as_str();
        self.exchange("jwt", "GET", &url, &answer, message);
        let bearer = body["token"]["bearer"].as_str().filter(|_| answer.is(200));
        let subject = bearer.and_then(subject_of);
        let (Some(bearer), Some(user_id)) = (bearer, subject) else {
            self.log.startup(ClientStartupEntry::JwtFailed {
                error_code: TOKEN_ERROR,
                status: answer.status,
                tracking_id: self.tracking_id.clone(),
            });
            let detail = message.or(answer.transport_error.as_deref()).unwrap_or("no usable token");
            return Err(SignInFailure::new(FailureReason::TokenUnavailable)
                .status(answer.status)
                .code(Some(TOKEN_ERROR.to_string()))
                .detail(self.log.hide(detail)));
        };
        let subject = self.personal_data.token(Kind::User, &user_id);
        self.log.startup(ClientStartupEntry::JwtReceived {
            subject,
            tracking_id: self.tracking_id.clone(),
        });
        Ok(LongLivedToken { token: Secret::new(bearer), user_id })
    }
}

/// Where a redirect leads, if it is one to HTTP or HTTPS.
fn redirect_of(from: &Url, answer: &Answer) -> Option<Url> {
    matches!(answer.status, Some(301 | 302 | 303 | 307 | 308))
        .then(|| from.join(answer.location.as_deref()?).ok())
        .flatten()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
}

fn query_value(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// The subject of a JWT. Its signature is for BroadWorks to check, which made it.
fn subject_of(token: &str) -> Option<String> {
    let mut parts = token.split('.');
    let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
    claims["sub"].as_str().filter(|subject| !subject.is_empty()).map(str::to_owned)
}
