//! `SystemExportBroadCloudDataRequest`: everybody who has the service, in a file for the messaging server.

use std::path::{Path, PathBuf};

use lineman_ladder::literals::SERVICE_INTEGRATED_IMP;
use lineman_ocip::Command;
use tokio::io::AsyncWriteExt as _;

use crate::messaging::profile_document;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::NAME;
use crate::oci::server::Call;

/// Users read at a time.
const PAGE: u32 = 500;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let name = call.fields().required("fileName", NAME)?;
    // The client chooses a name, not a place.
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
        && !name.starts_with('.');
    if !is_name {
        return Err(errors::validation("Element 'fileName' is not a plain file name"));
    }
    let Some(folder) = &call.server.config.export_directory else {
        return Err(errors::refused("No folder for exported data is configured"));
    };
    let path = folder.join(name);
    write(call, folder, &path).await.map_err(|failure| match failure {
        Problem::Refused(failure) => failure,
        Problem::Io(error) => {
            tracing::error!(%error, path = %path.display(), "exporting Integrated IM&P data");
            errors::refused("The file cannot be written")
        }
    })?;
    Ok(call.success())
}

enum Problem {
    Refused(Failure),
    Io(std::io::Error),
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<lineman_store::StoreError> for Problem {
    fn from(error: lineman_store::StoreError) -> Self {
        Self::Refused(error.into())
    }
}

/// Writes page by page beside the file, then renames: a reader sees all or nothing.
async fn write(call: &Call<'_>, folder: &Path, path: &Path) -> Result<(), Problem> {
    tokio::fs::create_dir_all(folder).await?;
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".new");
    let temporary = PathBuf::from(temporary);
    let mut options = tokio::fs::OpenOptions::new();
    let mut file =
        options.create(true).truncate(true).write(true).mode(0o600).open(&temporary).await?;
    file.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<subscriberProfiles>\n").await?;
    let mut after = String::new();
    loop {
        let services = call.store().user_services();
        let page = services.users_with(SERVICE_INTEGRATED_IMP, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        for user_id in &page {
            if let Some(user) = call.store().subscribers().find_by_user_id(user_id).await? {
                let document = profile_document(&user, None);
                let body = document.split_once("?>").map_or(document.as_str(), |(_, body)| body);
                file.write_all(body.trim().as_bytes()).await?;
                file.write_all(b"\n").await?;
            }
        }
        after.clone_from(last);
    }
    file.write_all(b"</subscriberProfiles>\n").await?;
    file.sync_all().await?;
    drop(file);
    Ok(tokio::fs::rename(&temporary, path).await?)
}
