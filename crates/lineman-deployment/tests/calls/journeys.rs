//! Calls from end to end.

use http::Method;
use lineman_deployment::diagnose;
use lineman_diagnose::Options;
use lineman_model::{JourneyKind, Outcome};
use lineman_store::broadworks::CallLogKind;
use lineman_xsi::{CallStartInfo, Calls, XsiResource as _};

use crate::scene::Scene;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_and_a_busy_one_stand_in_the_logs_of_users_and_of_the_server() {
    let scene = Scene::start().await;
    let (una, bo) = (scene.phone("una").await, scene.phone("bo").await);
    una.call("222").await;
    una.until(|una| una.dialogs() == 1).await;
    bo.until(|bo| bo.dialogs() == 1).await;
    assert!(una.statuses("INVITE").contains(&180), "it rang");
    assert!(una.heard().contains("s=bo"));
    una.hang_up().await;
    bo.until(|bo| bo.dialogs() == 0).await;
    una.until(|una| una.statuses("BYE") == [200]).await;
    bo.be_busy();
    una.call("+1555000222").await;
    una.until(|una| una.statuses("INVITE").contains(&486)).await;

    // One thing after the other: when this is answered, what came before is done.
    scene.xsi(Method::GET, "una", "").await;
    let list = |name: &str, kind| {
        let store = scene.broadworks.store().clone();
        let user = format!("{name}@bw.example.com");
        async move { store.call_logs().list(&user, kind, 0, 100).await.expect("a log") }
    };
    assert_eq!(list("una", CallLogKind::Placed).await.len(), 2);
    let received = list("bo", CallLogKind::Received).await;
    assert_eq!(received.len(), 1);
    assert!(received[0].answered_at.is_some());
    assert_eq!(list("bo", CallLogKind::Missed).await.len(), 1);

    let folder = scene.stop().await;
    let logs = folder.path().join("logs");
    let report = diagnose(&[logs], Options::default(), &mut |_, _| {});
    let mut calls: Vec<Outcome> = report
        .journeys
        .iter()
        .filter(|journey| journey.kind == JourneyKind::Call)
        .map(|journey| journey.outcome)
        .collect();
    calls.sort();
    assert_eq!(calls, [Outcome::Ok, Outcome::Failed], "one answered, one busy");
    // Two legs of one call: two Call-IDs, one correlation id.
    let joined = report.call_flows.iter().filter(|flow| {
        let correlation = flow.correlation_id.as_deref();
        let same =
            report.call_flows.iter().filter(|it| it.correlation_id.as_deref() == correlation);
        correlation.is_some() && same.count() == 2
    });
    assert!(joined.count() >= 4, "both calls are drawn with both legs");
    let unread: u64 = report.inputs.iter().map(|input| input.unread_lines).sum();
    assert_eq!(unread, 0, "the readers know every line");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn xsi_dials_holds_talks_transfers_and_releases() {
    let scene = Scene::start().await;
    let (una, bo, cy) =
        (scene.phone("una").await, scene.phone("bo").await, scene.phone("cy").await);
    let (status, body) = scene.xsi(Method::POST, "una", "/new?address=222").await;
    assert_eq!(status, 201, "{body}");
    let call = CallStartInfo::from_xml(body.as_bytes()).expect("a start").call_id;
    una.until(|una| una.dialogs() == 1 && una.heard().contains("s=bo")).await;
    bo.until(|bo| bo.dialogs() == 1 && bo.heard().contains("s=una")).await;
    let (_, list) = scene.xsi(Method::GET, "una", "").await;
    let list = Calls::from_xml(list.as_bytes()).expect("a list");
    assert_eq!(list.calls.iter().map(|it| it.call_id.as_str()).collect::<Vec<_>>(), [&call]);
    let state = |json: &str| {
        ["Alerting", "Active", "Held"]
            .into_iter()
            .find(|word| json.contains(word))
            .map(str::to_owned)
    };
    let document = format!("/{call}?format=json");
    for (action, heard, shown) in [("Hold", "a=inactive", "Held"), ("Talk", "s=una", "Active")] {
        let (status, body) = scene.xsi(Method::PUT, "una", &format!("/{call}/{action}")).await;
        assert_eq!((status, body.as_str()), (200, ""));
        bo.until(|bo| {
            bo.heard().contains(heard) && (action == "Hold" || !bo.heard().contains("inactive"))
        })
        .await;
        let (_, json) = scene.xsi(Method::GET, "una", &document).await;
        assert_eq!(state(&json).as_deref(), Some(shown), "{json}");
    }
    let (status, body) =
        scene.xsi(Method::PUT, "una", &format!("/{call}/BlindTransfer?address=223")).await;
    assert_eq!(status, 200, "{body}");
    una.until(|una| una.dialogs() == 0).await;
    cy.until(|cy| cy.dialogs() == 1 && cy.heard().contains("s=bo")).await;
    let (_, list) = scene.xsi(Method::GET, "cy", "").await;
    let list = Calls::from_xml(list.as_bytes()).expect("a list");
    let (status, _) = scene.xsi(Method::DELETE, "cy", &format!("/{}", list.calls[0].call_id)).await;
    assert_eq!(status, 200);
    bo.until(|bo| bo.dialogs() == 0).await;
    cy.until(|cy| cy.dialogs() == 0).await;
    let (_, list) = scene.xsi(Method::GET, "una", "").await;
    assert!(Calls::from_xml(list.as_bytes()).expect("a list").calls.is_empty());
    drop(scene.stop().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_later_client_takes_the_session_and_the_logs_say_so() {
    // CAL-015, XCC-006.
    let scene = Scene::start().await;
    let first = scene.phone("una").await;
    let second = scene.phone("una").await;
    first.refresh().await;
    first.until(|first| first.statuses("REGISTER").contains(&403)).await;
    // Calls go to the later one; the earlier one may make none.
    let bo = scene.phone("bo").await;
    bo.call("221").await;
    second.until(|second| second.dialogs() == 1).await;
    assert_eq!(first.dialogs(), 0);
    bo.until(|bo| bo.dialogs() == 1).await;
    bo.hang_up().await;
    second.until(|second| second.dialogs() == 0).await;
    let folder = scene.stop().await;
    let report = diagnose(&[folder.path().join("logs")], Options::default(), &mut |_, _| {});
    let found: Vec<&str> = report.findings.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(found, ["session-displaced"]);
    assert_eq!(report.exit_code(), 0, "a warning: it is so by design");
}
