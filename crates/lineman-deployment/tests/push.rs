//! Push through everything that is real: an app registers by Xsi-Actions, a call comes in, the
//! Application Server asks the notification push server, which hands it to a provider (CMP-027).

#![allow(clippy::expect_used, reason = "a test may stop; clippy does not know helpers for tests")]

mod common;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lineman_application_server::push::Caller;
use lineman_deployment::{
    ApplicationServerSection, BroadworksHalf, BroadworksSection, Environment,
    FcmApplicationSection, FcmSection, NetworkServerSection, PushServerSection, SbcSection,
    XspSection,
};
use lineman_model::Secret;
use lineman_net::Shutdown;
use lineman_net::http::{ClientOptions, client};
use lineman_store::broadworks::Subscriber;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use common::{add_group, anywhere};

const UNA: &str = "una@bw.example.com";
const BEN: &str = "ben@bw.example.com";
const PASSWORD: &str = "w3b-s3cret";
const ANDROID: &str = "com.cisco.wx2.android";
const TOKEN: &str = "fcm-d3v1ce-t0ken";

const REGISTRATION: &str = "<PushNotificationRegistration xmlns=\"http://schema.broadsoft.com/xsi\">\
    <applicationId>com.cisco.wx2.android</applicationId><applicationVersion>44.1</applicationVersion>\
    <registrationId>reg-1</registrationId><deviceOSType>android</deviceOSType>\
    <deviceOSVersion>14</deviceOSVersion><deviceTokenList><deviceToken>\
    <token>fcm-d3v1ce-t0ken</token><pushNotificationEvents><eventDetail><name>NEW_CALL</name>\
    <parameters>p=1</parameters></eventDetail></pushNotificationEvents></deviceToken>\
    </deviceTokenList></PushNotificationRegistration>";

type Answers = Arc<Mutex<VecDeque<(u16, &'static str)>>>;

/// A provider that answers in order, and what it got: request line and body.
async fn provider(
    answers: &[(u16, &'static str)],
) -> (SocketAddr, Arc<Mutex<Vec<(String, String)>>>) {
    let answers: Answers = Arc::new(Mutex::new(answers.iter().copied().collect()));
    let listener = TcpListener::bind(anywhere()).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let got = Arc::new(Mutex::new(Vec::new()));
    let shared = Arc::clone(&got);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (answers, got) = (Arc::clone(&answers), Arc::clone(&shared));
            tokio::spawn(async move {
                let (mut bytes, mut chunk) = (Vec::new(), [0_u8; 4096]);
                loop {
                    match stream.read(&mut chunk).await {
                        Ok(0) | Err(_) => return,
                        Ok(read) => bytes.extend_from_slice(&chunk[..read]),
                    }
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                    let length = head.lines().find_map(|line| {
                        let (name, value) = line.split_once(':')?;
                        let named = name.eq_ignore_ascii_case("content-length");
                        named.then(|| value.trim().parse::<usize>().ok())?
                    });
                    if body.len() < length.expect("a length") {
                        continue;
                    }
                    let line = head.lines().next().unwrap_or_default().to_owned();
                    got.lock().expect("not poisoned").push((line, body.to_owned()));
                    let next = answers.lock().expect("not poisoned").pop_front();
                    let (status, body) = next.unwrap_or((200, "{}"));
                    let length = body.len();
                    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n\r\n");
                    let answer = format!("{head}{body}");
                    stream.write_all(answer.as_bytes()).await.expect("written");
                    bytes.clear();
                }
            });
        }
    });
    (address, got)
}

fn account_file(folder: &Path) -> std::path::PathBuf {
    let key = lineman_net::certificates::rsa_private_key().expect("an RSA key");
    let file = serde_json::json!({
        "type": "service_account", "project_id": "lineman-test", "private_key_id": "k1",
        "private_key": key.reveal(), "client_email": "push@lineman-test.iam.example.com",
    });
    let path = folder.join("account.json");
    lineman_deployment::write_private(&path, file.to_string().as_bytes()).expect("written");
    path
}

async fn furnish(broadworks: &BroadworksHalf) {
    let store = broadworks.store();
    add_group(store).await;
    for user in [UNA, BEN] {
        let subscriber = Subscriber {
            web_password: Some(Secret::new(PASSWORD)),
            ..Subscriber::new(user, "ent1", "g1", "One", "Una")
        };
        store.subscribers().add(&subscriber).await.expect("a subscriber");
    }
}

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let mut looks = tokio::time::interval(Duration::from_millis(5));
    let waiting = async {
        while !holds() {
            looks.tick().await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(10), waiting).await.is_ok(), "{what}");
}

fn log(folder: &Path, prefix: &str) -> String {
    let files = std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
    let file = files.map(|file| file.path()).find(|path| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix))
    });
    std::fs::read_to_string(file.expect("a log")).expect("text")
}

#[tokio::test]
async fn cmp_027_a_registered_phone_rings_until_its_token_is_good_no_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let (oauth, _) = provider(&[(200, r#"{"access_token":"ya29.x","expires_in":3599}"#)]).await;
    let gone = r#"{"error":{"status":"NOT_FOUND","details":[{"errorCode":"UNREGISTERED"}]}}"#;
    let (fcm, got) = provider(&[(200, "{}"), (404, gone)]).await;
    let logs = folder.path().join("logs");
    let environment = Environment::system(folder.path(), &logs, None);
    let section = BroadworksSection {
        application_server: ApplicationServerSection {
            oci: anywhere(),
            oci_trusted: anywhere(),
            sip_udp: anywhere(),
            sip_tcp: anywhere(),
            ..ApplicationServerSection::default()
        },
        network_server: NetworkServerSection { sip_udp: anywhere(), sip_tcp: anywhere() },
        sbc: SbcSection { sip_udp: anywhere(), sip_tcp: anywhere(), ..SbcSection::default() },
        xsp: XspSection {
            http: anywhere(),
            auth_service: anywhere(),
            loopback: anywhere(),
            ..XspSection::default()
        },
        push_server: Some(PushServerSection {
            http: anywhere(),
            fcm: Some(FcmSection {
                auth_url: format!("http://{oauth}/token"),
                push_url: format!("http://{fcm}/v1/projects"),
                applications: vec![FcmApplicationSection {
                    application_id: ANDROID.to_owned(),
                    service_account_file: account_file(folder.path()),
                }],
                ..FcmSection::default()
            }),
            ..PushServerSection::default()
        }),
        ..BroadworksSection::default()
    };
    let broadworks = BroadworksHalf::start(&section, &environment, &Shutdown::new())
        .await
        .expect("a BroadWorks half");
    furnish(&broadworks).await;

    // The app registers, in XML and without a content type; and reads it back, in JSON.
    let http = client(&ClientOptions::default()).expect("a client");
    let url = |user: &str, tail: &str| {
        let base = broadworks.xsi_actions_url();
        format!("{base}/v2.0/user/{user}/profile/PushNotificationRegistrations{tail}")
    };
    let ask = |method: http::Method, user: &'static str, tail: &str| {
        http.request(method, url(user, tail)).basic_auth(user, Some(PASSWORD))
    };
    let answer = ask(http::Method::POST, UNA, "/new").body(REGISTRATION).send().await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.status(), 201);
    let location = answer.headers()["location"].to_str().expect("text").to_owned();
    assert!(location.ends_with("/profile/PushNotificationRegistrations/reg-1"), "{location}");
    let list = ask(http::Method::GET, UNA, "?format=json").send().await.expect("an answer");
    let list: serde_json::Value = list.json().await.expect("JSON");
    let one = &list["PushNotificationRegistrations"]["pushNotificationRegistration"];
    assert_eq!(one["registrationId"]["$"], "reg-1");
    assert_eq!(one["deviceTokenList"]["deviceToken"]["type"]["$"], "Normal");
    let one = ask(http::Method::GET, UNA, "/reg-1").send().await.expect("an answer");
    assert_eq!(one.status(), 200);

    // Somebody else sees and removes nothing of it.
    assert_eq!(ask(http::Method::DELETE, BEN, "/reg-1").send().await.expect("one").status(), 404);
    assert_eq!(ask(http::Method::GET, BEN, "/reg-1").send().await.expect("one").status(), 404);
    let foreign = http.get(url(UNA, "")).basic_auth(BEN, Some(PASSWORD)).send().await;
    assert_eq!(foreign.expect("an answer").status(), 403);
    for (method, tail, status) in [
        (http::Method::POST, "/new", 400),
        (http::Method::DELETE, "", 400),
        (http::Method::PUT, "", 405),
        (http::Method::GET, "/new", 405),
        (http::Method::GET, "/a/b", 404),
    ] {
        let answer = ask(method.clone(), UNA, tail).send().await.expect("an answer");
        assert_eq!(answer.status(), status, "{method} {tail}");
    }

    // A call, and another one after the app was removed from the phone.
    let caller = || Caller { number: Some("+15550002".to_owned()), name: None };
    let push = broadworks.application_server().push();
    push.incoming_call(UNA, "call-1", caller());
    let count = || got.lock().expect("not poisoned").len();
    until("the first push", || count() == 1).await;
    push.incoming_call(UNA, "call-2", caller());
    until("the second push", || count() == 2).await;
    let as_log = || log(&logs.join("as"), "XSLog");
    until("the registration goes", || as_log().contains("token unregistered")).await;
    let (line, body) = got.lock().expect("not poisoned")[0].clone();
    assert_eq!(line, "POST /v1/projects/lineman-test/messages:send HTTP/1.1");
    let message: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(message["message"]["token"], TOKEN);
    assert_eq!(message["message"]["data"]["event"], "NEW_CALL");
    assert_eq!(message["message"]["data"]["parameters"], "p=1");
    let answer = ask(http::Method::GET, UNA, "/reg-1").send().await.expect("an answer");
    assert_eq!(answer.status(), 404, "it is gone");

    // An app that says good-bye.
    let again = ask(http::Method::POST, UNA, "").body(REGISTRATION).send().await;
    assert_eq!(again.expect("an answer").status(), 201);
    let gone = ask(http::Method::DELETE, UNA, "/reg-1").send().await.expect("an answer");
    assert_eq!(gone.status(), 200);
    assert!(gone.text().await.expect("a body").is_empty());
    broadworks.stop().await;

    let nps = log(&logs.join("xsp"), "NPSLog");
    for text in ["Push requested", "Access token requested", "UNREGISTERED"] {
        assert!(nps.contains(text), "{text}: {nps}");
    }
    let xsi = log(&logs.join("xsp"), "XsiActionsLog");
    for log in [nps, xsi, as_log(), log(&logs.join("as"), "PSLog")] {
        assert!(!log.contains(TOKEN), "no device token in a log");
    }
}
