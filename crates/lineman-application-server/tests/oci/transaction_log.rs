//! What the PSLog says, read back through the reader of `lineman-logs` (LOG-001).

use lineman_logs::ps_log::{PsLogEntry, PsLogRecord};
use lineman_logs::split::{Grammar, Splitter};
use lineman_ocip::{Command, Document};

use crate::common::{Client, Harness, USER, of_user};
use crate::messaging_server::{Behaviour, MessagingServer};

/// Every record written so far, typed; a text that is not one is a failure.
fn records(harness: &Harness) -> Vec<PsLogRecord> {
    let mut records = Vec::new();
    let mut splitter = Splitter::new(Grammar::BroadWorks);
    let text = harness.ps_log.text();
    let mut take = |raw: &lineman_logs::split::RawRecord<'_>| {
        let record = PsLogRecord::read(raw).expect("a record with a header");
        assert!(!matches!(record.entry, PsLogEntry::Other { .. }), "{record:?}");
        records.push(record);
    };
    for line in text.as_bytes().split(|byte| *byte == b'\n') {
        splitter.line(line, &mut take);
    }
    splitter.finish(&mut take);
    records
}

fn kind(record: &PsLogRecord) -> &'static str {
    match record.entry {
        PsLogEntry::OciRequest { .. } => "From",
        PsLogEntry::OciResponse { .. } => "TO",
        PsLogEntry::Transaction { .. } => "transaction",
        PsLogEntry::HttpRequest(_) => "POST",
        PsLogEntry::HttpResponse { .. } => "status",
        PsLogEntry::HttpFailure { .. } => "failure",
        PsLogEntry::Other { .. } => "other",
    }
}

async fn ready() -> (Harness, Client) {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    (harness, admin)
}

#[tokio::test]
async fn the_summary_precedes_the_documents_and_all_name_worker_and_user() {
    let harness = Harness::start().await;
    let mut admin = harness.client("s-1").await;
    admin.log_in("admin", "top-5ecret").await.expect("logged in");
    admin.tracking_id = Some("CLIENT_1".into());
    let before = records(&harness).len();
    admin.get(Command::request("SystemSoftwareVersionGetRequest")).await;
    admin.refused(of_user("UserGetRequest23V2")).await;
    let all = records(&harness);
    for record in &all[..before] {
        assert!(record.thread.starts_with("BCCT Worker #"), "{record:?}");
        if let PsLogEntry::OciRequest { user, .. } = &record.entry {
            assert_eq!(user, "s-1", "the session id before login");
        }
    }
    let later = &all[before..];
    let kinds: Vec<&str> = later.iter().map(kind).collect();
    assert_eq!(kinds, ["transaction", "From", "TO", "transaction", "From", "TO"]);
    assert!(later.iter().all(|record| record.thread == "Bulk OCI transaction #0"));
    assert_eq!(later[0].severity, "FieldDebug");
    let PsLogEntry::Transaction { class, counter, executed, user, level, .. } = &later[0].entry
    else {
        panic!("a transaction")
    };
    assert_eq!(class, "com.broadsoft.oci.transactions.system.SystemSoftwareVersionGetTransaction");
    assert!(*executed && counter.as_deref().is_some_and(|text| text.starts_with("read")));
    assert_eq!((user.as_str(), level.as_str()), ("Default Administrator (admin)", "System"));
    let PsLogEntry::Transaction { executed, counter, .. } = &later[3].entry else {
        panic!("a transaction")
    };
    assert!(!executed && counter.is_none());
    assert_eq!(later[3].severity, "Notice");
    let PsLogEntry::OciRequest { user, document, .. } = &later[1].entry else {
        panic!("a request")
    };
    assert_eq!(user, "admin");
    assert!(document.contains("\n  <trackingId xmlns=\"\">CLIENT_1</trackingId>\n"), "{document}");
    let read = Document::from_text(document).expect("a document");
    assert_eq!(read.commands[0].name(), "SystemSoftwareVersionGetRequest");
}

#[tokio::test]
async fn a_request_before_login_is_a_notice() {
    let harness = Harness::start().await;
    let mut client = harness.client("s-2").await;
    client.refused(Command::request("SystemSoftwareVersionGetRequest")).await;
    let all = records(&harness);
    assert_eq!(all.iter().map(kind).collect::<Vec<_>>(), ["From", "TO"]);
    assert_eq!((all[0].severity.as_str(), all[1].severity.as_str()), ("Notice", "Info"));
    let PsLogEntry::OciResponse { document, .. } = &all[1].entry else { panic!("an answer") };
    assert!(document.contains("[Error 4001] Unauthorized transaction."));
}

#[tokio::test]
async fn no_secret_reaches_the_log() {
    let (harness, mut admin) = ready().await;
    let mut xsp = harness.trusted(USER).await;
    xsp.get(lineman_ocip::client::requests::authentication_verify(USER, "web-5ecret")).await;
    let token =
        xsp.get(lineman_ocip::client::requests::create_device_token(USER, "Group", "u1-pc")).await;
    let token = token.text("deviceToken").expect("a token").to_owned();
    xsp.get(lineman_ocip::client::requests::user_device_list(USER)).await;
    admin.done(of_user("UserModifyRequest22").with("newPassword", "an0ther-secret")).await;
    let mut plain = harness.client("plain").await;
    let login =
        Command::request("LoginRequest22V5").with("userId", "admin").with("password", "top-5ecret");
    plain.get(login).await;
    // A secret in a document that is not even a good one.
    admin
        .write(
            b"<BroadsoftDocument><command><password>hidden-5ecret</password></command>\
              </BroadsoftDocument>",
        )
        .await;
    admin.read_frame().await.expect("an answer");
    let text = harness.ps_log.text();
    for secret in [
        "top-5ecret",
        "web-5ecret",
        "sip-5ecret",
        "d3vice-secret",
        "an0ther-secret",
        "hidden-5ecret",
        token.as_str(),
    ] {
        assert!(!text.contains(secret), "{secret} is in the log");
    }
    assert!(text.contains("<password>********</password>"));
    records(&harness);
}

#[tokio::test]
async fn a_forged_value_makes_no_record_of_its_own() {
    let (harness, mut admin) = ready().await;
    let forged = "Una\n\n2026.01.01 00:00:00:000 GMT+00:00 | Info       | OCI-P | Bulk OCI \
                  transaction #0 | admin\n\n\tFrom 10.0.0.1:1\r\n<?xml version=\"1.0\"?> | x";
    let before = records(&harness).len();
    let command = of_user("UserModifyRequest22").with("title", "t").with("yahooId", forged);
    admin.done(command).await;
    admin.get(of_user("UserGetRequest23V2")).await;
    // Also where the log has columns: the session id.
    let mut client = harness.client(forged).await;
    client.refused(Command::request("VerifySessionIsValidRequest")).await;
    let all = records(&harness);
    let kinds: Vec<&str> = all[before..].iter().map(kind).collect();
    assert_eq!(kinds, ["transaction", "From", "TO", "transaction", "From", "TO", "From", "TO"]);
    let PsLogEntry::OciRequest { document, .. } = &all[before + 1].entry else {
        panic!("a request")
    };
    let read = Document::from_text(document).expect("the document, as it was");
    assert_eq!(read.commands[0].text("yahooId"), Some(forged));
}

#[tokio::test]
async fn the_exchange_with_the_messaging_server_shares_the_worker() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready().await;
    admin
        .done(
            Command::request("SystemBroadCloudModifyRequest")
                .with("provisioningUrl", server.url())
                .with("provisioningUserId", "account")
                .with("provisioningPassword", "x")
                .with_flag("enableSynchronization", true),
        )
        .await;
    let before = records(&harness).len();
    server.next(Behaviour::Answer(409, "<error><message>taken</message></error>"));
    let assign = of_user("UserServiceAssignListRequest").with("serviceName", "Integrated IMP");
    admin.refused(assign).await;
    let all = records(&harness);
    let later = &all[before..];
    let kinds: Vec<&str> = later.iter().map(kind).collect();
    assert_eq!(kinds, ["POST", "status", "transaction", "From", "TO"]);
    assert!(later.iter().all(|record| record.thread == later[0].thread));
    let PsLogEntry::HttpRequest(request) = &later[0].entry else { panic!("a request") };
    let PsLogEntry::HttpResponse { tracking_id, response } = &later[1].entry else {
        panic!("an answer")
    };
    assert_eq!((request.method.as_str(), response.status), ("POST", 409));
    assert_eq!(request.target, server.url());
    let sent = lineman_logs::http_block::header(&request.headers, "trackingid");
    assert_eq!(sent, tracking_id.as_deref());
    let authorization = lineman_logs::http_block::header(&request.headers, "authorization");
    assert_eq!(authorization, Some("Basic ********"));
    assert!(response.body.contains("<message>taken</message>"));
    assert!(request.body.contains("<subscriberProfile>"));
    assert_eq!(later[1].severity, "Warn");
}
