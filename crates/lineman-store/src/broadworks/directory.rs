//! Phone directories: subscribers and the entries of common phone lists, searched, sorted and paged
//! by the database.

use std::collections::BTreeMap;

use super::directory_search::{
    Builder, DirectoryCriterion, DirectoryOrder, IMP_ACTIVE, digits, imp_id, location_code,
    national, unindexed,
};
use super::{Subscriber, repository};
use crate::Result;
use crate::database::Transaction;
use crate::driver::Statement;
use crate::keys::{number_key, user_key};
use crate::row::{Row, Value, values};

/// Whose directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectoryScope<'a> {
    /// All users of an enterprise and its common phone list.
    Enterprise(&'a str),
    /// The same and the common phone list of one of its groups: enterprise, group.
    EnterpriseAndGroup(&'a str, &'a str),
    /// The users of a group and its common phone list: service provider, group.
    Group(&'a str, &'a str),
}

/// What is looked for, and which page of it.
#[derive(Debug, Clone)]
pub struct DirectoryQuery<'a> {
    /// Where.
    pub scope: DirectoryScope<'a>,
    /// Whether the entries of common phone lists are left out.
    pub users_only: bool,
    /// What holds.
    pub criteria: Vec<DirectoryCriterion>,
    /// Whether one criterion is enough.
    pub any: bool,
    /// In which order.
    pub order: Vec<DirectoryOrder>,
    /// Rows to pass over.
    pub offset: u32,
    /// Rows to give at most.
    pub limit: u32,
}

/// An entry of a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DirectoryEntry {
    /// A subscriber.
    Person(Box<DirectoryPerson>),
    /// An entry of a common phone list.
    Common {
        /// Its name.
        name: String,
        /// Its number.
        number: String,
    },
}

/// What a directory shows of a subscriber.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryPerson {
    /// Primary user id.
    pub user_id: String,
    /// Group.
    pub group_id: String,
    /// Last name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// Last name as the calling line id shows it.
    pub calling_line_id_last_name: String,
    /// First name as the calling line id shows it.
    pub calling_line_id_first_name: String,
    /// Primary number.
    pub number: Option<String>,
    /// Extension.
    pub extension: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// Time zone.
    pub time_zone: String,
    /// Id of Integrated IM&P, while it is active.
    pub imp_id: Option<String>,
    /// Name of the department.
    pub department: Option<String>,
    /// Dialling code of the group's location.
    pub location_code: Option<String>,
    /// Further fields by their OCI-P element name.
    pub details: BTreeMap<String, String>,
}

/// A page and how many rows there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryPage {
    /// Rows that the criteria hold for.
    pub total: u32,
    /// The rows of the page.
    pub entries: Vec<DirectoryEntry>,
}

repository! {
    /// Phone directories.
    Directory
}

/// Rows that are sorted rather than read in order.
const FEW: i64 = 2_000;
/// Subscribers whose rows are made at a time.
const BATCH: u32 = 500;

impl Directory<'_> {
    /// A page of a directory.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search(&self, query: &DirectoryQuery<'_>) -> Result<DirectoryPage> {
        const DOING: &str = "searching a directory";
        let mut builder = Builder::new(self.0);
        let mut condition = scope(&mut builder, query);
        if let Some(criteria) = builder.condition(&query.criteria, query.any) {
            condition = format!("{condition} AND {criteria}");
        }
        let from = format!("FROM directory_entries d WHERE {condition}");
        let count = Statement::Built(format!("SELECT COUNT(*) AS number {from}"));
        let total = self.0.count(DOING, count, builder.values.clone()).await?;
        let order = builder.order(&query.order);
        // Few rows are found faster by their criteria and sorted then; many are read in order until
        // the page is full.
        let few = !query.criteria.is_empty() && total <= FEW;
        let within = if few { unindexed(&order) } else { order.clone() };
        let (limit, offset) = (builder.value(query.limit), builder.value(query.offset));
        let (imp_id, location_code) = (imp_id(self.0), location_code(self.0));
        // The page is cut, from an index alone, before anything is joined to it.
        let text = format!(
            "SELECT u.name AS department, {location_code} AS location_code, \
             d.entry_name AS entry_name, d.phone_number AS phone_number, \
             s.user_id AS user_id, s.group_id AS group_id, s.last_name AS last_name, \
             s.first_name AS first_name, \
             s.calling_line_id_last_name AS calling_line_id_last_name, \
             s.calling_line_id_first_name AS calling_line_id_first_name, \
             s.primary_number AS primary_number, s.extension AS extension, s.email AS email, \
             s.time_zone AS time_zone, s.details AS details, \
             CASE WHEN i.user_key IS NULL THEN NULL ELSE {imp_id} END AS imp_id \
             FROM (SELECT d.entry_key AS entry_key {from} ORDER BY {within} \
             LIMIT {limit} OFFSET {offset}) p \
             JOIN directory_entries d ON d.entry_key = p.entry_key \
             LEFT JOIN subscribers s ON s.user_key = d.user_key \
             LEFT JOIN user_departments u ON u.user_key = d.user_key \
             LEFT JOIN user_services i ON i.user_key = d.user_key AND {IMP_ACTIVE} \
             ORDER BY {order}"
        );
        let rows = self.0.all(DOING, Statement::Built(text), builder.values).await?;
        Ok(DirectoryPage {
            total: u32::try_from(total).unwrap_or(u32::MAX),
            entries: rows.iter().map(read).collect::<Result<_>>()?,
        })
    }

    /// Makes the rows of subscribers that have none: those of a database from before there were
    /// directories.
    pub(crate) async fn complete(&self) -> Result<()> {
        const DOING: &str = "completing the directories";
        loop {
            let rows = self
                .0
                .all(
                    DOING,
                    "SELECT s.* FROM subscribers s LEFT JOIN directory_entries d \
                     ON d.user_key = s.user_key WHERE d.user_key IS NULL LIMIT $1",
                    values![BATCH],
                )
                .await?;
            if rows.is_empty() {
                return Ok(());
            }
            let mut transaction = self.0.begin(DOING).await?;
            for row in &rows {
                let subscriber = super::subscribers::read(row, &self.0.sealer)?;
                save(&mut transaction, &subscriber).await?;
            }
            transaction.commit().await?;
        }
    }
}

fn scope(builder: &mut Builder<'_>, query: &DirectoryQuery<'_>) -> String {
    let users = "d.user_key IS NOT NULL";
    match query.scope {
        DirectoryScope::Enterprise(provider) => {
            let provider = builder.value(provider);
            let kind = if query.users_only {
                users.to_owned()
            } else {
                format!("({users} OR d.group_id IS NULL)")
            };
            format!("d.service_provider_id = {provider} AND {kind}")
        }
        DirectoryScope::EnterpriseAndGroup(provider, group) => {
            let provider = builder.value(provider);
            let kind = if query.users_only {
                users.to_owned()
            } else {
                let group = builder.value(group);
                format!("({users} OR d.group_id IS NULL OR d.group_id = {group})")
            };
            format!("d.service_provider_id = {provider} AND {kind}")
        }
        DirectoryScope::Group(provider, group) => {
            let (provider, group) = (builder.value(provider), builder.value(group));
            let kind = if query.users_only { format!(" AND {users}") } else { String::new() };
            format!("d.service_provider_id = {provider} AND d.group_id = {group}{kind}")
        }
    }
}

fn read(row: &Row) -> Result<DirectoryEntry> {
    if let Some(name) = row.optional_text("entry_name")? {
        return Ok(DirectoryEntry::Common { name, number: row.text("phone_number")? });
    }
    Ok(DirectoryEntry::Person(Box::new(DirectoryPerson {
        user_id: row.text("user_id")?,
        group_id: row.text("group_id")?,
        last_name: row.text("last_name")?,
        first_name: row.text("first_name")?,
        calling_line_id_last_name: row.text("calling_line_id_last_name")?,
        calling_line_id_first_name: row.text("calling_line_id_first_name")?,
        number: row.optional_text("primary_number")?,
        extension: row.optional_text("extension")?,
        email: row.optional_text("email")?,
        time_zone: row.text("time_zone")?,
        imp_id: row.optional_text("imp_id")?,
        department: row.optional_text("department")?,
        location_code: row.optional_text("location_code")?.filter(|code| !code.is_empty()),
        details: row.json("details")?,
    })))
}

/// Keeps the row of a subscriber, in the transaction that writes the subscriber.
pub(super) async fn save(transaction: &mut Transaction, subscriber: &Subscriber) -> Result<()> {
    let detail = |name| subscriber.details.get(name).map(String::as_str).unwrap_or_default();
    let number = subscriber.primary_number.as_deref().unwrap_or_default();
    let key = user_key(&subscriber.user_id);
    transaction
        .execute(
            "INSERT INTO directory_entries (entry_key, user_key, service_provider_id, group_id, \
             entry_name, phone_number, last_key, first_key, user_id_key, number_key, \
             national_key, extension_key, mobile_key, email_key, yahoo_key, title_key) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
             ON CONFLICT (entry_key) DO UPDATE SET last_key = excluded.last_key, \
             first_key = excluded.first_key, user_id_key = excluded.user_id_key, \
             number_key = excluded.number_key, national_key = excluded.national_key, \
             extension_key = excluded.extension_key, mobile_key = excluded.mobile_key, \
             email_key = excluded.email_key, yahoo_key = excluded.yahoo_key, \
             title_key = excluded.title_key",
            values![
                format!("user {key}"),
                key,
                &subscriber.service_provider_id,
                &subscriber.group_id,
                Value::Text(None),
                Value::Text(None),
                subscriber.last_name.to_lowercase(),
                subscriber.first_name.to_lowercase(),
                subscriber.user_id.to_lowercase(),
                number_key(number),
                national(number),
                subscriber.extension.clone().unwrap_or_default(),
                digits(detail("mobilePhoneNumber")),
                subscriber.email.as_deref().unwrap_or_default().to_lowercase(),
                detail("yahooId").to_lowercase(),
                detail("title").to_lowercase(),
            ],
        )
        .await?;
    Ok(())
}
