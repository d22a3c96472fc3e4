//! Integrated IM&P at every level.

mod export;
mod fields;
mod generate_password;
mod group;
mod imp_id;
mod reseller;
mod service_provider;
mod shared;
mod system_broad_cloud;
mod system_integrated_imp;
mod user;

use lineman_ocip::Command;

use crate::oci::errors::{self, Failure};
use crate::oci::registry::{Family, PLAIN, family};
use crate::oci::server::Call;
use crate::oci::transaction_log::TransactionKind::{Read, Write};

pub(super) use imp_id::imp_id;
pub(super) use shared::{
    deprovision, is_active_at_first, password_changed, profile_changed, provision,
};

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] = &[
    family("SystemBroadCloudGetRequest", &["22"], "system", Read),
    family("SystemBroadCloudModifyRequest", PLAIN, "system", Write),
    family("SystemExportBroadCloudDataRequest", PLAIN, "system", Write),
    family("SystemIntegratedIMPGetRequest", &["21", "25"], "system", Read),
    family("SystemIntegratedIMPModifyRequest", PLAIN, "system", Write),
    family("ResellerIntegratedIMPGetRequest", &["22"], "reseller", Read),
    family("ResellerIntegratedIMPModifyRequest", PLAIN, "reseller", Write),
    family("ServiceProviderIntegratedIMPGetRequest", &["22"], "serviceprovider", Read),
    family("ServiceProviderIntegratedIMPModifyRequest", PLAIN, "serviceprovider", Write),
    family("GroupIntegratedIMPGetRequest", &["23"], "group", Read),
    family("GroupIntegratedIMPModifyRequest", PLAIN, "group", Write),
    family("UserIntegratedIMPGetRequest", &["21sp1"], "user", Read),
    family("UserIntegratedIMPModifyRequest", PLAIN, "user", Write),
    family("UserIntegratedIMPGeneratePasswordRequest", PLAIN, "user", Write),
];

/// Carries out a command of this room.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "SystemBroadCloudGetRequest" => system_broad_cloud::get(call).await,
        "SystemBroadCloudModifyRequest" => system_broad_cloud::modify(call).await,
        "SystemExportBroadCloudDataRequest" => export::run(call).await,
        "SystemIntegratedIMPGetRequest" => system_integrated_imp::get(call).await,
        "SystemIntegratedIMPModifyRequest" => system_integrated_imp::modify(call).await,
        "ResellerIntegratedIMPGetRequest" => reseller::get(call).await,
        "ResellerIntegratedIMPModifyRequest" => reseller::modify(call).await,
        "ServiceProviderIntegratedIMPGetRequest" => service_provider::get(call).await,
        "ServiceProviderIntegratedIMPModifyRequest" => service_provider::modify(call).await,
        "GroupIntegratedIMPGetRequest" => group::get(call).await,
        "GroupIntegratedIMPModifyRequest" => group::modify(call).await,
        "UserIntegratedIMPGetRequest" => user::get(call).await,
        "UserIntegratedIMPModifyRequest" => user::modify(call).await,
        "UserIntegratedIMPGeneratePasswordRequest" => generate_password::run(call).await,
        _ => Err(errors::unknown_request(family)),
    }
}
