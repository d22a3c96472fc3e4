//! Going from place to place.

use lineman_cli_shell::contexts::{APPLICATION_SERVER, XSP};
use lineman_cli_shell::{Outcome, complete};

use crate::memory::Session;

#[test]
fn names_may_be_abbreviated_and_commands_chained() {
    let mut session = Session::new(&APPLICATION_SERVER);
    assert_eq!(session.shell.prompt(), "AS_CLI> ");
    session.line("int;mes");
    assert_eq!(session.shell.prompt(), "AS_CLI/Interface/Messaging> ");
    session.line("q");
    assert_eq!(session.shell.prompt(), "AS_CLI/Interface> ");
    session.line("qa;sys;net;oci;pro;");
    assert_eq!(session.shell.prompt(), "AS_CLI/System/NetworkAccessLists/OCI/Provisioning> ");
    session.line("/service/IntegratedIMP/Default");
    assert_eq!(session.shell.prompt(), "AS_CLI/Service/IntegratedIMP/DefaultAttribute> ");
    assert!(session.line("get").contains("userAttrIsActive = true"));
    session.line("qa; Interface/Messaging set enableSynchronization true; q");
    assert_eq!(session.shell.prompt(), "AS_CLI/Interface> ");
    assert!(session.line("mess get").contains("enableSynchronization = true"));
}

#[test]
fn what_is_not_known_or_ambiguous_is_said_and_ends_the_line() {
    let mut session = Session::new(&APPLICATION_SERVER);
    let shown = session.line("nowhere; interface");
    assert!(
        shown.starts_with("*** Error: 'nowhere' is not known here; possible: Interface"),
        "{shown}"
    );
    assert_eq!(session.shell.prompt(), "AS_CLI> ");
    let shown = session.line("s");
    assert!(shown.contains("ambiguous: Service, SubscriberMgmt, System"), "{shown}");
    assert_eq!(session.outcome("q; get"), Outcome::Exit, "nobody answers any more");
    assert!(session.line("set a \"b").contains("quotation mark"));
}

#[test]
fn exit_is_confirmed() {
    let mut session = Session::new(&XSP);
    session.script.answers = ["maybe", "No"].into();
    assert_eq!(session.outcome("exit"), Outcome::Done);
    assert_eq!(session.script.shown.matches("Please confirm (Yes, Y, No, N): ").count(), 2);
    session.script.answers = ["y"].into();
    assert_eq!(session.outcome("exit"), Outcome::Exit);
}

#[test]
fn help_says_what_is_possible() {
    let mut session = Session::new(&XSP);
    let shown = session.line("h");
    for level in ["  Applications/\n", "  Interface/\n", "  Maintenance/\n", "  System/\n"] {
        assert!(shown.contains(level), "{shown}");
    }
    let shown = session.line("help applications authenticationService KeyManagement exportKeys");
    assert!(shown.contains("exportKeys [file]"), "{shown}");
    session.line("app;auth;tok");
    let shown = session.line("?");
    assert!(shown.contains(
        "tokenDurationInHours: how long tokens are good (a number from 1 to 87600, default 720)"
    ));
}

#[test]
fn every_context_is_reached_and_shows_itself() {
    for root in [&APPLICATION_SERVER, &XSP] {
        for context in root.contexts {
            let mut session = Session::new(root);
            session.line(context.path);
            assert_eq!(session.shell.place().context().map(|found| found.path), Some(context.path));
            let shown = session.line("get");
            let read =
                lineman_logs::bw_cli::read(&format!("{}get\n{shown}", session.shell.prompt()));
            assert_eq!(read.len(), 1);
            assert!(
                read[0].table.is_some() || !read[0].scalars.is_empty(),
                "{}: {shown}",
                context.path
            );
        }
    }
}

#[test]
fn completion_offers_what_can_follow() {
    let session = Session::new(&APPLICATION_SERVER);
    let offered = |line: &str| complete(&session.shell.place(), line);
    assert_eq!(offered("In"), (0, vec!["Interface".to_owned()]));
    assert_eq!(offered("int;me"), (4, vec!["Messaging".to_owned()]));
    let (_, words) = offered("int;mes;set ");
    assert!(words.contains(&"provisioningUrl".to_owned()), "{words:?}");
    assert_eq!(offered("int;mes;set enableSynchronization t").1, ["true"]);
    assert_eq!(offered("int;mes;get proxy").1, ["proxyHost", "proxyPort"]);
    assert!(offered("int;mes;set provisioningUrl ").1.is_empty());
    assert!(offered("set \"").1.is_empty());
}
