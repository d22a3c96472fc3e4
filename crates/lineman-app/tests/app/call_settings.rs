//! The link to the call settings: C1 of the ladder, and the page behind it (CSW-001 to CSW-006).

use lineman_logs::client_startup::ClientStartupEntry as Entry;

use crate::world::{Behavior, World};

/// State and reason of the link, as the log tells them.
fn link(world: &World) -> Option<(String, Option<String>)> {
    world.startup_entries().into_iter().find_map(|entry| match entry {
        Entry::CallSettingsLink { state, reason, .. } => Some((state, reason)),
        _ => None,
    })
}

/// Status and error of opening the page.
fn exchange(world: &World) -> Option<(Option<u16>, Option<String>)> {
    world.startup_entries().into_iter().find_map(|entry| match entry {
        Entry::HttpExchange { purpose, status, error, .. } if purpose == "call-settings" => {
            Some((status, error))
        }
        _ => None,
    })
}

#[tokio::test]
async fn the_link_is_shown_and_opens_the_page_with_user_and_token() {
    let world = World::new(Behavior::default()).await;
    let mut app = world.app();
    let report = app.sign_in().await.expect("a usable configuration");
    assert_eq!(link(&world), Some(("shown".to_owned(), None)));
    let page = app.open_call_settings("en").await.expect("tried").expect("a link");
    assert_eq!((page.status, page.opened), (Some(200), true));
    assert_eq!(exchange(&world), Some((Some(200), None)));
    let last = world.seen().pop().expect("a request");
    assert_eq!((last.method.as_str(), last.path.as_str()), ("POST", "/callsettings/"));
    assert_eq!(last.tracking_id, report.tracking_id);
    app.sign_out().await;
    assert_eq!(app.open_call_settings("en").await.expect("tried"), None, "no session, no link");
}

#[tokio::test]
async fn what_hides_the_link_is_named() {
    type Replacement = Option<(&'static str, &'static [u8])>;
    let cases: [(Replacement, &str, bool, &str); 3] = [
        (Some(("target=\"csw\"", b"target=\"external\"")), SIP, true, "external target"),
        (Some(("<url>", b"<url/><url>")), SIP, true, "hidden urlMissing"),
        (None, "another password", false, "hidden notRegistered"),
    ];
    for (profile_replacement, sip_password, registered, expected) in cases {
        let behavior = Behavior { profile_replacement, sip_password, ..Behavior::default() };
        let world = World::new(behavior).await;
        let mut app = world.app();
        let report = app.sign_in().await.expect("a usable configuration");
        assert_eq!(report.registered, registered, "{expected}");
        let (state, reason) = link(&world).expect("a record of the link");
        assert_eq!(format!("{state} {}", reason.unwrap_or_default()), expected);
        assert_eq!(app.open_call_settings("en").await.expect("tried"), None);
        assert_eq!(exchange(&world), None);
    }
}

#[tokio::test]
async fn csw_006_a_page_that_does_not_come_is_logged() {
    let world = World::new(Behavior { call_settings_status: 500, ..Behavior::default() }).await;
    let mut app = world.app();
    app.sign_in().await.expect("a usable configuration");
    let page = app.open_call_settings("en").await.expect("tried").expect("a link");
    assert_eq!((page.status, page.opened), (Some(500), false));
    assert_eq!(exchange(&world), Some((Some(500), None)));
}

const SIP: &str = crate::world::SIP_PASSWORD;
