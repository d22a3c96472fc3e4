//! Changes, removals and passwords: what the messaging server is told, now or later.

use lineman_ocip::Command;

use crate::common::{PROVIDER, USER, of_user};
use crate::messaging::{IMP, assign, is_assigned, ready};
use crate::messaging_server::{Behaviour, MessagingServer};

fn unassign() -> Command {
    of_user("UserServiceUnassignListRequest").with("serviceName", IMP)
}

fn provisioning_url(url: &str) -> Command {
    Command::request("SystemBroadCloudModifyRequest").with("provisioningUrl", url)
}

/// An address where nobody listens.
fn nowhere() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    format!("http://localhost:{}/x", listener.local_addr().expect("an address").port())
}

#[tokio::test]
async fn the_reason_is_told_if_it_is_to_be() {
    let server = MessagingServer::start().await;
    let (_harness, mut admin) = ready(&server.url()).await;
    admin
        .done(
            Command::request("SystemIntegratedIMPModifyRequest")
                .with_flag("propagateImpErrorDetails", true),
        )
        .await;
    server.next(Behaviour::Answer(409, "<error><message>User already exists</message></error>"));
    let error = admin.refused(assign()).await;
    assert_eq!(
        error.summary_english,
        "[Error 18215] Provisioning error with Messaging server: User already exists"
    );
    server.next(Behaviour::Answer(500, ""));
    assert!(admin.refused(assign()).await.summary.ends_with("Messaging server"));
}

#[tokio::test]
async fn another_name_number_or_email_is_told_and_nothing_else() {
    let server = MessagingServer::start().await;
    let (_harness, mut admin) = ready(&server.url()).await;
    let modify = |field: &str, value: &str| of_user("UserModifyRequest22").with(field, value);
    admin.done(modify("lastName", "Two")).await;
    server.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    server.next(Behaviour::Answer(200, ""));
    admin.done(modify("title", "Head of everything")).await;
    admin.done(modify("emailAddress", "una.two@example.com")).await;
    let received = server.wait_for(2).await;
    assert!(received[0].head.starts_with("POST "));
    assert!(
        received[1].head.starts_with("PUT /broadworks-provisioning-bridge/"),
        "{}",
        received[1].head
    );
    assert_eq!(received[1].header("content-type"), Some("application/xml; charset=UTF-8"));
    let profile = lineman_xml::parse_str(&received[1].body).expect("a document");
    assert_eq!(profile.child_text("email"), Some("una.two@example.com"));
    assert_eq!(profile.child_text("lastName"), Some("Two"));
    assert_eq!(profile.child_text("bwuserid"), Some(USER));
}

#[tokio::test]
async fn a_new_password_reaches_the_server_and_no_log() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready(&server.url()).await;
    let generate = || of_user("UserIntegratedIMPGeneratePasswordRequest");
    assert!(admin.refused(generate()).await.summary.contains("not assigned"));
    server.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    server.next(Behaviour::Answer(200, ""));
    admin.done(generate()).await;
    server.next(Behaviour::Answer(200, ""));
    admin.done(of_user("UserModifyRequest22").with("impPassword", "imp-5ecret")).await;
    let received = server.received();
    let password = |index: usize| {
        let body: &str = &received[index].body;
        let profile = lineman_xml::parse_str(body).expect("a document");
        profile.child_text("impPassword").expect("a password").to_owned()
    };
    assert!(received[1].head.starts_with("PUT "));
    assert_eq!(password(1).len(), 24);
    assert_eq!(password(2), "imp-5ecret");
    let log = harness.ps_log.text();
    assert!(log.contains("<impPassword>********</impPassword>"), "{log}");
    assert!(!log.contains(&password(1)) && !log.contains("imp-5ecret"), "a secret in the log");
    server.next(Behaviour::Silence);
    assert_eq!(admin.refused(generate()).await.number(), Some(18211));
}

#[tokio::test]
async fn a_removal_that_could_not_be_delivered_is_delivered_later() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready(&server.url()).await;
    server.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    admin.done(provisioning_url(&nowhere())).await;
    admin.done(unassign()).await;
    assert!(!is_assigned(&harness).await);
    admin.done(provisioning_url(&server.url())).await;
    server.next(Behaviour::Answer(503, ""));
    server.next(Behaviour::Answer(200, ""));
    harness.clock.advance_millis(120_000);
    server.wait_for(2).await;
    // Not yet accepted: once more.
    let mut looks = tokio::time::interval(std::time::Duration::from_millis(50));
    while server.received().len() < 3 {
        looks.tick().await;
        harness.clock.advance_millis(120_000);
    }
    let received = server.received();
    for removal in &received[1..] {
        assert!(removal.head.starts_with("DELETE "), "{}", removal.head);
        assert!(removal.head.contains("bwuserid="), "{}", removal.head);
    }
}

/// What is told later is the state of then: a user who has the service again is not removed.
#[tokio::test]
async fn a_late_removal_does_not_remove_who_is_back() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready(&server.url()).await;
    server.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    admin.done(provisioning_url(&nowhere())).await;
    admin.done(unassign()).await;
    admin.done(provisioning_url(&server.url())).await;
    for _ in 0..2 {
        server.next(Behaviour::Answer(200, ""));
    }
    admin.done(assign()).await;
    harness.clock.advance_millis(120_000);
    let received = server.wait_for(3).await;
    let methods: Vec<&str> =
        received.iter().map(|request| request.head.split(' ').next().unwrap_or("")).collect();
    assert!(!methods.contains(&"DELETE"), "{methods:?}");
    assert_eq!(methods.iter().filter(|method| **method == "PUT").count(), 1, "{methods:?}");
}

#[tokio::test]
async fn a_proxy_is_on_the_way() {
    let proxy = MessagingServer::start().await;
    let (_harness, mut admin) = ready("http://bridge.invalid:8085/provisioning").await;
    admin
        .done(
            Command::request("SystemBroadCloudModifyRequest")
                .with("proxyHost", "localhost")
                .with("proxyPort", proxy.port().to_string()),
        )
        .await;
    let answer = admin.get(Command::request("SystemBroadCloudGetRequest22")).await;
    assert_eq!(answer.text("proxyHost"), Some("localhost"));
    proxy.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    let head = &proxy.received()[0].head;
    assert!(head.starts_with("POST http://bridge.invalid:8085/provisioning HTTP/1.1"), "{head}");
}

#[tokio::test]
async fn everybody_with_the_service_is_exported() {
    let server = MessagingServer::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let exports = folder.path().join("exports");
    let place = exports.clone();
    let harness = crate::common::Harness::start_with(move |config| {
        config.export_directory = Some(place);
    })
    .await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    admin.done(provisioning_url(&server.url()).with_flag("enableSynchronization", true)).await;
    let export =
        |name: &str| Command::request("SystemExportBroadCloudDataRequest").with("fileName", name);
    admin.done(export("empty.xml")).await;
    server.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    admin.done(export("users.xml")).await;
    let read = |name: &str| {
        let text = std::fs::read_to_string(exports.join(name)).expect("a file");
        lineman_xml::parse_str(&text).expect("a document")
    };
    assert_eq!(read("empty.xml").children().len(), 0);
    let users = read("users.xml");
    let profile = users.child("subscriberProfile").expect("one user");
    assert_eq!(profile.child_text("bwuserid"), Some(USER));
    assert_eq!(profile.child_text("serviceProvider"), Some(PROVIDER));
    for bad in ["../x", ".hidden", "a/b", "a b"] {
        assert_eq!(admin.refused(export(bad)).await.number(), Some(6004), "{bad}");
    }
}
