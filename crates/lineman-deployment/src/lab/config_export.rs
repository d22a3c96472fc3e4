//! `DIR/config/`: what an engineer would collect beside the logs (design.md section 4): command-line
//! outputs of the BroadWorks side, template, cluster and users of the cloud side. Secrets are masked
//! (XCC-008).

use std::path::Path;

use lineman_store::cloud::{Cluster, Template, User};
use lineman_store::{BroadworksStore, CloudStore, StoreError};
use serde_json::{Value, json};

use crate::data_directory::{DataDirectoryError, write_private};

const MASK: &str = "********";
/// Most rows of a list; the lab has a handful.
const MOST: u32 = 1000;

/// The files could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The databases.
    #[error("reading the configuration for export: {0}")]
    Store(#[from] StoreError),
    /// The folder.
    #[error(transparent)]
    Data(#[from] DataDirectoryError),
}

/// Writes the folder.
pub(crate) async fn write(
    folder: &Path,
    broadworks: &BroadworksStore,
    cloud: &CloudStore,
    allow_client_app: bool,
) -> Result<(), ExportError> {
    let messaging = broadworks.system_settings().messaging().await?;
    let shown = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let password = messaging.provisioning_password.as_ref().map(|_| MASK);
    let lines = [
        ("provisioningUrl", shown(messaging.provisioning_url.as_deref())),
        ("provisioningUserId", shown(messaging.provisioning_user_id.as_deref())),
        ("provisioningPassword", shown(password)),
        ("enableSynchronization", messaging.enable_synchronization.to_string()),
    ];
    let text = command_output("AS_CLI/Interface/Messaging", &lines);
    write_private(&folder.join("as-interface-messaging.txt"), text.as_bytes())?;
    let lines =
        [("allowUserApp", String::from("false")), ("allowClientApp", allow_client_app.to_string())];
    let text = command_output(
        "XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/CertificateAuthentication",
        &lines,
    );
    write_private(&folder.join("xsp-certificate-authentication.txt"), text.as_bytes())?;
    for template in cloud.templates().list(MOST).await? {
        write_json(&folder.join("template.json"), &template_json(&template))?;
    }
    for cluster in cloud.clusters().list(MOST).await? {
        write_json(&folder.join("cluster.json"), &cluster_json(&cluster))?;
    }
    for organization in cloud.organizations().list(MOST).await? {
        for user in cloud.users().list(&organization.org_id, MOST).await? {
            let name = crate::log_files::folder_name(&user.email);
            write_json(&folder.join("users").join(format!("{name}.json")), &user_json(&user))?;
        }
    }
    Ok(())
}

/// Scalars as the BroadWorks command line prints them (log-formats.md 7).
fn command_output(context: &str, lines: &[(&str, String)]) -> String {
    let body: String = lines.iter().map(|(name, value)| format!("  {name} = {value}\n")).collect();
    format!("{context}> get\n{body}\n")
}

fn write_json(path: &Path, document: &Value) -> Result<(), DataDirectoryError> {
    write_private(path, format!("{document:#}\n").as_bytes())
}

fn template_json(template: &Template) -> Value {
    json!({
        "templateId": template.template_id,
        "name": template.name,
        "authenticationMode": template.authentication_mode.as_str(),
        "enterpriseMode": template.enterprise_mode,
        "trustedEmails": template.trusted_emails,
        "newOrganizationCreation": template.new_org_creation,
        "provisioningAccountName": template.provisioning_user_id,
        "provisioningAccountPassword": MASK,
        "clusterId": template.cluster_id,
        "region": template.region,
    })
}

fn cluster_json(cluster: &Cluster) -> Value {
    json!({
        "clusterId": cluster.cluster_id,
        "name": cluster.name,
        "xsiActionsUrl": cluster.xsi_actions_url,
        "authServiceUrl": cluster.auth_service_url,
        "directAuthentication": cluster.direct_authentication,
    })
}

fn user_json(user: &User) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "id": user.user_id,
        "userName": user.email,
        "orgId": user.org_id,
        "bwUserId": user.bw_user_id,
        "entitlements": user.entitlements,
        "callingBehavior": user.calling_behavior,
    })
}
