//! Device Management over real sockets (CAL-002 to CAL-004).

#![allow(clippy::expect_used, reason = "a test may stop; clippy does not know helpers for tests")]

mod support;

use lineman_logs::dms_debug_log::DmsDebugEntry;
use lineman_xml::parse_bytes;
use md5::{Digest as _, Md5};
use support::application_server::DEVICE_TOKEN;
use support::logs::dms_debug;
use support::repository::{DESKTOP, DEVICE_PASSWORD, DEVICE_USER, device_key, fill};
use support::{Rig, UNA, rig};

const FILE: &str = "/dms/bc/pc/config-wxt.xml";

async fn filled(encoding: &str) -> Rig {
    let rig = rig().await;
    fill(&rig.store, encoding).await;
    rig
}

async fn by_token(rig: &Rig, path: &str) -> reqwest::Response {
    rig.http.get(rig.public(path)).bearer_auth(DEVICE_TOKEN).send().await.expect("an answer")
}

#[tokio::test]
async fn cal_003_and_004_the_token_opens_the_file_with_its_tags_filled_in() {
    let rig = filled("UTF-8").await;
    let response = by_token(&rig, FILE).await;
    assert_eq!(response.status(), 200);
    let bytes = response.bytes().await.expect("a body");
    let root = parse_bytes(&bytes).expect("well-formed").root;
    let sip = root.at(&["protocols", "sip"]).expect("sip");
    let proxy = sip.at(&["proxies", "proxy"]).expect("a proxy");
    assert_eq!(proxy.attribute("address"), Some("sbc.example.com"), "from the system");
    assert_eq!(proxy.attribute("port"), Some("5060"), "the device's own value wins");
    let line = sip.at(&["lines", "line"]).expect("a line");
    assert_eq!(line.child_text("uri"), Some("una-pc@bw.example.com"));
    let credentials = line.child("credentials").expect("credentials");
    assert_eq!(credentials.child_text("username"), Some("una-sip"), "not what a tag says");
    assert_eq!(credentials.child_text("password"), Some("s1p<&\"s3cret"), "escaped");
    assert_eq!(line.child_text("label"), Some("Café <Öne> & Žofie"));
    assert_eq!(line.child_text("park"), Some(""), "undefined: empty");
    let entries: Vec<DmsDebugEntry> =
        dms_debug(&rig.dms_debug).into_iter().map(|record| record.entry).collect();
    let [
        DmsDebugEntry::Request { path, authentication, .. },
        DmsDebugEntry::Authenticated { method, .. },
        DmsDebugEntry::TagUndefined { tag, device_name, .. },
        DmsDebugEntry::FileBuilt { file, .. },
        DmsDebugEntry::FileServed { device_type, user, bytes: size, .. },
    ] = entries.as_slice()
    else {
        panic!("{entries:#?}");
    };
    assert_eq!((path.as_str(), authentication.as_str()), (FILE, "Bearer"));
    assert_eq!((method.as_str(), file.as_str()), ("device token", "config-wxt.xml"));
    assert_eq!((tag.as_str(), device_name.as_str()), ("%CALL_PARK_WXT%", "una-pc"));
    assert_eq!((device_type.as_str(), user.as_str(), *size), (DESKTOP, UNA, bytes.len() as u64));
    let log = rig.dms_debug.text();
    assert!(!log.contains(DEVICE_TOKEN) && !log.contains("s3cret"), "no secrets in the log");
    assert!(rig.access_log.text().contains(&format!("\"GET {FILE} HTTP/1.1\" 200 ")));
}

#[tokio::test]
async fn cal_003_without_a_good_token_there_is_no_file_but_two_challenges() {
    let rig = filled("UTF-8").await;
    let none = rig.http.get(rig.public(FILE)).send().await.expect("an answer");
    let wrong = rig.http.get(rig.public(FILE)).bearer_auth("x").send().await.expect("an answer");
    let basic = rig
        .http
        .get(rig.public(FILE))
        .basic_auth(DEVICE_USER, Some(DEVICE_PASSWORD))
        .send()
        .await
        .expect("an answer");
    // Whether a file is there is nobody's business before.
    let absent = rig.http.get(rig.public("/dms/x/y.xml")).send().await.expect("an answer");
    for response in [none, wrong, basic, absent] {
        assert_eq!(response.status(), 401);
        let challenges: Vec<_> = response
            .headers()
            .get_all("www-authenticate")
            .iter()
            .map(|value| value.to_str().expect("text"))
            .collect();
        assert_eq!(challenges.len(), 2);
        assert!(challenges[0].starts_with("Digest ") && challenges[1].starts_with("Bearer "));
    }
    rig.clock.advance_millis(3_600_000);
    assert_eq!(by_token(&rig, FILE).await.status(), 401, "the token has ended");
}

#[tokio::test]
async fn a_token_opens_its_own_device_only() {
    let rig = filled("UTF-8").await;
    for (path, status) in [
        ("/dms/bc/mobile/config-wxt.xml", 403),
        ("/dms/bc/pc/nothing.xml", 404),
        ("/dms/bc/pc/", 404),
        ("/dms/bc/pc/../mobile/config-wxt.xml", 403),
        ("/dms/bc/pc/%00", 404),
        ("/dmsX/bc/pc/config-wxt.xml", 404),
    ] {
        // Written by hand: clients tidy paths up.
        let raw = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
             Authorization: Bearer {DEVICE_TOKEN}\r\n\r\n"
        );
        assert_eq!(raw_status(&rig, &raw).await, status, "{path}");
    }
    let put = rig.http.put(rig.public(FILE)).bearer_auth(DEVICE_TOKEN).body("x");
    assert_eq!(put.send().await.expect("an answer").status(), 405);
    rig.store.endpoints().remove("una-pc@bw.example.com").await.expect("removed");
    rig.store.access_devices().remove(&device_key()).await.expect("removed");
    assert_eq!(by_token(&rig, FILE).await.status(), 401, "token and device go together");
}

async fn raw_status(rig: &Rig, request: &str) -> u16 {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut stream =
        tokio::net::TcpStream::connect(rig.xsp.http_address()).await.expect("connected");
    stream.write_all(request.as_bytes()).await.expect("written");
    let mut answer = Vec::new();
    let mut buffer = [0_u8; 1024];
    loop {
        match stream.read(&mut buffer).await.expect("read") {
            0 => break,
            read => answer.extend_from_slice(&buffer[..read]),
        }
    }
    let text = String::from_utf8_lossy(&answer);
    text.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line")
}

fn md5(text: &str) -> String {
    Md5::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A client that computes Digest itself: `nc` is `1`, `cnonce` is empty, the query is not counted.
async fn by_digest(rig: &Rig, nonce: &str, password: &str, target: &str) -> reqwest::Response {
    let path = target.split('?').next().unwrap_or_default();
    let first = md5(&format!("{DEVICE_USER}:BroadWorks:{password}"));
    let second = md5(&format!("GET:{path}"));
    let response = md5(&format!("{first}:{nonce}:1::auth:{second}"));
    let header = format!(
        "Digest username=\"{DEVICE_USER}\", realm=\"BroadWorks\", nonce=\"{nonce}\", \
         uri=\"{path}\", qop=\"auth\", nc=\"1\", cnonce=\"\", response=\"{response}\""
    );
    let request = rig.http.get(rig.public(target)).header("authorization", header);
    request.send().await.expect("an answer")
}

async fn nonce(rig: &Rig) -> String {
    let response = rig.http.get(rig.public(FILE)).send().await.expect("an answer");
    let challenge = response.headers()["www-authenticate"].to_str().expect("text").to_owned();
    // Cut as that client cuts it.
    let mut parts =
        challenge["Digest ".len()..].split(", ").filter_map(|part| part.split_once('='));
    let (_, value) = parts.find(|(name, _)| *name == "nonce").expect("a nonce");
    value.trim_matches('"').to_owned()
}

#[tokio::test]
async fn cal_003_other_clients_use_digest_with_the_device_password() {
    let rig = filled("UTF-8").await;
    let nonce = nonce(&rig).await;
    let target = format!("{FILE}?t=1767225600000");
    assert_eq!(by_digest(&rig, &nonce, DEVICE_PASSWORD, &target).await.status(), 200);
    assert_eq!(by_digest(&rig, &nonce, "wrong", FILE).await.status(), 401);
    assert_eq!(by_digest(&rig, "f00", DEVICE_PASSWORD, FILE).await.status(), 401);
    let mobile = "/dms/bc/mobile/config-wxt.xml";
    assert_eq!(by_digest(&rig, &nonce, DEVICE_PASSWORD, mobile).await.status(), 403);
    rig.clock.advance_millis(6 * 60 * 1000);
    let stale = by_digest(&rig, &nonce, DEVICE_PASSWORD, FILE).await;
    assert_eq!(stale.status(), 401);
    assert!(stale.headers()["www-authenticate"].to_str().expect("text").contains("stale=true"));
    let wrong = by_digest(&rig, &nonce, "wrong", FILE).await;
    assert!(!wrong.headers()["www-authenticate"].to_str().expect("text").contains("stale"));
}

#[tokio::test]
async fn cal_004_a_device_type_that_is_not_utf_8_breaks_files_with_accents() {
    let rig = filled("ISO-8859-1").await;
    let bytes = by_token(&rig, FILE).await.bytes().await.expect("a body");
    assert!(parse_bytes(&bytes).is_err(), "declared UTF-8, sent ISO-8859-1");
    let last = dms_debug(&rig.dms_debug).pop().expect("a record").entry;
    let DmsDebugEntry::FileServed { bytes: size, .. } = last else { panic!("{last:?}") };
    assert_eq!(size, bytes.len() as u64);
}
