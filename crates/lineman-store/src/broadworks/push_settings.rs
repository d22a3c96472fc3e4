//! Settings of push: `AS_CLI/System/PushNotification`, `AS_CLI/System/NotificationPushServer` and
//! the list of apps that may register. OCI-P and the shell change the same values.

use super::node_settings::{APPLICATION_SERVER_NODE as AS, NodeSettings, SettingRow};
use super::repository;
use crate::Result;

pub use lineman_ladder::settings::push as push_contexts;
use push_contexts as names;

/// The parameters, with the bounds and defaults of the public schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PushParameters {
    /// Whether only the apps of the list may register.
    pub enforce_allowed_application_list: bool,
    /// Registrations of one user, 1 to 100.
    pub maximum_registrations_per_user: u32,
    /// Days that a registration lasts, 30 to 120.
    pub maximum_registration_age_days: u32,
    /// Seconds that an announced call is of use, 30 to 600.
    pub new_call_timeout: u32,
    /// Events per second to subscribers, 1 to 5000.
    pub subscription_events_per_second: u32,
}

impl Default for PushParameters {
    fn default() -> Self {
        Self {
            enforce_allowed_application_list: false,
            maximum_registrations_per_user: 10,
            maximum_registration_age_days: 60,
            new_call_timeout: 60,
            subscription_events_per_second: 100,
        }
    }
}

impl PushParameters {
    /// Bounds of the registrations of one user.
    pub const PER_USER: (u32, u32) = (1, 100);
    /// Bounds of the age in days.
    pub const AGE_DAYS: (u32, u32) = (30, 120);
    /// Bounds of the time-out in seconds.
    pub const TIMEOUT: (u32, u32) = (30, 600);
    /// Bounds of the events per second.
    pub const EVENTS: (u32, u32) = (1, 5000);
}

/// An app that may register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushApplication {
    /// Its id.
    pub application_id: String,
    /// What it is.
    pub description: Option<String>,
}

impl PushApplication {
    fn row(&self) -> SettingRow {
        let description = self.description.as_deref();
        let attributes: Vec<_> =
            description.map(|text| (names::DESCRIPTION, text)).into_iter().collect();
        SettingRow::new(&[&self.application_id], &attributes)
    }
}

repository! {
    /// Settings of push.
    PushSettings
}

impl PushSettings<'_> {
    const fn nodes(&self) -> NodeSettings<'_> {
        NodeSettings::new(self.0)
    }

    /// The parameters; a value out of its bounds counts as the nearest one in them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn parameters(&self) -> Result<PushParameters> {
        let found = self.nodes().list(AS, names::PUSH_NOTIFICATION).await?;
        let text = |name: &str| found.get(name).and_then(super::SettingValue::text);
        let number = |name: &str, usual: u32, (least, most): (u32, u32)| {
            let value = text(name).and_then(|text| text.trim().parse().ok());
            value.unwrap_or(usual).clamp(least, most)
        };
        let usual = PushParameters::default();
        Ok(PushParameters {
            enforce_allowed_application_list: text(names::ENFORCE_LIST) == Some("true"),
            maximum_registrations_per_user: number(
                names::MAXIMUM_PER_USER,
                usual.maximum_registrations_per_user,
                PushParameters::PER_USER,
            ),
            maximum_registration_age_days: number(
                names::MAXIMUM_AGE_DAYS,
                usual.maximum_registration_age_days,
                PushParameters::AGE_DAYS,
            ),
            new_call_timeout: number(
                names::NEW_CALL_TIMEOUT,
                usual.new_call_timeout,
                PushParameters::TIMEOUT,
            ),
            subscription_events_per_second: number(
                names::EVENTS_PER_SECOND,
                usual.subscription_events_per_second,
                PushParameters::EVENTS,
            ),
        })
    }

    /// Sets the parameters.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_parameters(&self, parameters: &PushParameters) -> Result<()> {
        let enforce = parameters.enforce_allowed_application_list.to_string();
        for (name, value) in [
            (names::ENFORCE_LIST, enforce),
            (names::MAXIMUM_PER_USER, parameters.maximum_registrations_per_user.to_string()),
            (names::MAXIMUM_AGE_DAYS, parameters.maximum_registration_age_days.to_string()),
            (names::NEW_CALL_TIMEOUT, parameters.new_call_timeout.to_string()),
            (names::EVENTS_PER_SECOND, parameters.subscription_events_per_second.to_string()),
        ] {
            self.nodes().set(AS, names::PUSH_NOTIFICATION, name, value).await?;
        }
        Ok(())
    }

    /// The apps of the list.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn applications(&self) -> Result<Vec<PushApplication>> {
        let rows = self.nodes().rows(AS, names::ALLOWED_APPLICATIONS).await?;
        Ok(rows
            .into_iter()
            .map(|row| PushApplication {
                description: row.text(names::DESCRIPTION).map(str::to_owned),
                application_id: row.key.into_iter().next().unwrap_or_default(),
            })
            .collect())
    }

    /// Whether an app is on the list.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_listed(&self, application_id: &str) -> Result<bool> {
        let row = self.nodes().row(AS, names::ALLOWED_APPLICATIONS, &[application_id]).await?;
        Ok(row.is_some())
    }

    /// Adds an app.
    ///
    /// # Errors
    /// When it is there already.
    pub async fn add_application(&self, application: &PushApplication) -> Result<()> {
        self.nodes().add_row(AS, names::ALLOWED_APPLICATIONS, &application.row()).await
    }

    /// Changes the description of an app.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn set_application(&self, application: &PushApplication) -> Result<()> {
        let key = [application.application_id.as_str()];
        self.nodes().set_row(AS, names::ALLOWED_APPLICATIONS, &application.row()).await?;
        if application.description.is_none() {
            let description = names::DESCRIPTION;
            self.nodes().clear_cell(AS, names::ALLOWED_APPLICATIONS, &key, description).await?;
        }
        Ok(())
    }

    /// Removes an app; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_application(&self, application_id: &str) -> Result<bool> {
        self.nodes().delete_row(AS, names::ALLOWED_APPLICATIONS, &[application_id]).await
    }

    /// Where the notification push server is; none: nobody is told.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn server_url(&self) -> Result<Option<String>> {
        let url = self.nodes().get(AS, names::PUSH_SERVER, names::URL).await?;
        Ok(url.map(|url| url.trim().to_owned()).filter(|url| !url.is_empty()))
    }

    /// What a configuration file says of it first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_initial_server_url(&self, url: &str) -> Result<()> {
        self.nodes().set_initial(AS, names::PUSH_SERVER, names::URL, url).await
    }
}
