//! Provisioning of the lab's people over OCI-P.

use lineman_ladder::literals::{DEVICE_TYPE_DESKTOP, SERVICE_INTEGRATED_IMP};
use lineman_model::{CallService, Secret};
use lineman_ocip::Command;
use lineman_xml::Element;

use super::faults::Fault;
use super::oci_client::{OciClient, OciClientError};
use super::subscribers::{BROADWORKS_DOMAIN, ENTERPRISE, GROUP, LabSubscriber};

/// A device type of the Webex app that is not the desktop's.
const DEVICE_TYPE_MOBILE: &str = "Connect - Mobile";

/// Account and address of the bridge as the Application Server is told.
#[derive(Debug)]
pub struct Messaging<'a> {
    /// The complete address.
    pub url: &'a str,
    /// The account.
    pub user_id: &'a str,
    /// Its password.
    pub password: &'a Secret,
}

/// Where Integrated IM&P posts to, and with which account.
///
/// # Errors
/// When the Application Server does not answer, or refuses.
pub async fn messaging_server(
    client: &mut OciClient,
    messaging: &Messaging<'_>,
    faults: &[Fault],
) -> Result<(), OciClientError> {
    let password = if faults.contains(&Fault::ImpCredentialsMismatch) {
        // One character more than the template's (PRV-026).
        format!("{}x", messaging.password.reveal())
    } else {
        messaging.password.reveal().to_owned()
    };
    client
        .call(
            Command::request("SystemBroadCloudModifyRequest")
                .with("provisioningUrl", messaging.url)
                .with("provisioningUserId", messaging.user_id)
                .with("provisioningPassword", password)
                .with_flag("enableSynchronization", true),
        )
        .await?;
    Ok(())
}

/// The enterprise, its group, its numbers, and where Integrated IM&P posts to.
///
/// # Errors
/// When the Application Server does not answer, or refuses.
pub async fn enterprise(
    client: &mut OciClient,
    messaging: &Messaging<'_>,
    everybody: &[&LabSubscriber],
    faults: &[Fault],
) -> Result<(), OciClientError> {
    messaging_server(client, messaging, faults).await?;
    client
        .call(
            Command::request("ServiceProviderAddRequest13mp2")
                .with_flag("useCustomRoutingProfile", false)
                .with("serviceProviderId", ENTERPRISE)
                .with("defaultDomain", BROADWORKS_DOMAIN),
        )
        .await?;
    let mut numbers =
        Command::request("ServiceProviderDnAddListRequest").with("serviceProviderId", ENTERPRISE);
    let mut assigned = Command::request("GroupDnAssignListRequest")
        .with("serviceProviderId", ENTERPRISE)
        .with("groupId", GROUP);
    for subscriber in everybody {
        numbers = numbers.with("phoneNumber", &subscriber.primary_number);
        assigned = assigned.with("phoneNumber", &subscriber.primary_number);
    }
    client.call(numbers).await?;
    client
        .call(
            Command::request("GroupAddRequest")
                .with("serviceProviderId", ENTERPRISE)
                .with("groupId", GROUP)
                .with("defaultDomain", BROADWORKS_DOMAIN)
                .with("userLimit", "100"),
        )
        .await?;
    client.call(assigned).await?;
    Ok(())
}

/// A user with device, alternate id and SIP credentials; faults hit `first`.
///
/// # Errors
/// When the Application Server does not answer, or refuses.
pub async fn user(
    client: &mut OciClient,
    subscriber: &LabSubscriber,
    device_password: &Secret,
    faults: &[Fault],
) -> Result<(), OciClientError> {
    let device_type = if faults.contains(&Fault::DesktopDeviceMissing) {
        DEVICE_TYPE_MOBILE
    } else {
        DEVICE_TYPE_DESKTOP
    };
    let credentials = Element::new("accessDeviceCredentials")
        .with_child("userName", &subscriber.device_name)
        .with_child("password", device_password.reveal());
    client
        .call(
            Command::request("GroupAccessDeviceAddRequest22V2")
                .with("serviceProviderId", ENTERPRISE)
                .with("groupId", GROUP)
                .with("deviceName", &subscriber.device_name)
                .with("deviceType", device_type)
                .with_flag("useCustomUserNamePassword", true)
                .with_element(credentials),
        )
        .await?;
    let device = Element::new("accessDevice")
        .with_child("deviceLevel", "Group")
        .with_child("deviceName", &subscriber.device_name);
    let endpoint = Element::new("accessDeviceEndpoint")
        .with(device)
        .with_child("linePort", &subscriber.line_port)
        .with_child("useHotline", "false");
    let number = (!faults.contains(&Fault::PrimaryNumberMissing))
        .then_some(subscriber.primary_number.as_str());
    client
        .call(
            Command::request("UserAddRequest22V2")
                .with("serviceProviderId", ENTERPRISE)
                .with("groupId", GROUP)
                .with("userId", &subscriber.bw_user_id)
                .with("lastName", &subscriber.last_name)
                .with("firstName", &subscriber.first_name)
                .with("callingLineIdLastName", &subscriber.last_name)
                .with("callingLineIdFirstName", &subscriber.first_name)
                .with_optional("phoneNumber", number)
                .with("extension", &subscriber.extension)
                .with("password", subscriber.web_password.reveal())
                .with_element(endpoint)
                .with("emailAddress", &subscriber.email),
        )
        .await?;
    // The email is accepted at the portal because it is an alternate id (LAD-055).
    client
        .call(
            Command::request("UserAlternateUserIdAddRequest")
                .with("userId", &subscriber.bw_user_id)
                .with("alternateUserId", &subscriber.email),
        )
        .await?;
    client
        .call(
            Command::request("UserAuthenticationModifyRequest")
                .with("userId", &subscriber.bw_user_id)
                .with("userName", &subscriber.sip_username)
                .with("newPassword", subscriber.sip_password.reveal()),
        )
        .await?;
    let assign =
        Command::request("UserServiceAssignListRequest").with("userId", &subscriber.bw_user_id);
    let services = CallService::ALL.iter().filter(|service| service.is_assignable());
    let assign =
        services.fold(assign, |assign, service| assign.with("serviceName", service.service_name()));
    client.call(assign).await?;
    Ok(())
}

/// Assigns Integrated IM&P (P1). Whether the Application Server took it.
///
/// # Errors
/// When the Application Server does not answer, or refuses.
pub async fn assign_imp(
    client: &mut OciClient,
    subscriber: &LabSubscriber,
) -> Result<bool, OciClientError> {
    let assign = Command::request("UserServiceAssignListRequest")
        .with("userId", &subscriber.bw_user_id)
        .with("serviceName", SERVICE_INTEGRATED_IMP);
    Ok(client.send(assign).await?.error_response().is_none())
}

/// Gives the user another web-access password than the one that will be typed (LAD-054).
///
/// # Errors
/// When the Application Server does not answer, or refuses.
pub async fn change_web_password(
    client: &mut OciClient,
    subscriber: &LabSubscriber,
    password: &Secret,
) -> Result<(), OciClientError> {
    client
        .call(
            Command::request("UserModifyRequest22")
                .with("userId", &subscriber.bw_user_id)
                .with("newPassword", password.reveal()),
        )
        .await?;
    Ok(())
}
