//! The independent peers that have the last word: Debian packages as root, Python packages in a
//! project-local virtual environment. What cannot be installed is said; in CI it is a failure.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::commands::{self, exists, is_ci, is_root, program, root};
use crate::{newer_python, node_peers};

/// A program that a Debian package brings.
struct DebianPeer {
    program: &'static str,
    package: &'static str,
    what_for: &'static str,
}

const DEBIAN_PEERS: &[DebianPeer] = &[
    DebianPeer { program: "curl", package: "curl", what_for: "Xsi and token requests" },
    DebianPeer { program: "sipp", package: "sip-tester", what_for: "SIP registration and calls" },
    DebianPeer { program: "baresip", package: "baresip-core", what_for: "calls with sound" },
    DebianPeer { program: "kamailio", package: "kamailio", what_for: "registrations compared" },
    DebianPeer { program: "chromium", package: "chromium", what_for: "the Call Settings Webview" },
    DebianPeer {
        program: "chromedriver",
        package: "chromium-driver",
        what_for: "driving the browser",
    },
    DebianPeer { program: "node", package: "nodejs", what_for: "Digest as scripts compute it" },
    DebianPeer { program: "xmlsec1", package: "xmlsec1", what_for: "SAML signatures" },
    DebianPeer { program: "openssl", package: "openssl", what_for: "certificates" },
    DebianPeer { program: "psql", package: "postgresql", what_for: "the second SQL engine" },
    DebianPeer { program: "node", package: "nodejs", what_for: "an Xsi client" },
    DebianPeer { program: "npm", package: "npm", what_for: "installing it" },
    DebianPeer { program: "python3", package: "python3", what_for: "OCI-P client" },
];

const PYTHON_PEERS: &[&str] =
    &["broadworks-ocip==3.0.0", "wxcadm==4.6.0", "zeep==4.3.3", "jwcrypto==1.5.6", "PyJWT==2.10.1"];

/// What is there after installation.
pub(crate) struct Installed {
    /// The virtual environment's Python, when the Python peers are there.
    pub(crate) python: Option<PathBuf>,
    /// A command that runs a Python of at least 3.12 with its peers.
    pub(crate) newer_python: Option<PathBuf>,
    /// The folder with the Node peers.
    pub(crate) node_modules: Option<PathBuf>,
    /// What could not be installed.
    pub(crate) missing: Vec<String>,
}

/// Installs what is not there yet.
pub(crate) fn install() -> Result<Installed> {
    let mut missing = Vec::new();
    install_debian_packages(&mut missing);
    let python = match install_python_peers() {
        Ok(python) => Some(python),
        Err(error) => {
            missing.push(format!("Python peers {PYTHON_PEERS:?}: {error:#}"));
            None
        }
    };
    let newer_python = match python.as_deref().map(newer_python::install) {
        Some(Ok(python)) => Some(python),
        Some(Err(error)) => {
            missing.push(format!("mercury-ocip-fast, for which Python 3.12 is needed: {error:#}"));
            None
        }
        None => None,
    };
    let node_modules = match node_peers::install() {
        Ok(modules) => Some(modules),
        Err(error) => {
            missing.push(format!("@webex/calling, for which Node and npm are needed: {error:#}"));
            None
        }
    };
    for peer in &missing {
        println!("not installed: {peer}");
    }
    if is_ci() && !missing.is_empty() {
        bail!("with CI=true every peer must be there");
    }
    Ok(Installed { python, newer_python, node_modules, missing })
}

fn lacking() -> Vec<&'static DebianPeer> {
    DEBIAN_PEERS
        .iter()
        .filter(|peer| {
            !exists(peer.program)
                || (peer.package == "postgresql" && crate::postgres::find_programs().is_none())
        })
        .collect()
}

fn install_debian_packages(missing: &mut Vec<String>) {
    let wanted = lacking();
    if wanted.is_empty() {
        return;
    }
    if is_root() && exists("apt-get") {
        let packages: Vec<_> = wanted.iter().map(|peer| peer.package).collect();
        println!("installing {}", packages.join(" "));
        let installed =
            commands::output(program("apt-get").args(["update", "-qq"])).and_then(|_| {
                commands::output(
                    program("apt-get")
                        .env("DEBIAN_FRONTEND", "noninteractive")
                        .args(["install", "-y", "-qq", "--no-install-recommends"])
                        .args(&packages),
                )
            });
        if let Err(error) = installed {
            println!("{error:#}");
        }
    }
    for peer in lacking() {
        missing.push(format!(
            "{} (Debian package {}, for {}): install it as root",
            peer.program, peer.package, peer.what_for
        ));
    }
}

fn install_python_peers() -> Result<PathBuf> {
    let folder = root().join(".peers/python");
    let python = folder.join("bin/python");
    let marker = folder.join("installed.txt");
    let wanted = PYTHON_PEERS.join("\n");
    if std::fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let made = commands::output(program("python3").args(["-m", "venv"]).arg(&folder));
    if let Err(error) = made {
        // Debian's python3 comes without ensurepip unless python3-venv is there.
        if !is_root() {
            return Err(error);
        }
        commands::output(program("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args([
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            "python3-venv",
        ]))?;
        commands::output(program("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    commands::output(
        program(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(PYTHON_PEERS),
    )?;
    std::fs::write(&marker, wanted)?;
    Ok(python)
}
