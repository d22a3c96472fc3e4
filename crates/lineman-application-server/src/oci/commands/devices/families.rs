//! The families of this room.

use crate::oci::registry::{Family, PLAIN, family};
use crate::oci::transaction_log::TransactionKind::{Read, Write};

/// Lists families that are the same at each level of devices, and then the others.
macro_rules! families {
    (
        each level: $($name:literal $versions:expr, $kind:ident;)+
        others: $($whole:literal $package:literal $others:expr, $other_kind:ident;)+
    ) => {
        &[
            $(
                family(concat!("Group", $name), $versions, "group", $kind),
                family(concat!("ServiceProvider", $name), $versions, "serviceprovider", $kind),
                family(concat!("System", $name), $versions, "system", $kind),
            )+
            $(family($whole, $others, $package, $other_kind),)+
        ]
    };
}

const GET_FILE: &[&str] = &["14sp8", "16sp1", "20"];
const GET_USERS: &[&str] = &["", "21sp1"];
const GET_DEVICE: &[&str] = &[
    "14", "14sp3", "14sp6", "16", "18sp1", "22", "22V2", "22V3", "22V4", "22V5", "24", "24V2",
    "24V3",
];

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] = families! {
    each level:
    "AccessDeviceDeleteRequest" PLAIN, Write;
    "AccessDeviceGetUserListRequest" GET_USERS, Read;
    "AccessDeviceModifyUserRequest" PLAIN, Write;
    "AccessDeviceFileGetListRequest" &["14sp8"], Read;
    "AccessDeviceFileGetRequest" GET_FILE, Read;
    "AccessDeviceFileModifyRequest" &["14sp8"], Write;
    "AccessDeviceCustomTagAddRequest" PLAIN, Write;
    "AccessDeviceCustomTagModifyRequest" PLAIN, Write;
    "AccessDeviceCustomTagDeleteListRequest" PLAIN, Write;
    "AccessDeviceCustomTagAddOrModifyListRequest" PLAIN, Write;
    "AccessDeviceCustomTagGetListRequest" PLAIN, Read;
    "AccessDeviceGetAvailableCustomTagListRequest" PLAIN, Read;
    "AccessDeviceDeviceActivationGetRequest" PLAIN, Read;
    "AccessDeviceDeviceActivationModifyRequest" PLAIN, Write;
    "AccessDeviceGenerateActivationCodeRequest" PLAIN, Write;
    "AccessDeviceResetRequest" PLAIN, Write;
    "DeviceActivationPolicyGetRequest" PLAIN, Read;
    "DeviceActivationPolicyModifyRequest" PLAIN, Write;
    "CPEConfigRebuildConfigFileRequest" PLAIN, Write;
    "CPEConfigRebuildDeviceConfigFileRequest" PLAIN, Write;
    "CPEConfigReorderDeviceLinePortsRequest" PLAIN, Write;
    "CPEConfigResetDeviceRequest" PLAIN, Write;
    "CPEConfigResetDeviceTypeRequest" PLAIN, Write;

    others:
    // access devices, where the versions differ between the levels
    "GroupAccessDeviceAddRequest" "group" &["14", "22", "22V2"], Write;
    "ServiceProviderAccessDeviceAddRequest" "serviceprovider" &["14", "22", "22V2"], Write;
    "SystemAccessDeviceAddRequest" "system" &["", "22", "22V2", "22V3"], Write;
    "GroupAccessDeviceModifyRequest" "group" &["14", "22"], Write;
    "ServiceProviderAccessDeviceModifyRequest" "serviceprovider" &["14", "22"], Write;
    "SystemAccessDeviceModifyRequest" "system" &["", "22"], Write;
    "GroupAccessDeviceGetRequest" "group" GET_DEVICE, Read;
    "ServiceProviderAccessDeviceGetRequest" "serviceprovider" GET_DEVICE, Read;
    "SystemAccessDeviceGetRequest" "system"
        &["", "14sp3", "14sp6", "16", "18sp1", "22", "22V2", "22V3", "22V4", "22V5", "22V6", "24",
            "24V2", "24V3"], Read;
    "GroupAccessDeviceGetListRequest" "group" PLAIN, Read;
    "ServiceProviderAccessDeviceGetListRequest" "serviceprovider" PLAIN, Read;
    "SystemAccessDeviceGetListRequest" "system" &["14"], Read;
    "SystemAccessDeviceGetAllRequest" "system" PLAIN, Read;
    "GroupAccessDeviceAvailablePortGetListRequest" "group" PLAIN, Read;
    "GroupDeviceManagementGetAccessDeviceCountForDeviceTypeGroupRequest" "group" PLAIN, Read;
    "ServiceProviderDeviceManagementGetAccessDeviceCountForDeviceTypeServiceProviderRequest"
        "serviceprovider" PLAIN, Read;
    "SystemDeviceManagementGetAccessDeviceCountForDeviceTypeRequest" "system" PLAIN, Read;
    // tags of device types
    "GroupDeviceTypeCustomTagAddRequest" "group" PLAIN, Write;
    "GroupDeviceTypeCustomTagModifyRequest" "group" PLAIN, Write;
    "GroupDeviceTypeCustomTagDeleteListRequest" "group" PLAIN, Write;
    "GroupDeviceTypeCustomTagGetListRequest" "group" PLAIN, Read;
    "ServiceProviderDeviceTypeCustomTagAddRequest" "serviceprovider" PLAIN, Write;
    "ServiceProviderDeviceTypeCustomTagModifyRequest" "serviceprovider" PLAIN, Write;
    "ServiceProviderDeviceTypeCustomTagDeleteListRequest" "serviceprovider" PLAIN, Write;
    "ServiceProviderDeviceTypeCustomTagGetListRequest" "serviceprovider" PLAIN, Read;
    // tags of the system
    "SystemDeviceManagementTagAddRequest" "system" &["", "21sp2", "22"], Write;
    "SystemDeviceManagementTagModifyRequest" "system" PLAIN, Write;
    "SystemDeviceManagementTagDeleteListRequest" "system" PLAIN, Write;
    "SystemDeviceManagementTagGetListRequest" "system" PLAIN, Read;
    "SystemDeviceManagementTagSetAddRequest" "system" PLAIN, Write;
    "SystemDeviceManagementTagSetModifyRequest" "system" PLAIN, Write;
    "SystemDeviceManagementTagSetDeleteRequest" "system" PLAIN, Write;
    "SystemDeviceManagementTagSetGetListRequest" "system" &["", "22"], Read;
    // device types
    "SystemAccessDeviceTypeGetListRequest" "system" PLAIN, Read;
    "SystemDeviceTypeGetAvailableListRequest" "system" &["19", "22", "22V2"], Read;
    "SystemDeviceTypeGetRequest" "system"
        &["16sp1", "18", "19", "21sp1", "22", "22V2", "22V3", "22V4", "22V5", "22V6", "22V7"],
        Read;
    "SystemSIPDeviceTypeGetListRequest" "system" PLAIN, Read;
    "SystemSIPDeviceTypeGetRequest" "system" super::sip_device_type_fields::GET_VERSIONS, Read;
    "SystemSIPDeviceTypeAddRequest" "system" super::sip_device_type_fields::ADD_VERSIONS, Write;
    "SystemSIPDeviceTypeModifyRequest" "system"
        super::sip_device_type_fields::MODIFY_VERSIONS, Write;
    "SystemSIPDeviceTypeDeleteRequest" "system" PLAIN, Write;
    "SystemSIPDeviceTypeFileAddRequest" "system"
        &["14sp8", "16sp1", "18", "19", "20", "21sp1", "22", "22V2"], Write;
    "SystemSIPDeviceTypeFileModifyRequest" "system" &["14sp8", "16sp1"], Write;
    "SystemSIPDeviceTypeFileDeleteRequest" "system" &["14sp8"], Write;
    "SystemSIPDeviceTypeFileGetListRequest" "system" &["14sp8"], Read;
    "SystemSIPDeviceTypeFileGetRequest" "system"
        &["14sp8", "16sp1", "18", "19", "20", "21sp1", "22", "22V2"], Read;
    "ResellerDeviceActivationPolicyGetRequest" "reseller" PLAIN, Read;
    "ResellerDeviceActivationPolicyModifyRequest" "reseller" PLAIN, Write;
    // users
    "UserAccessDeviceDeviceActivationGetListRequest" "user" PLAIN, Read;
    "UserDeviceActivationPolicyInEffectGetRequest" "user" PLAIN, Read;
    "UserAccessDeviceFileGetListRequest" "user" PLAIN, Read;
    "UserAccessDeviceFileGetRequest" "user" PLAIN, Read;
    "UserAccessDeviceFileModifyRequest" "user" PLAIN, Write;
    "UserAccessDeviceResetRequest" "user" PLAIN, Write;
    "UserAccessDeviceTagsGetRequest" "user" PLAIN, Read;
    "UserSharedCallAppearanceGetRequest" "user" &["14", "14sp2", "16sp2", "21sp1"], Read;
    "UserSharedCallAppearanceModifyRequest" "user" PLAIN, Write;
    "UserSharedCallAppearanceAddEndpointRequest" "user" &["14", "14sp2", "21sp2", "22"], Write;
    "UserSharedCallAppearanceGetEndpointRequest" "user" &["", "22"], Read;
    "UserSharedCallAppearanceModifyEndpointRequest" "user" PLAIN, Write;
    "UserSharedCallAppearanceDeleteEndpointListRequest" "user" &["14"], Write;
};
