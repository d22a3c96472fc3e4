//! The peer that runs in Node: installed by npm into the project's folder, its scripts not run.

use std::path::PathBuf;

use anyhow::Result;

use crate::commands::{self, program, root};

/// With the XML parser that a browser would bring.
const PEERS: &[&str] = &["@webex/calling@3.12.0", "@xmldom/xmldom@0.9.12"];

/// The folder `node_modules` with the peers.
pub(crate) fn install() -> Result<PathBuf> {
    let folder = root().join(".peers/node");
    let modules = folder.join("node_modules");
    let marker = folder.join("installed.txt");
    let wanted = PEERS.join("\n");
    if std::fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(modules);
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    commands::output(
        program("npm")
            .args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"])
            .arg("--prefix")
            .arg(&folder)
            .args(PEERS),
    )?;
    std::fs::write(&marker, wanted)?;
    Ok(modules)
}
