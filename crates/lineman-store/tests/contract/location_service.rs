//! Registrations and locations.

use lineman_store::broadworks::Registration;

use crate::assertion::{assert_reference, at};
use crate::context::Context;

fn registration(contact: &str, call_id: &str, cseq: u32) -> Registration {
    Registration {
        line_port: "una-pc@example.com".into(),
        contact: contact.into(),
        path: Some("<sip:sbc.example.com;lr>".into()),
        call_id: call_id.into(),
        cseq,
        user_agent: Some("Webex".into()),
        received: Some("127.0.0.1:5060".into()),
        registered_at: at(i64::from(cseq)),
        expires_at: at(3600),
    }
}

pub(crate) async fn registrations(context: &Context) {
    let store = context.furnished().await;
    let registrations = store.registrations();
    let first = registration("sip:a", "call-1", 1);
    let second = registration("sip:b", "call-2", 2);
    for one in [&first, &second] {
        assert!(registrations.save(one).await.expect("saved"));
    }
    let mut unknown = first.clone();
    unknown.line_port = "nobody@example.com".into();
    assert_reference(registrations.save(&unknown).await);
    let listed = registrations.list("una-pc@EXAMPLE.com", at(10)).await.expect("listed");
    assert_eq!(listed, [second, first]);
    assert!(registrations.list("una-pc@example.com", at(3600)).await.expect("listed").is_empty());
    assert!(registrations.remove("una-pc@example.com", "sip:a").await.expect("removed"));
    assert!(!registrations.remove("una-pc@example.com", "sip:a").await.expect("removed"));
    assert_eq!(registrations.remove_all("una-pc@example.com").await.expect("removed"), 1);
    assert!(registrations.save(&registration("sip:a", "call-1", 1)).await.expect("saved"));
    assert_eq!(registrations.remove_expired(at(3599)).await.expect("forgotten"), 0);
    assert_eq!(registrations.remove_expired(at(3600)).await.expect("forgotten"), 1);
}

/// RFC 3261 section 10.3 step 7: an older REGISTER of the same Call-ID changes nothing.
pub(crate) async fn later_cseq_wins(context: &Context) {
    let store = context.furnished().await;
    let registrations = store.registrations();
    assert!(registrations.save(&registration("sip:a", "call-1", 5)).await.expect("saved"));
    assert!(!registrations.save(&registration("sip:a", "call-1", 5)).await.expect("asked"));
    assert!(!registrations.save(&registration("sip:a", "call-1", 4)).await.expect("asked"));
    assert!(registrations.save(&registration("sip:a", "call-1", 6)).await.expect("saved"));
    assert!(registrations.save(&registration("sip:a", "call-2", 1)).await.expect("saved"));
    let listed = registrations.list("una-pc@example.com", at(10)).await.expect("listed");
    assert_eq!(listed, [registration("sip:a", "call-2", 1)]);
}

/// Many registrations, one write: they see each other, and a batch that is dropped changes nothing.
pub(crate) async fn registrations_in_a_batch(context: &Context) {
    const LINE: &str = "una-pc@example.com";
    let store = context.furnished().await;
    let registrations = store.registrations();
    let mut batch = registrations.batch().await.expect("begun");
    assert!(batch.save(&registration("sip:a", "call-1", 1)).await.expect("saved"));
    assert!(!batch.save(&registration("sip:a", "call-1", 1)).await.expect("late"));
    assert!(batch.save(&registration("sip:b", "call-2", 1)).await.expect("saved"));
    assert_eq!(batch.list(LINE, at(10)).await.expect("listed").len(), 2);
    assert!(batch.remove(LINE, "sip:b").await.expect("removed"));
    batch.commit().await.expect("kept");
    let kept = [registration("sip:a", "call-1", 1)];
    assert_eq!(registrations.list(LINE, at(10)).await.expect("listed"), kept);

    let mut batch = registrations.batch().await.expect("begun");
    assert_eq!(batch.displace_others(LINE, "call-3").await.expect("displaced"), 1);
    assert!(batch.is_displaced(LINE, "call-1", at(10)).await.expect("read"));
    assert_eq!(batch.remove_all(LINE).await.expect("removed"), 0);
    drop(batch);
    assert_eq!(registrations.list(LINE, at(10)).await.expect("listed"), kept);
    assert!(!registrations.is_displaced(LINE, "call-1", at(10)).await.expect("read"));

    let endpoints = store.endpoints();
    let kind = endpoints.device_type(LINE).await.expect("read");
    assert_eq!(kind.as_deref(), Some("Business Communicator - PC"));
    assert_eq!(endpoints.device_type("nobody@example.com").await.expect("read"), None);
}

/// CAL-015: the later client of a line/port stays, the others are remembered for a while.
pub(crate) async fn displaced_sessions(context: &Context) {
    const LINE: &str = "una-pc@example.com";
    let store = context.furnished().await;
    let registrations = store.registrations();
    for one in [("sip:a", "call-1"), ("sip:a2", "call-1"), ("sip:b", "call-2")] {
        assert!(registrations.save(&registration(one.0, one.1, 1)).await.expect("saved"));
    }
    assert_eq!(registrations.displace_others(LINE, "call-2").await.expect("displaced"), 2);
    assert_eq!(registrations.displace_others(LINE, "call-2").await.expect("nobody"), 0);
    let listed = registrations.list(LINE, at(10)).await.expect("listed");
    assert_eq!(listed, [registration("sip:b", "call-2", 1)]);
    let displaced = |call: &'static str, now: i64| registrations.is_displaced(LINE, call, at(now));
    assert!(displaced("call-1", 3599).await.expect("read"));
    assert!(!displaced("call-1", 3600).await.expect("read"), "its registration would be over");
    assert!(!displaced("call-2", 10).await.expect("read"));
    for number in 3..40 {
        let call = format!("call-{number}");
        let contact = format!("sip:c{number}");
        assert!(registrations.save(&registration(&contact, &call, 1)).await.expect("saved"));
        registrations.displace_others(LINE, &call).await.expect("displaced");
    }
    let mut known = 0;
    for number in 1..40 {
        let call = format!("call-{number}");
        known += u32::from(registrations.is_displaced(LINE, &call, at(10)).await.expect("read"));
    }
    assert!(known <= 20, "{known}");
}

/// CAL-006: the Network Server knows who serves a user, or does not.
pub(crate) async fn locations(context: &Context) {
    let store = context.broadworks().await;
    let locations = store.locations();
    assert_eq!(locations.find("una-pc@example.com").await.expect("read"), None);
    locations.set("una-pc@example.com", "as1:5060").await.expect("set");
    locations.set("una-pc@EXAMPLE.com", "as2:5060").await.expect("replaced");
    let found = locations.find("una-pc@example.com").await.expect("read");
    assert_eq!(found.as_deref(), Some("as2:5060"));
    assert!(locations.remove("una-pc@example.com").await.expect("removed"));
    assert!(!locations.remove("una-pc@example.com").await.expect("removed"));
    assert_eq!(locations.serve_all("as1:5060").await.expect("told"), 0, "nobody is there yet");
}

/// An Application Server that comes back at another address is found there.
pub(crate) async fn locations_after_a_move(context: &Context) {
    let store = context.furnished().await;
    let locations = store.locations();
    assert_eq!(locations.serve_all("as1:5060").await.expect("told"), 1);
    assert_eq!(locations.serve_all("as1:5060").await.expect("told"), 0);
    assert_eq!(locations.serve_all("as1:5061").await.expect("told"), 1);
    let found = locations.find("una-pc@example.com").await.expect("read");
    assert_eq!(found.as_deref(), Some("as1:5061"));
}
