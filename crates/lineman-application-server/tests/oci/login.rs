//! Sessions and framing over real sockets (broadworks-wire.md 1.2 to 1.4).

use std::collections::BTreeMap;

use crate::common::{ADMIN, ADMIN_PASSWORD, Harness};
use lineman_application_server::OciConfig;
use lineman_model::Secret;
use lineman_ocip::{Command, CommandKind, Identity};
use lineman_store::broadworks::{Administrator, LoginLevel};

fn version() -> Command {
    Command::request("SystemSoftwareVersionGetRequest")
}

#[tokio::test]
async fn a_two_stage_login_opens_the_session() {
    let harness = Harness::start().await;
    let mut client = harness.client("host,2026-01-01 12:00,0.5").await;
    let answer = client.call(version().with_echo("7")).await;
    assert_eq!(answer.error_response().and_then(|error| error.number()), Some(4001));
    assert_eq!(answer.echo(), None, "4001 comes without echo");
    let login = client.log_in(ADMIN, ADMIN_PASSWORD).await.expect("logged in");
    assert_eq!(login.name(), "LoginResponse14sp4");
    for (field, value) in [
        ("loginType", "System"),
        ("locale", "en_US"),
        ("encoding", "ISO-8859-1"),
        ("isEnterprise", "false"),
        ("passwordExpiresDays", "2147483647"),
        ("userDomain", "localhost"),
    ] {
        assert_eq!(login.text(field), Some(value), "{field}");
    }
    assert_eq!(client.get(version()).await.text("version"), Some("Lineman 0.1.0"));
    client.done(Command::request("VerifySessionIsValidRequest")).await;
    client.done(Command::request("LogoutRequest").with("userId", ADMIN).with("reason", "x")).await;
    assert_eq!(client.refused(version()).await.number(), Some(4001));
}

#[tokio::test]
async fn every_login_version_has_its_fields() {
    let harness = Harness::start().await;
    harness
        .store
        .token_revocations()
        .revoke(None, lineman_model::Timestamp::from_millis(5))
        .await
        .expect("revoked");
    for (version, field, revocation) in [
        ("13mp10", "signedPassword", false),
        ("14sp4", "plainTextPassword", false),
        ("21sp1", "plainTextPassword", true),
        ("22", "password", false),
        ("22V2", "password", false),
        ("22V3", "password", true),
        ("22V4", "password", true),
        ("22V5", "password", true),
    ] {
        let mut client = harness.client(version).await;
        let mut proof = ADMIN_PASSWORD.to_owned();
        if field == "signedPassword" {
            let request = Command::request("AuthenticationRequest").with("userId", ADMIN);
            let nonce = client.get(request).await;
            proof = lineman_ocip::signed_password(&proof, nonce.text("nonce").expect("a nonce"));
        }
        let request = Command::request(&format!("LoginRequest{version}"));
        let request = request.with("userId", ADMIN).with(field, proof);
        let answer = client.get(request).await;
        assert_eq!(answer.text("tokenRevocationTime").is_some(), revocation, "{version}");
        assert_eq!(answer.text("userDomain").is_some(), version != "13mp10", "{version}");
        client.done(Command::request("VerifySessionIsValidRequest")).await;
    }
}

#[tokio::test]
async fn wrong_proofs_do_not_open_the_session() {
    let harness = Harness::start().await;
    let disabled = Administrator {
        user_id: "off".into(),
        login_level: LoginLevel::Provisioning,
        service_provider_id: None,
        group_id: None,
        last_name: None,
        first_name: None,
        password: Secret::new("pw"),
        login_disabled: true,
        details: BTreeMap::new(),
    };
    harness.store.administrators().add(&disabled).await.expect("added");
    let mut client = harness.client("s").await;
    let error = client.log_in(ADMIN, "wrong").await.expect_err("refused");
    assert_eq!(error.summary_english, "[Error 4962] Invalid password");
    assert_eq!(client.log_in("nobody", "x").await.expect_err("refused").number(), Some(4962));
    assert_eq!(client.log_in("off", "pw").await.expect_err("refused").number(), Some(5202));
    // A signature without the nonce of this session, and one of a nonce used before.
    let signed = lineman_ocip::signed_password(ADMIN_PASSWORD, "1");
    let login = |signed: &str| {
        Command::request("LoginRequest14sp4").with("userId", ADMIN).with("signedPassword", signed)
    };
    assert_eq!(client.refused(login(&signed)).await.number(), Some(4962));
    let request = Command::request("AuthenticationRequest").with("userId", ADMIN);
    let nonce = client.get(request).await.text("nonce").expect("a nonce").to_owned();
    assert_eq!(client.refused(login("00")).await.number(), Some(4962));
    let signed = lineman_ocip::signed_password(ADMIN_PASSWORD, &nonce);
    assert_eq!(client.refused(login(&signed)).await.number(), Some(4962));
    // The signature decides, whatever stands beside it.
    let both = login("00").with("plainTextPassword", ADMIN_PASSWORD);
    assert_eq!(client.refused(both).await.number(), Some(4962));
    assert_eq!(client.refused(version()).await.number(), Some(4001));
}

#[tokio::test]
async fn one_session_may_have_two_connections_and_ends_with_the_last() {
    let harness = Harness::start().await;
    let mut one = harness.client("shared").await;
    one.log_in(ADMIN, ADMIN_PASSWORD).await.expect("logged in");
    let mut two = harness.client("shared").await;
    two.get(version()).await;
    let mut other = harness.client("another").await;
    assert_eq!(other.refused(version()).await.number(), Some(4001));
    drop(one);
    two.get(version()).await;
}

#[tokio::test]
async fn a_document_may_hold_fifteen_commands_answered_in_order() {
    let harness = Harness::start().await;
    let mut client = harness.admin().await;
    client.tracking_id = Some("CLIENT_1".into());
    let commands: Vec<Command> = (0..15)
        .map(|index| {
            let command =
                if index % 2 == 0 { version() } else { Command::request("NoSuchRequest99") };
            command.with_echo(format!("e{index}"))
        })
        .collect();
    let wire = client.document(commands).to_wire();
    client.write(&wire).await;
    let answer = client.read().await;
    assert_eq!(answer.tracking_id.as_deref(), Some("CLIENT_1"));
    assert_eq!(answer.commands.len(), 15);
    for (index, command) in answer.commands.iter().enumerate() {
        assert_eq!(command.echo(), Some(format!("e{index}").as_str()));
        let expected = if index % 2 == 0 { CommandKind::Named } else { CommandKind::Error };
        assert_eq!(command.kind(), expected);
    }
    let error = answer.commands[1].error_response().expect("an error");
    assert_eq!(error.number(), Some(6004));
    assert_eq!(error.detail.as_deref(), Some("Invalid xsi:type qname: 'NoSuchRequest99'"));
    assert_eq!(client.call(version()).await.echo(), Some(""), "echo is there without being asked");
}

#[tokio::test]
async fn segments_do_not_matter_and_any_end_is_accepted() {
    let harness = Harness::start().await;
    let mut client = harness.admin().await;
    let wire = client.document(vec![version()]).to_wire();
    let document = wire.strip_suffix(b"\n").expect("a line end");
    for ending in ["", "\n", "\r\n", "\0", "\r\n\0 \t"] {
        for chunk in document.chunks(11) {
            client.write(chunk).await;
        }
        client.write(ending.as_bytes()).await;
        assert_eq!(client.read().await.commands[0].name(), "SystemSoftwareVersionGetResponse");
    }
    let merged = [document, b"\0", document, document, b"\n"].concat();
    client.write(&merged).await;
    for _ in 0..3 {
        let frame = client.read_frame().await.expect("an answer");
        assert!(frame.ends_with(b"</BroadsoftDocument>"));
    }
    client.get(version()).await;
}

#[tokio::test]
async fn hostile_input_is_answered_or_cut_off() {
    let harness = Harness::start().await;
    let mut client = harness.admin().await;
    // Not well-formed, a document type, too many commands: error 6004, and the connection lives.
    let many = "<command xsi:type=\"X\"/>".repeat(16);
    for inner in [
        "<a></BroadsoftDocument>".to_owned(),
        "<sessionId>&unknown;</sessionId></BroadsoftDocument>".to_owned(),
        format!("<sessionId>s-admin</sessionId>{many}</BroadsoftDocument>"),
        "</BroadsoftDocument>".to_owned(),
    ] {
        let text = format!(
            "<BroadsoftDocument protocol=\"OCI\" xmlns=\"C\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{inner}"
        );
        client.write(text.as_bytes()).await;
        let frame = String::from_utf8(client.read_frame().await.expect("an answer"));
        assert!(frame.expect("text").contains("[Error 6004]"), "{inner}");
    }
    client.get(version()).await;
    // Large documents are for those who are logged in.
    let padding = "x".repeat(100_000);
    client.get(version().with("padding", padding.as_str())).await;
    let mut stranger = harness.client("large").await;
    let large = stranger.document(vec![version().with("padding", padding)]).to_wire();
    stranger.write(&large).await;
    assert!(stranger.read_frame().await.is_none(), "a stranger's large document is cut off");
    let mut stranger = harness.client("x").await;
    stranger.write(b"GET / HTTP/1.1\r\n\r\n").await;
    assert!(stranger.read_frame().await.is_none(), "another protocol is cut off");
    client.get(version()).await;
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let harness = Harness::start_with(|config: &mut OciConfig| {
        config.idle_timeout = std::time::Duration::from_millis(50);
    })
    .await;
    let mut client = harness.client("s").await;
    assert!(client.read_frame().await.is_none());
}

#[tokio::test]
async fn users_without_a_session_need_the_trusted_listener_and_its_access_list() {
    let harness = Harness::start().await;
    let lookup = || Command::request("UserGetLoginInfoRequest22V4").with("userId", "nobody");
    let mut trusted = harness.trusted("xsp").await;
    assert_eq!(trusted.refused(lookup()).await.number(), Some(4008));
    // The same identity on the listener of clients.
    let mut client = harness.client("x").await;
    client.identity = Identity::UserId("admin".into());
    let answer = client.call(lookup()).await;
    assert_eq!(answer.error_response().and_then(|error| error.number()), Some(4001));
    assert_eq!(answer.echo(), None);
    // A trusted peer reads; it does not administer.
    let add = Command::request("ServiceProviderAddRequest13mp2")
        .with("serviceProviderId", "p")
        .with("defaultDomain", "d");
    assert_eq!(trusted.refused(add).await.number(), Some(4001));

    let closed = Harness::start_with(|config: &mut OciConfig| config.trusted_peers.clear()).await;
    let mut stranger = closed.trusted("admin").await;
    assert_eq!(stranger.refused(lookup()).await.number(), Some(4001));
}
