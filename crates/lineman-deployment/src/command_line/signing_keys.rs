//! `Applications/AuthenticationService/KeyManagement` (AUT-002).

use std::path::PathBuf;

use lineman_cli_shell::{BackendError, Row, Shown};
use lineman_model::Secret;

use super::{CommandLine, failed, refused};
use crate::data_directory::write_private;
use crate::keys;

/// The file when none is named, below the data folder.
const KEY_FILE: &str = "keys/authService.keys";

pub(super) async fn rows(command_line: &CommandLine) -> Result<Vec<Row>, BackendError> {
    let keys = command_line.store.signing_keys();
    let found = keys.list(&command_line.node).await.map_err(failed)?;
    let row = |key: lineman_store::broadworks::SigningKey| Row {
        key: vec![key.key_id],
        values: [(String::from("created"), Shown::Text(key.created_at.to_rfc3339()))].into(),
    };
    Ok(found.into_iter().map(row).collect())
}

pub(super) async fn run(
    command_line: &CommandLine,
    command: &str,
    arguments: &[String],
) -> Result<String, BackendError> {
    let path = match arguments.first() {
        Some(path) => PathBuf::from(path),
        None => command_line.data.join(KEY_FILE),
    };
    let signing_keys = command_line.store.signing_keys();
    let node = command_line.node.as_str();
    if command == "exportKeys" {
        let count = signing_keys.list(node).await.map_err(failed)?.len();
        if count == 0 {
            return Err(refused(
                "this XSP has no keys yet; it makes one when it issues its first token",
            ));
        }
        let text = signing_keys.export(node).await.map_err(failed)?;
        write_private(&path, text.reveal().as_bytes())
            .map_err(|error| refused(error.to_string()))?;
        return Ok(format!("  {count} exported to {}\n", path.display()));
    }
    let text = keys::read(&path).map_err(|error| refused(error.to_string()))?;
    let count = signing_keys
        .import(node, &Secret::new(text))
        .await
        .map_err(|error| refused(format!("{}: {error}", path.display())))?;
    Ok(format!("  {count} new from {}\n", path.display()))
}
