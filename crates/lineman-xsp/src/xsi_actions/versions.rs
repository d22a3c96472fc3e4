//! `GET /versions`: the release, and every command that is served.

use http::StatusCode;
use lineman_xsi::{CommandVersion, Versions};

use super::exchange::Exchange;
use super::release::Release;
use super::reply::Reply;

/// The addresses that are served, below `/v2.0`; a test compares them with what is dispatched.
pub(super) static SERVED: &[&str] = &[
    "/versions",
    "/user/<userid>/profile",
    "/user/<userid>/profile/device",
    "/user/<userid>/profile/device/<lineport>",
    "/user/<userid>/profile/DeviceToken",
    "/user/<userid>/profile/LoginToken",
    "/user/<userid>/profile/Fac",
    "/user/<userid>/profile/IMPProfile",
    "/user/<userid>/profile/Password/Portal",
    "/user/<userid>/profile/Registrations",
    "/user/<userid>/profile/Schedule",
    "/user/<userid>/profile/PushNotificationRegistrations",
    "/user/<userid>/services",
    "/user/<userid>/directories/Enterprise",
    "/user/<userid>/directories/Group",
    "/user/<userid>/directories/EnterpriseCommon",
    "/user/<userid>/directories/GroupCommon",
    "/user/<userid>/directories/Personal",
    "/user/<userid>/directories/CallLogs",
    "/user/<userid>/directories/CallLogs/Placed",
    "/user/<userid>/directories/CallLogs/Received",
    "/user/<userid>/directories/CallLogs/Missed",
    "/user/<userid>/calls",
    "/user/<userid>/calls/MessageSummary",
    "/user/<userid>/VoiceMessagingMessages",
    "/user/<userid>/VoiceMessagingMessages/<messageid>",
    "/user/<userid>/VoiceMessagingMessages/<messageid>/MarkAsRead",
    "/user/<userid>/VoiceMessagingMessages/<messageid>/MarkAsUnread",
];

pub(crate) fn get(exchange: &Exchange<'_>) -> Reply {
    let baseline = Release::OWN.to_string();
    let commands = SERVED
        .iter()
        .map(|path| CommandVersion { uri: format!("/v2.0{path}"), version: baseline.clone() })
        .collect();
    exchange.reply(StatusCode::OK, &Versions { baseline, commands })
}
