//! Which BroadWorks cluster an organisation belongs to: through its template.

use lineman_store::cloud::Cluster;
use lineman_store::{CloudStore, StoreError};

/// The cluster of an organisation; none when the organisation, its template or the cluster is
/// not there.
pub(crate) async fn cluster_of(
    store: &CloudStore,
    org_id: &str,
) -> Result<Option<Cluster>, StoreError> {
    let Some(organization) = store.organizations().find(org_id).await? else { return Ok(None) };
    let Some(template_id) = organization.template_id else { return Ok(None) };
    let Some(template) = store.templates().find(&template_id).await? else { return Ok(None) };
    store.clusters().find(&template.cluster_id).await
}

/// What is said when there is none.
pub(crate) const NO_CLUSTER: &str = "the organization belongs to no BroadWorks cluster";
