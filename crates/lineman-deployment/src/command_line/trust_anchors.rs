//! `Interface/Http/ClientAuthentication/Trusts` (AUT-009).

use std::path::Path;

use lineman_cli_shell::{BackendError, Row, Shown};
use lineman_ladder::settings::{CERTIFICATE, TRUSTS};
use lineman_net::certificates::describe_pem;
use lineman_store::broadworks::SettingRow;

use super::{CommandLine, failed, refused};
use crate::keys;

/// Largest file of certificates.
const LARGEST: usize = 256 * 1024;

pub(super) async fn rows(command_line: &CommandLine) -> Result<Vec<Row>, BackendError> {
    let settings = command_line.store.node_settings();
    let found = settings.rows(&command_line.node, TRUSTS).await.map_err(failed)?;
    Ok(found
        .into_iter()
        .map(|row| {
            let text = |value: String| Shown::Text(value);
            let values = match describe_pem(row.text(CERTIFICATE).unwrap_or_default()) {
                Ok(about) => [
                    (String::from("owner"), text(about.subject)),
                    (String::from("issuer"), text(about.issuer)),
                    (String::from("expires"), text(about.not_after.to_rfc3339())),
                ]
                .into(),
                Err(error) => [(String::from("owner"), text(error.to_string()))].into(),
            };
            Row { key: row.key, values }
        })
        .collect())
}

pub(super) async fn run(
    command_line: &CommandLine,
    command: &str,
    arguments: &[String],
) -> Result<String, BackendError> {
    let settings = command_line.store.node_settings();
    let node = command_line.node.as_str();
    match (command, arguments) {
        ("updateTrust", [alias, file]) => {
            let pem = read(Path::new(file))?;
            let row = SettingRow::new(&[alias], &[(CERTIFICATE, &pem)]);
            match settings.add_row(node, TRUSTS, &row).await {
                Err(error) if error.is_exists() => settings.set_row(node, TRUSTS, &row).await,
                other => other,
            }
            .map_err(failed)?;
            Ok(String::new())
        }
        ("deleteTrust", [alias]) => {
            if settings.delete_row(node, TRUSTS, &[alias]).await.map_err(failed)? {
                Ok(String::new())
            } else {
                Err(refused(format!("there is no alias {alias}; `get` lists them")))
            }
        }
        _ => Err(refused("no such command")),
    }
}

/// The certificates of a file; a private key must not get into the settings.
fn read(path: &Path) -> Result<String, BackendError> {
    let pem = keys::read(path).map_err(|error| refused(error.to_string()))?;
    if pem.len() > LARGEST {
        return Err(refused(format!("{}: larger than {LARGEST} bytes", path.display())));
    }
    if pem.contains("PRIVATE KEY") {
        return Err(refused(format!(
            "{}: it holds a private key; certificates only",
            path.display()
        )));
    }
    describe_pem(&pem).map_err(|error| refused(format!("{}: {error}", path.display())))?;
    Ok(pem)
}
