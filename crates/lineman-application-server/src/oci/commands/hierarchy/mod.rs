//! Resellers, what can be changed of service providers and groups, departments, domains, lengths of
//! extensions, languages and the like.

mod departments;
mod domains;
mod extension_length;
mod groups;
mod locales;
pub(super) mod profile;
mod providers;
pub(super) mod resellers;

pub(super) use departments::{department_key, full_path, key_element};
pub(super) use extension_length::check_extension;
pub(super) use locales::{country_code, language_of, locale_of, time_zone_of};

use lineman_ocip::Command;

use crate::oci::errors::{self, Failure};
use crate::oci::registry::{Family, PLAIN, family};
use crate::oci::server::Call;
use crate::oci::transaction_log::TransactionKind::{Read, Write};

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] = &[
    family("ResellerAddRequest", PLAIN, "reseller", Write),
    family("ResellerGetRequest", &["", "22", "22V2"], "reseller", Read),
    family("ResellerGetListRequest", PLAIN, "reseller", Read),
    family("ResellerModifyRequest", PLAIN, "reseller", Write),
    family("ResellerDeleteRequest", PLAIN, "reseller", Write),
    family("ServiceProviderModifyRequest", PLAIN, "serviceprovider", Write),
    family("ServiceProviderGetDefaultRequest", PLAIN, "serviceprovider", Read),
    family("ServiceProviderGetPagedSortedListRequest", PLAIN, "serviceprovider", Read),
    family("GroupModifyRequest", PLAIN, "group", Write),
    family("GroupGetDefaultRequest", PLAIN, "group", Read),
    family("GroupGetListInSystemRequest", PLAIN, "group", Read),
    family("GroupGetListInServiceProviderPagedSortedListRequest", PLAIN, "group", Read),
    family("EnterpriseDepartmentAddRequest", PLAIN, "enterprise", Write),
    family("EnterpriseDepartmentGetListRequest", PLAIN, "enterprise", Read),
    family("EnterpriseDepartmentGetAvailableParentListRequest", PLAIN, "enterprise", Read),
    family("EnterpriseDepartmentModifyRequest", PLAIN, "enterprise", Write),
    family("EnterpriseDepartmentDeleteRequest", PLAIN, "enterprise", Write),
    family("GroupDepartmentAddRequest", PLAIN, "group", Write),
    family("GroupDepartmentGetRequest", PLAIN, "group", Read),
    family("GroupDepartmentGetListRequest", &["", "18"], "group", Read),
    family("GroupDepartmentGetAvailableParentListRequest", PLAIN, "group", Read),
    family("GroupDepartmentModifyRequest", PLAIN, "group", Write),
    family("GroupDepartmentDeleteRequest", PLAIN, "group", Write),
    family("ServiceProviderExtensionLengthGetRequest", PLAIN, "serviceprovider", Read),
    family("ServiceProviderExtensionLengthModifyRequest", PLAIN, "serviceprovider", Write),
    family("GroupExtensionLengthGetRequest", &["", "17", "22"], "group", Read),
    family("GroupExtensionLengthModifyRequest", &["", "17"], "group", Write),
    family("SystemDomainAddRequest", PLAIN, "system", Write),
    family("SystemDomainDeleteRequest", PLAIN, "system", Write),
    family("SystemDomainGetListRequest", &["", "22", "22V2"], "system", Read),
    family("SystemDomainParametersGetRequest", PLAIN, "system", Read),
    family("SystemDomainParametersModifyRequest", PLAIN, "system", Write),
    family("ServiceProviderDomainAssignListRequest", PLAIN, "serviceprovider", Write),
    family("ServiceProviderDomainUnassignListRequest", PLAIN, "serviceprovider", Write),
    family("ServiceProviderDomainGetAssignedListRequest", &["", "22"], "serviceprovider", Read),
    family("GroupDomainAssignListRequest", PLAIN, "group", Write),
    family("GroupDomainUnassignListRequest", PLAIN, "group", Write),
    family("GroupDomainGetAssignedListRequest", PLAIN, "group", Read),
    family("SystemLanguageAddRequest", &["", "22"], "system", Write),
    family("SystemLanguageDeleteRequest", PLAIN, "system", Write),
    family("SystemLanguageGetListRequest", PLAIN, "system", Read),
    family("SystemLanguageModifyRequest", &["", "22"], "system", Write),
    family("SystemTimeZoneGetListRequest", &["", "20"], "system", Read),
    family("SystemCountryCodeGetListRequest", PLAIN, "system", Read),
    family("SystemCountryCodeModifyRequest", PLAIN, "system", Write),
    family("SystemStateOrProvinceGetListRequest", PLAIN, "system", Read),
];

/// Carries out a command of this room.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "ResellerAddRequest" => resellers::add(call).await,
        "ResellerGetRequest" => resellers::get(call).await,
        "ResellerGetListRequest" => resellers::list(call).await,
        "ResellerModifyRequest" => resellers::modify(call).await,
        "ResellerDeleteRequest" => resellers::delete(call).await,
        "ServiceProviderModifyRequest" => providers::modify(call).await,
        "ServiceProviderGetDefaultRequest" => providers::get_default(call).await,
        "ServiceProviderGetPagedSortedListRequest" => providers::page(call).await,
        "GroupModifyRequest" => groups::modify(call).await,
        "GroupGetDefaultRequest" => groups::get_default(call).await,
        "GroupGetListInSystemRequest" => groups::in_system(call).await,
        "GroupGetListInServiceProviderPagedSortedListRequest" => groups::page(call).await,
        "ServiceProviderExtensionLengthGetRequest" => extension_length::get_provider(call).await,
        "ServiceProviderExtensionLengthModifyRequest" => {
            extension_length::modify_provider(call).await
        }
        "GroupExtensionLengthGetRequest" => extension_length::get_group(call).await,
        "GroupExtensionLengthModifyRequest" => extension_length::modify_group(call).await,
        _ if family.contains("Department") => run_departments(call, family).await,
        _ if family.contains("Domain") => run_domains(call, family).await,
        _ => run_locales(call, family).await,
    }
}

async fn run_departments(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "EnterpriseDepartmentAddRequest" | "GroupDepartmentAddRequest" => {
            departments::add(call).await
        }
        "GroupDepartmentGetRequest" => departments::get(call).await,
        "EnterpriseDepartmentGetListRequest" | "GroupDepartmentGetListRequest" => {
            departments::list(call).await
        }
        "EnterpriseDepartmentGetAvailableParentListRequest"
        | "GroupDepartmentGetAvailableParentListRequest" => departments::parents(call).await,
        "EnterpriseDepartmentModifyRequest" | "GroupDepartmentModifyRequest" => {
            departments::modify(call).await
        }
        "EnterpriseDepartmentDeleteRequest" | "GroupDepartmentDeleteRequest" => {
            departments::delete(call).await
        }
        _ => Err(errors::unknown_request(family)),
    }
}

async fn run_domains(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "SystemDomainAddRequest" => domains::add(call).await,
        "SystemDomainDeleteRequest" => domains::delete(call).await,
        "SystemDomainGetListRequest" => domains::list(call).await,
        "SystemDomainParametersGetRequest" => domains::parameters(call).await,
        "SystemDomainParametersModifyRequest" => domains::modify_parameters(call).await,
        "ServiceProviderDomainAssignListRequest" | "GroupDomainAssignListRequest" => {
            domains::assign(call, true).await
        }
        "ServiceProviderDomainUnassignListRequest" | "GroupDomainUnassignListRequest" => {
            domains::assign(call, false).await
        }
        "ServiceProviderDomainGetAssignedListRequest" | "GroupDomainGetAssignedListRequest" => {
            domains::assigned(call).await
        }
        _ => Err(errors::unknown_request(family)),
    }
}

async fn run_locales(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "SystemLanguageAddRequest" => locales::add_language(call).await,
        "SystemLanguageDeleteRequest" => locales::delete_language(call).await,
        "SystemLanguageGetListRequest" => locales::languages(call).await,
        "SystemLanguageModifyRequest" => locales::modify_language(call).await,
        "SystemTimeZoneGetListRequest" => locales::time_zones(call),
        "SystemCountryCodeGetListRequest" => locales::country_codes(call).await,
        "SystemCountryCodeModifyRequest" => locales::modify_country_code(call).await,
        "SystemStateOrProvinceGetListRequest" => Ok(locales::states(call)),
        _ => Err(errors::unknown_request(family)),
    }
}
