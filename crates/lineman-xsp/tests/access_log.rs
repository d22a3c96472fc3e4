//! access_log: one line for each request, read back with the troubleshooter's reader (LOG-002).

#![allow(clippy::expect_used, reason = "a test may stop; clippy does not know helpers for tests")]

mod support;

use support::logs::access_log;
use support::{TRACKING_ID, UNA, UNA_PASSWORD, rig, rig_with};

/// The older form ends with the two numbers, as the public sample does.
#[tokio::test]
async fn log_002_the_apache_form_has_no_referer_and_no_user_agent() {
    let form = lineman_logs::access_log::AccessLogForm::Apache;
    let rig = rig_with(|config| config.access_log_form = form).await;
    let request = rig.http.get(rig.xsi(&format!("{UNA}/profile")));
    let request = request.basic_auth(UNA, Some(UNA_PASSWORD)).header("user-agent", "x");
    assert_eq!(request.send().await.expect("an answer").status(), 200);
    let text = rig.access_log.text();
    let (_, behind) = text.rsplit_once("HTTP/1.1\" 200 ").expect("a line");
    let numbers: Vec<&str> = behind.trim_end().split(' ').collect();
    assert_eq!(numbers.len(), 3, "bytes, seconds, microseconds: {text}");
    let lines = access_log(&rig.access_log);
    assert!(lines[0].micros.is_some() && lines[0].user_agent.is_none(), "{lines:?}");
}

#[tokio::test]
async fn log_002_every_listener_and_every_answer_has_its_line() {
    let rig = rig().await;
    let profile = rig
        .http
        .get(rig.xsi(&format!("{UNA}/profile")))
        .basic_auth(UNA, Some(UNA_PASSWORD))
        .header("user-agent", "broadworksTeamsClient")
        .header("trackingid", TRACKING_ID)
        .send()
        .await
        .expect("an answer");
    let bytes = profile.bytes().await.expect("a body").len();
    rig.http
        .get(rig.public("/nothing?x=1"))
        .header("referer", "http://r/")
        .send()
        .await
        .expect("404");
    rig.token(UNA).await;
    rig.http.post(rig.loopback()).body("a.b.c").send().await.expect("401");
    let lines = access_log(&rig.access_log);
    assert_eq!(lines.len(), 4);
    let first = &lines[0];
    assert_eq!(first.host, "127.0.0.1");
    assert_eq!(
        first.request,
        format!("GET /com.broadsoft.xsi-actions/v2.0/user/{UNA}/profile HTTP/1.1")
    );
    assert_eq!((first.status, first.bytes), (Some(200), Some(bytes as u64)));
    assert_eq!(first.user_agent.as_deref(), Some("broadworksTeamsClient"));
    let (seconds, micros) = (first.seconds.expect("seconds"), first.micros.expect("micros"));
    assert!(micros > 0 && seconds == micros / 1_000_000, "{seconds} {micros}");
    assert_eq!(lines[1].request, "GET /nothing?x=1 HTTP/1.1");
    assert_eq!((lines[1].status, lines[1].bytes), (Some(404), None));
    assert_eq!(lines[1].referer.as_deref(), Some("http://r/"));
    assert_eq!(lines[2].request, "GET /authService/token HTTP/1.1");
    assert_eq!(lines[3].request, "POST /authService/token HTTP/1.1");
    assert_eq!(lines[3].status, Some(401));
}
