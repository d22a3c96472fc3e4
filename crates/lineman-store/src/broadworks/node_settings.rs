//! Settings of nodes by context of the command-line shell: what `lineman as` and `lineman xsp` change and what
//! services read when they need it.
//!
//! A node is `as` or the name of an XSP (`xsp1`). A context is its path without a leading slash, such as
//! `Interface/Messaging`. A context has scalars, or it is a table whose rows have key columns and attributes.

use std::collections::BTreeMap;

use lineman_model::Secret;

use super::repository;
use crate::database::Transaction;
use crate::row::{Row, json, values};
use crate::sealing::Sealer;
use crate::{Result, StoreError};

/// The Application Server as a node.
pub const APPLICATION_SERVER_NODE: &str = "as";

/// A value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingValue {
    /// Shown as it is.
    Text(String),
    /// Sealed at rest, never shown.
    Secret(Secret),
}

impl SettingValue {
    /// The text, if it is not a secret.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Secret(_) => None,
        }
    }

    /// The secret, if it is one.
    #[must_use]
    pub const fn secret(&self) -> Option<&Secret> {
        match self {
            Self::Text(_) => None,
            Self::Secret(secret) => Some(secret),
        }
    }
}

impl From<&str> for SettingValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for SettingValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Secret> for SettingValue {
    fn from(secret: Secret) -> Self {
        Self::Secret(secret)
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingRow {
    /// Its key columns, in the order of the context.
    pub key: Vec<String>,
    /// The other columns by name; one without a value is absent.
    pub attributes: BTreeMap<String, SettingValue>,
}

impl SettingRow {
    /// A row from texts.
    #[must_use]
    pub fn new(key: &[&str], attributes: &[(&str, &str)]) -> Self {
        Self {
            key: key.iter().map(|&part| part.to_owned()).collect(),
            attributes: attributes
                .iter()
                .map(|&(name, value)| (name.to_owned(), value.into()))
                .collect(),
        }
    }

    /// The text of an attribute.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).and_then(SettingValue::text)
    }
}

repository! {
    /// Settings of nodes.
    NodeSettings
}

/// The context that remembers what configuration files said; no shell shows it.
pub(super) const FOLLOWED: &str = "Lineman/Configuration";

/// Whether a value is still what the configuration said, or was never anything.
pub(super) fn is_followed(before: Option<&String>, current: Option<&String>) -> bool {
    match before {
        Some(before) => before.as_str() == current.map_or("", String::as_str),
        None => current.is_none(),
    }
}

/// The row key of scalars.
const SCALAR: &str = "";
/// The cell that says that a row is there, or that a table was filled.
const PRESENT: &str = "";

fn place(node: &str, context: &str, row_key: &str, attribute: &str) -> String {
    format!("node_settings.value/{node}\n{context}\n{row_key}\n{attribute}")
}

fn read(row: &Row, sealer: &Sealer, node: &str, context: &str) -> Result<Option<SettingValue>> {
    if let Some(text) = row.optional_text("setting_value")? {
        return Ok(Some(SettingValue::Text(text)));
    }
    let place = place(node, context, &row.text("row_key")?, &row.text("attribute")?);
    let sealed = row.optional_text("sealed_value")?;
    Ok(sealer.open_optional(&place, sealed)?.map(SettingValue::Secret))
}

const SET: &str = "INSERT INTO node_settings (node, context, row_key, attribute, setting_value, sealed_value) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (node, context, row_key, attribute) DO UPDATE SET \
     setting_value = excluded.setting_value, sealed_value = excluded.sealed_value";
const INITIAL: &str = "INSERT INTO node_settings (node, context, row_key, attribute, setting_value, sealed_value) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";

impl NodeSettings<'_> {
    /// The value of a scalar; none when it was never set or was cleared.
    ///
    /// # Errors
    /// When the database fails, or a secret was sealed with another key.
    pub async fn value(
        &self,
        node: &str,
        context: &str,
        name: &str,
    ) -> Result<Option<SettingValue>> {
        let row = self
            .0
            .optional(
                "reading a setting",
                "SELECT * FROM node_settings \
                 WHERE node = $1 AND context = $2 AND row_key = $3 AND attribute = $4",
                values![node, context, SCALAR, name],
            )
            .await?;
        match row {
            Some(row) => read(&row, &self.0.sealer, node, context),
            None => Ok(None),
        }
    }

    /// The text of a scalar.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn get(&self, node: &str, context: &str, name: &str) -> Result<Option<String>> {
        match self.value(node, context, name).await? {
            Some(SettingValue::Text(text)) => Ok(Some(text)),
            _ => Ok(None),
        }
    }

    /// The secret in a scalar.
    ///
    /// # Errors
    /// When the database fails, or it was sealed with another key.
    pub async fn get_secret(
        &self,
        node: &str,
        context: &str,
        name: &str,
    ) -> Result<Option<Secret>> {
        match self.value(node, context, name).await? {
            Some(SettingValue::Secret(secret)) => Ok(Some(secret)),
            _ => Ok(None),
        }
    }

    /// The scalars of a context that have a value.
    ///
    /// # Errors
    /// When the database fails, or a secret was sealed with another key.
    pub async fn list(&self, node: &str, context: &str) -> Result<BTreeMap<String, SettingValue>> {
        let rows = self
            .0
            .all(
                "listing settings",
                "SELECT * FROM node_settings \
                 WHERE node = $1 AND context = $2 AND row_key = $3 AND attribute <> $4",
                values![node, context, SCALAR, PRESENT],
            )
            .await?;
        let mut found = BTreeMap::new();
        for row in &rows {
            if let Some(value) = read(row, &self.0.sealer, node, context)? {
                found.insert(row.text("attribute")?, value);
            }
        }
        Ok(found)
    }

    /// Sets a scalar.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set(
        &self,
        node: &str,
        context: &str,
        name: &str,
        value: impl Into<SettingValue>,
    ) -> Result<()> {
        let values = self.cell(node, context, SCALAR, name, Some(value.into()))?;
        self.0.change("changing a setting", SET, values).await
    }

    /// Sets and clears several scalars, all or none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change(
        &self,
        node: &str,
        context: &str,
        changes: &[(&str, Option<SettingValue>)],
    ) -> Result<()> {
        let mut transaction = self.0.begin("changing settings").await?;
        for (name, value) in changes {
            let cell = self.cell(node, context, SCALAR, name, value.clone())?;
            transaction.execute(SET, cell).await?;
        }
        transaction.commit().await
    }

    /// The nodes that have settings.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn nodes(&self) -> Result<Vec<String>> {
        let rows = self
            .0
            .all("listing nodes", "SELECT DISTINCT node FROM node_settings", values![])
            .await?;
        let mut nodes: Vec<String> =
            rows.iter().map(|row| row.text("node")).collect::<Result<_>>()?;
        nodes.sort();
        Ok(nodes)
    }

    /// Sets a scalar that was neither set nor cleared before: what a configuration file says first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_initial(
        &self,
        node: &str,
        context: &str,
        name: &str,
        value: impl Into<SettingValue>,
    ) -> Result<()> {
        let values = self.cell(node, context, SCALAR, name, Some(value.into()))?;
        self.0.execute("filling a setting", INITIAL, values).await.map(drop)
    }

    /// Clears a scalar: it has no value then, and none comes from a configuration either.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clear(&self, node: &str, context: &str, name: &str) -> Result<()> {
        let values = self.cell(node, context, SCALAR, name, None)?;
        self.0.change("clearing a setting", SET, values).await
    }

    /// The rows of a table, by key.
    ///
    /// # Errors
    /// When the database fails, or a secret was sealed with another key.
    pub async fn rows(&self, node: &str, context: &str) -> Result<Vec<SettingRow>> {
        let cells = self
            .0
            .all(
                "listing rows of settings",
                "SELECT * FROM node_settings WHERE node = $1 AND context = $2 AND row_key <> $3",
                values![node, context, SCALAR],
            )
            .await?;
        let mut rows: BTreeMap<Vec<String>, SettingRow> = BTreeMap::new();
        for cell in &cells {
            let key: Vec<String> = cell.json("row_key")?;
            let row = rows
                .entry(key.clone())
                .or_insert_with(|| SettingRow { key, attributes: BTreeMap::new() });
            let attribute = cell.text("attribute")?;
            if let Some(value) = read(cell, &self.0.sealer, node, context)?
                && attribute != PRESENT
            {
                row.attributes.insert(attribute, value);
            }
        }
        Ok(rows.into_values().collect())
    }

    /// A row of a table.
    ///
    /// # Errors
    /// When the database fails, or a secret was sealed with another key.
    pub async fn row(&self, node: &str, context: &str, key: &[&str]) -> Result<Option<SettingRow>> {
        let cells = self
            .0
            .all(
                "reading a row of settings",
                "SELECT * FROM node_settings WHERE node = $1 AND context = $2 AND row_key = $3",
                values![node, context, json(&key)?],
            )
            .await?;
        if cells.is_empty() {
            return Ok(None);
        }
        let mut row = SettingRow::new(key, &[]);
        for cell in &cells {
            let attribute = cell.text("attribute")?;
            if let Some(value) = read(cell, &self.0.sealer, node, context)?
                && attribute != PRESENT
            {
                row.attributes.insert(attribute, value);
            }
        }
        Ok(Some(row))
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When there is one with this key.
    pub async fn add_row(&self, node: &str, context: &str, row: &SettingRow) -> Result<()> {
        let doing = "adding a row of settings";
        let mut transaction = self.0.begin(doing).await?;
        let key = json(&row.key)?;
        let present = self.cell(node, context, &key, PRESENT, Some("".into()))?;
        if transaction.execute(INITIAL, present).await? == 0 {
            return Err(StoreError::Exists { doing });
        }
        self.write_cells(&mut transaction, node, context, &key, row).await?;
        transaction.commit().await
    }

    /// Changes attributes of a row; those that `row` does not name stay.
    ///
    /// # Errors
    /// When there is no row with this key.
    pub async fn set_row(&self, node: &str, context: &str, row: &SettingRow) -> Result<()> {
        let doing = "changing a row of settings";
        let mut transaction = self.0.begin(doing).await?;
        let key = json(&row.key)?;
        // Written, not only read, so that nobody removes the row meanwhile.
        let present = transaction
            .execute(
                "UPDATE node_settings SET setting_value = $5 \
                 WHERE node = $1 AND context = $2 AND row_key = $3 AND attribute = $4",
                values![node, context, &key, PRESENT, ""],
            )
            .await?;
        if present == 0 {
            return Err(StoreError::Missing { doing });
        }
        self.write_cells(&mut transaction, node, context, &key, row).await?;
        transaction.commit().await
    }

    /// Takes the value of an attribute of a row away; false when it had none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clear_cell(
        &self,
        node: &str,
        context: &str,
        key: &[&str],
        attribute: &str,
    ) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "clearing a cell of settings",
                "DELETE FROM node_settings WHERE node = $1 AND context = $2 AND row_key = $3 \
                 AND attribute = $4 AND attribute <> $5",
                values![node, context, json(&key)?, attribute, PRESENT],
            )
            .await?;
        Ok(removed > 0)
    }

    /// Removes a row; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_row(&self, node: &str, context: &str, key: &[&str]) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a row of settings",
                "DELETE FROM node_settings WHERE node = $1 AND context = $2 AND row_key = $3",
                values![node, context, json(&key)?],
            )
            .await?;
        Ok(removed > 0)
    }

    /// Fills a table that was never filled: what a configuration file says first. Rows that are
    /// there already stay as they are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_initial_rows(
        &self,
        node: &str,
        context: &str,
        rows: &[SettingRow],
    ) -> Result<()> {
        let mut transaction = self.0.begin("filling a table of settings").await?;
        let filled = self.cell(node, context, SCALAR, PRESENT, Some("".into()))?;
        if transaction.execute(INITIAL, filled).await? == 0 {
            return Ok(());
        }
        for row in rows {
            let key = json(&row.key)?;
            let present = self.cell(node, context, &key, PRESENT, Some("".into()))?;
            if transaction.execute(INITIAL, present).await? > 0 {
                self.write_cells(&mut transaction, node, context, &key, row).await?;
            }
        }
        transaction.commit().await
    }

    /// What a configuration file says of a scalar; it counts until somebody changes the setting.
    /// Another configuration at a later start counts as well, if nobody did.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn follow(
        &self,
        node: &str,
        context: &str,
        name: &str,
        value: Option<&str>,
    ) -> Result<()> {
        let followed = format!("{context}/{name}");
        let before = self.get(node, FOLLOWED, &followed).await?;
        let current = self.get(node, context, name).await?;
        if !is_followed(before.as_ref(), current.as_ref()) {
            return Ok(());
        }
        match value {
            Some(value) => self.set(node, context, name, value).await?,
            None if current.is_some() => self.clear(node, context, name).await?,
            None => {}
        }
        self.set(node, FOLLOWED, &followed, value.unwrap_or_default()).await
    }

    /// Takes the value that a scalar has now for what the configuration said: the next
    /// [`follow`](Self::follow) may replace it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn adopt(&self, node: &str, context: &str, name: &str) -> Result<()> {
        let current = self.get(node, context, name).await?;
        let followed = format!("{context}/{name}");
        self.set(node, FOLLOWED, &followed, current.unwrap_or_default()).await
    }

    /// What [`follow`](Self::follow) does, for the rows of a table as a whole; only their texts are compared.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn follow_rows(&self, node: &str, context: &str, rows: &[SettingRow]) -> Result<()> {
        let before = self.get(node, FOLLOWED, context).await?;
        let current = self.rows(node, context).await?;
        let shown = |rows: &[SettingRow]| {
            let rows: Vec<_> = rows
                .iter()
                .map(|row| {
                    let cells = row.attributes.iter();
                    let cells: Vec<_> =
                        cells.filter_map(|(name, value)| Some((name, value.text()?))).collect();
                    (&row.key, cells)
                })
                .collect();
            json(&rows)
        };
        let is_empty = current.is_empty();
        if !is_followed(before.as_ref(), (!is_empty).then_some(&shown(&current)?)) {
            return Ok(());
        }
        for row in &current {
            let key: Vec<&str> = row.key.iter().map(String::as_str).collect();
            self.delete_row(node, context, &key).await?;
        }
        for row in rows {
            self.add_row(node, context, row).await?;
        }
        let mut sorted = rows.to_vec();
        sorted.sort_by(|one, other| one.key.cmp(&other.key));
        let text = if rows.is_empty() { String::new() } else { shown(&sorted)? };
        self.set(node, FOLLOWED, context, text).await
    }

    async fn write_cells(
        &self,
        transaction: &mut Transaction,
        node: &str,
        context: &str,
        key: &str,
        row: &SettingRow,
    ) -> Result<()> {
        for (attribute, value) in &row.attributes {
            let cell = self.cell(node, context, key, attribute, Some(value.clone()))?;
            transaction.execute(SET, cell).await?;
        }
        Ok(())
    }

    fn cell(
        &self,
        node: &str,
        context: &str,
        row_key: &str,
        attribute: &str,
        value: Option<SettingValue>,
    ) -> Result<Vec<crate::row::Value>> {
        let (text, sealed) = match value {
            None => (None, None),
            Some(SettingValue::Text(text)) => (Some(text), None),
            Some(SettingValue::Secret(secret)) => {
                let place = place(node, context, row_key, attribute);
                (None, Some(self.0.sealer.seal(&place, &secret)?))
            }
        };
        Ok(values![node, context, row_key, attribute, text, sealed])
    }
}
