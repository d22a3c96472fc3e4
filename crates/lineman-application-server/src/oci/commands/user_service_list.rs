//! `UserServiceGetAssignmentListRequest`: what the group may use, and what of it the user has.

use std::collections::BTreeSet;

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::ServiceKind;

use super::services::allowed::Allowed;
use super::services::names;
use crate::oci::criteria::ROWS;
use crate::oci::errors::Failure;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let allowed = Allowed::of(call, &user.service_provider_id, &user.group_id).await?;
    let own: BTreeSet<String> = call
        .store()
        .user_services()
        .list(&user.user_id)
        .await?
        .into_iter()
        .map(|service| service.service_name)
        .collect();
    let mut services = Table::new(&["Service Name", "Assigned"]);
    for name in names::USER {
        let has = own.contains(*name);
        if has || allowed.allows(ServiceKind::User, name) {
            services.push([*name, if has { "true" } else { "false" }]);
        }
    }
    let own = call.store().service_packs().of_user(&user.user_id).await?;
    let mut packs = Table::new(&["Service Pack Name", "Assigned", "Description"]);
    for pack in call.store().service_packs().list(&user.service_provider_id, ROWS).await? {
        let has = own.contains(&pack.name);
        if has || (pack.is_available && allowed.allows(ServiceKind::Pack, &pack.name)) {
            packs.push([pack.name, has.to_string(), pack.description.unwrap_or_default()]);
        }
    }
    Ok(call
        .answer()
        .with_element(packs.to_element("servicePacksAssignmentTable"))
        .with_element(services.to_element("userServicesAssignmentTable")))
}
