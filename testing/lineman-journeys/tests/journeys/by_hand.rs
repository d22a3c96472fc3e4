//! The same fault set by hand, over the real interfaces, gives the same finding (issue 2).

use lineman_deployment::lab::Fault;
use lineman_diagnose::Report;
use lineman_ladder::literals;
use lineman_model::{Clock as _, ScopeKind, Severity, SystemClock, SystemRandom, uuid_v4};
use lineman_ocip::Command;
use lineman_store::cloud::{Organization, OrganizationKind, User, UserStatus};
use lineman_xml::Element;
use serde_json::Value;

use crate::support::{ENTERPRISE, Staying, errors_and_warnings, expected, text};

/// A healthy lab in a folder of its own.
fn healthy_lab() -> (tempfile::TempDir, Staying) {
    let folder = tempfile::tempdir().unwrap();
    let lab = Staying::start(&folder.path().join("lab"));
    assert!(errors_and_warnings(&lab.diagnose()).is_empty());
    (folder, lab)
}

/// The report names this fault, of this subscriber, and nothing else.
fn names(report: &Report, fault: Fault, subscriber: &Value) {
    let id = fault.id();
    assert_eq!(errors_and_warnings(report), [(Severity::Error, id)], "{:#?}", report.findings);
    let finding = &report.findings[0];
    let wanted = expected(fault);
    let user = text(&subscriber["bw_user_id"]);
    assert_eq!(finding.step, Some(wanted.step), "{id}");
    assert_eq!(finding.scope.kind, wanted.scope, "{id}");
    let owner = if wanted.scope == ScopeKind::Enterprise { ENTERPRISE } else { user.as_str() };
    assert_eq!(finding.scope.id.as_deref(), Some(owner), "{id}");
    assert_eq!(finding.scope.affected, 1, "{id}");
    assert_eq!(finding.subscriber.as_deref(), Some(user.as_str()), "{id}");
}

fn modify(subscriber: &Value) -> Command {
    Command::request("UserModifyRequest22").with("userId", text(&subscriber["bw_user_id"]))
}

fn assign(subscriber: &Value) -> Command {
    Command::request("UserServiceAssignListRequest")
        .with("userId", text(&subscriber["bw_user_id"]))
        .with("serviceName", literals::SERVICE_INTEGRATED_IMP)
}

/// LAD-054: somebody changed the password, the user types the old one.
#[test]
fn a_changed_password() {
    let (_folder, lab) = healthy_lab();
    let user = lab.subscriber(0);
    assert_eq!(lab.oci(vec![modify(&user).with("newPassword", "Another-1")]), [true]);
    let report = lab.sign_in(&user, "office");
    assert!(!report.signed_in && !report.registered);
    names(&lab.diagnose(), Fault::WrongPassword, &user);
}

/// DEC-001: an administrator took the entitlement away.
#[test]
fn an_entitlement_taken_away() {
    let (_folder, lab) = healthy_lab();
    let user = lab.subscriber(1);
    let store = lab.cloud_store();
    let changed = lab.wait(store.users().modify(&text(&user["uuid"]), SystemClock.now(), |user| {
        user.entitlements.retain(|one| one != literals::ENTITLEMENT_BROADWORKS_CONNECTOR);
    }));
    changed.unwrap();
    let report = lab.sign_in(&user, "office");
    assert!(report.signed_in && !report.registered);
    names(&lab.diagnose(), Fault::ConnectorEntitlementMissing, &user);
}

/// CAL-018: the user's desktop device was replaced by one for a mobile.
#[test]
fn a_desktop_device_replaced() {
    let (_folder, lab) = healthy_lab();
    let user = lab.subscriber(2);
    let mobile = Command::request("GroupAccessDeviceAddRequest22V2")
        .with("serviceProviderId", text(&user["enterprise"]))
        .with("groupId", text(&user["group"]))
        .with("deviceName", "by-hand")
        .with("deviceType", "Connect - Mobile");
    let device = Element::new("accessDevice")
        .with_child("deviceLevel", "Group")
        .with_child("deviceName", "by-hand");
    let line_port = text(&user["sip_uri"]).trim_start_matches("sip:").to_owned();
    let endpoint = Element::new("endpoint")
        .with(Element::new("accessDeviceEndpoint").with(device).with_child("linePort", line_port));
    assert_eq!(lab.oci(vec![mobile, modify(&user).with_element(endpoint)]), [true, true]);
    let report = lab.sign_in(&user, "office");
    assert!(report.signed_in && !report.registered);
    names(&lab.diagnose(), Fault::DesktopDeviceMissing, &user);
}

/// PRV-026: somebody mistyped the password on the Application Server.
#[test]
fn a_mistyped_provisioning_password() {
    let (_folder, lab) = healthy_lab();
    let user = lab.unprovisioned(0);
    let account =
        Command::request("SystemBroadCloudModifyRequest").with("provisioningPassword", "mistyped");
    assert_eq!(lab.oci(vec![account, assign(&user)]), [true, false]);
    names(&lab.diagnose(), Fault::ImpCredentialsMismatch, &user);
}

/// PRV-047: the email of somebody else.
#[test]
fn an_email_that_somebody_else_has() {
    let (_folder, lab) = healthy_lab();
    let user = lab.unprovisioned(1);
    let taken = text(&lab.subscriber(0)["email"]);
    let email = modify(&user).with("emailAddress", taken);
    assert_eq!(lab.oci(vec![email, assign(&user)]), [true, false]);
    names(&lab.diagnose(), Fault::UserExists, &user);
}

/// PRV-017: the number was taken away before the service was assigned.
#[test]
fn a_number_taken_away() {
    let (_folder, lab) = healthy_lab();
    let user = lab.unprovisioned(2);
    let number = modify(&user).with_element(Element::new("phoneNumber").with_xsi("nil", "true"));
    assert_eq!(lab.oci(vec![number, assign(&user)]), [true, false]);
    names(&lab.diagnose(), Fault::PrimaryNumberMissing, &user);
}

/// PRV-035: the BroadWorks id is in the cloud already, which shows only after the 200.
#[test]
fn a_broadworks_id_that_the_cloud_knows() {
    let (_folder, lab) = healthy_lab();
    let user = lab.unprovisioned(3);
    let store = lab.cloud_store();
    let now = SystemClock.now();
    lab.wait(async {
        let organization = Organization {
            org_id: uuid_v4(&SystemRandom),
            name: String::from("somewhere else"),
            kind: OrganizationKind::Customer,
            sp_enterprise_id: None,
            template_id: None,
            calling_behavior: None,
            created_at: now,
        };
        let (organization, _) = store.organizations().ensure(&organization).await.unwrap();
        let known = User {
            user_id: uuid_v4(&SystemRandom),
            org_id: organization.org_id,
            email: String::from("earlier@elsewhere.example"),
            bw_user_id: Some(text(&user["bw_user_id"])),
            cluster_id: None,
            first_name: String::from("Earlier"),
            last_name: String::from("Self"),
            primary_phone_number: None,
            extension: None,
            status: UserStatus::Active,
            calling_behavior: None,
            entitlements: Vec::new(),
            creation_request_id: None,
            created_at: now,
            updated_at: now,
        };
        store.users().create(&known).await.unwrap();
    });
    assert_eq!(lab.oci(vec![assign(&user)]), [true], "the bridge answers before the work is done");
    let report = lab.diagnose_until(|report| !report.findings.is_empty());
    names(&report, Fault::UpstreamCreationFailed, &user);
}
