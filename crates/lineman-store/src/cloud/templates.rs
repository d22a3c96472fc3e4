//! Customer templates: under which rules a partner's customers are provisioned.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use lineman_model::Secret;

use super::repository;
use crate::Result;
use crate::row::{Row, values};
use crate::sealing::Sealer;

/// Who checks a user's password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthenticationMode {
    /// BroadWorks does.
    BroadWorks,
    /// Webex does.
    Webex,
}

impl AuthenticationMode {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BroadWorks => "broadworks",
            Self::Webex => "webex",
        }
    }

    /// From its word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::BroadWorks, Self::Webex].into_iter().find(|mode| mode.as_str() == text)
    }
}

/// A template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its id: the provisioning id.
    pub template_id: String,
    /// Its name.
    pub name: String,
    /// The partner's organisation.
    pub partner_org_id: String,
    /// Who checks passwords.
    pub authentication_mode: AuthenticationMode,
    /// Whether its customers are enterprises; otherwise service providers.
    pub enterprise_mode: bool,
    /// Whether BroadWorks' email addresses are trusted.
    pub trusted_emails: bool,
    /// Whether an unknown organisation is made.
    pub new_org_creation: bool,
    /// The provisioning account.
    pub provisioning_user_id: String,
    /// Its password.
    pub provisioning_password: Secret,
    /// The cluster of its customers.
    pub cluster_id: String,
    /// The region in which organisations are made.
    pub region: String,
}

repository! {
    /// Customer templates.
    Templates
}

fn place(template_id: &str) -> String {
    format!("templates.provisioning_password/{template_id}")
}

fn read(row: &Row, sealer: &Sealer) -> Result<Template> {
    let template_id = row.text("template_id")?;
    Ok(Template {
        provisioning_password: sealer
            .open(&place(&template_id), &row.text("sealed_provisioning_password")?)?,
        template_id,
        name: row.text("name")?,
        partner_org_id: row.text("partner_org_id")?,
        authentication_mode: row.word("authentication_mode", AuthenticationMode::parse)?,
        enterprise_mode: row.flag("enterprise_mode")?,
        trusted_emails: row.flag("trusted_emails")?,
        new_org_creation: row.flag("new_org_creation")?,
        provisioning_user_id: row.text("provisioning_user_id")?,
        cluster_id: row.text("cluster_id")?,
        region: row.text("region")?,
    })
}

impl Templates<'_> {
    /// Adds or replaces one.
    ///
    /// # Errors
    /// When the provisioning account is another template's, or the cluster is not there.
    pub async fn save(&self, template: &Template) -> Result<()> {
        let sealed =
            self.0.sealer.seal(&place(&template.template_id), &template.provisioning_password)?;
        self.0
            .change(
                "saving a template",
                "INSERT INTO templates (template_id, name, partner_org_id, authentication_mode, \
                 enterprise_mode, trusted_emails, new_org_creation, provisioning_user_id, \
                 sealed_provisioning_password, cluster_id, region) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
                 ON CONFLICT (template_id) DO UPDATE SET name = excluded.name, \
                 partner_org_id = excluded.partner_org_id, \
                 authentication_mode = excluded.authentication_mode, \
                 enterprise_mode = excluded.enterprise_mode, \
                 trusted_emails = excluded.trusted_emails, \
                 new_org_creation = excluded.new_org_creation, \
                 provisioning_user_id = excluded.provisioning_user_id, \
                 sealed_provisioning_password = excluded.sealed_provisioning_password, \
                 cluster_id = excluded.cluster_id, region = excluded.region",
                values![
                    &template.template_id,
                    &template.name,
                    &template.partner_org_id,
                    template.authentication_mode.as_str(),
                    template.enterprise_mode,
                    template.trusted_emails,
                    template.new_org_creation,
                    &template.provisioning_user_id,
                    sealed,
                    &template.cluster_id,
                    &template.region,
                ],
            )
            .await
    }

    /// The one with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, template_id: &str) -> Result<Option<Template>> {
        self.one("SELECT * FROM templates WHERE template_id = $1", template_id).await
    }

    /// The one whose provisioning account this is, if the password is right. Takes the same way
    /// whether the account or the password is wrong.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn authenticate(
        &self,
        provisioning_user_id: &str,
        password: &Secret,
    ) -> Result<Option<Template>> {
        let found = self
            .one("SELECT * FROM templates WHERE provisioning_user_id = $1", provisioning_user_id)
            .await?;
        // Of equal length, so that the comparison tells nothing about the password's.
        let hash = |text: &str| digest(&SHA256, text.as_bytes());
        let expected =
            hash(found.as_ref().map_or("", |template| template.provisioning_password.reveal()));
        let given = hash(password.reveal());
        let equal = verify_slices_are_equal(expected.as_ref(), given.as_ref()).is_ok();
        Ok(found.filter(|_| equal))
    }

    async fn one(&self, sql: &'static str, id: &str) -> Result<Option<Template>> {
        let row = self.0.optional("reading a template", sql, values![id]).await?;
        row.map(|row| read(&row, &self.0.sealer)).transpose()
    }

    /// All of them by name, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, limit: u32) -> Result<Vec<Template>> {
        let rows = self
            .0
            .all(
                "listing templates",
                "SELECT * FROM templates ORDER BY name, template_id LIMIT $1",
                values![limit],
            )
            .await?;
        rows.iter().map(|row| read(row, &self.0.sealer)).collect()
    }
}
