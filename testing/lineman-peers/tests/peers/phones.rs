//! Phones that a stranger's OCI-P client provisioned.

use std::process::Command;

use lineman_peers::{ADMINISTRATOR, Served, SippUser, peer_available, run};
use serde_json::Value;

/// One provisioned phone.
#[derive(Debug, Clone)]
pub(crate) struct Provisioned {
    pub(crate) line: String,
    pub(crate) domain: String,
    pub(crate) extension: String,
    pub(crate) number: String,
    pub(crate) auth_user: String,
    pub(crate) auth_password: String,
}

impl Provisioned {
    /// As sipp plays it, towards a callee and a target of a transfer.
    pub(crate) fn sipp(&self, callee: &str, third: &str) -> SippUser {
        SippUser {
            line: self.line.clone(),
            domain: self.domain.clone(),
            credentials: (self.auth_user.clone(), self.auth_password.clone()),
            targets: [callee.to_owned(), third.to_owned()],
        }
    }
}

/// Provisions phones; the one at `forwarding.0` forwards to a number when nobody answers. None when
/// the OCI-P client is not installed.
pub(crate) fn provision(
    served: &Served,
    count: usize,
    forwarding: Option<(usize, &str)>,
) -> Option<Vec<Provisioned>> {
    let python = std::env::var("LINEMAN_PEER_PYTHON").unwrap_or_default();
    if !peer_available(&python) {
        return None;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/provision_phones.py");
    let mut command = Command::new(python);
    command.arg(script).arg(served.port("ocip")).args([ADMINISTRATOR.0, ADMINISTRATOR.1]);
    command.arg(count.to_string());
    if let Some((index, number)) = forwarding {
        command.arg(format!("{index}:{number}"));
    }
    let finished = run(&mut command).unwrap();
    assert_eq!(finished.status, Some(0), "{}", finished.stderr);
    let phones: Vec<Value> = serde_json::from_str(&finished.stdout).unwrap();
    let text = |phone: &Value, key: &str| phone[key].as_str().unwrap().to_owned();
    let read = |phone: &Value| Provisioned {
        line: text(phone, "line"),
        domain: text(phone, "domain"),
        extension: text(phone, "extension"),
        number: text(phone, "number"),
        auth_user: text(phone, "auth_user"),
        auth_password: text(phone, "auth_password"),
    };
    Some(phones.iter().map(read).collect())
}
