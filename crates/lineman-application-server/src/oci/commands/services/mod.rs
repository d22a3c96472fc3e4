//! Which services a service provider and a group may use, group services, and service packs.

pub(super) mod allowed;
mod authorize;
mod group;
mod lists;
pub(super) mod names;
mod packs;

use lineman_ocip::{Command, Element};

use crate::oci::errors::{self, Failure};
use crate::oci::fields::Fields;
use crate::oci::registry::{Family, PLAIN, family};
use crate::oci::server::Call;
use crate::oci::transaction_log::TransactionKind::{Read, Write};

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] = &[
    family("ServiceProviderServiceModifyAuthorizationListRequest", PLAIN, "serviceprovider", Write),
    family("ServiceProviderServiceGetAuthorizationListRequest", PLAIN, "serviceprovider", Read),
    family("ServiceProviderServiceGetAuthorizationRequest", PLAIN, "serviceprovider", Read),
    family("ServiceProviderServiceGetUserAssignableListRequest", PLAIN, "serviceprovider", Read),
    family("GroupServiceModifyAuthorizationListRequest", PLAIN, "group", Write),
    family("GroupServiceGetAuthorizationListRequest", PLAIN, "group", Read),
    family("GroupServiceGetAuthorizationRequest", PLAIN, "group", Read),
    family("GroupServiceGetAuthorizedListRequest", PLAIN, "group", Read),
    family("GroupServiceAssignListRequest", PLAIN, "group", Write),
    family("GroupServiceUnassignListRequest", PLAIN, "group", Write),
    family("GroupServiceIsAssignedRequest", PLAIN, "group", Read),
    family("GroupGetUserServiceAssignedUserListRequest", PLAIN, "group", Read),
    family("ServiceProviderServicePackAddRequest", PLAIN, "serviceprovider", Write),
    family("ServiceProviderServicePackAddServiceListRequest", PLAIN, "serviceprovider", Write),
    family("ServiceProviderServicePackModifyRequest", PLAIN, "serviceprovider", Write),
    family("ServiceProviderServicePackDeleteRequest", PLAIN, "serviceprovider", Write),
    family("ServiceProviderServicePackGetListRequest", PLAIN, "serviceprovider", Read),
    family("ServiceProviderServicePackGetDetailListRequest", PLAIN, "serviceprovider", Read),
    family("ServiceProviderServicePackGetUtilizationListRequest", PLAIN, "serviceprovider", Read),
    family("UserServiceIsAssignedRequest", PLAIN, "user", Read),
];

/// Carries out a command of this room.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "ServiceProviderServiceModifyAuthorizationListRequest"
        | "GroupServiceModifyAuthorizationListRequest" => authorize::modify(call).await,
        "ServiceProviderServiceGetAuthorizationListRequest" => lists::of_provider(call).await,
        "GroupServiceGetAuthorizationListRequest" => lists::of_group(call).await,
        "ServiceProviderServiceGetAuthorizationRequest" | "GroupServiceGetAuthorizationRequest" => {
            authorize::get(call).await
        }
        "ServiceProviderServiceGetUserAssignableListRequest" => lists::user_assignable(call).await,
        "GroupServiceGetAuthorizedListRequest" => lists::authorized(call).await,
        "GroupServiceAssignListRequest" => group::assign(call, true).await,
        "GroupServiceUnassignListRequest" => group::assign(call, false).await,
        "GroupServiceIsAssignedRequest" => group::is_assigned(call).await,
        "GroupGetUserServiceAssignedUserListRequest" => group::users(call).await,
        "ServiceProviderServicePackAddRequest" => packs::add(call).await,
        "ServiceProviderServicePackAddServiceListRequest" => packs::add_services(call).await,
        "ServiceProviderServicePackModifyRequest" => packs::modify(call).await,
        "ServiceProviderServicePackDeleteRequest" => packs::delete(call).await,
        "ServiceProviderServicePackGetListRequest" => packs::list(call).await,
        "ServiceProviderServicePackGetDetailListRequest" => packs::detail(call).await,
        "ServiceProviderServicePackGetUtilizationListRequest" => packs::utilization(call).await,
        "UserServiceIsAssignedRequest" => group::is_assigned_to_user(call).await,
        _ => Err(errors::unknown_request(family)),
    }
}

/// A service that nobody knows.
pub(super) fn not_found(name: &str) -> Failure {
    errors::refused(format!("Service not found: {name}"))
}

/// A service pack that nobody knows.
pub(super) fn pack_not_found(name: &str) -> Failure {
    errors::refused(format!("Service Pack not found: {name}"))
}

/// `{unlimited | quantity}`; none is unlimited.
fn quantity(fields: Fields<'_>, name: &str) -> Result<Option<u32>, Failure> {
    let inner = fields
        .structure(name)
        .ok_or_else(|| errors::validation(format!("Element '{name}' is required")))?;
    match (inner.flag("unlimited")?, inner.number("quantity", 1)?) {
        (Some(true), None) => Ok(None),
        (None | Some(false), Some(quantity)) => Ok(Some(quantity)),
        _ => Err(errors::validation(format!("Element '{name}' is unlimited or has a quantity"))),
    }
}

fn quantity_element(name: &str, quantity: Option<u32>) -> Element {
    match quantity {
        None => Element::new(name).with_child("unlimited", "true"),
        Some(quantity) => Element::new(name).with_child("quantity", quantity.to_string()),
    }
}

/// A quantity in a table.
fn quantity_text(quantity: Option<u32>) -> String {
    quantity.map_or_else(|| "Unlimited".to_owned(), |quantity| quantity.to_string())
}
