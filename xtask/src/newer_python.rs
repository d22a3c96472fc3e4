//! A Python of at least 3.12 for the peer that needs one: the machine's, or else the packages of
//! Debian's next release, unpacked into the project's folder and run with their own loader. Nothing
//! outside the folder changes, and apt checks the signatures as always.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::commands::{self, exists, program, root};

const PEERS: &[&str] = &["mercury-ocip-fast==3.0.2"];
/// The release whose Python is new enough, and that Python.
const RELEASE: &str = "trixie";
const DEBIAN_PYTHON: &str = "python3.13";
/// What the machine may have already.
const CANDIDATES: &[&str] = &["python3.12", "python3.13", "python3.14", "python3"];

/// A command that runs the newer Python with the peers on its path. `pip` is a Python whose pip may
/// fetch pure wheels for another version.
pub(crate) fn install(pip: &Path) -> Result<PathBuf> {
    let folder = root().join(".peers/newer-python");
    let python = folder.join("python");
    let marker = folder.join("installed.txt");
    let wanted = PEERS.join("\n");
    if std::fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let (start, version) = match CANDIDATES.iter().find_map(|name| new_enough(name)) {
        Some((name, version)) => (format!("exec {name}"), version),
        None => (unpack_debian(&folder)?, String::from("3.13")),
    };
    // `pip install` refuses packages that are not for its own Python; `pip download` does not, and
    // a pure wheel only has to be unpacked.
    let (wheels, site) = (folder.join("wheels"), folder.join("site"));
    commands::output(
        program(pip)
            .args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check"])
            .args(["--only-binary=:all:", "--python-version", &version, "--dest"])
            .arg(&wheels)
            .args(PEERS),
    )?;
    for entry in std::fs::read_dir(&wheels)? {
        let wheel = entry?.path();
        commands::output(program(pip).args(["-m", "zipfile", "-e"]).arg(&wheel).arg(&site))?;
    }
    std::fs::remove_dir_all(&wheels)?;
    let script = format!("#!/bin/sh\nPYTHONPATH='{}' {start} \"$@\"\n", site.display());
    std::fs::write(&python, script)?;
    commands::run(program("chmod").arg("755").arg(&python))?;
    commands::output(program(&python).args(["-c", "import ssl, mercury_ocip_fast"]))
        .context("trying the newer Python")?;
    std::fs::write(&marker, wanted)?;
    Ok(python)
}

/// The program and its version, when it is 3.12 or later.
fn new_enough(name: &str) -> Option<(String, String)> {
    if !exists(name) {
        return None;
    }
    let script =
        "import sys; print('%d.%d' % sys.version_info[:2] if sys.version_info >= (3, 12) else '')";
    let version = commands::output(program(name).args(["-c", script])).ok()?;
    let version = version.trim();
    (!version.is_empty()).then(|| (name.to_owned(), version.to_owned()))
}

/// Unpacks Debian's packages below the folder; gives the shell words that start the Python.
fn unpack_debian(folder: &Path) -> Result<String> {
    if !exists("apt-get") || !exists("dpkg-deb") {
        bail!("there is no Python 3.12 or later, and no Debian to take one from");
    }
    let apt = folder.join("apt");
    for name in ["lists/partial", "cache/archives/partial"] {
        std::fs::create_dir_all(apt.join(name))?;
    }
    std::fs::write(apt.join("status"), "")?;
    std::fs::write(apt.join("sources.list"), format!("deb {} {RELEASE} main\n", mirror()?))?;
    let options = [
        format!("Dir::Etc::sourcelist={}", apt.join("sources.list").display()),
        String::from("Dir::Etc::sourceparts=/dev/null"),
        format!("Dir::State::lists={}", apt.join("lists").display()),
        format!("Dir::State::status={}", apt.join("status").display()),
        format!("Dir::Cache={}", apt.join("cache").display()),
        String::from("Debug::NoLocking=1"),
        String::from("APT::Sandbox::User=root"),
    ];
    let apt_get = || {
        let mut command = program("apt-get");
        for option in &options {
            command.args(["-o", option]);
        }
        command
    };
    commands::output(apt_get().args(["update", "-qq"]))?;
    commands::output(
        apt_get()
            .args(["install", "-y", "-qq", "--no-install-recommends", "--download-only"])
            .arg(DEBIAN_PYTHON),
    )?;
    let tree = folder.join("debian");
    std::fs::create_dir_all(&tree)?;
    for entry in std::fs::read_dir(apt.join("cache/archives"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "deb") {
            commands::output(program("dpkg-deb").arg("-x").arg(&path).arg(&tree))?;
        }
    }
    std::fs::remove_dir_all(&apt)?;
    let (libraries, loader) = loader(&tree)?;
    Ok(format!(
        "exec '{}' --library-path '{}' '{}'",
        loader.display(),
        libraries.display(),
        tree.join("usr/bin").join(DEBIAN_PYTHON).display()
    ))
}

/// The mirror that this machine takes its own packages from.
fn mirror() -> Result<String> {
    let sites = commands::output(program("apt-get").args(["indextargets", "--format", "$(SITE)"]))?;
    sites
        .lines()
        .find(|site| !site.contains("security"))
        .map(str::to_owned)
        .context("apt knows no mirror")
}

/// The folder of the unpacked libraries, and the loader in it.
fn loader(tree: &Path) -> Result<(PathBuf, PathBuf)> {
    for entry in std::fs::read_dir(tree.join("usr/lib"))? {
        let libraries = entry?.path();
        let Ok(files) = std::fs::read_dir(&libraries) else { continue };
        for file in files {
            let path = file?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with("ld-linux") {
                return Ok((libraries, path));
            }
        }
    }
    bail!("the unpacked packages hold no loader")
}
