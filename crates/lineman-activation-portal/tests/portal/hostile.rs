//! What does not come from identity or from a person.

use lineman_saml::AuthnRequest;
use serde_json::json;

use crate::support::{EMAIL, Fixture, Page, START};

const SCRIPT: &str = "\"'><script>alert(1)</script>&amp;";

#[tokio::test]
async fn a_request_that_identity_has_not_stored_gets_no_form() {
    let fixture = Fixture::new().await;
    fixture.begin(EMAIL, "r").await;
    let with = |change: fn(&mut AuthnRequest), relay_state: &str| {
        let mut request = fixture.request("r");
        change(&mut request);
        fixture.address(&request, relay_state)
    };
    let plain = format!("{}/sign-in", fixture.base);
    let address = |query: &str| format!("{plain}{query}").parse().unwrap();
    let cases = [
        // The assertion would go elsewhere.
        with(|r| r.assertion_consumer_service_url = "https://evil.example/".into(), "r"),
        with(|r| r.id = "_other".into(), "r"),
        with(|r| r.issuer = "http://localhost:9/idb".into(), "r"),
        with(|r| r.destination = "http://localhost:9/sign-in".into(), "r"),
        with(|_| (), "unknown"),
        with(|_| (), "r\0"),
        with(|_| (), &"r".repeat(2_000)),
        address(""),
        address("?RelayState=r"),
        address("?SAMLRequest=%25%25&RelayState=r"),
        address("?SAMLRequest=AAAA&RelayState=r"),
        address("?SAMLRequest=a&SAMLRequest=b&RelayState=r"),
        address("?%ff=%ff&SAMLRequest"),
    ];
    for url in cases {
        let page = fixture.browser().open(url.clone()).await;
        assert_eq!((page.status, page.code().as_deref()), (400, Some("200016")), "{url}");
        assert_eq!(page.action(), None, "{url}");
        assert!(!page.headers.contains_key("set-cookie"), "{url}");
    }
    assert!(fixture.logged("portal.form-served").is_empty());
}

#[tokio::test]
async fn a_redirect_that_would_run_in_the_page_is_not_followed() {
    let fixture = Fixture::new().await;
    for (relay_state, redirect) in
        [("a", "javascript:alert(1)"), ("bb", "data:text/html,x"), ("ccc", "no address")]
    {
        let mut request = fixture.request(relay_state);
        request.assertion_consumer_service_url = redirect.into();
        let pending = lineman_store::cloud::AuthorizationRequest {
            relay_state: relay_state.into(),
            client_id: "app".into(),
            redirect_uri: redirect.into(),
            code_challenge: "challenge".into(),
            client_state: None,
            login_hint: EMAIL.into(),
            authn_request_id: request.id.clone(),
            tracking_id: None,
            created_at: START,
            expires_at: START.plus_millis(60_000),
        };
        fixture.store.authorization_requests().add(&pending).await.unwrap();
        let page = fixture.browser().open(fixture.address(&request, relay_state)).await;
        assert_eq!((page.status, page.action()), (400, None), "{redirect}");
    }
}

#[tokio::test]
async fn whatever_is_typed_stays_text() {
    let fixture = Fixture::new().await;
    let url = fixture.begin(SCRIPT, SCRIPT).await;
    let browser = fixture.browser();
    let form = browser.open(url).await;
    fixture.idp.answers(401, json!({"code": "100006", "message": SCRIPT}));
    let failed = browser.submit(&form, SCRIPT, "p").await;
    assert_eq!(failed.status, 401);
    fixture.idp.answers(200, json!({"samlResponse": "PHJlc3BvbnNlLz4="}));
    let sent = browser.submit(&failed, SCRIPT, "p").await;
    assert_eq!(sent.status, 200);
    for page in [&form, &failed, &sent] {
        assert!(!page.html.contains("<script>"), "{}", page.html);
        assert!(!page.html.contains("alert(1)<"), "{}", page.html);
    }
    // Escaped, not lost.
    assert_eq!(form.user_name().as_deref(), Some(SCRIPT));
    assert_eq!(failed.user_name().as_deref(), Some(SCRIPT));
    assert_eq!(sent.hidden("RelayState"), SCRIPT);
}

#[tokio::test]
async fn long_and_broken_forms_are_bounded() {
    let fixture = Fixture::new().await;
    fixture.idp.answers(200, json!({"samlResponse": "PHJlc3BvbnNlLz4="}));
    let url = fixture.begin(EMAIL, "r").await;
    let browser = fixture.browser();
    let mut form = browser.open(url).await;
    let long = "x".repeat(2_000);
    for (user_name, password) in [(long.as_str(), "p"), ("u", long.as_str())] {
        form = browser.submit(&form, user_name, password).await;
        assert_eq!((form.status, form.code().as_deref()), (401, Some("100006")));
        assert!(!form.html.contains(&long));
    }
    assert_eq!(fixture.idp.count(), 0, "nobody was asked");
    // A body that is no form, one that is too large, and a method that is not there.
    let post = |body: Vec<u8>| {
        let request = fixture.browser().http.post(format!("{}/sign-in", fixture.base));
        request.header("content-type", "application/x-www-form-urlencoded").body(body)
    };
    let page = Page::of(post(vec![0xff, b'=', 0xfe, b'&', b'%'])).await;
    assert_eq!((page.status, page.code().as_deref()), (401, Some("200016")));
    let answer = post(vec![b'a'; 3_000_000]).send().await;
    assert!(answer.map_or(true, |answer| answer.status().is_client_error()));
    let put = fixture.browser().http.put(format!("{}/sign-in", fixture.base));
    assert_eq!(Page::of(put).await.status, 405);
    // All is well afterwards.
    assert_eq!(browser.submit(&form, "u", "p").await.status, 200);
}
