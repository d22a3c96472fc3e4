//! `SubscriberMgmt`: reading organisations and users.

use lineman_cli_shell::{BackendError, Row, Shown, Values};
use lineman_store::broadworks::{Group, ServiceProvider, Subscriber, SubscriberScope};

use super::{CommandLine, failed};

/// Most rows of a list.
const MOST: u32 = 1000;

fn values<const N: usize>(cells: [(&str, Option<String>); N]) -> Values {
    cells
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), Shown::Text(value?))))
        .collect()
}

fn word(flag: bool) -> Option<String> {
    Some(flag.to_string())
}

pub(super) async fn service_providers(
    command_line: &CommandLine,
    key: Option<&[String]>,
) -> Result<Vec<Row>, BackendError> {
    let providers = command_line.store.service_providers();
    let found = match key {
        Some([id]) => providers.find(id).await.map_err(failed)?.into_iter().collect(),
        _ => providers.list(MOST).await.map_err(failed)?,
    };
    let row = |provider: ServiceProvider| Row {
        key: vec![provider.service_provider_id],
        values: values([
            ("isEnterprise", word(provider.is_enterprise)),
            ("defaultDomain", Some(provider.default_domain)),
            ("useSystemMessagingServer", word(provider.messaging.use_parent)),
            ("provisioningUrl", provider.messaging.provisioning_url),
            ("provisioningUserId", provider.messaging.provisioning_user_id),
        ]),
    };
    Ok(found.into_iter().map(row).collect())
}

pub(super) async fn groups(
    command_line: &CommandLine,
    key: Option<&[String]>,
) -> Result<Vec<Row>, BackendError> {
    let groups = command_line.store.groups();
    let found = match key {
        Some([provider, id]) => {
            groups.find(provider, id).await.map_err(failed)?.into_iter().collect()
        }
        _ => groups.list(None, MOST).await.map_err(failed)?,
    };
    let row = |group: Group| Row {
        key: vec![group.service_provider_id, group.group_id],
        values: values([
            ("groupName", group.name),
            ("defaultDomain", Some(group.default_domain)),
            ("useServiceProviderMessagingServer", word(group.messaging.use_parent)),
        ]),
    };
    Ok(found.into_iter().map(row).collect())
}

pub(super) async fn subscribers(
    command_line: &CommandLine,
    key: Option<&[String]>,
) -> Result<Vec<Row>, BackendError> {
    let subscribers = command_line.store.subscribers();
    let found = match key {
        Some([id]) => subscribers.find(id).await.map_err(failed)?.into_iter().collect(),
        _ => subscribers.list(SubscriberScope::System, MOST).await.map_err(failed)?,
    };
    let row = |user: Subscriber| Row {
        key: vec![user.user_id],
        values: values([
            ("serviceProviderId", Some(user.service_provider_id)),
            ("groupId", Some(user.group_id)),
            ("lastName", Some(user.last_name)),
            ("firstName", Some(user.first_name)),
            ("phoneNumber", user.primary_number),
            ("extension", user.extension),
            ("emailAddress", user.email),
        ]),
    };
    Ok(found.into_iter().map(row).collect())
}
