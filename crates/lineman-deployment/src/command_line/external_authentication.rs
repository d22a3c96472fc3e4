//! `Applications/OpenClientServer/ExternalAuthentication/AccessControlList`: the list that OCI-P keeps too.

use std::collections::BTreeMap;

use lineman_cli_shell::{BackendError, NewValue, Row, Shown};
use lineman_ladder::settings::{DESCRIPTION, EXTERNAL_AUTHENTICATION_PREFIX as PREFIX};
use lineman_store::broadworks::HierarchyNode;

use super::{CommandLine, failed, refused};

/// Most addresses, as over OCI-P.
const MOST: usize = 1_000;

pub(super) async fn rows(
    command_line: &CommandLine,
    key: Option<&[String]>,
) -> Result<Vec<Row>, BackendError> {
    let settings = command_line.store.hierarchy_settings();
    let kept = settings.get(HierarchyNode::System).await.map_err(failed)?;
    let rows = kept.into_iter().filter_map(|(name, description)| {
        let address = name.strip_prefix(PREFIX)?.to_owned();
        let values = (!description.is_empty())
            .then(|| (DESCRIPTION.to_owned(), Shown::Text(description)))
            .into_iter()
            .collect();
        Some(Row { key: vec![address], values })
    });
    Ok(rows.filter(|row| key.is_none_or(|key| row.key == key)).collect())
}

/// Whether the row must be there, must not be, or is removed.
pub(super) enum Change {
    Add(Vec<(&'static str, NewValue)>),
    Set(Vec<(&'static str, NewValue)>),
    Delete,
}

pub(super) async fn change(
    command_line: &CommandLine,
    key: &[String],
    change: Change,
) -> Result<(), BackendError> {
    let name = format!("{PREFIX}{}", key.first().map(String::as_str).unwrap_or_default());
    let settings = command_line.store.hierarchy_settings();
    let mut reason = None;
    settings
        .modify(HierarchyNode::System, |kept| reason = apply(kept, name, change).err())
        .await
        .map_err(failed)?;
    match reason {
        None => Ok(()),
        Some(reason) => Err(refused(reason)),
    }
}

fn apply(kept: &mut BTreeMap<String, String>, name: String, change: Change) -> Result<(), String> {
    let is_there = kept.contains_key(&name);
    match change {
        Change::Add(_) if is_there => Err(String::from("it is on the list already")),
        Change::Add(_) if kept.keys().filter(|name| name.starts_with(PREFIX)).count() >= MOST => {
            Err(format!("the list has at most {MOST} addresses"))
        }
        Change::Set(_) | Change::Delete if !is_there => {
            Err(String::from("it is not on the list; `get` shows what is"))
        }
        Change::Delete => {
            kept.remove(&name);
            Ok(())
        }
        Change::Add(values) | Change::Set(values) => {
            let description = values.into_iter().find_map(|(attribute, value)| match value {
                NewValue::Text(text) if attribute == DESCRIPTION => Some(text),
                _ => None,
            });
            kept.insert(name, description.unwrap_or_default());
            Ok(())
        }
    }
}
