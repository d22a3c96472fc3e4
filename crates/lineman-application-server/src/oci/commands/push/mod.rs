//! Push notification registrations and settings (broadworks-wire.md 1.5.4).

mod allowed_applications;
mod parameters;
mod registrations;

use lineman_ocip::Command;

use crate::oci::errors::{self, Failure};
use crate::oci::registry::{Family, PLAIN, family};
use crate::oci::server::Call;
use crate::oci::transaction_log::TransactionKind::{Read, Write};

/// Longest id of an app.
const APPLICATION_ID: usize = 2048;

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] = &[
    family("UserPushNotificationRegistrationGetListRequest", &["23"], "user", Read),
    // Ours: the public schema has none, because genuine servers register through Xsi only.
    family("UserPushNotificationRegistrationAddRequest", PLAIN, "user", Write),
    family("UserPushNotificationRegistrationDeleteRequest", PLAIN, "user", Write),
    family("SystemPushNotificationParametersGetRequest", PLAIN, "system", Read),
    family("SystemPushNotificationParametersModifyRequest", PLAIN, "system", Write),
    family("SystemPushNotificationAllowedApplicationGetListRequest", PLAIN, "system", Read),
    family("SystemPushNotificationAllowedApplicationAddRequest", PLAIN, "system", Write),
    family("SystemPushNotificationAllowedApplicationModifyRequest", PLAIN, "system", Write),
    family("SystemPushNotificationAllowedApplicationDeleteRequest", PLAIN, "system", Write),
];

/// Carries out a command of this room.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "UserPushNotificationRegistrationGetListRequest" => registrations::list(call).await,
        "UserPushNotificationRegistrationAddRequest" => registrations::add(call).await,
        "UserPushNotificationRegistrationDeleteRequest" => registrations::delete(call).await,
        "SystemPushNotificationParametersGetRequest" => parameters::get(call).await,
        "SystemPushNotificationParametersModifyRequest" => parameters::modify(call).await,
        "SystemPushNotificationAllowedApplicationGetListRequest" => {
            allowed_applications::list(call).await
        }
        "SystemPushNotificationAllowedApplicationAddRequest" => {
            allowed_applications::add(call).await
        }
        "SystemPushNotificationAllowedApplicationModifyRequest" => {
            allowed_applications::modify(call).await
        }
        "SystemPushNotificationAllowedApplicationDeleteRequest" => {
            allowed_applications::delete(call).await
        }
        _ => Err(errors::unknown_request(family)),
    }
}
