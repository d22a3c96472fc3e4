//! What `get`, `detail` and changes print.

use lineman_cli_shell::contexts::{APPLICATION_SERVER, XSP};

use crate::memory::Session;

const RESTART: &str =
    "*** Warning: BroadWorks needs to be restarted for the changes to take effect ***";

/// PRV-022
#[test]
fn messaging_settings() {
    let mut session = Session::new(&APPLICATION_SERVER);
    session.line("interface;messaging");
    let set = "set provisioningUrl http://localhost:8085/bridge provisioningUserId account@example.com \
               provisioningPassword hunter2 enableSynchronization TRUE";
    assert_eq!(session.line(set), "...Done\n");
    assert_eq!(
        session.line("get"),
        "  provisioningUrl = http://localhost:8085/bridge\n\
         \x20 provisioningUserId = account@example.com\n\
         \x20 provisioningPassword = ********\n\
         \x20 enableSynchronization = true\n\
         \x20 proxyHost = \n\
         \x20 proxyPort = 80\n"
    );
    assert_eq!(session.line("get proxyport"), "  proxyPort = 80\n");
    assert_eq!(session.line("clear provisioningPassword provisioningUrl"), "...Done\n");
    assert!(session.line("get").starts_with("  provisioningUrl = \n"));
}

/// AUT-006 to AUT-008
#[test]
fn certificate_authentication() {
    let mut session = Session::new(&XSP);
    session.line("System/CommunicationUtility/DefaultSettings/ExternalAuthentication/CertificateAuthentication");
    assert_eq!(session.line("get"), "  allowUserApp = false\n  allowClientApp = true\n");
    assert_eq!(session.line("set allowClientApp false"), format!("...Done\n\n{RESTART}\n"));
    assert_eq!(session.line("g"), "  allowUserApp = false\n  allowClientApp = false\n");
}

/// AUT-003, PRV-044
#[test]
fn container_options() {
    let mut session = Session::new(&XSP);
    session.line("maintenance;containeroptions");
    assert_eq!(
        session.line("get"),
        "  container  name  value\n========================\n\n0 entries found.\n"
    );
    let url = "http://127.0.0.1:80/authService";
    let add = format!("add tomcat bw.authservice.authServiceUrl {url}");
    assert_eq!(session.line(&add), "...Done\n");
    assert_eq!(
        session.line("get"),
        format!(
            "  container  {:<29}  value\n{}\n  tomcat     bw.authservice.authServiceUrl  {url}\n\n\
             1 entry found.\n",
            "name",
            "=".repeat(11 + 31 + 33)
        )
    );
    assert!(session.line(&add).contains("already"));
    assert_eq!(
        session.line("set tomcat bw.authservice.authServiceUrl value http://b/"),
        "...Done\n"
    );
    assert_eq!(session.line("set tomcat bw.authservice.authServiceUrl http://c/"), "...Done\n");
    assert_eq!(
        session.line("detail tomcat bw.authservice.authServiceUrl"),
        "  container = tomcat\n  name = bw.authservice.authServiceUrl\n  value = http://c/\n"
    );
    session.line("add provisioning x y");
    assert!(session.line("get provisioning").ends_with("\n1 entry found.\n"));
    assert!(session.line("get").ends_with("\n2 entries found.\n"));
    assert_eq!(session.line("delete tomcat bw.authservice.authServiceUrl"), "...Done\n");
    assert!(session.line("delete tomcat bw.authservice.authServiceUrl").contains("no such row"));
}

#[test]
fn what_is_wrong_says_what_is_possible() {
    let mut session = Session::new(&APPLICATION_SERVER);
    session.line("interface;messaging");
    for (line, part) in [
        ("set", "what is to be set? possible: provisioningUrl"),
        ("set provisioningurl", "provisioningUrl needs a value: an http or https URL"),
        ("set provisioningUrl ftp://x/", "provisioningUrl must be an http or https URL"),
        ("set nothing x", "'nothing' is not an attribute; possible: provisioningUrl"),
        ("set proxyPort 0", "proxyPort must be a number from 1 to 65535"),
        ("set proxyPort 1 proxyPort 2", "proxyPort is given twice"),
        ("clear", "what is to be cleared?"),
        ("add x", "'add' is not known here; possible: get, set, clear"),
        ("get nothing", "'nothing' is not an attribute"),
    ] {
        let shown = session.line(line);
        assert!(shown.starts_with("*** Error: ") && shown.contains(part), "{line}: {shown}");
    }
    session.line("qa;sys;net;oci;prov");
    for (line, part) in [
        ("add", "a row is named by address"),
        ("add localhost", "address must be an IP address"),
        ("delete 127.0.0.1 now", "'now' is too much"),
        ("detail 10.0.0.9", "there is no row 10.0.0.9"),
    ] {
        let shown = session.line(line);
        assert!(shown.contains(part), "{line}: {shown}");
    }
    assert_eq!(session.line("add 10.0.0.1 \"first XSP\""), "...Done\n");
    assert_eq!(session.line("add ::1"), "...Done\n");
    assert_eq!(
        session.line("get"),
        "  address   description\n=======================\n  10.0.0.1  first XSP\n  ::1\n\n2 entries found.\n"
    );
    assert_eq!(session.line("clear 10.0.0.1 description"), "...Done\n");
}

/// AUT-002, AUT-009
#[test]
fn commands_of_one_context() {
    let mut session = Session::new(&XSP);
    session.line("applications;authenticationservice;keymanagement");
    assert_eq!(session.line("exportKeys"), "ran exportKeys \n...Done\n");
    assert!(session.line("exportKeys a b").contains("usage: exportKeys [file]"));
    session.line("qa;int;http;client;trusts");
    let shown = session.line("updateTrust webex \"/tmp/a b.pem\"");
    assert_eq!(shown, format!("ran updateTrust webex|/tmp/a b.pem\n...Done\n\n{RESTART}\n"));
}
