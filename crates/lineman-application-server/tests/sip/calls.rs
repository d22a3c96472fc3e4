//! Calls over a real socket that plays the SBC.

use lineman_logs::xs_log::{XsLogEntry, XsLogRecord};
use lineman_model::{CallService, Timestamp};
use lineman_sip::Message;
use lineman_store::broadworks::AlternateUserId;

use crate::common::{Bench, LINE};
use crate::phones::audio;

async fn bench() -> Bench {
    let mut bench = Bench::new().await;
    bench.register_phone("una", LINE).await;
    bench.register_phone("bo", "222@bw.example.com").await;
    bench.register_phone("cy", "223@bw.example.com").await;
    bench
}

fn text(message: &Message) -> String {
    String::from_utf8_lossy(&message.body).into_owned()
}

#[tokio::test]
async fn a_call_rings_is_answered_and_ends() {
    let mut bench = bench().await;
    let invite = bench.call("una", LINE, "222").await;
    let ring = bench.expect_request("INVITE").await;
    assert_eq!(ring.request_uri(), Some("sip:222@192.0.2.7:5062"));
    assert_eq!(ring.headers.get("Route").map(|route| route.contains(";lr")), Some(true));
    assert_eq!(ring.from().expect("From").uri, "sip:221@bw.example.com");
    assert_eq!(ring.from().expect("From").display.as_deref(), Some("una One"));
    assert_ne!(ring.call_id(), invite.call_id(), "two legs, two Call-IDs");
    assert!(ring.call_id().expect("a Call-ID").starts_with("BW"), "log-formats.md 1.3");
    assert!(text(&ring).contains("m=audio 4000 RTP/AVP 0 8"));
    bench.reply(&ring, 180, None).await;
    let ringing = bench.expect_status(180).await;
    assert_eq!(ringing.call_id(), invite.call_id());
    let answer = bench.reply(&ring, 200, Some(&audio(5000, "0"))).await;
    bench.expect_request("ACK").await;
    let ok = bench.expect_status(200).await;
    assert!(text(&ok).contains("m=audio 5000 RTP/AVP 0"));
    let mut caller = Bench::caller_dialog(&invite, &ok);
    bench.acknowledge(&caller, &invite, None).await;

    let mut callee = Bench::callee_dialog(&ring, &answer);
    let bye = bench.in_dialog(&mut callee, "BYE", &[], None).await;
    let ok = bench.expect_status(200).await;
    assert_eq!(ok.call_id(), bye.call_id());
    let bye = bench.expect_request("BYE").await;
    assert_eq!(bye.call_id(), invite.call_id());
    bench.reply(&bye, 200, None).await;
    // Nothing is left of it.
    bench.in_dialog(&mut caller, "BYE", &[], None).await;
    bench.expect_status(481).await;
}

#[tokio::test]
async fn the_xslog_joins_both_halves_by_correlation_and_parent() {
    // LOG-005, log-formats.md 2.1 and 2.2.
    let mut bench = bench().await;
    let (mut caller, _) = bench.connected("222").await;
    bench.in_dialog(&mut caller, "BYE", &[], None).await;
    bench.expect_status(200).await;
    let bye = bench.expect_request("BYE").await;
    bench.reply(&bye, 200, None).await;
    let records = bench.records();
    let of = |call_id: &str| {
        records
            .iter()
            .filter(|record| match &record.entry {
                XsLogEntry::Sip(dump) => dump.message.contains(call_id),
                _ => false,
            })
            .map(|record| {
                (record.call_half.clone(), record.correlation_id.clone(), record.party.clone())
            })
            .collect::<Vec<_>>()
    };
    let first = of(&caller.call_id);
    let second = of(bye.call_id().expect("a Call-ID"));
    for legs in [&first, &second] {
        assert!(legs.len() >= 4);
        assert!(legs.iter().all(|leg| *leg == legs[0]), "{legs:?}");
    }
    assert_ne!(first[0].0, second[0].0);
    assert!(first[0].1.is_some() && first[0].1 == second[0].1);
    assert_eq!(first[0].2.as_deref(), Some(LINE));
    let born: Vec<_> = records
        .iter()
        .filter_map(|record| match &record.entry {
            XsLogEntry::NewCallHalf { party, parent, child } => Some((party, parent, child)),
            _ => None,
        })
        .collect();
    assert_eq!(born.len(), 1);
    assert_eq!((Some(born[0].1), Some(born[0].2)), (first[0].0.as_ref(), second[0].0.as_ref()));
}

/// Calls something and gives up; the line that rang, if one did, or the status.
async fn rings_at(bench: &mut Bench, target: &str) -> Result<String, u16> {
    let invite = bench.call("una", LINE, target).await;
    let next = bench.receive().await;
    if let Some(status) = next.status() {
        bench.acknowledge_refusal(&invite, &next).await;
        return Err(status);
    }
    let line = next.request_uri().expect("a request").to_owned();
    bench.reply(&next, 486, None).await;
    bench.expect_request("ACK").await;
    let busy = bench.expect_status(486).await;
    bench.acknowledge_refusal(&invite, &busy).await;
    Ok(line)
}

#[tokio::test]
async fn an_address_is_found_however_it_is_dialled() {
    let mut bench = bench().await;
    let alternate =
        AlternateUserId { alternate_user_id: "bo.one@bw.example.com".into(), description: None };
    bench.store.alternate_user_ids().add("bo@bw.example.com", &alternate).await.expect("added");
    let bo = || Ok(String::from("sip:222@192.0.2.7:5062"));
    // Extension, line/port, E.164, with separators, national, without plus, user id, alternate id.
    for target in ["222", "+15550222", "+1-555-0222", "5550222", "15550222", "bo", "bo.one"] {
        assert_eq!(rings_at(&mut bench, target).await, bo(), "{target}");
    }
    assert_eq!(rings_at(&mut bench, "999").await, Err(404));
    assert_eq!(rings_at(&mut bench, "+19995550222").await, Err(404), "there is no gateway");
    bench.store.registrations().remove_all("222@bw.example.com").await.expect("removed");
    assert_eq!(rings_at(&mut bench, "222").await, Err(480), "not registered");
}

#[tokio::test]
async fn who_calls_must_be_registered_and_prove_it() {
    let mut bench = bench().await;
    let stranger = bench.invite("999@bw.example.com", "222", None);
    bench.send(&stranger).await;
    bench.expect_status(100).await;
    let refused = bench.expect_status(403).await;
    bench.acknowledge_refusal(&stranger, &refused).await;
    // Una's credentials do not open bo's line.
    let invite = bench.invite("222@bw.example.com", "223", Some(&audio(4000, "0")));
    let _ = bench.call_with("una", invite).await;
    assert_eq!(bench.receive().await.status(), Some(401));
    bench.store.registrations().remove_all(LINE).await.expect("removed");
    let _ = bench.call("una", LINE, "222").await;
    assert_eq!(bench.receive().await.status(), Some(403), "CAL-015: no session, no calls");
}

#[tokio::test]
async fn a_caller_may_hide_from_the_callee_but_not_from_the_server() {
    let mut bench = bench().await;
    let mut invite = bench.invite(LINE, "222", Some(&audio(4000, "0")));
    invite.headers.set("From", "\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=9");
    let _ = bench.call_with("una", invite).await;
    let ring = bench.expect_request("INVITE").await;
    assert_eq!(ring.from().expect("From").uri, "sip:anonymous@anonymous.invalid");
    let told = String::from_utf8_lossy(&ring.to_bytes()).into_owned();
    assert!(!told.contains("una") && !told.contains("sip:221@bw"), "{told}");
}

#[tokio::test]
async fn settings_of_the_store_are_in_effect() {
    let mut bench = bench().await;
    let store = bench.store.clone();
    let set = |service: CallService, settings: &'static [(&'static str, &'static str)]| {
        let store = store.clone();
        async move {
            let (user, name) = ("bo@bw.example.com", service.service_name());
            let services = store.user_services();
            services.assign(user, name, true, Timestamp::EPOCH).await.expect("assigned");
            let settings = settings
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            services.configure(user, name, true, &settings).await.expect("configured");
        }
    };
    set(CallService::DoNotDisturb, &[]).await;
    assert_eq!(rings_at(&mut bench, "222").await, Err(486));
    set(CallService::CallForwardingBusy, &[("forwardToPhoneNumber", "223")]).await;
    assert_eq!(rings_at(&mut bench, "222").await, Ok(String::from("sip:223@192.0.2.7:5062")));
    set(CallService::CallForwardingAlways, &[("forwardToPhoneNumber", "222")]).await;
    assert_eq!(rings_at(&mut bench, "222").await, Err(482), "forwarded to itself");
}

#[tokio::test]
async fn every_line_of_a_call_is_read_back_as_it_was_written() {
    // LOG-005: nothing in the log of a call is unknown to its reader.
    let mut bench = bench().await;
    let (mut caller, _) = bench.connected("222").await;
    bench.in_dialog(&mut caller, "BYE", &[], None).await;
    bench.expect_status(200).await;
    bench.expect_request("BYE").await;
    let text = bench.log.text();
    let written: String = bench.records().iter().map(XsLogRecord::write).collect();
    assert_eq!(written, text);
    assert!(!text.contains("right"), "no password in any log");
}
