//! The Integrated IM&P adapter against a messaging server that answers as told (PRV-001 to 029).

use std::time::Duration;

use lineman_ocip::{Command, Element, ErrorSeverity};

use crate::common::{Client, EMAIL, GROUP, Harness, NUMBER, PROVIDER, USER, in_group, of_user};
use crate::messaging_server::{Behaviour, MessagingServer};

pub(crate) const IMP: &str = "Integrated IMP";

/// A provisioned subscriber whose system settings name the messaging server.
pub(crate) async fn ready(url: &str) -> (Harness, Client) {
    ready_with(url, true).await
}

async fn ready_with(url: &str, use_provisioning_url: bool) -> (Harness, Client) {
    let harness = Harness::start_with(|config| {
        config.messaging.timeout = Duration::from_millis(300);
        config.messaging.use_provisioning_url = use_provisioning_url;
    })
    .await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    admin
        .done(
            Command::request("SystemBroadCloudModifyRequest")
                .with("provisioningUrl", url)
                .with("provisioningUserId", "account")
                .with("provisioningPassword", "pr0v-secret")
                .with_flag("enableSynchronization", true),
        )
        .await;
    (harness, admin)
}

pub(crate) fn assign() -> Command {
    of_user("UserServiceAssignListRequest").with("serviceName", IMP)
}

pub(crate) async fn is_assigned(harness: &Harness) -> bool {
    harness.store.user_services().find(USER, IMP).await.expect("read").is_some()
}

#[tokio::test]
async fn an_assignment_posts_the_profile_once() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready(&server.url()).await;
    server.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    assert!(is_assigned(&harness).await);
    // Again: it is there already, and nobody is told twice.
    admin.done(assign()).await;
    let received = server.received();
    assert_eq!(received.len(), 1);
    let post = &received[0];
    assert!(
        post.head.starts_with("POST /broadworks-provisioning-bridge/api/v1/subscriberProfile HTTP"),
        "{}",
        post.head
    );
    assert_eq!(post.header("content-type"), Some("application/xml; charset=UTF-8"));
    assert_eq!(post.header("authorization"), Some("Basic YWNjb3VudDpwcjB2LXNlY3JldA=="));
    assert!(post.header("host").expect("a host").starts_with("localhost:"));
    let tracking = post.header("trackingid").expect("a tracking id").to_owned();
    assert!(tracking.starts_with("AS_") && tracking.len() == 39, "{tracking}");
    let profile = lineman_xml::parse_str(&post.body).expect("a document");
    for (node, value) in [
        ("bwuserid", USER),
        ("group", GROUP),
        ("serviceProvider", PROVIDER),
        ("PrimaryPhoneNumber", NUMBER),
        ("email", EMAIL),
        ("firstName", "Una"),
    ] {
        assert_eq!(profile.child_text(node), Some(value), "{node}");
    }
    let log = harness.ps_log.text();
    assert!(log.contains(&tracking));
    for secret in ["pr0v-secret", "YWNjb3VudDpwcjB2LXNlY3JldA==", "web-5ecret", "sip-5ecret"] {
        assert!(!log.contains(secret), "{secret} in the log");
    }
    let answer = admin.get(of_user("UserIntegratedIMPGetRequest21sp1")).await;
    assert_eq!((answer.text("isActive"), answer.text("impId")), (Some("true"), Some(USER)));
    assert_eq!(admin.get(of_user("UserGetRequest23V2")).await.text("impId"), Some(USER));
}

#[tokio::test]
async fn any_status_but_200_is_18215_and_nothing_is_assigned() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready(&server.url()).await;
    for status in [201, 202, 204, 302, 400, 401, 403, 409, 500, 503] {
        let body = if status == 204 { "" } else { "<error><message>no</message></error>" };
        server.next(Behaviour::Answer(status, body));
        let error = admin.refused(assign()).await;
        assert_eq!(
            error.summary_english, "[Error 18215] Provisioning error with Messaging server",
            "{status}"
        );
        assert!(!is_assigned(&harness).await, "{status}");
    }
    assert_eq!(server.received().len(), 10, "redirects are not followed");
    let log = harness.ps_log.text();
    assert!(log.contains("409") && log.contains("<message>no</message>"));
}

#[tokio::test]
async fn no_answer_is_18211_and_nothing_is_assigned() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready(&server.url()).await;
    for behaviour in [Behaviour::Silence, Behaviour::BrokenBody] {
        server.next(behaviour);
        let error = admin.refused(assign()).await;
        assert_eq!(
            error.summary_english,
            "[Error 18211] Communication error with Messaging server"
        );
    }
    // Nobody listens, no such host, nothing configured.
    let set =
        |url: &str| Command::request("SystemBroadCloudModifyRequest").with("provisioningUrl", url);
    let free = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        listener.local_addr().expect("an address").port()
    };
    for url in [format!("http://localhost:{free}/x"), String::from("http://no.such.invalid/x")] {
        admin.done(set(&url)).await;
        assert_eq!(admin.refused(assign()).await.number(), Some(18211), "{url}");
    }
    let log = harness.ps_log.text();
    assert!(log.contains("connection refused") && log.contains("timed out"), "{log}");
    let nil = Element::new("provisioningUrl").with_xsi("nil", "true");
    admin.done(Command::request("SystemBroadCloudModifyRequest").with_element(nil)).await;
    assert_eq!(admin.refused(assign()).await.number(), Some(18211));
    assert!(!is_assigned(&harness).await);
}

#[tokio::test]
async fn without_the_option_the_url_is_addressed_by_ip() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready_with(&server.url(), false).await;
    server.next(Behaviour::Answer(403, ""));
    assert_eq!(admin.refused(assign()).await.number(), Some(18215));
    assert!(server.received()[0].header("host").expect("a host").starts_with("127.0.0.1:"));
    assert!(harness.ps_log.text().contains("http://127.0.0.1:"), "PRV-010 shows in the log");
    // The container option of the running system decides (PRV-044).
    harness
        .store
        .system_settings()
        .set_container_option("as", "provisioning", "bw.imp.useProvisioningUrl", Some("true"))
        .await
        .expect("set");
    server.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    assert!(server.received()[1].header("host").expect("a host").starts_with("localhost:"));
}

#[tokio::test]
async fn the_nearest_level_that_speaks_decides() {
    let (system, enterprise, group) = (
        MessagingServer::start().await,
        MessagingServer::start().await,
        MessagingServer::start().await,
    );
    let (_harness, mut admin) = ready(&system.url()).await;
    let unassign = || of_user("UserServiceUnassignListRequest").with("serviceName", IMP);
    let of_provider = |name: &str| Command::request(name).with("serviceProviderId", PROVIDER);
    admin
        .done(
            of_provider("ServiceProviderIntegratedIMPModifyRequest")
                .with("serviceDomain", "im.example.com")
                .with_flag("useSystemMessagingServer", false)
                .with("provisioningUrl", enterprise.url())
                .with("provisioningUserId", "ent-account")
                .with("provisioningPassword", "x"),
        )
        .await;
    enterprise.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    enterprise.next(Behaviour::Answer(200, ""));
    admin.done(unassign()).await;
    let answer = admin.get(of_provider("ServiceProviderIntegratedIMPGetRequest22")).await;
    for (field, value) in [
        ("useSystemMessagingServer", "false"),
        ("provisioningUserId", "ent-account"),
        ("serviceDomain", "im.example.com"),
    ] {
        assert_eq!(answer.text(field), Some(value));
    }
    assert_eq!(answer.body().find("provisioningPassword"), None);
    admin
        .done(
            in_group("GroupIntegratedIMPModifyRequest")
                .with_flag("useServiceProviderMessagingServer", false)
                .with("provisioningUrl", group.url()),
        )
        .await;
    let answer = admin.get(in_group("GroupIntegratedIMPGetRequest23")).await;
    assert_eq!(answer.text("useServiceProviderMessagingServer"), Some("false"));
    assert_eq!(answer.text("effectiveServiceDomain"), Some("im.example.com"));
    group.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    assert_eq!((system.received().len(), enterprise.received().len()), (0, 2));
    assert_eq!(group.received().len(), 1);
    let removal = &enterprise.received()[1];
    assert!(removal.head.starts_with("DELETE "), "{}", removal.head);
    assert!(removal.head.contains("?bwuserid=u1%40bw.example.com"), "{}", removal.head);
    for bad in ["no url", "ftp://x/", "http://"] {
        let command = in_group("GroupIntegratedIMPModifyRequest").with("provisioningUrl", bad);
        assert_eq!(admin.refused(command).await.number(), Some(6004), "{bad}");
    }
}

#[tokio::test]
async fn a_refused_removal_is_logged_and_the_service_goes() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready(&server.url()).await;
    server.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    server.next(Behaviour::Answer(500, ""));
    admin.done(of_user("UserServiceUnassignListRequest").with("serviceName", IMP)).await;
    assert!(!is_assigned(&harness).await);
    server.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    server.next(Behaviour::Answer(200, ""));
    admin.done(of_user("UserDeleteRequest")).await;
    let received = server.received();
    assert!(received[3].head.starts_with("DELETE "), "deleting a user takes it back");
}

#[tokio::test]
async fn the_switch_of_the_user_provisions_too() {
    let server = MessagingServer::start().await;
    let (_harness, mut admin) = ready(&server.url()).await;
    let switch = |on: bool| of_user("UserIntegratedIMPModifyRequest").with_flag("isActive", on);
    assert!(admin.refused(switch(true)).await.summary.contains("not assigned"));
    server.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    server.next(Behaviour::Answer(200, ""));
    admin.done(switch(false)).await;
    server.next(Behaviour::Answer(409, "<error><message>taken</message></error>"));
    assert_eq!(admin.refused(switch(true)).await.number(), Some(18215));
    let state = admin.get(of_user("UserIntegratedIMPGetRequest21sp1")).await;
    assert_eq!(state.text("isActive"), Some("false"));
    server.next(Behaviour::Answer(200, ""));
    admin.done(switch(true).with("impId", "una@im.example.com")).await;
    let state = admin.get(of_user("UserIntegratedIMPGetRequest21sp1")).await;
    assert_eq!(state.text("impId"), Some("una@im.example.com"));
    let methods: Vec<String> = server
        .received()
        .iter()
        .map(|request| request.head.split(' ').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(methods, ["POST", "DELETE", "POST", "POST"]);
}

#[tokio::test]
async fn what_was_assigned_before_a_refusal_stays_with_a_warning() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready(&server.url()).await;
    server.next(Behaviour::Answer(400, ""));
    let both = of_user("UserServiceAssignListRequest")
        .with("serviceName", "Call Waiting")
        .with("serviceName", IMP);
    let warning = admin.refused(both).await;
    assert_eq!(warning.severity, ErrorSeverity::Warning);
    assert_eq!(warning.number(), Some(18215));
    let services = harness.store.user_services().list(USER).await.expect("read");
    let names: Vec<&str> = services.iter().map(|service| service.service_name.as_str()).collect();
    assert_eq!(names, ["Call Waiting"]);
}

#[tokio::test]
async fn two_assignments_at_once_post_once() {
    let server = MessagingServer::start().await;
    let (harness, mut one) = ready(&server.url()).await;
    let mut two = harness.client("two").await;
    two.log_in(crate::common::ADMIN, crate::common::ADMIN_PASSWORD).await.expect("logged in");
    server.next(Behaviour::Answer(200, ""));
    let (first, second) = tokio::join!(one.call(assign()), two.call(assign()));
    assert_eq!((first.name(), second.name()), ("SuccessResponse", "SuccessResponse"));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn synchronisation_switched_off_tells_nobody() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready(&server.url()).await;
    admin
        .done(
            Command::request("SystemBroadCloudModifyRequest")
                .with_flag("enableSynchronization", false),
        )
        .await;
    admin.done(assign()).await;
    assert!(is_assigned(&harness).await && server.received().is_empty());
    assert!(!harness.ps_log.text().contains("subscriberProfile>"));
}
