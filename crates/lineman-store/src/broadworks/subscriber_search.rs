//! Subscribers by criteria, found with the indexes of the directory.

use super::directory_search::{Builder, DirectoryCriterion};
use super::repository;
use super::subscribers::{Subscriber, SubscriberScope, read};
use crate::Result;
use crate::driver::Statement;

/// What subscribers are looked for, and which page of them.
#[derive(Debug, Clone)]
pub struct SubscriberQuery<'a> {
    /// Where.
    pub scope: SubscriberScope<'a>,
    /// What holds.
    pub criteria: Vec<DirectoryCriterion>,
    /// Whether one criterion is enough.
    pub any: bool,
    /// Subscribers to pass over.
    pub offset: u32,
    /// Subscribers to give at most.
    pub limit: u32,
}

repository! {
    /// Searching subscribers.
    SubscriberSearch
}

impl SubscriberSearch<'_> {
    /// Those that the criteria hold for, by user id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search(&self, query: &SubscriberQuery<'_>) -> Result<Vec<Subscriber>> {
        let mut builder = Builder::new(self.0);
        let mut conditions = vec![String::from("d.user_key IS NOT NULL")];
        let (provider, group) = query.scope.parts();
        for (column, value) in [("service_provider_id", provider), ("group_id", group)] {
            if let Some(value) = value {
                conditions.push(format!("d.{column} = {}", builder.value(value)));
            }
        }
        conditions.extend(builder.condition(&query.criteria, query.any));
        let (limit, offset) = (builder.value(query.limit), builder.value(query.offset));
        // The page is cut before the subscribers are joined to it.
        let text = format!(
            "SELECT s.* FROM (SELECT d.user_key, d.user_id_key FROM directory_entries d \
             WHERE {} ORDER BY d.user_id_key, d.entry_key LIMIT {limit} OFFSET {offset}) d \
             JOIN subscribers s ON s.user_key = d.user_key ORDER BY d.user_id_key, s.user_key",
            conditions.join(" AND ")
        );
        let rows =
            self.0.all("searching subscribers", Statement::Built(text), builder.values).await?;
        rows.iter().map(|row| read(row, &self.0.sealer)).collect()
    }
}
