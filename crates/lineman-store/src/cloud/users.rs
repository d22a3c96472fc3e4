//! Users of the cloud.

use lineman_model::Timestamp;

use super::repository;
use crate::database::Transaction;
use crate::keys::{folded, user_key};
use crate::row::{Row, Value, json, values};
use crate::{Result, StoreError};

/// Whether a user can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UserStatus {
    /// Yes.
    Active,
    /// Not yet.
    Pending,
    /// Not any more.
    Inactive,
}

impl UserStatus {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Pending => "pending",
            Self::Inactive => "inactive",
        }
    }

    /// From its word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Active, Self::Pending, Self::Inactive]
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

/// A user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The id, a UUID.
    pub user_id: String,
    /// The organisation.
    pub org_id: String,
    /// The email address; unique whatever its case.
    pub email: String,
    /// The BroadWorks user id; unique.
    pub bw_user_id: Option<String>,
    /// The BroadWorks cluster.
    pub cluster_id: Option<String>,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The primary number.
    pub primary_phone_number: Option<String>,
    /// The extension.
    pub extension: Option<String>,
    /// Whether the user can sign in.
    pub status: UserStatus,
    /// The calling behaviour, if it differs from the organisation's.
    pub calling_behavior: Option<String>,
    /// The entitlements.
    pub entitlements: Vec<String>,
    /// The request that made the user: the same request does not make another one.
    pub creation_request_id: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// When last changed.
    pub updated_at: Timestamp,
}

/// What came of the wish to make a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Created {
    /// The user is new.
    New(User),
    /// The same request had made the user already.
    Before(User),
    /// The email address belongs to this user.
    EmailTaken(User),
    /// The BroadWorks user id belongs to this user.
    BwUserTaken(User),
}

repository! {
    /// Users.
    Users
}

fn read(row: &Row) -> Result<User> {
    Ok(User {
        user_id: row.text("user_id")?,
        org_id: row.text("org_id")?,
        email: row.text("email")?,
        bw_user_id: row.optional_text("bw_user_id")?,
        cluster_id: row.optional_text("cluster_id")?,
        first_name: row.text("first_name")?,
        last_name: row.text("last_name")?,
        primary_phone_number: row.optional_text("primary_phone_number")?,
        extension: row.optional_text("extension")?,
        status: row.word("status", UserStatus::parse)?,
        calling_behavior: row.optional_text("calling_behavior")?,
        entitlements: row.json("entitlements")?,
        creation_request_id: row.optional_text("creation_request_id")?,
        created_at: row.time("created_at")?,
        updated_at: row.time("updated_at")?,
    })
}

fn write(user: &User) -> Result<Vec<Value>> {
    Ok(values![
        &user.user_id,
        &user.org_id,
        &user.email,
        folded(&user.email),
        &user.bw_user_id,
        user.bw_user_id.as_deref().map(user_key),
        &user.cluster_id,
        &user.first_name,
        &user.last_name,
        &user.primary_phone_number,
        &user.extension,
        user.status.as_str(),
        &user.calling_behavior,
        json(&user.entitlements)?,
        &user.creation_request_id,
        user.created_at,
        user.updated_at,
    ])
}

impl Users<'_> {
    /// Makes a user, or says why there is one already.
    ///
    /// # Errors
    /// When organisation or cluster are not there, or the id is taken.
    pub async fn create(&self, user: &User) -> Result<Created> {
        const DOING: &str = "adding a user";
        let mut transaction = self.0.begin(DOING).await?;
        let added = transaction
            .execute(
                "INSERT INTO users (user_id, org_id, email, email_key, bw_user_id, bw_user_key, \
                 cluster_id, first_name, last_name, primary_phone_number, extension, status, \
                 calling_behavior, entitlements, creation_request_id, created_at, updated_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
                 $17) ON CONFLICT DO NOTHING",
                write(user)?,
            )
            .await?;
        if added > 0 {
            transaction.commit().await?;
            return Ok(Created::New(user.clone()));
        }
        if let Some(present) = by_email(&mut transaction, &user.email).await? {
            let same = user.creation_request_id.is_some()
                && present.creation_request_id == user.creation_request_id;
            return Ok(if same { Created::Before(present) } else { Created::EmailTaken(present) });
        }
        let key = user.bw_user_id.as_deref().map(user_key);
        let row = transaction
            .optional("SELECT * FROM users WHERE bw_user_key = $1", values![key])
            .await?;
        match row.as_ref().map(read).transpose()? {
            Some(present) => Ok(Created::BwUserTaken(present)),
            None => Err(StoreError::Exists { doing: DOING }),
        }
    }

    /// Changes one under a lock, so that no other change is lost. The id stays what it is.
    ///
    /// # Errors
    /// When it is not there, or a unique value is taken.
    pub async fn modify(
        &self,
        user_id: &str,
        now: Timestamp,
        change: impl FnOnce(&mut User) + Send,
    ) -> Result<User> {
        const DOING: &str = "changing a user";
        let mut transaction = self.0.begin(DOING).await?;
        let row = transaction
            .optional(
                "UPDATE users SET updated_at = $2 WHERE user_id = $1 RETURNING *",
                values![user_id, now],
            )
            .await?;
        let Some(mut user) = row.as_ref().map(read).transpose()? else {
            return Err(StoreError::Missing { doing: DOING });
        };
        change(&mut user);
        user.user_id = user_id.to_owned();
        user.updated_at = now;
        transaction
            .execute(
                "UPDATE users SET org_id = $2, email = $3, email_key = $4, bw_user_id = $5, \
                 bw_user_key = $6, cluster_id = $7, first_name = $8, last_name = $9, \
                 primary_phone_number = $10, extension = $11, status = $12, \
                 calling_behavior = $13, entitlements = $14, creation_request_id = $15, \
                 created_at = $16, updated_at = $17 WHERE user_id = $1",
                write(&user)?,
            )
            .await?;
        transaction.commit().await?;
        Ok(user)
    }

    /// The one with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, user_id: &str) -> Result<Option<User>> {
        self.one("SELECT * FROM users WHERE user_id = $1", user_id.to_owned()).await
    }

    /// The one with this email address, whatever its case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_email(&self, email: &str) -> Result<Option<User>> {
        self.one(BY_EMAIL, folded(email)).await
    }

    /// The one with this BroadWorks user id; the domain's case does not matter.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_bw_user_id(&self, bw_user_id: &str) -> Result<Option<User>> {
        self.one("SELECT * FROM users WHERE bw_user_key = $1", user_key(bw_user_id)).await
    }

    async fn one(&self, sql: &'static str, value: String) -> Result<Option<User>> {
        let row = self.0.optional("reading a user", sql, values![value]).await?;
        row.as_ref().map(read).transpose()
    }

    /// Those of an organisation by email address, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, org_id: &str, limit: u32) -> Result<Vec<User>> {
        let rows = self
            .0
            .all(
                "listing users",
                "SELECT * FROM users WHERE org_id = $1 ORDER BY email_key LIMIT $2",
                values![org_id, limit],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Removes one with its tokens; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, user_id: &str) -> Result<bool> {
        let removed = self
            .0
            .execute("removing a user", "DELETE FROM users WHERE user_id = $1", values![user_id])
            .await?;
        Ok(removed > 0)
    }
}

const BY_EMAIL: &str = "SELECT * FROM users WHERE email_key = $1";

async fn by_email(transaction: &mut Transaction, email: &str) -> Result<Option<User>> {
    let row = transaction.optional(BY_EMAIL, values![folded(email)]).await?;
    row.as_ref().map(read).transpose()
}
