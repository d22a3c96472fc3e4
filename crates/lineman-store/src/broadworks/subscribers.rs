//! Subscribers.

use std::collections::BTreeMap;

use lineman_model::Secret;

use super::{directory, repository};
use crate::database::Transaction;
use crate::keys::{number_key, user_key};
use crate::row::{Row, Value, json, values};
use crate::sealing::Sealer;
use crate::{Result, StoreError};

/// A BroadWorks user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscriber {
    /// The primary user id, with its domain.
    pub user_id: String,
    /// Whose user.
    pub service_provider_id: String,
    /// In which group.
    pub group_id: String,
    /// Last name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// Last name as the calling line id shows it.
    pub calling_line_id_last_name: String,
    /// First name as the calling line id shows it.
    pub calling_line_id_first_name: String,
    /// The primary number, as it was given.
    pub primary_number: Option<String>,
    /// The extension.
    pub extension: Option<String>,
    /// The email address.
    pub email: Option<String>,
    /// The language.
    pub language: String,
    /// The time zone.
    pub time_zone: String,
    /// The web-access password.
    pub web_password: Option<Secret>,
    /// The SIP authentication user.
    pub sip_user_name: Option<String>,
    /// The SIP authentication password.
    pub sip_password: Option<Secret>,
    /// Whether signing in with the web-access password is switched off.
    pub login_disabled: bool,
    /// Whether SIP authentication is locked.
    pub sip_login_disabled: bool,
    /// Further fields by their OCI-P element name, such as `title` or `mobilePhoneNumber`.
    pub details: BTreeMap<String, String>,
}

impl Subscriber {
    /// A user with nothing but what is mandatory.
    #[must_use]
    pub fn new(
        user_id: impl Into<String>,
        service_provider_id: impl Into<String>,
        group_id: impl Into<String>,
        last_name: impl Into<String>,
        first_name: impl Into<String>,
    ) -> Self {
        let (last_name, first_name) = (last_name.into(), first_name.into());
        Self {
            user_id: user_id.into(),
            service_provider_id: service_provider_id.into(),
            group_id: group_id.into(),
            calling_line_id_last_name: last_name.clone(),
            calling_line_id_first_name: first_name.clone(),
            last_name,
            first_name,
            primary_number: None,
            extension: None,
            email: None,
            language: String::from("English"),
            time_zone: String::from("America/New_York"),
            web_password: None,
            sip_user_name: None,
            sip_password: None,
            login_disabled: false,
            sip_login_disabled: false,
            details: BTreeMap::new(),
        }
    }
}

/// Which subscribers to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubscriberScope<'a> {
    /// All of them.
    System,
    /// Those of a service provider.
    ServiceProvider(&'a str),
    /// Those of a group: service provider and group.
    Group(&'a str, &'a str),
}

impl<'a> SubscriberScope<'a> {
    pub(super) const fn parts(self) -> (Option<&'a str>, Option<&'a str>) {
        match self {
            Self::System => (None, None),
            Self::ServiceProvider(provider) => (Some(provider), None),
            Self::Group(provider, group) => (Some(provider), Some(group)),
        }
    }
}

repository! {
    /// Subscribers.
    Subscribers
}

fn web_place(key: &str) -> String {
    format!("subscribers.web_password/{key}")
}

fn sip_place(key: &str) -> String {
    format!("subscribers.sip_password/{key}")
}

pub(super) fn read(row: &Row, sealer: &Sealer) -> Result<Subscriber> {
    let key = row.text("user_key")?;
    Ok(Subscriber {
        user_id: row.text("user_id")?,
        service_provider_id: row.text("service_provider_id")?,
        group_id: row.text("group_id")?,
        last_name: row.text("last_name")?,
        first_name: row.text("first_name")?,
        calling_line_id_last_name: row.text("calling_line_id_last_name")?,
        calling_line_id_first_name: row.text("calling_line_id_first_name")?,
        primary_number: row.optional_text("primary_number")?,
        extension: row.optional_text("extension")?,
        email: row.optional_text("email")?,
        language: row.text("language")?,
        time_zone: row.text("time_zone")?,
        web_password: sealer
            .open_optional(&web_place(&key), row.optional_text("sealed_web_password")?)?,
        sip_user_name: row.optional_text("sip_user_name")?,
        sip_password: sealer
            .open_optional(&sip_place(&key), row.optional_text("sealed_sip_password")?)?,
        login_disabled: row.flag("login_disabled")?,
        sip_login_disabled: row.flag("sip_login_disabled")?,
        details: row.json("details")?,
    })
}

fn write(subscriber: &Subscriber, sealer: &Sealer) -> Result<Vec<Value>> {
    let key = user_key(&subscriber.user_id);
    let web = sealer.seal_optional(&web_place(&key), subscriber.web_password.as_ref())?;
    let sip = sealer.seal_optional(&sip_place(&key), subscriber.sip_password.as_ref())?;
    Ok(values![
        key,
        &subscriber.user_id,
        &subscriber.service_provider_id,
        &subscriber.group_id,
        &subscriber.last_name,
        &subscriber.first_name,
        &subscriber.calling_line_id_last_name,
        &subscriber.calling_line_id_first_name,
        &subscriber.primary_number,
        subscriber.primary_number.as_deref().map(number_key),
        &subscriber.extension,
        &subscriber.email,
        &subscriber.language,
        &subscriber.time_zone,
        web,
        &subscriber.sip_user_name,
        sip,
        subscriber.login_disabled,
        subscriber.sip_login_disabled,
        json(&subscriber.details)?,
    ])
}

impl Subscribers<'_> {
    /// Adds one.
    ///
    /// # Errors
    /// When the user id, the primary number or the SIP user is taken (also as an alternate id), or
    /// the group is not there.
    pub async fn add(&self, subscriber: &Subscriber) -> Result<()> {
        const DOING: &str = "adding a subscriber";
        let mut transaction = self.0.begin(DOING).await?;
        let taken = transaction
            .optional(
                "SELECT alternate_key FROM alternate_user_ids WHERE alternate_key = $1",
                values![user_key(&subscriber.user_id)],
            )
            .await?;
        if taken.is_some() {
            return Err(StoreError::Exists { doing: DOING });
        }
        transaction
            .execute(
                "INSERT INTO subscribers (user_key, user_id, service_provider_id, group_id, \
                 last_name, first_name, calling_line_id_last_name, calling_line_id_first_name, \
                 primary_number, primary_number_key, extension, email, language, time_zone, \
                 sealed_web_password, sip_user_name, sealed_sip_password, login_disabled, \
                 sip_login_disabled, details) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, \
                 $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
                write(subscriber, &self.0.sealer)?,
            )
            .await?;
        directory::save(&mut transaction, subscriber).await?;
        transaction.commit().await
    }

    /// Changes one under a lock, so that no other change is lost. The user id, the service
    /// provider and the group stay what they are.
    ///
    /// # Errors
    /// When it is not there, or a unique value is taken.
    pub async fn modify(
        &self,
        user_id: &str,
        change: impl FnOnce(&mut Subscriber) + Send,
    ) -> Result<Subscriber> {
        const DOING: &str = "changing a subscriber";
        let mut transaction = self.0.begin(DOING).await?;
        let Some(before) = lock(&mut transaction, user_id, &self.0.sealer).await? else {
            return Err(StoreError::Missing { doing: DOING });
        };
        let mut after = before.clone();
        change(&mut after);
        after.user_id = before.user_id;
        after.service_provider_id = before.service_provider_id;
        after.group_id = before.group_id;
        transaction
            .execute(
                "UPDATE subscribers SET user_id = $2, service_provider_id = $3, group_id = $4, \
                 last_name = $5, first_name = $6, calling_line_id_last_name = $7, \
                 calling_line_id_first_name = $8, primary_number = $9, primary_number_key = $10, \
                 extension = $11, email = $12, language = $13, time_zone = $14, \
                 sealed_web_password = $15, sip_user_name = $16, sealed_sip_password = $17, \
                 login_disabled = $18, sip_login_disabled = $19, details = $20 \
                 WHERE user_key = $1",
                write(&after, &self.0.sealer)?,
            )
            .await?;
        directory::save(&mut transaction, &after).await?;
        transaction.commit().await?;
        Ok(after)
    }

    /// The one with this primary or alternate user id; the domain's case does not matter.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, user_or_alternate_id: &str) -> Result<Option<Subscriber>> {
        self.one(
            "SELECT * FROM subscribers WHERE user_key = $1 OR user_key = \
             (SELECT user_key FROM alternate_user_ids WHERE alternate_key = $1)",
            user_key(user_or_alternate_id),
        )
        .await
    }

    /// The one with this primary user id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_user_id(&self, user_id: &str) -> Result<Option<Subscriber>> {
        self.one("SELECT * FROM subscribers WHERE user_key = $1", user_key(user_id)).await
    }

    /// The one whose line/port this is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_line_port(&self, line_port: &str) -> Result<Option<Subscriber>> {
        self.one(
            "SELECT subscribers.* FROM subscribers JOIN endpoints \
             ON endpoints.user_key = subscribers.user_key WHERE endpoints.line_port_key = $1",
            user_key(line_port),
        )
        .await
    }

    /// The one with this SIP authentication user.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_sip_user(&self, sip_user_name: &str) -> Result<Option<Subscriber>> {
        self.one("SELECT * FROM subscribers WHERE sip_user_name = $1", sip_user_name.to_owned())
            .await
    }

    /// The one with this primary number, however it is written.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_number(&self, number: &str) -> Result<Option<Subscriber>> {
        self.one("SELECT * FROM subscribers WHERE primary_number_key = $1", number_key(number))
            .await
    }

    /// The one with this extension in a group.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_extension(
        &self,
        service_provider_id: &str,
        group_id: &str,
        extension: &str,
    ) -> Result<Option<Subscriber>> {
        let row = self
            .0
            .optional(
                "reading a subscriber",
                "SELECT * FROM subscribers WHERE service_provider_id = $1 AND group_id = $2 \
                 AND extension = $3 ORDER BY user_key LIMIT 1",
                values![service_provider_id, group_id, extension],
            )
            .await?;
        row.map(|row| read(&row, &self.0.sealer)).transpose()
    }

    async fn one(&self, sql: &'static str, key: String) -> Result<Option<Subscriber>> {
        let row = self.0.optional("reading a subscriber", sql, values![key]).await?;
        row.map(|row| read(&row, &self.0.sealer)).transpose()
    }

    /// Those in a scope by user id, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, scope: SubscriberScope<'_>, limit: u32) -> Result<Vec<Subscriber>> {
        let (provider, group) = scope.parts();
        let rows = self
            .0
            .all(
                "listing subscribers",
                "SELECT * FROM subscribers WHERE ($1 IS NULL OR service_provider_id = $1) \
                 AND ($2 IS NULL OR group_id = $2) ORDER BY user_key LIMIT $3",
                values![provider, group, limit],
            )
            .await?;
        rows.iter().map(|row| read(row, &self.0.sealer)).collect()
    }

    /// How many there are in a scope.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self, scope: SubscriberScope<'_>) -> Result<u32> {
        let (provider, group) = scope.parts();
        let number = self
            .0
            .count(
                "counting subscribers",
                "SELECT COUNT(*) AS number FROM subscribers \
                 WHERE ($1 IS NULL OR service_provider_id = $1) \
                 AND ($2 IS NULL OR group_id = $2)",
                values![provider, group],
            )
            .await?;
        Ok(u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// Removes one with its services, line/ports, alternate ids, tokens and registrations; false
    /// when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, user_id: &str) -> Result<bool> {
        let key = user_key(user_id);
        let mut transaction = self.0.begin("removing a subscriber").await?;
        for leftover in [
            "DELETE FROM account_security WHERE user_key = $1",
            "DELETE FROM login_tokens WHERE user_key = $1",
        ] {
            transaction.execute(leftover, values![&key]).await?;
        }
        let removed = transaction
            .execute("DELETE FROM subscribers WHERE user_key = $1", values![key])
            .await?;
        transaction.commit().await?;
        Ok(removed > 0)
    }
}

/// Reads a row and keeps others from writing it until the transaction ends: an update that changes
/// nothing does it on both engines.
async fn lock(
    transaction: &mut Transaction,
    user_id: &str,
    sealer: &Sealer,
) -> Result<Option<Subscriber>> {
    let row = transaction
        .optional(
            "UPDATE subscribers SET user_key = user_key WHERE user_key = $1 RETURNING *",
            values![user_key(user_id)],
        )
        .await?;
    row.map(|row| read(&row, sealer)).transpose()
}
