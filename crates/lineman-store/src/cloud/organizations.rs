//! Organisations.

use lineman_model::Timestamp;

use super::repository;
use crate::keys::folded;
use crate::row::{Row, Value, values};
use crate::{Result, StoreError};

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrganizationKind {
    /// A partner's customer.
    Customer,
    /// A partner.
    Partner,
    /// Where free accounts live.
    Consumer,
}

impl OrganizationKind {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Partner => "partner",
            Self::Consumer => "consumer",
        }
    }

    /// From its word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Customer, Self::Partner, Self::Consumer]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id, a UUID.
    pub org_id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganizationKind,
    /// `service provider+enterprise` of a BroadWorks customer; unique.
    pub sp_enterprise_id: Option<String>,
    /// The template that it was made under.
    pub template_id: Option<String>,
    /// The calling behaviour of its users.
    pub calling_behavior: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
}

repository! {
    /// Organisations.
    Organizations
}

fn read(row: &Row) -> Result<Organization> {
    Ok(Organization {
        org_id: row.text("org_id")?,
        name: row.text("name")?,
        kind: row.word("kind", OrganizationKind::parse)?,
        sp_enterprise_id: row.optional_text("sp_enterprise_id")?,
        template_id: row.optional_text("template_id")?,
        calling_behavior: row.optional_text("calling_behavior")?,
        created_at: row.time("created_at")?,
    })
}

fn write(organization: &Organization) -> Vec<Value> {
    values![
        &organization.org_id,
        &organization.name,
        folded(&organization.name),
        organization.kind.as_str(),
        &organization.sp_enterprise_id,
        &organization.template_id,
        &organization.calling_behavior,
        organization.created_at,
    ]
}

impl Organizations<'_> {
    /// Adds one unless its `sp_enterprise_id` is there already; gives the one that is there now,
    /// and whether it is new.
    ///
    /// # Errors
    /// When the id is taken by another, or the template is not there.
    pub async fn ensure(&self, organization: &Organization) -> Result<(Organization, bool)> {
        const DOING: &str = "adding an organisation";
        let mut transaction = self.0.begin(DOING).await?;
        let added = transaction
            .execute(
                "INSERT INTO organizations (org_id, name, name_key, kind, sp_enterprise_id, \
                 template_id, calling_behavior, created_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (sp_enterprise_id) DO NOTHING",
                write(organization),
            )
            .await?;
        let present = transaction
            .optional(
                "SELECT * FROM organizations WHERE org_id = $1 OR sp_enterprise_id = $2",
                values![&organization.org_id, &organization.sp_enterprise_id],
            )
            .await?;
        let present = present.as_ref().map(read).transpose()?;
        transaction.commit().await?;
        match present {
            Some(present) => Ok((present, added > 0)),
            None => Err(StoreError::Missing { doing: DOING }),
        }
    }

    /// Writes all fields of one that is there.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn update(&self, organization: &Organization) -> Result<()> {
        self.0
            .change(
                "changing an organisation",
                "UPDATE organizations SET name = $2, name_key = $3, kind = $4, \
                 sp_enterprise_id = $5, template_id = $6, calling_behavior = $7, \
                 created_at = $8 WHERE org_id = $1",
                write(organization),
            )
            .await
    }

    /// The one with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, org_id: &str) -> Result<Option<Organization>> {
        self.one("SELECT * FROM organizations WHERE org_id = $1", org_id.to_owned()).await
    }

    /// The one of a BroadWorks customer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_enterprise(&self, sp_enterprise_id: &str) -> Result<Option<Organization>> {
        self.one(
            "SELECT * FROM organizations WHERE sp_enterprise_id = $1",
            sp_enterprise_id.to_owned(),
        )
        .await
    }

    /// The oldest one with this name, whatever its case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_name(&self, name: &str) -> Result<Option<Organization>> {
        self.one(
            "SELECT * FROM organizations WHERE name_key = $1 ORDER BY created_at, org_id LIMIT 1",
            folded(name),
        )
        .await
    }

    async fn one(&self, sql: &'static str, value: String) -> Result<Option<Organization>> {
        let row = self.0.optional("reading an organisation", sql, values![value]).await?;
        row.as_ref().map(read).transpose()
    }

    /// All of them by name, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, limit: u32) -> Result<Vec<Organization>> {
        let rows = self
            .0
            .all(
                "listing organisations",
                "SELECT * FROM organizations ORDER BY name_key, org_id LIMIT $1",
                values![limit],
            )
            .await?;
        rows.iter().map(read).collect()
    }
}
