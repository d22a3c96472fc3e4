//! `UserServiceGetAssignmentListRequest`.

use lineman_ocip::{Command, Table};

use super::user_services::SERVICES;
use crate::oci::errors::Failure;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let assigned = call.store().user_services().list(&user.user_id).await?;
    let mut table = Table::new(&["Service Name", "Assigned"]);
    for name in SERVICES {
        let has = assigned.iter().any(|service| service.service_name == *name);
        table.push([*name, if has { "true" } else { "false" }]);
    }
    let packs = Table::new(&["Service Pack Name", "Assigned", "Description"]);
    Ok(call
        .answer()
        .with_element(packs.to_element("servicePacksAssignmentTable"))
        .with_element(table.to_element("userServicesAssignmentTable")))
}
