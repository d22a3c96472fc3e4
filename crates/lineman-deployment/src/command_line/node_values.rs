//! Contexts whose values are settings of the node.

use lineman_cli_shell::{BackendError, Context, NewValue, Row, Shown, Values};
use lineman_store::broadworks::{SettingRow, SettingValue};

use super::{CommandLine, failed, refused};

fn shown(value: SettingValue) -> Shown {
    match value {
        SettingValue::Text(text) => Shown::Text(text),
        SettingValue::Secret(_) => Shown::Secret,
    }
}

pub(super) fn row(row: SettingRow) -> Row {
    let values = row.attributes.into_iter().map(|(name, value)| (name, shown(value))).collect();
    Row { key: row.key, values }
}

fn keys(key: &[String]) -> Vec<&str> {
    key.iter().map(String::as_str).collect()
}

/// New values of a row, and the names of cleared ones.
fn changed(
    key: Vec<String>,
    changes: Vec<(&'static str, NewValue)>,
) -> (SettingRow, Vec<&'static str>) {
    let mut row = SettingRow { key, attributes: Default::default() };
    let mut cleared = Vec::new();
    for (name, change) in changes {
        let value = match change {
            NewValue::Text(text) => SettingValue::Text(text),
            NewValue::Secret(secret) => SettingValue::Secret(secret),
            NewValue::Cleared => {
                cleared.push(name);
                continue;
            }
        };
        row.attributes.insert(name.to_owned(), value);
    }
    (row, cleared)
}

pub(super) async fn scalars(
    command_line: &CommandLine,
    context: &Context,
) -> Result<Values, BackendError> {
    let settings = command_line.store.node_settings();
    let values = settings.list(&command_line.node, context.path).await.map_err(failed)?;
    Ok(values.into_iter().map(|(name, value)| (name, shown(value))).collect())
}

pub(super) async fn set_scalars(
    command_line: &CommandLine,
    context: &Context,
    changes: Vec<(&'static str, NewValue)>,
) -> Result<(), BackendError> {
    let settings = command_line.store.node_settings();
    let changes: Vec<(&str, Option<SettingValue>)> = changes
        .into_iter()
        .map(|(name, change)| {
            let value = match change {
                NewValue::Text(text) => Some(SettingValue::Text(text)),
                NewValue::Secret(secret) => Some(SettingValue::Secret(secret)),
                NewValue::Cleared => None,
            };
            (name, value)
        })
        .collect();
    settings.change(&command_line.node, context.path, &changes).await.map_err(failed)
}

pub(super) async fn rows(
    command_line: &CommandLine,
    context: &Context,
    key: Option<&[String]>,
) -> Result<Vec<Row>, BackendError> {
    let settings = command_line.store.node_settings();
    let node = &command_line.node;
    let found = match key {
        Some(key) => settings
            .row(node, context.path, &keys(key))
            .await
            .map_err(failed)?
            .into_iter()
            .collect(),
        None => settings.rows(node, context.path).await.map_err(failed)?,
    };
    Ok(found.into_iter().map(row).collect())
}

pub(super) async fn add_row(
    command_line: &CommandLine,
    context: &Context,
    key: Vec<String>,
    values: Vec<(&'static str, NewValue)>,
) -> Result<(), BackendError> {
    let (row, _) = changed(key, values);
    let settings = command_line.store.node_settings();
    settings.add_row(&command_line.node, context.path, &row).await.map_err(failed)
}

pub(super) async fn set_row(
    command_line: &CommandLine,
    context: &Context,
    key: Vec<String>,
    changes: Vec<(&'static str, NewValue)>,
) -> Result<(), BackendError> {
    let settings = command_line.store.node_settings();
    let (row, cleared) = changed(key, changes);
    settings.set_row(&command_line.node, context.path, &row).await.map_err(failed)?;
    for name in cleared {
        let key = keys(&row.key);
        settings.clear_cell(&command_line.node, context.path, &key, name).await.map_err(failed)?;
    }
    Ok(())
}

pub(super) async fn delete_row(
    command_line: &CommandLine,
    context: &Context,
    key: &[String],
) -> Result<(), BackendError> {
    let settings = command_line.store.node_settings();
    let removed =
        settings.delete_row(&command_line.node, context.path, &keys(key)).await.map_err(failed)?;
    if removed { Ok(()) } else { Err(refused(format!("there is no row {}", key.join(" ")))) }
}
