//! The form again, with a code: EUE-001, EUE-002, EUE-005, EUE-006, EUE-026.

use serde_json::json;

use crate::support::{EMAIL, Fixture, REDIRECT, TRACKING_ID};

#[tokio::test]
async fn every_code_of_the_idp_proxy_is_shown_with_the_form() {
    let fixture = Fixture::new().await;
    let url = fixture.begin(EMAIL, "r").await;
    let browser = fixture.browser();
    let mut page = browser.open(url).await;
    for (status, code) in [(401, "100006"), (403, "200010"), (403, "200018"), (403, "299999")] {
        fixture.idp.answers(status, json!({"code": code, "message": "m"}));
        page = browser.submit(&page, "una@bw.example", "wrong").await;
        assert_eq!((page.status, page.code().as_deref()), (401, Some(code)));
        assert_eq!(page.user_name().as_deref(), Some("una@bw.example"));
        assert!(page.html.contains("role=\"alert\""));
        assert!(page.html.contains(&format!("({code})")));
        assert!(page.html.contains(TRACKING_ID));
        assert!(!page.html.contains("wrong"), "the password is not shown again");
        let lines = fixture.logged("portal.login-failed");
        let line = lines.last().unwrap();
        assert_eq!((line.code.as_deref(), line.status), (Some(code), Some(401)));
        assert_eq!(line.email.as_deref(), Some(EMAIL));
        assert_eq!(line.tracking_id.as_deref(), Some(TRACKING_ID));
    }
    // The session goes on: the right password works in the same form.
    fixture.idp.answers(200, json!({"samlResponse": "PHJlc3BvbnNlLz4="}));
    let page = browser.submit(&page, "una@bw.example", "right").await;
    assert_eq!((page.status, page.action().as_deref()), (200, Some(REDIRECT)));
    assert_eq!(fixture.logged("portal.login-received").len(), 5);
    assert!(!fixture.log.text().contains("wrong"));
}

#[tokio::test]
async fn a_wrong_password_gets_the_three_hints() {
    let fixture = Fixture::new().await;
    fixture.idp.answers(401, json!({"code": "100006"}));
    let url = fixture.begin(EMAIL, "r").await;
    let browser = fixture.browser();
    let form = browser.open(url).await;
    let page = browser.submit(&form, "u", "p").await;
    // EUE-001: Web Access password, BroadWorks user id, upper and lower case
    for hint in ["Web Access", "user ID", "upper and lower case"] {
        assert!(page.html.contains(hint), "{hint}");
    }
}

#[tokio::test]
async fn an_idp_proxy_that_gives_no_usable_answer_is_no_fault_of_the_user() {
    let mut fixture = Fixture::new().await;
    let url = fixture.begin(EMAIL, "r").await;
    let huge = format!("{{\"samlResponse\":\"{}\"}}", "A".repeat(2_000_000));
    let wide = json!({"samlResponse": "A".repeat(400_000)}).to_string();
    for (status, body) in [
        (500, "oops"),
        (503, "{\"message\":\"no\"}"),
        (200, "{}"),
        (200, "[1"),
        (200, "{\"samlResponse\":\"<x>\"}"),
        (200, "{\"samlResponse\":\"\"}"),
        (200, huge.as_str()),
        (200, wide.as_str()),
        (401, "{\"code\":\"<b>\"}"),
        (401, "{\"code\":\"1234567890123\"}"),
        (302, ""),
    ] {
        fixture.idp.answers(status, body);
        let browser = fixture.browser();
        let form = browser.open(url.clone()).await;
        let page = browser.submit(&form, "u", "p").await;
        assert_eq!((page.status, page.code()), (503, None), "{status}");
        assert!(page.html.contains("<p class=\"error\""));
        assert_eq!(page.user_name().as_deref(), Some("u"), "the form is there");
    }
    fixture.stop_idp().await;
    let browser = fixture.browser();
    let form = browser.open(url).await;
    assert_eq!(browser.submit(&form, "u", "p").await.status, 503);
    let lines = fixture.logged("portal.login-failed");
    let last = lines.last().unwrap();
    assert_eq!((last.status, last.code.as_deref()), (Some(503), None));
    assert_eq!(last.message.as_deref(), Some("connection refused"));
    assert_eq!(last.level, "error");
}

#[tokio::test]
async fn an_expired_session_is_told_and_the_next_try_works() {
    let fixture = Fixture::new().await;
    fixture.idp.answers(200, json!({"samlResponse": "PHJlc3BvbnNlLz4="}));
    let url = fixture.begin(EMAIL, "r").await;
    let browser = fixture.browser();
    let form = browser.open(url.clone()).await;
    // EUE-005
    fixture.clock.advance_millis(10 * 60 * 1000);
    let page = browser.submit(&form, "una@bw.example", "p").await;
    assert_eq!((page.status, page.code().as_deref()), (401, Some("200016")));
    assert_eq!(page.user_name().as_deref(), Some("una@bw.example"));
    assert_eq!(fixture.idp.count(), 0, "the password went nowhere");
    let [line] = fixture.logged("portal.login-failed").try_into().unwrap();
    assert_eq!(line.code.as_deref(), Some("200016"));
    assert_eq!(line.tracking_id.as_deref(), Some(TRACKING_ID));
    assert!(fixture.logged("portal.login-received").is_empty());
    // Typed again, or the page reloaded.
    assert_eq!(browser.submit(&page, "una@bw.example", "p").await.status, 200);
    let reloaded = browser.open(url).await;
    assert_eq!(browser.submit(&reloaded, "una@bw.example", "p").await.status, 200);
}

#[tokio::test]
async fn without_session_or_token_nothing_is_asked() {
    let fixture = Fixture::new().await;
    let url = fixture.begin(EMAIL, "r").await;
    let browser = fixture.browser();
    let form = browser.open(url.clone()).await;
    let (state, csrf) = (form.hidden("state"), form.hidden("csrf"));
    let action = form.action().unwrap();
    let typed = [("username", "u"), ("password", "p")];
    let with = |more: &[(&'static str, String)]| {
        let mut fields: Vec<(&str, String)> =
            typed.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        fields.extend_from_slice(more);
        fields
    };
    let other = fixture.browser().open(url.clone()).await;
    let cases = [
        with(&[]),
        with(&[("state", state.clone())]),
        with(&[("csrf", csrf.clone())]),
        with(&[("state", state.clone()), ("csrf", "0".repeat(64))]),
        with(&[("state", "0".repeat(64)), ("csrf", csrf.clone())]),
        // Somebody else's form in this browser (CSRF), and this form's token with other fields.
        with(&[("state", other.hidden("state")), ("csrf", other.hidden("csrf"))]),
        with(&[("state", state.clone()), ("csrf", other.hidden("csrf"))]),
        with(&[("state", state.clone()), ("state", state.clone()), ("csrf", csrf.clone())]),
    ];
    for case in cases {
        let cookie = form.header("set-cookie").split(';').next().unwrap();
        let request = fixture.browser().http.post(format!("{}{action}", fixture.base));
        let request = request.header("cookie", cookie).form(&case);
        let page = crate::support::Page::of(request).await;
        assert_eq!((page.status, page.code().as_deref()), (401, Some("200016")), "{case:?}");
    }
    // The right fields without the cookie.
    let fields = with(&[("state", state), ("csrf", csrf)]);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let page = fixture.browser().post(&action, &fields).await;
    assert_eq!((page.status, page.code().as_deref()), (401, Some("200016")));
    assert_eq!(fixture.idp.count(), 0);
}

#[tokio::test]
async fn a_sign_in_that_has_ended_gives_no_form() {
    let fixture = Fixture::new().await;
    let url = fixture.begin(EMAIL, "r").await;
    let browser = fixture.browser();
    let form = browser.open(url.clone()).await;
    fixture.clock.advance_millis(30 * 60 * 1000);
    let page = browser.submit(&form, "u", "p").await;
    assert_eq!((page.status, page.code().as_deref()), (401, Some("200016")));
    assert_eq!(page.action(), None);
    let page = browser.open(url).await;
    assert_eq!((page.status, page.code().as_deref()), (400, Some("200016")));
}
