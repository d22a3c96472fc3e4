//! The form: LAD-005.

use crate::support::{EMAIL, Fixture, Page, START, TRACKING_ID, tracked};

#[tokio::test]
async fn the_form_is_served_with_a_guarded_session() {
    let fixture = Fixture::new().await;
    let url = fixture.begin(EMAIL, "relay 1&2").await;
    let browser = fixture.browser();
    let page = Page::of(tracked(browser.http.get(url))).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("trackingid"), TRACKING_ID);
    assert!(page.header("content-type").starts_with("text/html"));
    let cookie = page.header("set-cookie");
    assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax"), "{cookie}");
    assert!(cookie.contains("; Path=/sign-in") && !cookie.contains("Secure"), "{cookie}");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("x-frame-options"), "DENY");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.user_name().as_deref(), Some(EMAIL), "the email is filled in");
    assert!(page.html.contains("type=\"password\" id=\"password\" name=\"password\""));
    assert_eq!(page.code(), None);

    let [line] = fixture.logged("portal.form-served").try_into().unwrap();
    assert_eq!(line.tracking_id.as_deref(), Some(TRACKING_ID));
    assert_eq!(line.email.as_deref(), Some(EMAIL));
}

#[tokio::test]
async fn the_policy_allows_our_own_style_and_script_only() {
    let fixture = Fixture::new().await;
    let url = fixture.begin(EMAIL, "r").await;
    let first = fixture.browser().open(url.clone()).await;
    let second = fixture.browser().open(url).await;
    let nonce = first.between("<style nonce=\"", "\"").unwrap();
    assert_eq!(
        first.header("content-security-policy"),
        format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; \
             form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        )
    );
    assert_ne!(second.between("<style nonce=\"", "\"").unwrap(), nonce, "used once");
}

#[tokio::test]
async fn the_database_holds_hashes_of_the_session_only() {
    let fixture = Fixture::new().await;
    let url = fixture.begin(EMAIL, "r").await;
    let page = fixture.browser().open(url).await;
    let cookie = page.header("set-cookie");
    let session = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    let csrf = page.hidden("csrf");
    assert_eq!((session.len(), csrf.len()), (64, 64));
    let state = page.hidden("state");
    assert_ne!(state, session, "the page does not tell what the cookie hides");
    let stored = fixture.store.portal_sessions().find(&state, START).await.unwrap().unwrap();
    assert_eq!(stored.relay_state, "r");
    for entry in std::fs::read_dir(fixture.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for secret in [&session, &csrf] {
            assert!(!bytes.windows(64).any(|window| window == secret.as_bytes()));
        }
    }
}

#[tokio::test]
async fn over_tls_the_cookie_goes_over_tls_only() {
    let fixture = Fixture::with(|config| config.base_url = "https://portal.example".into()).await;
    let mut request = fixture.request("r");
    fixture.begin(EMAIL, "r").await;
    request.destination = "https://portal.example/sign-in".into();
    let page = fixture.browser().open(fixture.address(&request, "r")).await;
    assert!(page.header("set-cookie").ends_with("; Secure"), "{}", page.header("set-cookie"));
}

#[tokio::test]
async fn the_first_page_links_what_exists() {
    let fixture = Fixture::new().await;
    let page = fixture.browser().open(fixture.base.parse().unwrap()).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.between("<li><a href=\"", "\"").as_deref(), Some("/help?a=\"><b>"));
    assert!(page.html.contains(">Help Desk</a>"), "{}", page.html);
    assert!(!page.html.contains("<form") && !page.html.contains("<b>"));
    let missing = fixture.browser().open(format!("{}/x", fixture.base).parse().unwrap()).await;
    assert_eq!(missing.status, 404);
}
