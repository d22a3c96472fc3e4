//! Secrets are asked for, never shown, and never kept in a history.

use lineman_cli_shell::contexts::APPLICATION_SERVER;
use lineman_cli_shell::{is_kept, masked};

use crate::memory::Session;

#[test]
fn a_secret_without_a_value_is_asked_for_twice() {
    let mut session = Session::new(&APPLICATION_SERVER);
    session.line("interface;messaging");
    session.script.answers = ["hunter2", "hunter2"].into();
    let shown = session.line("set provisioningPassword");
    assert_eq!(shown, "New Password: \nRe-type New Password: \n...Done\n");
    assert_eq!(session.memory.secrets.borrow()[0].reveal(), "hunter2");
    session.script.answers = ["hunter2", "hunter3"].into();
    let shown = session.line("set provisioningPassword");
    assert!(shown.contains("*** Error: the two are not the same") && !shown.contains("hunter"));
    assert!(session.line("set provisioningPassword").contains("was not given"));
    assert_eq!(session.memory.secrets.borrow().len(), 1);
}

#[test]
fn a_line_with_a_secret_is_masked_and_not_kept() {
    let root = &APPLICATION_SERVER;
    let line = "int;mes; set provisioningUserId u provisioningPassword \"hun;ter 2\"; get";
    assert_eq!(
        masked(root, line).as_deref(),
        Some("int;mes;set provisioningUserId u provisioningPassword ********;get")
    );
    for bad in [
        line,
        "set PROVISIONINGPASSWORD hunter2",
        "set provisioningPasword x",
        "set provisioningPasswort hunter2",
        "set provisioningPassword \"hunter2",
        "set clientSecret abc",
    ] {
        let kept = is_kept(root, bad);
        assert!(!kept || !bad.contains("hunter"), "{bad}");
    }
    for good in
        ["int;mes;get", "set provisioningUrl http://a/", "detail \"Business Communicator - PC\""]
    {
        assert!(is_kept(root, good), "{good}");
        assert_eq!(masked(root, good).as_deref(), Some(good));
    }
}
