//! `/user/{id}/services`: the list, and call settings read and changed.

#![allow(clippy::expect_used, reason = "tests: what is not there fails the test")]

mod support;

use http::Method;
use lineman_ocip::Element;
use lineman_xsi::services::Services;
use lineman_xsi::{ErrorInfo, XsiResource as _};
use support::{Rig, UNA, UNA_PASSWORD, rig};

async fn send(rig: &Rig, method: Method, tail: &str, body: Option<&str>) -> reqwest::Response {
    let request = rig.http.request(method, rig.xsi(&format!("{UNA}/{tail}")));
    let request = request.basic_auth(UNA, Some(UNA_PASSWORD));
    let request = match body {
        Some(body) => request.body(body.to_owned()),
        None => request,
    };
    request.send().await.expect("an answer")
}

async fn text(response: reqwest::Response) -> String {
    response.text().await.expect("a body")
}

/// The last OCI-P command as `name: field=value ...`.
fn last_command(rig: &Rig) -> String {
    let received = rig.application_server.received();
    let command = &received.last().expect("a document").commands[0];
    let fields: Vec<String> = command.body().children().iter().map(shown).collect();
    format!("{}: {}", command.name(), fields.join(" "))
}

fn shown(element: &Element) -> String {
    let text = if element.is_nil() { "nil" } else { element.text() };
    format!("{}={text}", element.name())
}

#[tokio::test]
async fn the_list_names_what_is_assigned_and_links_what_is_covered() {
    let rig = rig().await;
    let response = send(&rig, Method::GET, "services", None).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/xml;charset=ISO-8859-1");
    let list = Services::from_xml(text(response).await.as_bytes()).expect("a list");
    let shown: Vec<(&str, Option<&str>)> =
        list.services.iter().map(|entry| (entry.name.as_str(), entry.uri.as_deref())).collect();
    let uri = |segment: &str| format!("/v2.0/user/{UNA}/services/{segment}");
    assert_eq!(
        shown,
        [
            ("Authentication", None),
            ("Call Forwarding Busy", Some(uri("CallForwardingBusy").as_str())),
            ("Do Not Disturb", Some(uri("DoNotDisturb").as_str())),
            ("Integrated IMP", Some(uri("IntegratedIMP").as_str())),
        ]
    );
    let json = text(send(&rig, Method::GET, "Services?format=json", None).await).await;
    assert!(json.starts_with(r#"{"Services":{"@xmlns":{"$":"http://schema.broadsoft.com/xsi"},"service":[{"name":{"$":"Authentication"}},{"#), "{json}");
}

#[tokio::test]
async fn a_document_is_read_changed_and_put_back() {
    let rig = rig().await;
    for (tail, expected) in [
        (
            "services/donotdisturb",
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<DoNotDisturb \
             xmlns=\"http://schema.broadsoft.com/xsi\"><active>true</active>\
             <ringSplash>false</ringSplash></DoNotDisturb>",
        ),
        (
            "SERVICES/DoNotDisturb?format=json",
            r#"{"DoNotDisturb":{"@xmlns":{"$":"http://schema.broadsoft.com/xsi"},"active":{"$":"true"},"ringSplash":{"$":"false"}}}"#,
        ),
    ] {
        let body = text(send(&rig, Method::GET, tail, None).await).await;
        assert_eq!(body.trim_end(), expected);
        let changed = body.replace("true", "false");
        let response = send(&rig, Method::PUT, tail, Some(&changed)).await;
        assert_eq!(response.status(), 200);
        assert_eq!(text(response).await, "");
        assert_eq!(
            last_command(&rig),
            format!("UserDoNotDisturbModifyRequest: userId={UNA} isActive=false ringSplash=false")
        );
    }
}

#[tokio::test]
async fn nil_clears_and_imp_is_switched() {
    let rig = rig().await;
    let body = "<CallForwardingBusy xmlns=\"http://schema.broadsoft.com/xsi\" \
                xmlns:xs=\"http://www.w3.org/2001/XMLSchema-instance\"><active>false</active>\
                <forwardToPhoneNumber xs:nil=\"true\"/></CallForwardingBusy>";
    let response = send(&rig, Method::PUT, "services/callforwardingbusy", Some(body)).await;
    assert_eq!(response.status(), 200);
    let expected = format!(
        "UserCallForwardingBusyModifyRequest: userId={UNA} isActive=false forwardToPhoneNumber=nil"
    );
    assert_eq!(last_command(&rig), expected);
    let body = "<IntegratedIMPService><active>true</active></IntegratedIMPService>";
    let response = send(&rig, Method::PUT, "services/integratedimp", Some(body)).await;
    assert_eq!(response.status(), 200);
    let expected = format!("UserIntegratedIMPModifyRequest: userId={UNA} isActive=true");
    assert_eq!(last_command(&rig), expected);
}

#[tokio::test]
async fn refusals_are_said_in_words() {
    let rig = rig().await;
    let busy = |number: &str| {
        format!(
            "<CallForwardingBusy><active>true</active><forwardToPhoneNumber>{number}\
             </forwardToPhoneNumber></CallForwardingBusy>"
        )
    };
    let letters = busy("call me");
    for (method, tail, body, status, words) in [
        (Method::GET, "services/CallWaiting", None, 403, "not assigned to the user: Call Waiting"),
        (
            Method::PUT,
            "services/CallWaiting",
            Some("<CallWaiting><active>true</active></CallWaiting>"),
            403,
            "not assigned",
        ),
        (Method::PUT, "services/CallForwardingBusy", Some(letters.as_str()), 400, "call me"),
        (Method::PUT, "services/CallForwardingBusy", Some("<CallWaiting/>"), 400, "root"),
        (Method::PUT, "services/DoNotDisturb", Some("<DoNotDisturb><x/></DoNotDisturb>"), 400, "x"),
        (Method::PUT, "services/DoNotDisturb", Some("no document"), 400, "XML"),
        (Method::GET, "services/VoiceMail", None, 404, "no such resource"),
        (Method::DELETE, "services/DoNotDisturb", None, 405, "GET, PUT"),
        (Method::GET, "services/CallForwardingBusy", None, 502, "cannot be used"),
    ] {
        let what = format!("{method} {tail}");
        let response = send(&rig, method, tail, body).await;
        assert_eq!(response.status(), status, "{what}");
        let error = ErrorInfo::from_xml(text(response).await.as_bytes()).expect("an ErrorInfo");
        assert!(error.summary_english.contains(words), "{what}: {}", error.summary_english);
    }
    let other = rig.http.get(rig.xsi("bob@bw.example.com/services"));
    let response = other.basic_auth(UNA, Some(UNA_PASSWORD)).send().await.expect("an answer");
    assert_eq!(response.status(), 403);
}

#[tokio::test]
async fn telephones_of_anywhere_have_documents() {
    let rig = rig().await;
    let document = text(send(&rig, Method::GET, "services/broadworksanywhere", None).await).await;
    let uri = format!(
        "<locationUri>/v2.0/user/{UNA}/services/BroadWorksAnywhere/Location/%2B15550031</locationUri>"
    );
    assert!(document.contains(&uri), "{document}");
    let body = "<BroadWorksAnywhereLocation><phoneNumber>+15550032</phoneNumber>\
                <active>true</active></BroadWorksAnywhereLocation>";
    let tail = "services/broadworksanywhere/location";
    assert_eq!(send(&rig, Method::POST, tail, Some(body)).await.status(), 201);
    let tail = "services/broadworksanywhere/location/%2B15550032";
    assert_eq!(send(&rig, Method::DELETE, tail, None).await.status(), 200);
    let expected = format!(
        "UserBroadWorksAnywhereDeletePhoneNumberRequest: userId={UNA} phoneNumber=+15550032"
    );
    assert_eq!(last_command(&rig), expected);
}
