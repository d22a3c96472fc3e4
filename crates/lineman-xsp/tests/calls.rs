//! `/user/{id}/calls`: the list, one call, click to dial, and what is done to calls.

#![allow(clippy::expect_used, reason = "tests: what is not there fails the test")]

mod support;

use http::Method;
use lineman_xsi::{CallDocument, CallStartInfo, Calls, ErrorInfo, XsiResource as _};
use support::calls::CALL_ID;
use support::{Rig, UNA, UNA_PASSWORD, rig};

async fn send(rig: &Rig, method: Method, tail: &str) -> reqwest::Response {
    let request = rig.http.request(method, rig.xsi(&format!("{UNA}/calls{tail}")));
    request.basic_auth(UNA, Some(UNA_PASSWORD)).send().await.expect("an answer")
}

async fn text(response: reqwest::Response) -> String {
    response.text().await.expect("a body")
}

/// The fields of the last OCI-P command.
fn last(rig: &Rig, fields: &[&str]) -> Vec<String> {
    let received = rig.application_server.received();
    let command = received.last().expect("a document").commands[0].clone();
    fields.iter().map(|name| command.text(name).unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn calls_are_listed_and_shown() {
    let rig = rig().await;
    let response = send(&rig, Method::GET, "").await;
    assert_eq!(response.headers()["content-type"], "application/xml;charset=UTF-8");
    let calls = Calls::from_xml(text(response).await.as_bytes()).expect("a list");
    assert_eq!(calls.calls.len(), 1);
    assert_eq!(calls.calls[0].uri, format!("/v2.0/user/{UNA}/calls/{CALL_ID}"));
    let json = text(send(&rig, Method::GET, &format!("/{CALL_ID}?format=json")).await).await;
    let call = CallDocument::from_json(json.as_bytes()).expect("a call");
    assert_eq!((call.personality.as_str(), call.state.as_str()), ("Originator", "Active"));
    assert_eq!(call.remote_name.as_deref(), Some("B\u{f6}"));
    assert_eq!(call.remote_address.as_deref(), Some("tel:222"));
    assert_eq!(call.answer_time, None);
    assert_eq!(send(&rig, Method::GET, "/callhalf-1:0").await.status(), 404);
}

#[tokio::test]
async fn click_to_dial_answers_201_with_the_call() {
    let rig = rig().await;
    let response = send(&rig, Method::POST, "/New?address=%2B15550222").await;
    assert_eq!(response.status(), 201);
    let place = response.headers()["location"].to_str().expect("text").to_owned();
    assert!(place.ends_with("/calls/callhalf-40:0"), "{place}");
    let start = CallStartInfo::from_xml(text(response).await.as_bytes()).expect("a start");
    assert_eq!(
        (start.call_id.as_str(), start.external_tracking_id.as_str()),
        ("callhalf-40:0", "6aa1")
    );
    assert_eq!(last(&rig, &["userId", "address"]), [UNA, "+15550222"]);
    assert_eq!(send(&rig, Method::POST, "/new").await.status(), 400, "no address");
}

#[tokio::test]
async fn calls_are_held_resumed_transferred_and_released() {
    let rig = rig().await;
    for (method, tail, action, address) in [
        (Method::PUT, "/Hold", "Hold", ""),
        (Method::PUT, "/talk", "Talk", ""),
        (Method::PUT, "/BlindTransfer?address=223", "BlindTransfer", "223"),
        (Method::DELETE, "", "Release", ""),
    ] {
        let response = send(&rig, method, &format!("/{CALL_ID}{tail}")).await;
        assert_eq!(response.status(), 200, "{action}");
        assert_eq!(text(response).await, "");
        assert_eq!(last(&rig, &["callId", "action", "address"]), [CALL_ID, action, address]);
    }
}

#[tokio::test]
async fn what_cannot_be_done_is_said() {
    let rig = rig().await;
    let response = send(&rig, Method::PUT, "/callhalf-7:0/Hold").await;
    assert!(response.status().is_client_error(), "{}", response.status());
    let info = ErrorInfo::from_xml(text(response).await.as_bytes()).expect("a reason");
    assert_eq!(info.summary_english, "The call does not exist");
    assert_eq!(send(&rig, Method::PUT, "/callhalf-39:0/Explode").await.status(), 404);
    assert_eq!(send(&rig, Method::PUT, "/New?address=1").await.status(), 405);
    let tail = format!("/{CALL_ID}/BlindTransfer");
    assert_eq!(send(&rig, Method::PUT, &tail).await.status(), 400);
    let other = rig.xsi("somebody@bw.example.com/calls");
    let response = rig.http.get(other).basic_auth(UNA, Some(UNA_PASSWORD)).send().await;
    assert_eq!(response.expect("an answer").status(), 403);
}
