//! Numbers of service providers and groups: inventory, assignment, activation, departments, lists.

mod group;
mod group_lists;
mod provider;
mod ranges;
mod status;

use lineman_ocip::Command;

use crate::oci::errors::{self, Failure};
use crate::oci::registry::{Family, PLAIN, family};
use crate::oci::server::Call;
use crate::oci::transaction_log::TransactionKind::{Read, Write};

/// Most numbers of a service provider or a group that one answer shows.
const NUMBERS: u32 = 100_000;

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] = &[
    family("ServiceProviderDnDeleteListRequest", PLAIN, "serviceprovider", Write),
    family("ServiceProviderDnGetAvailableListRequest", PLAIN, "serviceprovider", Read),
    family("ServiceProviderDnGetSummaryListRequest", PLAIN, "serviceprovider", Read),
    family("ServiceProviderDnGetStatusListRequest", PLAIN, "serviceprovider", Read),
    family("GroupDnUnassignListRequest", PLAIN, "group", Write),
    family("GroupDnActivateListRequest", PLAIN, "group", Write),
    family("GroupDnDeactivateListRequest", PLAIN, "group", Write),
    family("GroupDnListAssignDepartmentRequest", PLAIN, "group", Write),
    family("GroupDnGetListRequest", PLAIN, "group", Read),
    family("GroupDnGetAvailableListRequest", PLAIN, "group", Read),
    family("GroupDnGetAvailableRangesListRequest", PLAIN, "group", Read),
    family("GroupDnGetDetailedAvailableListRequest", PLAIN, "group", Read),
    family("GroupDnGetSummaryListRequest", PLAIN, "group", Read),
    family("GroupDnGetActivationListRequest", PLAIN, "group", Read),
    family("GroupDnGetAssignmentListRequest", &["", "18"], "group", Read),
    family("GroupDnGetAssignmentPagedSortedListRequest", PLAIN, "group", Read),
    family("GroupDnGetStatusListRequest", PLAIN, "group", Read),
];

/// Carries out a command of this room.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "ServiceProviderDnDeleteListRequest" => provider::delete(call).await,
        "ServiceProviderDnGetAvailableListRequest" => provider::available(call).await,
        "ServiceProviderDnGetSummaryListRequest" => provider::summary(call).await,
        "ServiceProviderDnGetStatusListRequest" | "GroupDnGetStatusListRequest" => {
            status::run(call).await
        }
        "GroupDnUnassignListRequest" => group::unassign(call).await,
        "GroupDnActivateListRequest" => group::activate(call, true).await,
        "GroupDnDeactivateListRequest" => group::activate(call, false).await,
        "GroupDnListAssignDepartmentRequest" => group::assign_department(call).await,
        "GroupDnGetListRequest" => group_lists::all(call).await,
        "GroupDnGetAvailableListRequest" => group_lists::available(call).await,
        "GroupDnGetAvailableRangesListRequest" => group_lists::available_ranges(call).await,
        "GroupDnGetDetailedAvailableListRequest" => group_lists::detailed(call).await,
        "GroupDnGetSummaryListRequest" => group_lists::summary(call).await,
        "GroupDnGetActivationListRequest" => group_lists::activation(call).await,
        "GroupDnGetAssignmentListRequest" => group_lists::assignment(call).await,
        "GroupDnGetAssignmentPagedSortedListRequest" => group_lists::assignment_page(call).await,
        _ => Err(errors::unknown_request(family)),
    }
}
