//! Phone lists: the common ones of enterprises and groups, and the personal ones of users.

use super::directory_search::national;
use super::repository;
use crate::database::Transaction;
use crate::driver::Statement;
use crate::keys::{number_key, user_key};
use crate::row::{Row, Value, values};
use crate::{Result, StoreError};

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneList<'a> {
    /// The common one of an enterprise.
    Enterprise(&'a str),
    /// The common one of a group: service provider, group.
    Group(&'a str, &'a str),
    /// The personal one of a user.
    Personal(&'a str),
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneListEntry {
    /// Its name, unique in its list.
    pub name: String,
    /// Its number, as it was given.
    pub number: String,
}

/// What of an entry a criterion looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneListField {
    /// The name.
    Name,
    /// The number: its digits.
    Number,
}

/// One criterion; the case never counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneListCriterion {
    /// What is looked at.
    pub field: PhoneListField,
    /// How.
    pub mode: super::DirectoryMode,
    /// The text.
    pub value: String,
}

/// What is looked for, and which page of it.
#[derive(Debug, Clone, Default)]
pub struct PhoneListQuery {
    /// What holds.
    pub criteria: Vec<PhoneListCriterion>,
    /// Whether one criterion is enough.
    pub any: bool,
    /// Sorted by the number instead of the name.
    pub by_number: bool,
    /// Backwards.
    pub descending: bool,
    /// Rows to pass over.
    pub offset: u32,
    /// Rows to give at most.
    pub limit: u32,
}

/// A page and how many entries there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneListPage {
    /// Entries that the criteria hold for.
    pub total: u32,
    /// The entries of the page.
    pub entries: Vec<PhoneListEntry>,
}

repository! {
    /// Phone lists.
    PhoneLists
}

/// Most entries of one list.
const ENTRIES: i64 = 5_000;

impl PhoneList<'_> {
    /// Where the entries are: table, column of the folded name, and the condition with its values.
    fn place(self) -> (&'static str, &'static str, String, Vec<Value>) {
        match self {
            Self::Enterprise(provider) => (
                "directory_entries",
                "last_key",
                String::from("service_provider_id = $1 AND group_id IS NULL AND user_key IS NULL"),
                values![provider],
            ),
            Self::Group(provider, group) => (
                "directory_entries",
                "last_key",
                String::from("service_provider_id = $1 AND group_id = $2 AND user_key IS NULL"),
                values![provider, group],
            ),
            Self::Personal(user) => (
                "personal_phone_entries",
                "name_key",
                String::from("user_key = $1"),
                values![user_key(user)],
            ),
        }
    }

    /// The key of a common entry.
    fn entry_key(self, name: &str) -> String {
        match self {
            Self::Enterprise(provider) => format!("enterprise {provider}\n{name}"),
            Self::Group(provider, group) => format!("group {provider}\n{group}\n{name}"),
            Self::Personal(user) => format!("{}\n{name}", user_key(user)),
        }
    }
}

impl PhoneLists<'_> {
    /// Adds entries, all or none.
    ///
    /// # Errors
    /// When a name is taken, the list's owner is not there, or the list is full.
    pub async fn add(&self, list: PhoneList<'_>, entries: &[PhoneListEntry]) -> Result<()> {
        const DOING: &str = "adding to a phone list";
        let mut transaction = self.0.begin(DOING).await?;
        for entry in entries {
            insert(&mut transaction, list, entry).await?;
        }
        let (table, _, condition, values) = list.place();
        let text = format!("SELECT COUNT(*) AS number FROM {table} WHERE {condition}");
        let rows = transaction.all_built(Statement::Built(text), values).await?;
        let number = rows.first().map_or(Ok(0), |row| row.integer("number"))?;
        if number > ENTRIES {
            return Err(StoreError::Full { doing: DOING });
        }
        transaction.commit().await
    }

    /// Changes an entry's name, number or both.
    ///
    /// # Errors
    /// When it is not there, or the new name is taken.
    pub async fn modify(
        &self,
        list: PhoneList<'_>,
        name: &str,
        new_name: Option<&str>,
        number: Option<&str>,
    ) -> Result<()> {
        const DOING: &str = "changing an entry of a phone list";
        let mut transaction = self.0.begin(DOING).await?;
        let Some(before) = take(&mut transaction, list, name).await? else {
            return Err(StoreError::Missing { doing: DOING });
        };
        let after = PhoneListEntry {
            name: new_name.map_or(before.name, str::to_owned),
            number: number.map_or(before.number, str::to_owned),
        };
        insert(&mut transaction, list, &after).await?;
        transaction.commit().await
    }

    /// Removes entries, all or none.
    ///
    /// # Errors
    /// When one is not there.
    pub async fn remove(&self, list: PhoneList<'_>, names: &[String]) -> Result<()> {
        const DOING: &str = "removing from a phone list";
        let mut transaction = self.0.begin(DOING).await?;
        for name in names {
            if take(&mut transaction, list, name).await?.is_none() {
                return Err(StoreError::Missing { doing: DOING });
            }
        }
        transaction.commit().await
    }

    /// A page of a list.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search(
        &self,
        list: PhoneList<'_>,
        query: &PhoneListQuery,
    ) -> Result<PhoneListPage> {
        const DOING: &str = "reading a phone list";
        let (table, name_key, condition, values) = list.place();
        let mut builder = super::directory_search::Builder::new(self.0);
        builder.values = values;
        let mut condition = condition;
        let parts: Vec<String> = query
            .criteria
            .iter()
            .map(|criterion| match criterion.field {
                PhoneListField::Name => {
                    builder.compare(name_key, criterion.mode, &criterion.value.to_lowercase())
                }
                PhoneListField::Number => {
                    builder.compare("number_key", criterion.mode, &number_key(&criterion.value))
                }
            })
            .collect();
        if !parts.is_empty() {
            let joined = parts.join(if query.any { " OR " } else { " AND " });
            condition = format!("{condition} AND ({joined})");
        }
        let count = format!("SELECT COUNT(*) AS number FROM {table} WHERE {condition}");
        let total = self.0.count(DOING, Statement::Built(count), builder.values.clone()).await?;
        let direction = if query.descending { " DESC" } else { "" };
        let key = if query.by_number { "number_key" } else { name_key };
        let (limit, offset) = (builder.value(query.limit), builder.value(query.offset));
        let text = format!(
            "SELECT entry_name, phone_number FROM {table} WHERE {condition} \
             ORDER BY {key}{direction}, entry_name{direction} LIMIT {limit} OFFSET {offset}"
        );
        let rows = self.0.all(DOING, Statement::Built(text), builder.values).await?;
        Ok(PhoneListPage {
            total: u32::try_from(total).unwrap_or(u32::MAX),
            entries: rows.iter().map(read).collect::<Result<_>>()?,
        })
    }
}

fn read(row: &Row) -> Result<PhoneListEntry> {
    Ok(PhoneListEntry { name: row.text("entry_name")?, number: row.text("phone_number")? })
}

async fn insert(
    transaction: &mut Transaction,
    list: PhoneList<'_>,
    entry: &PhoneListEntry,
) -> Result<()> {
    let (provider, group) = match list {
        PhoneList::Personal(user) => {
            transaction
                .execute(
                    "INSERT INTO personal_phone_entries (user_key, entry_name, phone_number, \
                     name_key, number_key) VALUES ($1, $2, $3, $4, $5)",
                    values![
                        user_key(user),
                        &entry.name,
                        &entry.number,
                        entry.name.to_lowercase(),
                        number_key(&entry.number),
                    ],
                )
                .await?;
            return Ok(());
        }
        PhoneList::Enterprise(provider) => (provider, None),
        PhoneList::Group(provider, group) => (provider, Some(group)),
    };
    transaction
        .execute(
            "INSERT INTO directory_entries (entry_key, service_provider_id, group_id, entry_name, \
             phone_number, last_key, first_key, user_id_key, number_key, national_key, \
             extension_key, mobile_key, email_key, yahoo_key, title_key) \
             VALUES ($1, $2, $3, $4, $5, $6, '', '', $7, $8, '', '', '', '', '')",
            values![
                list.entry_key(&entry.name),
                provider,
                group,
                &entry.name,
                &entry.number,
                entry.name.to_lowercase(),
                number_key(&entry.number),
                national(&entry.number),
            ],
        )
        .await?;
    Ok(())
}

/// Removes an entry and gives what it was.
async fn take(
    transaction: &mut Transaction,
    list: PhoneList<'_>,
    name: &str,
) -> Result<Option<PhoneListEntry>> {
    let row =
        match list {
            PhoneList::Personal(user) => transaction
                .optional(
                    "DELETE FROM personal_phone_entries WHERE user_key = $1 AND entry_name = $2 \
                     RETURNING entry_name, phone_number",
                    values![user_key(user), name],
                )
                .await?,
            _ => {
                transaction
                    .optional(
                        "DELETE FROM directory_entries WHERE entry_key = $1 \
                     RETURNING entry_name, phone_number",
                        values![list.entry_key(name)],
                    )
                    .await?
            }
        };
    row.as_ref().map(read).transpose()
}
