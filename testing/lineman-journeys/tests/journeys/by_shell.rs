//! The same fault set with `lineman as` or `lineman xsp` gives the same finding, and what acts at once acts at once.

use lineman_deployment::lab::Fault;
use lineman_diagnose::Report;
use lineman_ladder::literals;
use lineman_model::StepId;
use lineman_ocip::Command;
use serde_json::Value;

use crate::shells::{AS, XSP, shell};
use crate::support::{Staying, errors_and_warnings, expected, text};

const CERTIFICATES: &str =
    "System/CommunicationUtility/DefaultSettings/ExternalAuthentication/CertificateAuthentication";

fn assign(subscriber: &Value) -> Command {
    Command::request("UserServiceAssignListRequest")
        .with("userId", text(&subscriber["bw_user_id"]))
        .with("serviceName", literals::SERVICE_INTEGRATED_IMP)
}

fn unassign(subscriber: &Value) -> Command {
    Command::request("UserServiceUnassignListRequest")
        .with("userId", text(&subscriber["bw_user_id"]))
        .with("serviceName", literals::SERVICE_INTEGRATED_IMP)
}

fn healthy_lab() -> (tempfile::TempDir, Staying) {
    let folder = tempfile::tempdir().unwrap();
    let lab = Staying::start(&folder.path().join("lab"));
    assert!(errors_and_warnings(&lab.diagnose()).is_empty());
    (folder, lab)
}

fn names(report: &Report, fault: Fault) {
    let ids: Vec<&str> = errors_and_warnings(report).into_iter().map(|(_, id)| id).collect();
    assert_eq!(ids, [fault.id()], "{:#?}", report.findings);
    assert_eq!(report.findings[0].step, Some(expected(fault).step));
}

/// PRV-009, PRV-026: without a restart, and taken back the same way.
#[test]
fn a_provisioning_password_changed_by_the_shell() {
    let (_folder, lab) = healthy_lab();
    let user = lab.unprovisioned(0);
    let (code, _) = shell(AS, &lab.data, "int;mes;set provisioningPassword mistyped\n");
    assert_eq!(code, 0);
    assert_eq!(lab.oci(vec![assign(&user)]), [false]);
    names(&lab.diagnose(), Fault::ImpCredentialsMismatch);
    let account = &lab.lab["provisioning_account"];
    let password = text(&account["password"]);
    let lines = format!("int;mes;set provisioningPassword {password}\n");
    assert_eq!(shell(AS, &lab.data, &lines).0, 0);
    assert_eq!(lab.oci(vec![assign(&user)]), [true]);
}

/// What was changed by hand outlives a restart of the lab, which may move its ports.
#[test]
fn a_lab_goes_on_with_what_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("lab");
    let lab = Staying::start(&data);
    let change = "int;mes;set provisioningPassword mistyped\n/Service/IntegratedIMP set serviceDomain im.example\n";
    assert_eq!(shell(AS, &data, change).0, 0);
    lab.stop();
    let lab = Staying::start(&data);
    let (_, shown) = shell(AS, &data, "int;mes;get;qa;Service/IntegratedIMP get\n");
    let url = text(&lab.lab["urls"]["provisioning_bridge"]);
    assert!(shown.contains(&format!("  provisioningUrl = {url}\n")), "{shown}");
    assert!(shown.contains("  serviceDomain = im.example\n"), "{shown}");
    assert_eq!(lab.oci(vec![assign(&lab.unprovisioned(3))]), [false]);
    names(&lab.diagnose(), Fault::ImpCredentialsMismatch);
}

/// PRV-010, PRV-044: the bridge is addressed by IP as soon as the option is off.
#[test]
fn the_patch_switched_off_by_the_shell() {
    let (_folder, lab) = healthy_lab();
    let user = lab.unprovisioned(1);
    let option = "provisioning bw.imp.useProvisioningUrl";
    let (code, _) = shell(AS, &lab.data, &format!("main;cont;set {option} false\n"));
    assert_eq!(code, 0);
    assert_eq!(lab.oci(vec![assign(&user)]), [false]);
    let report = lab.diagnose();
    let finding = report.findings.first().expect("a finding");
    assert_eq!(finding.step, Some(StepId::P3), "{:#?}", report.findings);
    let (code, _) = shell(AS, &lab.data, &format!("main;cont;set {option} true\n"));
    assert_eq!(code, 0);
    assert_eq!(lab.oci(vec![assign(&user)]), [true]);
    // Synchronisation off: nobody is told.
    assert_eq!(shell(AS, &lab.data, "int;mes;set enableSynchronization false\n").0, 0);
    let other = lab.unprovisioned(2);
    assert_eq!(lab.oci(vec![assign(&other), unassign(&other)]), [true, true]);
    let store = lab.cloud_store();
    let found = lab.wait(store.users().find_by_email(&text(&other["email"]))).unwrap();
    assert!(found.is_none());
}

/// AUT-003: without its URL no token is validated; with it, at once again.
#[test]
fn the_authentication_services_url_removed_by_the_shell() {
    let (_folder, lab) = healthy_lab();
    let user = lab.subscriber(1);
    let option = "tomcat bw.authservice.authServiceUrl";
    let (_, shown) = shell(XSP, &lab.data, &format!("maint;cont\nget\ndelete {option}\n"));
    assert!(shown.contains("1 entry found."), "{shown}");
    let failed = lab.sign_in(&user, "office");
    assert!(failed.signed_in && !failed.registered);
    let report = lab.diagnose();
    assert_eq!(report.findings.first().and_then(|finding| finding.step), Some(StepId::S6_1));
    let read = lineman_logs::bw_cli::read(&shown);
    let table = read.iter().find_map(|exchange| exchange.table.as_ref()).expect("a table");
    let url = &table.rows[0][2];
    // The other place is as good.
    let place = "System/CommunicationUtility/DefaultSettings/ExternalAuthentication/AuthService";
    assert_eq!(shell(XSP, &lab.data, &format!("{place}\nset url {url}\n")).0, 0);
    assert!(lab.sign_in(&user, "home").registered);
    assert_eq!(shell(XSP, &lab.data, &format!("{place}\nclear url\n")).0, 0);
    assert!(!lab.sign_in(&user, "train").registered);
    assert_eq!(shell(XSP, &lab.data, &format!("maint;cont;add {option} {url}\n")).0, 0);
    assert!(lab.sign_in(&user, "bus").registered);
}

/// An XSP that is not on the access list is nobody.
#[test]
fn the_xsp_taken_off_the_access_list() {
    let (_folder, lab) = healthy_lab();
    let user = lab.subscriber(2);
    let list = "sys;net;oci;prov";
    assert_eq!(shell(AS, &lab.data, &format!("{list};delete 127.0.0.1\n")).0, 0);
    assert!(!lab.sign_in(&user, "office").signed_in);
    assert_eq!(shell(AS, &lab.data, &format!("{list};add 127.0.0.1 \"the XSP\"\n")).0, 0);
    assert!(lab.sign_in(&user, "home").registered);
}

/// AUT-008, AUT-009: after a restart, as the shell says; and every value is kept over it.
#[test]
fn certificates_refused_by_the_shell() {
    let clear = |lab: &Staying| {
        // The lab's own walk of before must not count.
        std::fs::remove_dir_all(lab.data.join("logs")).unwrap();
    };
    let allow = |word: &str| format!("{CERTIFICATES}\nset allowClientApp {word}\n");
    let trust = "int;http;cl;trusts\n";
    let (folder, lab) = healthy_lab();
    let data = folder.path().join("lab");
    let anchor = data.join("client-authority.pem");
    let settings = lab.data.join("certificates");
    let mut lab = Some(lab);
    let cases = [
        (allow("false"), allow("true")),
        (
            format!("{trust}deleteTrust lineman-client-authority\n"),
            format!("{trust}updateTrust again {}\n", anchor.display()),
        ),
    ];
    let own = std::fs::read_dir(settings).unwrap().flatten().map(|entry| entry.path());
    let own = own.filter(|path| path.to_string_lossy().contains("client"));
    let pem = own.filter(|path| path.extension().is_some_and(|name| name == "pem"));
    std::fs::copy(pem.last().expect("the client authority"), &anchor).unwrap();
    for (break_it, mend_it) in cases {
        let running = lab.take().expect("a lab");
        let (code, shown) = shell(XSP, &data, &break_it);
        assert_eq!(code, 0, "{shown}");
        assert!(shown.contains("BroadWorks needs to be restarted"), "{shown}");
        clear(&running);
        running.stop();
        let broken = Staying::start(&data);
        names(&broken.diagnose(), Fault::ClientCertificateUntrusted);
        let (code, shown) = shell(XSP, &data, &mend_it);
        assert_eq!(code, 0, "{shown}");
        broken.stop();
        std::fs::remove_dir_all(data.join("logs")).unwrap();
        let mended = Staying::start(&data);
        assert!(errors_and_warnings(&mended.diagnose()).is_empty());
        lab = Some(mended);
    }
}
