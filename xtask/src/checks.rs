//! Checks on the sources that no compiler makes.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::commands::{cargo, output, program, root};

/// Fault and finding ids (design.md section 6). They may occur in the troubleshooter, the texts and
/// the lab, but in no service and not in the app: a service does not know which fault it suffers.
const FAULT_IDS: &[&str] = &[
    "imp-url-mismatch",
    "imp-credentials-mismatch",
    "bridge-addressed-by-ip",
    "bridge-forbidden",
    "bridge-rejected",
    "email-not-trusted",
    "email-invalid",
    "org-creation-disabled",
    "primary-number-missing",
    "user-exists",
    "user-in-consumer-org",
    "upstream-creation-failed",
    "bridge-unreachable",
    "provisioning-in-progress",
    "patch-missing",
    "portal-client-incompatible",
    "portal-unavailable",
    "wrong-password",
    "alternate-id-missing",
    "user-locked",
    "xsp-unreachable",
    "profile-mismatch",
    "assertion-rejected",
    "connector-entitlement-missing",
    "webex-calling-entitlement",
    "calling-behavior-wrong",
    "multiple-calling-services",
    "identity-token-rejected",
    "client-certificate-untrusted",
    "auth-service-url-wrong",
    "login-info-unknown-user",
    "auth-service-url-missing",
    "rsa-keys-not-copied",
    "token-revoked",
    "device-types-unassigned",
    "desktop-device-missing",
    "device-profile-unreachable",
    "device-profile-unparseable",
    "sbc-tag-wrong",
    "device-tags-misconfigured",
    "as-not-located",
    "sip-credentials-wrong",
    "session-displaced",
    "call-settings-tags-missing",
    "call-settings-opens-browser",
    "call-settings-not-registered",
    "app-version-too-old",
    "call-settings-app-broken",
    "domain-claimed-by-provider",
    "domain-claimed-by-other",
    "admin-lacks-sales-role",
];

/// Crates of the deployment: services, app and the pure crates below them.
const SERVICE_CRATES: &[&str] = &[
    "lineman-application-server",
    "lineman-network-server",
    "lineman-sbc",
    "lineman-xsp",
    "lineman-push",
    "lineman-identity",
    "lineman-idp-proxy",
    "lineman-activation-portal",
    "lineman-provisioning-bridge",
    "lineman-app",
    "lineman-logs",
    "lineman-store",
    "lineman-net",
    "lineman-ocip",
    "lineman-xsi",
    "lineman-sip",
    "lineman-calls",
    "lineman-saml",
    "lineman-xml",
];

/// The troubleshooter's crates may not depend on anything that opens sockets or databases.
const PURE_CRATES: &[&str] = &[
    "lineman-model",
    "lineman-ladder",
    "lineman-catalog",
    "lineman-texts",
    "lineman-diagnose",
    "lineman-xml",
    "lineman-ocip",
    "lineman-xsi",
    "lineman-sip",
    "lineman-calls",
    "lineman-saml",
    "lineman-logs",
    "lineman-cli-shell",
];

/// Runs every check and reports all that failed.
pub(crate) fn run() -> Result<()> {
    let mut problems = Vec::new();
    services_know_no_fault(&mut problems)?;
    pure_crates_stay_pure(&mut problems)?;
    one_tls_stack(&mut problems)?;
    tree_has_no_machine_paths(&mut problems)?;
    if problems.is_empty() {
        return Ok(());
    }
    bail!("source checks:\n  {}", problems.join("\n  "))
}

fn services_know_no_fault(problems: &mut Vec<String>) -> Result<()> {
    for name in SERVICE_CRATES {
        for file in rust_files(&root().join("crates").join(name).join("src"))? {
            let text = std::fs::read_to_string(&file)
                .with_context(|| format!("reading {}", file.display()))?;
            for id in FAULT_IDS {
                if text.contains(id) {
                    problems.push(format!("{} names the fault {id}", file.display()));
                }
            }
        }
    }
    Ok(())
}

fn pure_crates_stay_pure(problems: &mut Vec<String>) -> Result<()> {
    for name in PURE_CRATES {
        let tree = output(cargo().args([
            "tree",
            "--locked",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--package",
            name,
        ]))?;
        for banned in ["tokio", "sqlx", "axum", "reqwest", "hyper", "rustls"] {
            let found = tree.lines().any(|line| line.split(' ').next() == Some(banned));
            if found {
                problems.push(format!("{name} is pure and must not depend on {banned}"));
            }
        }
    }
    Ok(())
}

fn one_tls_stack(problems: &mut Vec<String>) -> Result<()> {
    let tree = output(cargo().args([
        "tree",
        "--locked",
        "--workspace",
        "--edges",
        "normal",
        "--prefix",
        "none",
    ]))?;
    for banned in ["ring", "openssl", "openssl-sys", "native-tls"] {
        if tree.lines().any(|line| line.split(' ').next() == Some(banned)) {
            problems.push(format!("{banned} is in the dependency tree; one TLS stack is enough"));
        }
    }
    Ok(())
}

fn tree_has_no_machine_paths(problems: &mut Vec<String>) -> Result<()> {
    let tracked = output(program("git").args(["ls-files", "-z"]))?;
    for name in tracked.split('\0').filter(|name| !name.is_empty()) {
        let path = root().join(name);
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let key_header = ["-----BEGIN ", "PRIVATE KEY"].concat();
        if name != "Cargo.lock" && text.contains(&["/", "work/main"].concat()) {
            problems.push(format!("{name} holds a path of a machine"));
        }
        if text.contains(&key_header) {
            problems.push(format!("{name} holds a private key"));
        }
    }
    Ok(())
}

fn rust_files(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
