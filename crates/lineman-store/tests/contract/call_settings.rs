//! Call settings: one read for call processing, changes that lose nothing.

use std::sync::Arc;

use lineman_model::CallService;
use lineman_store::StoreError;
use lineman_store::broadworks::{
    AnywhereLocation, CallSettings, Forwarding, MobileIdentity, RingLocation, call_setting as names,
};

use crate::assertion::at;
use crate::context::Context;

const UNA: &str = "una@example.com";

/// What is assigned and switched on is in effect, and nothing else.
pub(crate) async fn effective(context: &Context) {
    let store = context.furnished().await;
    let settings = store.call_settings();
    assert_eq!(settings.effective(UNA).await.expect("read"), CallSettings::default());
    for service in CallService::ALL.iter().filter(|service| service.is_assignable()) {
        let name = service.service_name();
        let active = service.is_active_at_first();
        store.user_services().assign(UNA, name, active, at(1)).await.expect("assigned");
    }
    let at_first = settings.effective(UNA).await.expect("read");
    let expected =
        CallSettings { call_waiting: Some(true), music_on_hold: true, ..CallSettings::default() };
    assert_eq!(at_first, expected);
    let number =
        || RingLocation { phone_number: "+15550009".into(), answer_confirmation_required: true };
    for (kind, name, value) in [
        (CallService::DoNotDisturb, names::RING_SPLASH, "true"),
        (CallService::CallForwardingAlways, names::FORWARD_TO, "+15550001"),
        (CallService::CallForwardingBusy, names::FORWARD_TO, "+15550002"),
        (CallService::CallForwardingNoAnswer, names::FORWARD_TO, "+15550003"),
        (CallService::CallForwardingNotReachable, names::FORWARD_TO, "+15550004"),
        (CallService::RemoteOffice, names::REMOTE_OFFICE_NUMBER, "+15550005"),
        (CallService::AnonymousCallRejection, "x", "y"),
        (CallService::CallRecording, names::RECORDING_OPTION, "Always"),
    ] {
        let change = |service: &mut lineman_store::broadworks::UserService| {
            service.is_active = true;
            service.settings.insert(name.to_owned(), value.to_owned());
            Ok::<_, StoreError>(())
        };
        assert!(settings.modify(UNA, kind, change).await.expect("changed"));
    }
    settings
        .modify(UNA, CallService::SimultaneousRingPersonal, |service| {
            service.is_active = true;
            service.set_list(names::RING_LOCATIONS, &[number()])
        })
        .await
        .expect("changed");
    settings
        .modify(UNA, CallService::BroadWorksAnywhere, |service| {
            let location = |phone_number: &str, is_active| AnywhereLocation {
                phone_number: phone_number.into(),
                description: None,
                is_active,
                outbound_alternate_number: None,
                broadworks_call_control: false,
                use_diversion_inhibitor: false,
                answer_confirmation_required: false,
            };
            let list = [location("+15550006", true), location("+15550007", false)];
            service.set_list(names::ANYWHERE_LOCATIONS, &list)
        })
        .await
        .expect("changed");
    settings
        .modify(UNA, CallService::BroadWorksMobility, |service| {
            service.is_active = true;
            let mobile = MobileIdentity {
                mobile_number: "+15550008".into(),
                description: Some("mine".into()),
                is_primary: true,
                enable_alerting: true,
            };
            service.set_list(names::MOBILE_IDENTITIES, &[mobile])
        })
        .await
        .expect("changed");
    let now = settings.effective("una@EXAMPLE.com").await.expect("read");
    assert!(now.do_not_disturb && now.do_not_disturb_ring_splash && now.reject_anonymous);
    let always = Forwarding { to: "+15550001".into(), ring_splash: false };
    assert_eq!(now.forward_always, Some(always));
    assert_eq!(now.forward_busy.as_deref(), Some("+15550002"));
    assert_eq!((now.forward_no_answer.as_deref(), now.rings), (Some("+15550003"), 3));
    assert_eq!(now.forward_not_reachable.as_deref(), Some("+15550004"));
    assert_eq!(now.remote_office.as_deref(), Some("+15550005"));
    assert_eq!(now.recording.as_deref(), Some("Always"));
    assert_eq!(now.simultaneous_ring.expect("on").locations, [number()]);
    assert_eq!(now.anywhere.len(), 1, "only what is switched on: {:?}", now.anywhere);
    assert_eq!(now.mobile[0].description.as_deref(), Some("mine"));
    assert!(!now.withhold_number && !now.automatic_callback && now.presence.is_none());
}

/// A setting that is not assigned cannot be changed; one that everybody has can.
pub(crate) async fn assignment(context: &Context) {
    let store = context.furnished().await;
    let settings = store.call_settings();
    let nothing = |_: &mut lineman_store::broadworks::UserService| Ok::<_, StoreError>(());
    let kind = CallService::DoNotDisturb;
    assert!(settings.find(UNA, kind).await.expect("read").is_none());
    assert!(!settings.modify(UNA, kind, nothing).await.expect("no change"));
    let push = CallService::PushNotification;
    assert!(settings.find(UNA, push).await.expect("read").is_some());
    let change = |service: &mut lineman_store::broadworks::UserService| {
        service.settings.insert(names::PUSH_FOR_CLICK_TO_DIAL.into(), "true".into());
        Ok::<_, StoreError>(())
    };
    assert!(settings.modify(UNA, push, change).await.expect("changed"));
    let found = settings.find(UNA, push).await.expect("read").expect("there");
    assert!(found.flag(names::PUSH_FOR_CLICK_TO_DIAL));
}

/// Changes at the same time all count; a refused one leaves nothing behind.
pub(crate) async fn changes_are_not_lost(context: &Context) {
    let store = Arc::new(context.furnished().await);
    let kind = CallService::CallForwardingNoAnswer;
    store.user_services().assign(UNA, kind.service_name(), false, at(1)).await.expect("assigned");
    let changes: Vec<_> = (0..12)
        .map(|index| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                store
                    .call_settings()
                    .modify(UNA, kind, |service| {
                        service.settings.insert(format!("value{index}"), "x".to_owned());
                        Ok::<_, StoreError>(())
                    })
                    .await
            })
        })
        .collect();
    for change in changes {
        assert!(change.await.expect("ended").expect("changed"));
    }
    let refused = store
        .call_settings()
        .modify(UNA, kind, |service| {
            service.settings.clear();
            Err(StoreError::Missing { doing: "refusing" })
        })
        .await;
    assert!(refused.is_err());
    let found = store.call_settings().find(UNA, kind).await.expect("read").expect("there");
    assert_eq!(found.settings.len(), 12);
}
