//! The portal speaks the reader's language.

use lineman_model::Language;
use lineman_texts::Texts;
use serde_json::json;

use crate::support::{EMAIL, Fixture, Page};

#[tokio::test]
async fn form_and_error_are_in_the_language_asked_for() {
    let fixture = Fixture::new().await;
    fixture.idp.answers(401, json!({"code": "100006"}));
    let url = fixture.begin(EMAIL, "r").await;
    for (accept, language) in [
        ("de-CH,en;q=0.8", Language::De),
        ("es", Language::Es),
        ("fr-FR", Language::Fr),
        ("cs", Language::Cs),
        ("zh-CN", Language::Zh),
        ("nl, *;q=0.1", Language::En),
        ("\u{1}", Language::En),
    ] {
        let Ok(accept) = reqwest::header::HeaderValue::from_str(accept) else { continue };
        let browser = fixture.browser();
        let get = browser.http.get(url.clone()).header("accept-language", accept.clone());
        let form = Page::of(get).await;
        let texts = Texts::new(language);
        let shows = |page: &Page, key: &str| {
            let text = texts.text(key).replace('&', "&#38;").replace('\'', "&#39;");
            assert!(page.html.contains(&text.replace('"', "&#34;")), "{language}: {text}");
        };
        assert!(form.html.contains(&format!("<html lang=\"{language}\">")));
        assert_eq!(form.header("content-language"), language.as_str());
        assert_eq!(form.header("vary"), "accept-language");
        for key in ["portal-title", "portal-intro", "portal-user-name", "portal-password"] {
            shows(&form, key);
        }
        let (state, csrf) = (form.hidden("state"), form.hidden("csrf"));
        let fields = [("state", state), ("csrf", csrf), ("username", "u".into())];
        let post = browser.http.post(format!("{}{}", fixture.base, form.action().unwrap()));
        let failed = Page::of(post.header("accept-language", accept).form(&fields)).await;
        assert_eq!(failed.code().as_deref(), Some("100006"), "{language}");
        shows(&failed, "portal-error-100006");
    }
}

#[test]
fn every_text_of_the_portal_is_there() {
    let texts = Texts::new(Language::En);
    for key in [
        "portal-title",
        "portal-intro",
        "portal-user-name",
        "portal-password",
        "portal-sign-in",
        "portal-continue",
        "portal-continue-hint",
        "portal-script-hint",
        "portal-session-missing",
        "portal-error-generic",
        "portal-error-unavailable",
        "portal-tracking-id",
        "portal-error-100006",
        "portal-error-200010",
        "portal-error-200016",
        "portal-error-200018",
    ] {
        assert!(texts.try_format(key, &[]).is_some(), "{key}");
    }
}
