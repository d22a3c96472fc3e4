//! Contexts and who holds their values.

use std::path::PathBuf;

use lineman_cli_shell::{Backend, BackendError, Command, Context, Holder, NewValue, Row, Values};
use lineman_store::BroadworksStore;

use super::external_authentication::Change;
use super::{
    device_types, external_authentication, lookups, node_values, refused, signing_keys,
    trust_anchors,
};

/// The settings of one node of a deployment.
#[derive(Debug)]
pub struct CommandLine {
    pub(super) store: BroadworksStore,
    /// `as` or the name of an XSP.
    pub(super) node: String,
    /// The data folder.
    pub(super) data: PathBuf,
}

impl CommandLine {
    /// The settings of a node in a database that is open already.
    #[must_use]
    pub fn of(store: BroadworksStore, node: impl Into<String>, data: PathBuf) -> Self {
        Self { store, node: node.into(), data }
    }

    /// The data folder.
    #[must_use]
    pub fn data(&self) -> &std::path::Path {
        &self.data
    }

    /// Closes the database.
    pub async fn close(self) {
        self.store.close().await;
    }
}

fn read_only() -> BackendError {
    refused("this can be read only; OCI-P changes it")
}

impl Backend for CommandLine {
    async fn scalars(&self, context: &'static Context) -> Result<Values, BackendError> {
        node_values::scalars(self, context).await
    }

    async fn set_scalars(
        &self,
        context: &'static Context,
        changes: Vec<(&'static str, NewValue)>,
    ) -> Result<(), BackendError> {
        node_values::set_scalars(self, context, changes).await
    }

    async fn rows(
        &self,
        context: &'static Context,
        key: Option<&[String]>,
    ) -> Result<Vec<Row>, BackendError> {
        match context.holder {
            Holder::Settings => node_values::rows(self, context, key).await,
            Holder::DeviceTypes => device_types::rows(self, key).await,
            Holder::ExternalAuthentication => external_authentication::rows(self, key).await,
            Holder::SigningKeys => signing_keys::rows(self).await,
            Holder::TrustAnchors => trust_anchors::rows(self).await,
            Holder::ServiceProviders => lookups::service_providers(self, key).await,
            Holder::Groups => lookups::groups(self, key).await,
            Holder::Subscribers => lookups::subscribers(self, key).await,
        }
    }

    async fn add_row(
        &self,
        context: &'static Context,
        key: Vec<String>,
        values: Vec<(&'static str, NewValue)>,
    ) -> Result<(), BackendError> {
        match context.holder {
            Holder::Settings => node_values::add_row(self, context, key, values).await,
            Holder::ExternalAuthentication => {
                external_authentication::change(self, &key, Change::Add(values)).await
            }
            _ => Err(read_only()),
        }
    }

    async fn set_row(
        &self,
        context: &'static Context,
        key: Vec<String>,
        changes: Vec<(&'static str, NewValue)>,
    ) -> Result<(), BackendError> {
        match context.holder {
            Holder::Settings => node_values::set_row(self, context, key, changes).await,
            Holder::DeviceTypes => device_types::set(self, &key, changes).await,
            Holder::ExternalAuthentication => {
                external_authentication::change(self, &key, Change::Set(changes)).await
            }
            _ => Err(read_only()),
        }
    }

    async fn delete_row(
        &self,
        context: &'static Context,
        key: Vec<String>,
    ) -> Result<(), BackendError> {
        match context.holder {
            Holder::Settings => node_values::delete_row(self, context, &key).await,
            Holder::ExternalAuthentication => {
                external_authentication::change(self, &key, Change::Delete).await
            }
            _ => Err(read_only()),
        }
    }

    async fn run(
        &self,
        context: &'static Context,
        command: &'static Command,
        arguments: Vec<String>,
    ) -> Result<String, BackendError> {
        match context.holder {
            Holder::SigningKeys => signing_keys::run(self, command.name, &arguments).await,
            Holder::TrustAnchors => trust_anchors::run(self, command.name, &arguments).await,
            _ => Err(refused("this context has no commands of its own")),
        }
    }
}
