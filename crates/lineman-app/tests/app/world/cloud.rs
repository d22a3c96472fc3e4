//! Identity, portal, IdP proxy, Xsi-Actions and Device Management on one port.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::{
    ACCESS_TOKEN, DEVICE_TOKEN, EMAIL, LINE, NUMBER, PASSWORD, SIP_PASSWORD, SIP_USER, Seen,
    Shared, USER_NAME,
};

type World = State<Arc<Shared>>;
type Fields = HashMap<String, String>;

const ORGANIZATION: &str = "0f0e0d0c-1111-4222-8333-444455556666";
const ASSERTION: &str = "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_a\">una</saml:Assertion>";
const RELAY: &str = "relay&\"1";

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let organization = |path: &str| path.replace("ORG", ORGANIZATION);
    Router::new()
        .route("/idb/oauth2/v1/authorize", get(authorize))
        .route("/portal/sign-in", get(portal).post(portal_post))
        .route("/idb/oauth2/v1/access_token", post(access_token))
        .route(&organization("/idb/scim/ORG/v2/Users/me"), get(user))
        .route(&organization("/idb/organization/ORG/v1/users/me/callingBehavior"), get(behavior))
        .route("/idb/wdm/api/v1/devices", get(devices))
        .route("/broadworks-idp-proxy/api/v1/idp/bwtoken/fetch", get(long_lived_token))
        .route("/com.broadsoft.xsi-actions/v2.0/user/{user}/profile/device", get(access_devices))
        .route(
            "/com.broadsoft.xsi-actions/v2.0/user/{user}/profile/DeviceToken",
            post(device_token),
        )
        .route("/dms/bc/pc/config-wxt.xml", get(profile))
        .route("/callsettings/", post(call_settings))
        .layer(from_fn_with_state(Arc::clone(&shared), remember))
        .with_state(shared)
}

async fn remember(State(shared): World, request: Request, next: Next) -> Response {
    let seen = seen_of(&request);
    shared.seen.lock().expect("no panic").push(seen);
    next.run(request).await
}

fn seen_of(request: &Request) -> Seen {
    let header = |name: &str| {
        request.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
    };
    Seen {
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        tracking_id: header("trackingid"),
        user_agent: header("user-agent"),
    }
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).expect("a status")
}

fn bearer(headers: &HeaderMap) -> &str {
    let value = headers.get("authorization").and_then(|value| value.to_str().ok());
    value.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default()
}

async fn authorize(State(shared): World, Query(query): Query<Fields>) -> Response {
    let complete = query.get("response_type").is_some_and(|kind| kind == "code")
        && query.get("code_challenge_method").is_some_and(|method| method == "S256")
        && query.get("code_challenge").is_some_and(|challenge| challenge.len() == 43)
        && query.get("login_hint").is_some_and(|email| email == EMAIL);
    if !complete || !shared.behavior.email_known {
        let body = axum::Json(json!({"error": "user_not_found"}));
        return (StatusCode::NOT_FOUND, body).into_response();
    }
    let location =
        format!("{}/portal/sign-in?SAMLRequest=abc&RelayState=relay%26%221", shared.base);
    (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
}

fn page(shared: &Shared, code: Option<&str>) -> String {
    let error = code.map_or_else(String::new, |code| {
        format!("<p class=\"error\" role=\"alert\" data-code=\"{code}\">no</p>")
    });
    let action = if shared.behavior.foreign_action {
        "http://evil.example.com/x"
    } else {
        "/portal/sign-in"
    };
    format!(
        "<!doctype html><title>Sign in</title>{error}<form method=\"post\" action=\"{action}\">\
         <input type=\"hidden\" name=\"state\" value=\"s-1\"><input type=\"hidden\" name=\"csrf\" \
         value=\"c-1\"><input type=\"text\" name=\"username\"><input type=\"password\" \
         name=\"password\"></form>"
    )
}

async fn portal(State(shared): World) -> Response {
    let cookie = [(header::SET_COOKIE, "session=s-1; HttpOnly; SameSite=Lax; Path=/")];
    let text =
        if shared.behavior.portal_status == 200 { page(&shared, None) } else { "down".into() };
    (status(shared.behavior.portal_status), cookie, axum::response::Html(text)).into_response()
}

async fn portal_post(
    State(shared): World,
    headers: HeaderMap,
    Form(form): Form<Fields>,
) -> Response {
    let cookie = headers.get(header::COOKIE).and_then(|value| value.to_str().ok());
    let has = |name: &str, value: &str| form.get(name).is_some_and(|given| given == value);
    let in_session = cookie == Some("session=s-1") && has("state", "s-1") && has("csrf", "c-1");
    let right = has("username", USER_NAME) && has("password", PASSWORD);
    let code = match shared.behavior.portal_code {
        _ if !in_session => Some("200016"),
        None if !right => Some("100006"),
        code => code,
    };
    if code.is_some() {
        let html = axum::response::Html(page(&shared, code));
        return (StatusCode::UNAUTHORIZED, html).into_response();
    }
    let response = format!(
        "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\">{ASSERTION}</samlp:Response>"
    );
    axum::response::Html(format!(
        "<form method=\"post\" action=\"http://localhost/app\"><input type=\"hidden\" \
         name=\"SAMLResponse\" value=\"{}\"><input type=\"hidden\" name=\"RelayState\" \
         value=\"{}\"></form>",
        STANDARD.encode(response),
        RELAY.replace('&', "&amp;").replace('"', "&quot;")
    ))
    .into_response()
}

async fn access_token(State(shared): World, Form(form): Form<Fields>) -> Response {
    let grant = "urn:ietf:params:oauth:grant-type:saml2-bearer";
    let has = |name: &str, value: &str| form.get(name).is_some_and(|given| given == value);
    let right = has("grant_type", grant) && has("assertion", &URL_SAFE_NO_PAD.encode(ASSERTION));
    let error = shared.behavior.assertion_error.or((!right).then_some("invalid_request"));
    match error {
        Some(error) => {
            (StatusCode::BAD_REQUEST, axum::Json(json!({"error": error}))).into_response()
        }
        None => axum::Json(json!({"access_token": ACCESS_TOKEN, "token_type": "Bearer"}))
            .into_response(),
    }
}

fn protected(headers: &HeaderMap, body: Value) -> Response {
    if bearer(headers) == ACCESS_TOKEN {
        axum::Json(body).into_response()
    } else {
        StatusCode::UNAUTHORIZED.into_response()
    }
}

async fn user(State(shared): World, headers: HeaderMap) -> Response {
    protected(
        &headers,
        json!({
            "id": "aaaabbbb-1111-4222-8333-ccccddddeeee", "userName": EMAIL,
            "displayName": "Una One", "name": {"givenName": "Una", "familyName": "Onesurname"},
            "phoneNumbers": [{"type": "work", "value": NUMBER}],
            "entitlements": shared.behavior.entitlements,
        }),
    )
}

async fn behavior(State(shared): World, headers: HeaderMap) -> Response {
    let (user, organization) = shared.behavior.calling_behavior;
    protected(
        &headers,
        json!({"effectiveBehaviorType": user, "organizationBehaviorType": organization}),
    )
}

async fn devices(State(shared): World, headers: HeaderMap) -> Response {
    let url = format!("{}/com.broadsoft.xsi-actions/v2.0", shared.base);
    protected(&headers, json!({"devices": [{"settings": {"broadworksXsiActionsUrl": url}}]}))
}

/// A long-lived token whose claims name the BroadWorks user.
pub(crate) fn jwt() -> String {
    let claims = json!({"iss": "BroadWorks", "sub": USER_NAME}).to_string();
    format!("eyJhbGciOiJSUzI1NiJ9.{}.signature", URL_SAFE_NO_PAD.encode(claims))
}

async fn long_lived_token(State(shared): World, headers: HeaderMap) -> Response {
    match shared.behavior.token_status {
        200 => protected(&headers, json!({"token": {"bearer": jwt()}})),
        code => {
            let message = format!("the AuthService refused {USER_NAME}");
            (status(code), axum::Json(json!({"message": message}))).into_response()
        }
    }
}

fn xml(code: u16, body: impl IntoResponse) -> Response {
    (status(code), [(header::CONTENT_TYPE, "application/xml; charset=UTF-8")], body).into_response()
}

async fn access_devices(State(shared): World, headers: HeaderMap) -> Response {
    if bearer(&headers) != jwt() {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let device = shared.behavior.device_type.map_or_else(String::new, |kind| {
        format!(
            "<accessDevice><deviceName>pc-una</deviceName><deviceLevel>Group</deviceLevel>\
             <deviceType>{kind}</deviceType><deviceLinePort>{LINE}</deviceLinePort>\
             <deviceTypeUrl>{}/dms/bc/pc/</deviceTypeUrl></accessDevice>",
            shared.base
        )
    });
    let body = format!(
        "<AccessDevices xmlns=\"http://schema.broadsoft.com/xsi\">{device}</AccessDevices>"
    );
    xml(shared.behavior.devices_status, body)
}

async fn device_token(State(shared): World, Query(query): Query<Fields>) -> Response {
    let named = query.get("deviceName").is_some_and(|name| name == "pc-una")
        && query.get("deviceLevel").is_some_and(|level| level == "Group");
    let body = format!(
        "<DeviceToken xmlns=\"http://schema.broadsoft.com/xsi\"><token>{DEVICE_TOKEN}</token></DeviceToken>"
    );
    xml(if named { shared.behavior.device_token_status } else { 400 }, body)
}

async fn profile(State(shared): World, headers: HeaderMap) -> Response {
    if bearer(&headers) != DEVICE_TOKEN {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><config><protocols><sip><proxies>\
         <proxy address=\"localhost\" port=\"{}\" transport=\"{}\"/></proxies><lines><line>\
         <uri>sip:{LINE}</uri><credentials><username>{SIP_USER}</username>\
         <password>{SIP_PASSWORD}</password></credentials></line></lines></sip></protocols>\
         <services><web-call-settings target=\"csw\"><url>{}/callsettings/</url>\
         </web-call-settings></services></config>",
        shared.sip.port(),
        shared.behavior.protocol,
        shared.base,
    );
    let mut body = body.into_bytes();
    if let Some((place, replacement)) = shared.behavior.profile_replacement {
        let text = String::from_utf8_lossy(&body).into_owned();
        let start = text.find(place).expect("the place is there");
        body.splice(start..start + place.len(), replacement.iter().copied());
    }
    xml(shared.behavior.profile_status, body)
}

/// A page for whoever hands over a user and a token.
async fn call_settings(State(shared): World, axum::Form(fields): axum::Form<Fields>) -> Response {
    let user = fields.get("userId").is_some_and(|user| user == USER_NAME);
    let token = fields.get("token").is_some_and(|token| token.split('.').count() == 3);
    let code = if user && token { shared.behavior.call_settings_status } else { 400 };
    (status(code), axum::response::Html("<!doctype html><title>Call settings</title>"))
        .into_response()
}
