//! `DIR/config/`: what an engineer would collect beside the logs (design.md section 4): command-line
//! outputs of the BroadWorks side, template, cluster and users of the cloud side. Secrets are masked
//! (XCC-008).

use std::io;
use std::path::Path;

use lineman_cli_shell::contexts::{APPLICATION_SERVER, XSP};
use lineman_cli_shell::{Root, Shell, ShellError, Terminal};
use lineman_ladder::settings;
use lineman_model::Secret;
use lineman_store::broadworks::APPLICATION_SERVER_NODE;
use lineman_store::cloud::{Cluster, Template, User};
use lineman_store::{BroadworksStore, CloudStore, StoreError};
use serde_json::{Value, json};

use crate::command_line::CommandLine;
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
    /// The command line.
    #[error("collecting command-line outputs: {0}")]
    Shell(#[from] ShellError),
    /// The folder.
    #[error(transparent)]
    Data(#[from] DataDirectoryError),
}

/// Which contexts are collected, and into which file.
const OUTPUTS: &[(&Root, &str, &str)] = &[
    (&APPLICATION_SERVER, settings::MESSAGING, "as-interface-messaging.txt"),
    (&APPLICATION_SERVER, settings::CONTAINER_OPTIONS, "as-container-options.txt"),
    (&APPLICATION_SERVER, settings::OCI_ACCESS_LIST, "as-oci-access-list.txt"),
    (&XSP, settings::CERTIFICATE_AUTHENTICATION, "xsp-certificate-authentication.txt"),
    (&XSP, settings::CONTAINER_OPTIONS, "xsp-container-options.txt"),
    (&XSP, settings::TRUSTS, "xsp-trusts.txt"),
    (&XSP, settings::TOKEN_MANAGEMENT, "xsp-token-management.txt"),
];

/// Writes the folder. `xsp` is the name of the XSP that is collected from.
pub(crate) async fn write(
    folder: &Path,
    broadworks: &BroadworksStore,
    cloud: &CloudStore,
    xsp: &str,
) -> Result<(), ExportError> {
    for (root, context, file) in OUTPUTS {
        let node = if std::ptr::eq(*root, &XSP) { xsp } else { APPLICATION_SERVER_NODE };
        let values = CommandLine::of(broadworks.clone(), node, folder.to_path_buf());
        let text = command_output(root, context, &values).await?;
        write_private(&folder.join(file), text.as_bytes())?;
    }
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

/// What an engineer sees who asks the shell.
async fn command_output(
    root: &'static Root,
    context: &str,
    values: &CommandLine,
) -> Result<String, ExportError> {
    let mut shell = Shell::new(root);
    let mut page = Page(String::new());
    shell.execute(context, values, &mut page).await?;
    page.0 = format!("{}get\n", shell.prompt());
    shell.execute("get", values, &mut page).await?;
    page.0.push('\n');
    Ok(page.0)
}

/// A terminal that nobody sits at.
struct Page(String);

impl Terminal for Page {
    fn show(&mut self, text: &str) -> io::Result<()> {
        self.0.push_str(text);
        Ok(())
    }

    fn ask(&mut self, _question: &str) -> io::Result<Option<String>> {
        Ok(None)
    }

    fn ask_secret(&mut self, _question: &str) -> io::Result<Option<Secret>> {
        Ok(None)
    }
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
