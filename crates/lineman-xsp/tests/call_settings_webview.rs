//! The Call Settings Webview: it is served to whoever asks, says nothing without a token, and no log
//! sees the token that it was opened with.

#![allow(clippy::expect_used, reason = "tests: what is not there fails the test")]

mod support;

use lineman_logs::call_settings_webview::{
    CallSettingsWebviewEntry as Entry, CallSettingsWebviewRecord,
};
use support::logs::{access_log, records};
use support::{Rig, TRACKING_ID, UNA, rig, rig_with};

const TOKEN: &str = "t0ken.of.una";

fn entries(rig: &Rig) -> Vec<Entry> {
    records(&rig.call_settings)
        .into_iter()
        .map(|record| CallSettingsWebviewRecord::from_record(record).entry)
        .collect()
}

async fn open(rig: &Rig, fields: &[(&str, &str)]) -> reqwest::Response {
    let request = rig.http.post(rig.public("/callsettings/")).form(fields);
    request.header("trackingid", TRACKING_ID).send().await.expect("an answer")
}

#[tokio::test]
async fn csw_006_the_page_is_served_with_what_the_app_hands_over_and_logged_without_it() {
    let rig = rig().await;
    let fields = [("userId", UNA), ("token", TOKEN), ("language", "de"), ("platform", "desktop")];
    let response = open(&rig, &fields).await;
    assert_eq!(response.status(), 200);
    let headers = response.headers().clone();
    assert_eq!(headers["content-language"], "de");
    assert_eq!(headers["cache-control"], "no-store");
    let policy = headers["content-security-policy"].to_str().expect("text");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let html = response.text().await.expect("a page");
    assert!(html.contains("<html lang=\"de\">") && html.contains("Anrufeinstellungen"));
    assert!(html.contains(&format!("Bearer {TOKEN}")) && html.contains(TRACKING_ID));

    let [
        Entry::Request { method, path, user, platform, .. },
        Entry::Served { language, status, bytes, .. },
    ] = <[Entry; 2]>::try_from(entries(&rig)).expect("two records")
    else {
        panic!("other records");
    };
    assert_eq!((method.as_str(), path.as_str()), ("POST", "/callsettings/"));
    assert_eq!((user.as_deref(), platform.as_deref()), (Some(UNA), Some("desktop")));
    assert_eq!((language.as_deref(), status), (Some("de"), 200));
    assert_eq!(usize::try_from(bytes).expect("small"), html.len());
    let lines = access_log(&rig.access_log);
    assert!(lines[0].request.starts_with("POST /callsettings/ "), "{:?}", lines[0]);
    for log in [&rig.call_settings, &rig.access_log, &rig.xsi_actions] {
        assert!(!log.text().contains(TOKEN));
    }
}

#[tokio::test]
async fn the_parts_of_the_page_have_addresses_below_it() {
    let rig = rig().await;
    let no_redirect = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let response = no_redirect.get(rig.public("/callsettings?language=fr")).send().await;
    let response = response.expect("an answer");
    assert_eq!(response.status(), 302, "the address needs its slash");
    assert_eq!(response.headers()["location"], "/callsettings/?language=fr");
    let get = async |tail: &str| {
        let request = rig.http.get(rig.public(&format!("/callsettings/{tail}")));
        request.header("accept-language", "nl, zh-CN;q=0.5").send().await.expect("an answer")
    };
    assert_eq!(get("").await.headers()["content-language"], "zh");
    assert_eq!(get("?language=cs").await.headers()["content-language"], "cs");
    let script = get("call-settings.js").await;
    assert_eq!(script.headers()["content-type"], "text/javascript; charset=utf-8");
    assert!(script.text().await.expect("a script").contains("use strict"));
    assert_eq!(get("call-settings.css").await.headers()["content-type"], "text/css; charset=utf-8");
    assert_eq!(get("etc/passwd").await.status(), 404);
    let put = rig.http.put(rig.public("/callsettings/")).send().await.expect("an answer");
    assert_eq!(put.status(), 405);
    let refused: Vec<u16> = entries(&rig)
        .iter()
        .filter_map(|entry| match entry {
            Entry::Refused { status, .. } => Some(*status),
            _ => None,
        })
        .collect();
    assert_eq!(refused, [404, 405]);
}

#[tokio::test]
async fn what_is_no_hand_over_is_refused_and_forges_no_record() {
    let rig = rig().await;
    let forged = "una\n\n2026.01.01 00:00:00:000 GMT+00:00 | Info | BWCallSettingsWeb | t | -\n";
    let response = open(&rig, &[("userId", forged), ("token", TOKEN)]).await;
    assert_eq!(response.status(), 400);
    let response = open(&rig, &[("token", TOKEN), ("loginToken", TOKEN)]).await;
    assert_eq!(response.status(), 400);
    let large = "x".repeat(128 * 1024);
    assert_eq!(open(&rig, &[("userId", large.as_str())]).await.status(), 400);
    assert_eq!(entries(&rig).len(), 6, "a request and a refusal each");
}

#[tokio::test]
async fn where_it_is_not_deployed_nothing_answers() {
    let rig = rig_with(|config| config.call_settings_context = None).await;
    let response = rig.http.get(rig.public("/callsettings/")).send().await.expect("an answer");
    assert_eq!(response.status(), 404);
    assert!(rig.call_settings.text().is_empty());
    assert_eq!(access_log(&rig.access_log).len(), 1);
}
