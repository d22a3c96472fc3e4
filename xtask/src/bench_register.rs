//! `cargo xtask bench-register`: the same sipp scenario with digest against Kamailio and against our
//! Application Server, directly and through the SBC, in one run.

mod contestants;
mod load;

use anyhow::{Context as _, Result, bail};

use crate::commands::{self, cargo, exists, root};
use crate::{peers, test};
use contestants::{Kamailio, Lineman};
use load::{Load, User};

/// Phones that register; each keeps one contact.
pub(crate) const USERS: usize = 1_000;
/// Registrations in one round; each is a REGISTER, a challenge, a REGISTER with the answer.
const REGISTRATIONS: u32 = 10_000;
/// Registrations on their way at a time.
const AT_A_TIME: u32 = 64;
/// Rounds, of which the middle one counts.
const ROUNDS: usize = 3;

/// Runs everything and prints the table of docs/performance.md.
pub(crate) fn run() -> Result<()> {
    let installed = peers::install()?;
    let Some(python) = installed.python else { bail!("the OCI-P client is needed to provision") };
    for program in ["sipp", "kamailio"] {
        if !exists(program) {
            bail!("{program} is needed");
        }
    }
    let binary = match std::env::var_os("LINEMAN_BINARY") {
        Some(path) => path.into(),
        None => {
            commands::run(cargo().args([
                "build",
                "--locked",
                "--release",
                "--package",
                "lineman",
            ]))?;
            test::target_folder().join("release/lineman")
        }
    };
    let folder = std::env::temp_dir().join(format!("lineman-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let outcome = race(&folder, &binary, &python);
    std::fs::remove_dir_all(&folder).with_context(|| format!("removing {}", folder.display()))?;
    outcome
}

fn race(
    folder: &std::path::Path,
    binary: &std::path::Path,
    python: &std::path::Path,
) -> Result<()> {
    let lineman = Lineman::start(folder, binary)?;
    println!("provisioning {USERS} phones over OCI-P");
    let users = lineman.provision(python)?;
    let kamailio = Kamailio::start(folder, &users)?;
    let scenario = root().join("testing/lineman-peers/scripts/register.xml");
    let load = Load::new(folder, &scenario, &users, REGISTRATIONS, AT_A_TIME)?;
    let contestants = [
        ("Kamailio, contacts in memory", kamailio.port()),
        ("Application Server, contacts in SQLite", lineman.application_server_port()),
        ("the same through the SBC", lineman.sbc_port()?),
    ];
    let mut rates = vec![Vec::new(); contestants.len()];
    for round in 1..=ROUNDS {
        for ((name, port), rates) in contestants.iter().zip(&mut rates) {
            let rate = load.run(*port).with_context(|| format!("{name}, round {round}"))?;
            println!("round {round}: {name}: {rate:.0} registrations/s");
            rates.push(rate);
        }
    }
    let middle: Vec<f64> = rates.iter_mut().map(|rates| middle(rates)).collect();
    println!(
        "\n| registrar | registrations/s | REGISTER requests/s | of Kamailio |\n|---|---|---|---|"
    );
    for ((name, _), rate) in contestants.iter().zip(&middle) {
        println!("| {name} | {rate:.0} | {:.0} | {:.2} |", rate * 2.0, rate / middle[0]);
    }
    Ok(())
}

fn middle(rates: &mut [f64]) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}

/// Reads what the provisioning script printed.
fn users_of(document: &serde_json::Value) -> Result<Vec<User>> {
    let text = |phone: &serde_json::Value, key: &str| {
        phone[key].as_str().map(str::to_owned).with_context(|| format!("{key} of a phone"))
    };
    let phones = document.as_array().context("a list of phones")?;
    phones
        .iter()
        .map(|phone| {
            Ok(User {
                line: text(phone, "line")?,
                domain: text(phone, "domain")?,
                auth_user: text(phone, "auth_user")?,
                auth_password: text(phone, "auth_password")?,
            })
        })
        .collect()
}
