//! The five statuses (XCC-012, PRV-006 to PRV-019, PRV-039 to PRV-047).

use lineman_catalog::bridge_messages::BridgeRefusal;
use lineman_ladder::literals::BRIDGE_PATH;
use lineman_logs::cloud::CloudEvent;
use lineman_store::cloud::{JobState, OrganizationKind};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::stage::{Answer, PASSWORD, PROFILE, Stage, TRACKING_ID};

/// How the world or the request differs from the healthy one.
enum Case {
    Healthy,
    Account(&'static str, &'static str),
    NoAccount,
    Host(&'static str),
    Body(String),
    /// The template trusts emails, and the body.
    Trusted(String),
    NoNewOrganizations,
    /// Somebody has the email, in an organisation of this kind.
    Taken(OrganizationKind),
}

fn without(node: &str) -> Case {
    let start = PROFILE.find(&format!("<{node}>")).expect("a node");
    let end = PROFILE.find(&format!("</{node}>")).expect("its end") + node.len() + 3;
    Case::Body(format!("{}{}", &PROFILE[..start], &PROFILE[end..]))
}

fn cases() -> Vec<(&'static str, Case, u16, Option<BridgeRefusal>)> {
    use BridgeRefusal as R;
    let malformed = PROFILE.replace("Una@Example.com", "una at example");
    let long = PROFILE.replace("Group_ONE", &"g".repeat(70_000));
    vec![
        ("PRV-002 healthy", Case::Healthy, 200, None),
        ("PRV-010 by IP", Case::Host("127.0.0.1:80"), 403, Some(R::AddressedByIp)),
        ("PRV-010 by IPv6", Case::Host("[::1]:80"), 403, Some(R::AddressedByIp)),
        ("PRV-010 by odd IP", Case::Host("127.1"), 403, Some(R::AddressedByIp)),
        ("PRV-009 name", Case::Account("x", PASSWORD), 401, Some(R::CredentialsMismatch)),
        ("PRV-009 word", Case::Account("provisioner", "x"), 401, Some(R::CredentialsMismatch)),
        ("PRV-009 NUL", Case::Account("provisioner\0", "x"), 401, Some(R::CredentialsMismatch)),
        ("PRV-009 none", Case::NoAccount, 401, Some(R::CredentialsMismatch)),
        ("PRV-013 no XML", Case::Body("hello".into()), 400, Some(R::ProfileUnreadable)),
        ("PRV-013 other", Case::Body("<a/>".into()), 400, Some(R::ProfileUnreadable)),
        ("PRV-013 too long", Case::Body(long), 400, Some(R::ProfileUnreadable)),
        ("PRV-014", without("bwuserid"), 400, Some(R::UserIdMissing)),
        ("PRV-016", without("serviceProvider"), 400, Some(R::EnterpriseMissing)),
        ("PRV-017", without("PrimaryPhoneNumber"), 400, Some(R::PrimaryNumberMissing)),
        ("PRV-019 none", without("email"), 400, Some(R::EmailInvalid)),
        ("PRV-019 bad", Case::Body(malformed.clone()), 400, Some(R::EmailInvalid)),
        ("PRV-039", Case::Trusted(malformed), 400, Some(R::EmailNotTrusted)),
        ("PRV-041", Case::NoNewOrganizations, 400, Some(R::OrganizationCreationDisabled)),
        ("PRV-047", Case::Taken(OrganizationKind::Customer), 409, Some(R::UserExists)),
        (
            "PRV-032",
            Case::Taken(OrganizationKind::Consumer),
            409,
            Some(R::UserInConsumerOrganization),
        ),
    ]
}

async fn play(stage: &Stage, case: Case) -> Answer {
    let request = match case {
        Case::Healthy => stage.request(PROFILE),
        Case::Account(name, password) => {
            let mut request = stage.request(PROFILE).build().unwrap();
            let fresh = reqwest::Client::new().get("http://x").basic_auth(name, Some(password));
            let authorization = fresh.build().unwrap().headers()["authorization"].clone();
            request.headers_mut().insert("authorization", authorization);
            return send(request).await;
        }
        Case::NoAccount => {
            let mut request = stage.request(PROFILE).build().unwrap();
            request.headers_mut().remove("authorization");
            return send(request).await;
        }
        Case::Host(host) => stage.request(PROFILE).header("host", host),
        Case::Body(body) => stage.request(&body),
        Case::Trusted(body) => {
            stage.change_template(|template| template.trusted_emails = true).await;
            stage.request(&body)
        }
        Case::NoNewOrganizations => {
            stage.change_template(|template| template.new_org_creation = false).await;
            stage.request(PROFILE)
        }
        Case::Taken(kind) => {
            stage.add_user("UNA@example.com", kind).await;
            stage.request(PROFILE)
        }
    };
    Answer::read(request.send().await.unwrap()).await
}

async fn send(request: reqwest::Request) -> Answer {
    let client = lineman_net::http::client(&Default::default()).unwrap();
    Answer::read(client.execute(request).await.unwrap()).await
}

#[tokio::test]
async fn each_case_has_its_status_its_message_and_its_line() {
    for (name, case, status, class) in cases() {
        let stage = Stage::held().await;
        let answer = play(&stage, case).await;
        assert_eq!(answer.status, status, "{name}: {}", answer.body);
        assert_eq!(answer.tracking_id.as_deref(), Some(TRACKING_ID), "{name}: XCC-001");
        let jobs = stage.store.jobs();
        let queued = jobs.count("subscriber-creation", JobState::Queued).await.unwrap();
        let Some(class) = class else {
            assert_eq!(queued, 1, "{name}: PRV-035, accepted is stored");
            assert_eq!(answer.body, "");
            assert_eq!(
                stage.log.events(),
                ["subscriber-profile.received", "subscriber-profile.accepted"]
            );
            continue;
        };
        assert_eq!(queued, 0, "{name}: what is refused makes no job");
        assert_eq!(answer.message(), class.message(), "{name}");
        assert_eq!(answer.content_type.as_deref(), Some("application/xml; charset=UTF-8"));
        assert_eq!(BridgeRefusal::classify(answer.status, &answer.message()), Some(class));
        assert_eq!(answer.challenge.is_some(), status == 401, "{name}");
        let refused = stage.log.of(&CloudEvent::ProfileRefused);
        assert_eq!(refused.len(), 1, "{name}");
        assert_eq!(refused[0].status, Some(status), "{name}");
        assert_eq!(refused[0].message.as_deref(), Some(class.message()), "{name}");
        assert_eq!(refused[0].tracking_id.as_deref(), Some(TRACKING_ID), "{name}");
        assert!(!stage.log.text().contains(PASSWORD), "{name}: no secret in a log");
    }
}

/// The order of `docs/wire.md`: whoever has several things wrong hears of the first.
#[tokio::test]
async fn the_first_problem_is_the_answer() {
    let stage = Stage::held().await;
    stage.add_user("una@example.com", OrganizationKind::Customer).await;
    stage.change_template(|template| template.new_org_creation = false).await;
    let broken = "no document";
    let all_wrong = stage.request(broken).header("host", "10.0.0.1").basic_auth("x", Some("y"));
    assert_eq!(Answer::read(all_wrong.send().await.unwrap()).await.status, 403);
    let account_and_body = stage.request(broken).build().unwrap();
    let mut account_and_body = account_and_body;
    account_and_body.headers_mut().remove("authorization");
    assert_eq!(send(account_and_body).await.status, 401);
    assert_eq!(stage.post(broken).await.message(), BridgeRefusal::ProfileUnreadable.message());
    let organization = BridgeRefusal::OrganizationCreationDisabled;
    assert_eq!(stage.post(PROFILE).await.message(), organization.message());
    stage.change_template(|_| {}).await;
    assert_eq!(stage.post(PROFILE).await.message(), BridgeRefusal::UserExists.message());
}

/// The log names the subscriber of a refused request, so that the refusal can be joined to it.
#[tokio::test]
async fn a_refusal_names_its_subscriber() {
    let stage = Stage::held().await;
    let request = stage.request(PROFILE).header("host", "10.0.0.1");
    assert_eq!(Answer::read(request.send().await.unwrap()).await.status, 403);
    for record in stage.log.records() {
        assert_eq!(record.bw_user_id.as_deref(), Some("una@bw.example"));
        assert_eq!(record.email.as_deref(), Some("Una@Example.com"));
        assert_eq!(record.enterprise.as_deref(), Some("ACME"));
    }
    // PRV-012: a value that looks like a log line stays one value.
    let forged = PROFILE.replace("ACME", "ACME&#10;{\"time\":\"2026-01-01T00:00:00.000Z\"}");
    assert_eq!(stage.post(&forged).await.status, 200);
    assert_eq!(stage.log.records().len(), 4);
}

/// A request in absolute form, and one without any Host.
#[tokio::test]
async fn the_target_counts_and_a_request_without_a_host_has_no_chance() {
    let stage = Stage::held().await;
    let address = stage.bridge().local_address();
    for (head, class) in [
        (
            format!("POST http://127.0.0.1{BRIDGE_PATH} HTTP/1.1\r\nHost: localhost\r\n"),
            BridgeRefusal::AddressedByIp,
        ),
        (format!("POST {BRIDGE_PATH} HTTP/1.0\r\n"), BridgeRefusal::Forbidden),
    ] {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let request = format!("{head}Connection: close\r\nContent-Length: 0\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        let read = stream.take(64 * 1024);
        tokio::pin!(read);
        read.read_to_string(&mut answer).await.unwrap();
        assert!(answer.contains(" 403 "), "{answer}");
        assert!(answer.contains(class.message()), "{answer}");
    }
}

/// PRV-035: when the request cannot be stored, it is not accepted.
#[tokio::test]
async fn without_a_store_there_is_no_200() {
    let stage = Stage::held().await;
    stage.store.close().await;
    let answer = stage.post(PROFILE).await;
    assert_eq!(answer.status, 503);
    assert!(!answer.message().is_empty());
    assert_eq!(stage.log.of(&CloudEvent::ProfileRefused)[0].status, Some(503));
}
