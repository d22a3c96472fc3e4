//! Device types, access devices, their files, tags and activation, at the three levels of devices.

mod access_device_add;
mod access_device_fields;
mod access_device_get;
mod access_device_list;
mod access_device_modify;
mod access_device_users;
mod activation;
mod activation_policies;
mod available_tags;
mod custom_tags;
mod device_files;
mod device_management_options;
mod device_type_files;
mod device_type_lists;
mod families;
pub(super) mod file_urls;
mod owner;
pub(super) mod ports;
mod rebuild;
mod shared_call_appearance;
mod shared_call_endpoints;
mod sip_device_type_fields;
mod sip_device_types;
mod system_tags;
mod uploaded_file;
mod user_devices;

use lineman_ocip::Command;
use lineman_store::broadworks::DeviceLevel;

pub(in crate::oci) use families::FAMILIES;

use crate::oci::errors::{self, Failure};
use crate::oci::server::Call;

/// Carries out a command of this room.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    for (prefix, level) in [
        ("Group", DeviceLevel::Group),
        ("ServiceProvider", DeviceLevel::ServiceProvider),
        ("System", DeviceLevel::System),
    ] {
        if let Some(rest) = family.strip_prefix(prefix) {
            return run_at(call, level, rest, family).await;
        }
    }
    match family {
        "UserAccessDeviceDeviceActivationGetListRequest" => activation::list_of_user(call).await,
        "UserDeviceActivationPolicyInEffectGetRequest" => {
            activation_policies::in_effect(call).await
        }
        "ResellerDeviceActivationPolicyGetRequest" => {
            activation_policies::get_of_reseller(call).await
        }
        "ResellerDeviceActivationPolicyModifyRequest" => {
            activation_policies::modify_of_reseller(call).await
        }
        "UserAccessDeviceFileGetListRequest" => user_devices::list_files(call).await,
        "UserAccessDeviceFileGetRequest" => user_devices::get_file(call).await,
        "UserAccessDeviceFileModifyRequest" => user_devices::modify_file(call).await,
        "UserAccessDeviceResetRequest" => user_devices::reset(call).await,
        "UserAccessDeviceTagsGetRequest" => user_devices::tags(call).await,
        "UserSharedCallAppearanceGetRequest" => shared_call_appearance::get(call).await,
        "UserSharedCallAppearanceModifyRequest" => shared_call_appearance::modify(call).await,
        "UserSharedCallAppearanceAddEndpointRequest" => shared_call_endpoints::add(call).await,
        "UserSharedCallAppearanceGetEndpointRequest" => shared_call_endpoints::get(call).await,
        "UserSharedCallAppearanceModifyEndpointRequest" => {
            shared_call_endpoints::modify(call).await
        }
        "UserSharedCallAppearanceDeleteEndpointListRequest" => {
            shared_call_endpoints::delete(call).await
        }
        _ => Err(errors::unknown_request(family)),
    }
}

/// Commands that there are at each level; `rest` is what stands behind the level.
async fn run_at(
    call: &Call<'_>,
    level: DeviceLevel,
    rest: &str,
    family: &str,
) -> Result<Command, Failure> {
    match rest {
        "AccessDeviceAddRequest" => access_device_add::run(call, level).await,
        "AccessDeviceGetRequest" => access_device_get::run(call, level).await,
        "AccessDeviceGetListRequest" => access_device_list::run(call, level).await,
        "AccessDeviceGetAllRequest" => access_device_list::all(call).await,
        "AccessDeviceModifyRequest" => access_device_modify::run(call, level).await,
        "AccessDeviceDeleteRequest" => access_device_modify::delete(call, level).await,
        "AccessDeviceModifyUserRequest" => access_device_users::modify(call, level).await,
        "AccessDeviceGetUserListRequest" => access_device_users::list(call, level).await,
        "AccessDeviceAvailablePortGetListRequest" => ports::available(call).await,
        "AccessDeviceFileGetListRequest" => device_files::list(call, level).await,
        "AccessDeviceFileGetRequest" => device_files::get(call, level).await,
        "AccessDeviceFileModifyRequest" => device_files::modify(call, level).await,
        "AccessDeviceGetAvailableCustomTagListRequest" => available_tags::run(call, level).await,
        "AccessDeviceDeviceActivationGetRequest" => activation::get(call, level).await,
        "AccessDeviceDeviceActivationModifyRequest" => activation::modify(call, level).await,
        "AccessDeviceGenerateActivationCodeRequest" => activation::generate(call, level).await,
        "DeviceActivationPolicyGetRequest" => activation_policies::get(call, level).await,
        "DeviceActivationPolicyModifyRequest" => activation_policies::modify(call, level).await,
        "CPEConfigRebuildDeviceConfigFileRequest"
        | "CPEConfigResetDeviceRequest"
        | "AccessDeviceResetRequest" => rebuild::device(call, level).await,
        "CPEConfigRebuildConfigFileRequest" | "CPEConfigResetDeviceTypeRequest" => {
            rebuild::device_type(call, level).await
        }
        "CPEConfigReorderDeviceLinePortsRequest" => access_device_users::reorder(call, level).await,
        "DeviceManagementGetAccessDeviceCountForDeviceTypeGroupRequest"
        | "DeviceManagementGetAccessDeviceCountForDeviceTypeServiceProviderRequest"
        | "DeviceManagementGetAccessDeviceCountForDeviceTypeRequest" => {
            access_device_list::count(call, level).await
        }
        _ => match custom_tags::Family::parse(level, rest) {
            Some((scope, action)) => custom_tags::run(call, level, scope, action).await,
            None => run_system(call, rest, family).await,
        },
    }
}

/// Commands of the system only.
async fn run_system(call: &Call<'_>, rest: &str, family: &str) -> Result<Command, Failure> {
    match rest {
        "AccessDeviceTypeGetListRequest" => device_type_lists::names(call).await,
        "SIPDeviceTypeGetListRequest" => device_type_lists::table(call).await,
        "DeviceTypeGetAvailableListRequest" => device_type_lists::available(call).await,
        "DeviceTypeGetRequest" => sip_device_types::get_summary(call).await,
        "SIPDeviceTypeGetRequest" => sip_device_types::get(call).await,
        "SIPDeviceTypeAddRequest" => sip_device_types::add(call).await,
        "SIPDeviceTypeModifyRequest" => sip_device_types::modify(call).await,
        "SIPDeviceTypeDeleteRequest" => sip_device_types::delete(call).await,
        "SIPDeviceTypeFileGetListRequest" => device_type_files::list(call).await,
        "SIPDeviceTypeFileGetRequest" => device_type_files::get(call).await,
        "SIPDeviceTypeFileAddRequest" => device_type_files::add(call).await,
        "SIPDeviceTypeFileModifyRequest" => device_type_files::modify(call).await,
        "SIPDeviceTypeFileDeleteRequest" => device_type_files::delete(call).await,
        "DeviceManagementTagAddRequest" => system_tags::add(call).await,
        "DeviceManagementTagModifyRequest" => system_tags::modify(call).await,
        "DeviceManagementTagGetListRequest" => system_tags::list(call).await,
        "DeviceManagementTagDeleteListRequest" => system_tags::delete(call).await,
        "DeviceManagementTagSetAddRequest" => system_tags::add_set(call).await,
        "DeviceManagementTagSetModifyRequest" => system_tags::modify_set(call).await,
        "DeviceManagementTagSetGetListRequest" => system_tags::list_sets(call).await,
        "DeviceManagementTagSetDeleteRequest" => system_tags::delete_set(call).await,
        _ => Err(errors::unknown_request(family)),
    }
}
