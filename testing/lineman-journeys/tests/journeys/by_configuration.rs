//! A fault that is set in the configuration of `serve` gives the finding of the lab's fault.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use lineman_app::{App, AppConfig, AppSinks, SignInReport};
use lineman_deployment::lab::provisioning::{self, Messaging};
use lineman_deployment::lab::{Fault, OciClient, subscribers};
use lineman_deployment::{
    APP_CLIENT_ID, APP_REDIRECT_URI, Administrator, BroadworksHalf, BroadworksSection, CloudHalf,
    CloudSection, ClusterSection, Environment, LogFile, TemplateSection,
};
use lineman_diagnose::Report;
use lineman_logs::LogSink;
use lineman_model::{Clock as _, Outcome, Secret, Severity, SystemClock, SystemRandom};
use lineman_net::Shutdown;
use lineman_net::certificates::{Authority, Purpose, Validity};

use crate::support::{
    ENTERPRISE, FIRST, diagnose, errors_and_warnings, expected, runtime, sign_ins,
};

const DAY_MS: i64 = 86_400_000;
const ACCOUNT: (&str, &str) = ("provisioning@example.com", "provisioning-1");

/// Starts both halves, provisions a subscriber, signs him in, and diagnoses the logs.
fn walk(
    change: impl FnOnce(&Path, &mut BroadworksSection, &mut CloudSection),
) -> (SignInReport, Report) {
    let folder = tempfile::tempdir().unwrap();
    let (mut broadworks, mut cloud) = sections();
    change(folder.path(), &mut broadworks, &mut cloud);
    let logs = folder.path().join("logs");
    let environment = Environment::system(folder.path(), &logs, None);
    let signed_in = runtime().block_on(async {
        let shutdown = Shutdown::new();
        let broadworks = BroadworksHalf::start(&broadworks, &environment, &shutdown).await.unwrap();
        cloud.cluster = Some(ClusterSection {
            name: String::from("cluster"),
            xsi_actions_url: broadworks.xsi_actions_url(),
            auth_service_url: broadworks.auth_service_url(),
        });
        let cloud = CloudHalf::start(&cloud, &environment, &shutdown).await.unwrap();
        let signed_in = provision_and_sign_in(&broadworks, &cloud, &logs).await;
        cloud.stop().await;
        broadworks.stop().await;
        signed_in
    });
    (signed_in, diagnose(&[logs]))
}

/// The usual configuration, on ports that the system chooses.
fn sections() -> (BroadworksSection, CloudSection) {
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let mut broadworks = BroadworksSection::default();
    let server = &mut broadworks.application_server;
    server.administrator = Some(Administrator {
        user_id: String::from("admin"),
        password: Secret::new("admin-password"),
    });
    for address in [
        &mut server.oci,
        &mut server.oci_trusted,
        &mut server.sip_udp,
        &mut server.sip_tcp,
        &mut broadworks.network_server.sip_udp,
        &mut broadworks.network_server.sip_tcp,
        &mut broadworks.sbc.sip_udp,
        &mut broadworks.sbc.sip_tcp,
        &mut broadworks.xsp.http,
        &mut broadworks.xsp.auth_service,
        &mut broadworks.xsp.loopback,
    ] {
        *address = any;
    }
    let mut cloud = CloudSection::default();
    for address in [
        &mut cloud.identity.http,
        &mut cloud.idp_proxy.http,
        &mut cloud.activation_portal.http,
        &mut cloud.provisioning_bridge.http,
    ] {
        *address = any;
    }
    cloud.template = Some(TemplateSection {
        name: String::from("template"),
        provisioning_user_id: ACCOUNT.0.to_owned(),
        provisioning_password: Secret::new(ACCOUNT.1),
        enterprise_mode: false,
        trusted_emails: true,
        new_org_creation: true,
    });
    (broadworks, cloud)
}

async fn provision_and_sign_in(
    broadworks: &BroadworksHalf,
    cloud: &CloudHalf,
    logs: &Path,
) -> SignInReport {
    let everybody = subscribers::provisioned(&SystemRandom);
    let user = &everybody[0];
    let address = broadworks.application_server().oci_address();
    let password = Secret::new("admin-password");
    let mut client = OciClient::login(address, "admin", &password, &SystemRandom).await.unwrap();
    let messaging = Messaging {
        url: cloud.provisioning_url(),
        user_id: ACCOUNT.0,
        password: &Secret::new(ACCOUNT.1),
    };
    provisioning::enterprise(&mut client, &messaging, &[user], &[]).await.unwrap();
    provisioning::user(&mut client, user, &Secret::new("device-1"), &[]).await.unwrap();
    assert!(provisioning::assign_imp(&mut client, user).await.unwrap());
    let mut looks = tokio::time::interval(std::time::Duration::from_millis(20));
    let created = async {
        while cloud.store().users().find_by_email(&user.email).await.unwrap().is_none() {
            looks.tick().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), created).await.expect("created");
    let log = |name: &str| -> Arc<dyn LogSink> {
        LogFile::open(&logs.join("client").join(name)).unwrap()
    };
    let mut app = App::new(
        AppConfig {
            email: user.email.clone(),
            typed_user_name: user.bw_user_id.clone(),
            password: user.web_password.clone(),
            identity_url: cloud.identity_url().to_owned(),
            idp_proxy_url: cloud.idp_proxy_url().to_owned(),
            client_id: APP_CLIENT_ID.to_owned(),
            redirect_uri: APP_REDIRECT_URI.to_owned(),
            platform: String::from("desktop"),
            version: String::from("43.8.0.1"),
            ca_pem: None,
            registration_seconds: AppConfig::REGISTRATION_SECONDS,
            keep_alive: AppConfig::KEEP_ALIVE,
        },
        AppSinks { startup: log("current_log.txt"), calling: log("bwc/current_log.txt") },
        Arc::new(SystemClock),
        Arc::new(SystemRandom),
    );
    let report = app.sign_in().await.unwrap();
    app.sign_out().await;
    report
}

fn certificate_is_refused(signed_in: &SignInReport, report: &Report) {
    let fault = Fault::ClientCertificateUntrusted;
    assert!(signed_in.signed_in && !signed_in.registered);
    let found = errors_and_warnings(report);
    assert_eq!(found, [(Severity::Error, fault.id())], "{:#?}", report.findings);
    let finding = &report.findings[0];
    assert_eq!(finding.step, Some(expected(fault).step));
    assert_eq!(finding.scope.kind, expected(fault).scope);
    assert_eq!(finding.scope.id.as_deref(), Some(ENTERPRISE));
    assert_eq!(finding.subscriber.as_deref(), Some(FIRST));
    assert_eq!(sign_ins(report)[0].first_failed_step, finding.step);
}

/// The control: nothing changed, nothing found. The user types his BroadWorks id here.
#[test]
fn the_usual_configuration_is_healthy() {
    let (signed_in, report) = walk(|_, _, _| ());
    assert!(signed_in.registered, "{signed_in:#?}");
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    assert!(report.journeys.iter().all(|journey| journey.outcome == Outcome::Ok));
}

/// AUT-008.
#[test]
fn client_apps_are_not_allowed() {
    let (signed_in, report) = walk(|_, broadworks, _| broadworks.xsp.allow_client_app = false);
    certificate_is_refused(&signed_in, &report);
}

/// AUT-009: the IdP proxy got a certificate of an authority that the XSP does not know.
#[test]
fn the_idp_proxy_has_a_certificate_of_a_stranger() {
    let (signed_in, report) = walk(|folder, _, cloud| own_certificate(folder, cloud, -1, 30));
    certificate_is_refused(&signed_in, &report);
}

/// AUT-005: the certificate has expired.
#[test]
fn the_idp_proxy_has_an_expired_certificate() {
    let (signed_in, report) = walk(|folder, broadworks, cloud| {
        own_certificate(folder, cloud, -30, -1);
        broadworks.xsp.trust_anchors_file = Some(folder.join("authority.pem"));
    });
    certificate_is_refused(&signed_in, &report);
}

/// A certificate that we issue, valid between these days from now.
fn own_certificate(folder: &Path, cloud: &mut CloudSection, from: i64, to: i64) {
    let now = SystemClock.now();
    let validity = |from: i64, to: i64| Validity {
        not_before: now.plus_millis(from * DAY_MS),
        not_after: now.plus_millis(to * DAY_MS),
    };
    let authority = Authority::create("An authority of our own", validity(-60, 60)).unwrap();
    let issued = authority.issue("idp.example", &[], Purpose::Client, validity(from, to)).unwrap();
    let (certificate, key) = (folder.join("idp.pem"), folder.join("idp.key"));
    std::fs::write(folder.join("authority.pem"), authority.certificate_pem()).unwrap();
    std::fs::write(&certificate, &issued.certificate_pem).unwrap();
    std::fs::write(&key, issued.private_key_pem.reveal()).unwrap();
    cloud.idp_proxy.client_certificate_file = Some(certificate);
    cloud.idp_proxy.client_key_file = Some(key);
}
