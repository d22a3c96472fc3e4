//! The way to the app: LAD-019.

use serde_json::json;

use crate::support::{EMAIL, Fixture, Page, REDIRECT, TRACKING_ID, tracked};

#[tokio::test]
async fn the_response_of_the_idp_proxy_goes_to_the_app() {
    let fixture = Fixture::new().await;
    fixture.idp.answers(200, json!({"samlResponse": "PHJlc3BvbnNlLz4="}));
    let url = fixture.begin(EMAIL, "relay<1>").await;
    let browser = fixture.browser();
    let form = browser.open(url).await;
    let page = browser.submit(&form, "una@bw.example", "p&ss <w>örd\"").await;
    assert_eq!((page.status, page.code()), (200, None));
    assert_eq!(page.action().as_deref(), Some(REDIRECT));
    assert_eq!(page.hidden("SAMLResponse"), "PHJlc3BvbnNlLz4=");
    assert_eq!(page.hidden("RelayState"), "relay<1>");
    let nonce = page.between("<script nonce=\"", "\"").unwrap();
    let policy = page.header("content-security-policy");
    assert!(policy.contains(&format!("script-src 'nonce-{nonce}'")), "{policy}");
    assert!(policy.contains("form-action webex:;"), "{policy}");
    assert!(page.header("set-cookie").contains("Max-Age=0"));

    let [(headers, body)]: [_; 1] = fixture.idp.asked.lock().unwrap().clone().try_into().unwrap();
    assert!(fixture.secret.admits(&headers));
    // The browser sent no tracking id; the sign-in has one.
    assert_eq!(headers["trackingid"], TRACKING_ID);
    let expected = json!({
        "username": "una@bw.example",
        "password": "p&ss <w>örd\"",
        "authnRequestId": fixture.request("relay<1>").id,
        "relayState": "relay<1>",
        "loginHint": EMAIL,
    });
    assert_eq!(body, expected);
    for event in ["portal.form-served", "portal.login-received", "portal.assertion-sent"] {
        let [line] = fixture.logged(event).try_into().unwrap();
        assert_eq!(line.tracking_id.as_deref(), Some(TRACKING_ID), "{event}");
        assert_eq!(line.email.as_deref(), Some(EMAIL), "{event}");
    }
    let log = fixture.log.text();
    for secret in ["örd", "PHJlc3BvbnNlLz4", form.hidden("csrf").as_str()] {
        assert!(!log.contains(secret));
    }
    assert_eq!(log.lines().count(), 3);
}

#[tokio::test]
async fn a_session_ends_with_the_sign_in() {
    let fixture = Fixture::new().await;
    fixture.idp.answers(200, json!({"samlResponse": "PHJlc3BvbnNlLz4="}));
    let url = fixture.begin(EMAIL, "r").await;
    let browser = fixture.browser();
    let form = browser.open(url).await;
    let cookie = form.header("set-cookie").split(';').next().unwrap().to_owned();
    assert_eq!(browser.submit(&form, "u", "p").await.status, 200);
    // Even with the cookie of before.
    let (state, csrf) = (form.hidden("state"), form.hidden("csrf"));
    let fields = [("state", state), ("csrf", csrf), ("username", "u".into())];
    let again = fixture.browser().http.post(format!("{}/sign-in", fixture.base));
    let again = Page::of(tracked(again.header("cookie", cookie).form(&fields))).await;
    assert_eq!((again.status, again.code().as_deref()), (401, Some("200016")));
    assert_eq!(fixture.idp.count(), 1);
}

#[tokio::test]
async fn two_forms_of_one_browser_do_not_disturb_each_other_for_good() {
    let fixture = Fixture::new().await;
    fixture.idp.answers(200, json!({"samlResponse": "PHJlc3BvbnNlLz4="}));
    let first = fixture.begin(EMAIL, "r").await;
    let second = fixture.begin("duo@mail.example", "rr").await;
    let browser = fixture.browser();
    let first = browser.open(first).await;
    let second = browser.open(second).await;
    // The cookie is the second form's now; the first one gets a new session and the code.
    let first = browser.submit(&first, "una", "p").await;
    assert_eq!((first.status, first.code().as_deref()), (401, Some("200016")));
    let first = browser.submit(&first, "una", "p").await;
    assert_eq!((first.status, first.hidden("RelayState")), (200, "r".into()));
    let second = browser.submit(&second, "duo", "p").await;
    let second = browser.submit(&second, "duo", "p").await;
    assert_eq!((second.status, second.hidden("RelayState")), (200, "rr".into()));
}
