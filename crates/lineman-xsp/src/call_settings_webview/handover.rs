//! What the app gives the page when it opens it.

use http::{HeaderMap, header};
use lineman_model::{Language, Secret, limits};
use serde::Deserialize;

/// Most services that the app can hide.
const SERVICES: usize = 100;

/// What the app gives.
#[derive(Debug, Default)]
pub(crate) struct Handover {
    pub(crate) user_id: Option<String>,
    /// Value of the `Authorization` header for Xsi-Actions.
    pub(crate) authorization: Option<Secret>,
    pub(crate) language: Option<Language>,
    pub(crate) platform: Option<String>,
    /// Names of services that are not to be shown.
    pub(crate) hidden: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Given {
    user_id: Option<String>,
    /// For `BroadWorksSSO`.
    login_token: Option<String>,
    /// For `Bearer`.
    token: Option<String>,
    language: Option<String>,
    platform: Option<String>,
    #[serde(default)]
    services: Vec<Shown>,
}

#[derive(Deserialize)]
struct Shown {
    name: String,
    #[serde(default = "shown")]
    visible: bool,
}

const fn shown() -> bool {
    true
}

impl Handover {
    /// Reads the body of a POST: a form, or JSON with the same names.
    pub(crate) fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, &'static str> {
        let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media = media.unwrap_or_default().to_ascii_lowercase();
        let given = if media.starts_with("application/json") {
            serde_json::from_slice(body).map_err(|_| "the body is not the JSON of a hand-over")?
        } else {
            of_form(body)
        };
        Self::checked(given)
    }

    fn checked(given: Given) -> Result<Self, &'static str> {
        let fits = |text: &String| {
            text.len() <= limits::FIELD_BYTES && !text.chars().any(char::is_control)
        };
        let texts = [&given.user_id, &given.login_token, &given.language, &given.platform];
        if !texts.into_iter().flatten().all(fits) {
            return Err("a field of the hand-over is too long or no plain text");
        }
        let token = match (given.login_token, given.token) {
            (Some(token), None) => Some(("BroadWorksSSO", token)),
            (None, Some(token)) => Some(("Bearer", token)),
            (None, None) => None,
            (Some(_), Some(_)) => return Err("two tokens are one too many"),
        };
        let is_token = |token: &str| {
            !token.is_empty()
                && token.len() <= 16 * limits::FIELD_BYTES
                && token.bytes().all(|byte| byte.is_ascii_graphic())
        };
        if token.as_ref().is_some_and(|(_, token)| !is_token(token)) {
            return Err("the token is no token");
        }
        let names = given.services.into_iter().take(SERVICES);
        Ok(Self {
            user_id: given.user_id.filter(|id| !id.is_empty()),
            authorization: token.map(|(scheme, token)| Secret::new(format!("{scheme} {token}"))),
            language: given.language.as_deref().and_then(Language::from_locale),
            platform: given.platform.filter(|platform| !platform.is_empty()),
            hidden: names.filter(|service| !service.visible).map(|service| service.name).collect(),
        })
    }
}

fn of_form(body: &[u8]) -> Given {
    let mut given = Given {
        user_id: None,
        login_token: None,
        token: None,
        language: None,
        platform: None,
        services: Vec::new(),
    };
    for (name, value) in url::form_urlencoded::parse(body) {
        let field = match &*name {
            "userId" => &mut given.user_id,
            "loginToken" => &mut given.login_token,
            "token" => &mut given.token,
            "language" => &mut given.language,
            "platform" => &mut given.platform,
            _ => continue,
        };
        *field = Some(value.into_owned());
    }
    given
}

/// The language that a link asks for.
pub(crate) fn language_of_query(query: &str) -> Option<Language> {
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "language")
        .and_then(|(_, value)| Language::from_locale(&value))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn read(media: &'static str, body: &str) -> Result<Handover, &'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
        Handover::read(&headers, body.as_bytes())
    }

    #[test]
    fn a_form_and_json_say_the_same() {
        let form = read(
            "application/x-www-form-urlencoded",
            "userId=una%40bw.example.com&token=a.b.c&language=de-CH&platform=desktop",
        )
        .unwrap();
        let json = read(
            "application/json; charset=utf-8",
            r#"{"userId":"una@bw.example.com","token":"a.b.c","language":"de_DE","platform":"desktop",
                "services":[{"name":"Call Waiting","visible":false},{"name":"Do Not Disturb"}]}"#,
        )
        .unwrap();
        for handover in [&form, &json] {
            assert_eq!(handover.user_id.as_deref(), Some("una@bw.example.com"));
            assert_eq!(handover.language, Some(Language::De));
            assert_eq!(handover.authorization.as_ref().unwrap().reveal(), "Bearer a.b.c");
        }
        assert_eq!(json.hidden, ["Call Waiting"]);
        let single = read("application/x-www-form-urlencoded", "loginToken=x").unwrap();
        assert_eq!(single.authorization.unwrap().reveal(), "BroadWorksSSO x");
        assert!(!format!("{form:?}").contains("a.b.c"));
    }

    #[test]
    fn what_is_no_hand_over_is_refused() {
        for body in ["token=a&loginToken=b", "token=a%20b", "token=", "userId=a%0ab"] {
            assert!(read("application/x-www-form-urlencoded", body).is_err(), "{body}");
        }
        assert!(read("application/json", "{").is_err());
        let nothing = read("text/plain", "").unwrap();
        assert!(nothing.user_id.is_none() && nothing.authorization.is_none());
    }
}
