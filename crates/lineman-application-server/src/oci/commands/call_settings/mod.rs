//! Call settings of users: what becomes of their calls.
//!
//! Most settings are a switch and a few values; [`table`] lists them and [`plain`] serves them.
//! Those with lists have a file of their own.

mod anywhere;
mod mobility;
mod plain;
mod simultaneous_ring;
mod table;
mod values;

use lineman_model::CallService;
use lineman_ocip::Command;
use lineman_store::broadworks::{Subscriber, UserService};

use crate::oci::errors::{self, Failure};
use crate::oci::registry::{Family, PLAIN, family};
use crate::oci::server::Call;
use crate::oci::transaction_log::TransactionKind::{Read, Write};

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] = &[
    family("UserDoNotDisturbGetRequest", PLAIN, "user", Read),
    family("UserDoNotDisturbModifyRequest", PLAIN, "user", Write),
    family("UserCallForwardingAlwaysGetRequest", PLAIN, "user", Read),
    family("UserCallForwardingAlwaysModifyRequest", PLAIN, "user", Write),
    family("UserCallForwardingBusyGetRequest", PLAIN, "user", Read),
    family("UserCallForwardingBusyModifyRequest", PLAIN, "user", Write),
    family("UserCallForwardingNoAnswerGetRequest", &["13mp16"], "user", Read),
    family("UserCallForwardingNoAnswerModifyRequest", PLAIN, "user", Write),
    family("UserCallForwardingNotReachableGetRequest", PLAIN, "user", Read),
    family("UserCallForwardingNotReachableModifyRequest", PLAIN, "user", Write),
    family("UserRemoteOfficeGetRequest", PLAIN, "user", Read),
    family("UserRemoteOfficeModifyRequest", PLAIN, "user", Write),
    family("UserSimultaneousRingPersonalGetRequest", &["17"], "user", Read),
    family("UserSimultaneousRingPersonalModifyRequest", &["17"], "user", Write),
    family("UserCallWaitingGetRequest", &["", "17sp4"], "user", Read),
    family("UserCallWaitingModifyRequest", PLAIN, "user", Write),
    family("UserAnonymousCallRejectionGetRequest", PLAIN, "user", Read),
    family("UserAnonymousCallRejectionModifyRequest", PLAIN, "user", Write),
    family("UserAutomaticCallbackGetRequest", PLAIN, "user", Read),
    family("UserAutomaticCallbackModifyRequest", PLAIN, "user", Write),
    family("UserCallingLineIDDeliveryBlockingGetRequest", PLAIN, "user", Read),
    family("UserCallingLineIDDeliveryBlockingModifyRequest", PLAIN, "user", Write),
    family("UserMusicOnHoldGetRequest", PLAIN, "user", Read),
    family("UserMusicOnHoldModifyRequest", PLAIN, "user", Write),
    family("UserCallRecordingGetRequest", &["", "20", "23"], "user", Read),
    family("UserCallRecordingModifyRequest", PLAIN, "user", Write),
    family("UserPersonalAssistantGetRequest", &["", "22", "24"], "user", Read),
    family("UserPersonalAssistantModifyRequest", PLAIN, "user", Write),
    family("UserPushNotificationGetRequest", &["", "24"], "user", Read),
    family("UserPushNotificationModifyRequest", PLAIN, "user", Write),
    family("UserBroadWorksAnywhereGetRequest", &["", "16sp2"], "user", Read),
    family("UserBroadWorksAnywhereModifyRequest", PLAIN, "user", Write),
    family("UserBroadWorksAnywhereAddPhoneNumberRequest", PLAIN, "user", Write),
    family("UserBroadWorksAnywhereGetPhoneNumberRequest", PLAIN, "user", Read),
    family("UserBroadWorksAnywhereModifyPhoneNumberRequest", PLAIN, "user", Write),
    family("UserBroadWorksAnywhereDeletePhoneNumberRequest", PLAIN, "user", Write),
    family("UserBroadWorksMobilityGetRequest", &["21", "21sp1"], "user", Read),
    family("UserBroadWorksMobilityModifyRequest", &["21"], "user", Write),
    family(
        "UserBroadWorksMobilityMobileIdentityAddRequest",
        &["", "21sp1", "22", "22V2"],
        "user",
        Write,
    ),
    family("UserBroadWorksMobilityMobileIdentityDeleteRequest", PLAIN, "user", Write),
];

/// Carries out a command of this room.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "UserSimultaneousRingPersonalGetRequest" => simultaneous_ring::get(call).await,
        "UserSimultaneousRingPersonalModifyRequest" => simultaneous_ring::modify(call).await,
        "UserBroadWorksAnywhereGetRequest" => anywhere::get(call).await,
        "UserBroadWorksAnywhereModifyRequest" => anywhere::modify(call).await,
        "UserBroadWorksAnywhereAddPhoneNumberRequest" => anywhere::add_number(call).await,
        "UserBroadWorksAnywhereGetPhoneNumberRequest" => anywhere::get_number(call).await,
        "UserBroadWorksAnywhereModifyPhoneNumberRequest" => anywhere::modify_number(call).await,
        "UserBroadWorksAnywhereDeletePhoneNumberRequest" => anywhere::delete_number(call).await,
        "UserBroadWorksMobilityGetRequest" => mobility::get(call).await,
        "UserBroadWorksMobilityModifyRequest" => mobility::modify(call).await,
        "UserBroadWorksMobilityMobileIdentityAddRequest" => mobility::add(call).await,
        "UserBroadWorksMobilityMobileIdentityDeleteRequest" => mobility::delete(call).await,
        _ => plain::run(call, family).await,
    }
}

/// The user of a request and the setting that it must have.
async fn read_setting(
    call: &Call<'_>,
    kind: CallService,
) -> Result<(Subscriber, UserService), Failure> {
    let user = call.readable_subscriber().await?;
    let service = call.store().call_settings().find(&user.user_id, kind).await?;
    let service = service.ok_or_else(|| not_assigned(kind))?;
    Ok((user, service))
}

/// Changes a setting of the user that the request names: for whoever administers the user, the
/// user, and a trusted peer that speaks for the user.
async fn change_setting(
    call: &Call<'_>,
    kind: CallService,
    change: impl FnOnce(&mut UserService) -> Result<(), Failure> + Send,
) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    match call.store().call_settings().modify(&user.user_id, kind, change).await? {
        true => Ok(call.success()),
        false => Err(not_assigned(kind)),
    }
}

/// No public number is known for this.
fn not_assigned(kind: CallService) -> Failure {
    errors::refused(format!("Service is not assigned to the user: {}", kind.service_name()))
}
