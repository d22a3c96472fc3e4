//! Builders for the requests of the ladder.

use lineman_ladder::literals::OCI_USER_DEVICE_LIST;

use super::PushRegistrationData;
use crate::Command;

/// `AuthenticationVerifyRequest22V4` by user id and web-access password (LAD-013).
#[must_use]
pub fn authentication_verify(user_id: &str, password: &str) -> Command {
    Command::request("AuthenticationVerifyRequest22V4")
        .with("userId", user_id)
        .with("password", password)
}

/// `AuthenticationVerifyRequest22V4` by directory number and voice-portal passcode.
#[must_use]
pub fn authentication_verify_by_number(phone_number: &str, passcode: &str) -> Command {
    Command::request("AuthenticationVerifyRequest22V4")
        .with("phoneNumber", phone_number)
        .with("passcode", passcode)
}

/// `AuthenticationVerifyRequest22V4` by login token (`POST profile/LoginToken`).
#[must_use]
pub fn authentication_verify_login_token(token: &str) -> Command {
    Command::request("AuthenticationVerifyRequest22V4").with("loginToken", token)
}

/// `PasswordModifyRequest` by whoever knows the old one.
#[must_use]
pub fn password_modify(user_id: &str, old: &str, new: &str) -> Command {
    Command::request("PasswordModifyRequest")
        .with("userId", user_id)
        .with("oldPassword", old)
        .with("newPassword", new)
}

/// `ExternalAuthenticationCreateLoginTokenRequest`.
#[must_use]
pub fn create_login_token(user_id: &str) -> Command {
    Command::request("ExternalAuthenticationCreateLoginTokenRequest").with("userId", user_id)
}

/// `UserGetRequest23V2` (LAD-014).
#[must_use]
pub fn user_get(user_id: &str) -> Command {
    Command::request("UserGetRequest23V2").with("userId", user_id)
}

/// `ServiceProviderGetRequest22V4` (LAD-015).
#[must_use]
pub fn service_provider_get(service_provider_id: &str) -> Command {
    Command::request("ServiceProviderGetRequest22V4").with("serviceProviderId", service_provider_id)
}

/// `UserGetLoginInfoRequest22V4` (LAD-028).
#[must_use]
pub fn user_get_login_info(user_id: &str) -> Command {
    Command::request("UserGetLoginInfoRequest22V4").with("userId", user_id)
}

/// `UserPrimaryAndSCADeviceGetListRequest` (LAD-046).
#[must_use]
pub fn user_device_list(user_id: &str) -> Command {
    Command::request(OCI_USER_DEVICE_LIST).with("userId", user_id)
}

/// `UserSingleSignOnCreateDeviceTokenRequest`.
#[must_use]
pub fn create_device_token(user_id: &str, device_level: &str, device_name: &str) -> Command {
    Command::request("UserSingleSignOnCreateDeviceTokenRequest")
        .with("userId", user_id)
        .with("deviceLevel", device_level)
        .with("deviceName", device_name)
}

/// `UserPushNotificationRegistrationGetListRequest23` of a user.
#[must_use]
pub fn push_registration_list(user_id: &str) -> Command {
    Command::request("UserPushNotificationRegistrationGetListRequest23").with("userId", user_id)
}

/// `UserPushNotificationRegistrationAddRequest`, which is ours.
#[must_use]
pub fn push_registration_add(user_id: &str, data: &PushRegistrationData) -> Command {
    Command::request("UserPushNotificationRegistrationAddRequest")
        .with("userId", user_id)
        .with_element(data.to_element())
}

/// `UserPushNotificationRegistrationDeleteRequest`.
#[must_use]
pub fn push_registration_delete(registration_id: &str) -> Command {
    Command::request("UserPushNotificationRegistrationDeleteRequest")
        .with("registrationId", registration_id)
}
