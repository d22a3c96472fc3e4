//! Calls over a real socket that plays the SBC.

use lineman_logs::xs_log::XsLogEntry;
use lineman_sip::Message;

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
