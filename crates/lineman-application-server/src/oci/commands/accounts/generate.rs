//! `PasswordGenerateRequest`: random passwords that any rules allow.

use lineman_ocip::Command;

use crate::oci::errors::Failure;
use crate::oci::server::Call;

/// What can be asked for: the structure, its flag, the answer's element.
const WANTED: &[(&str, &str, &str)] = &[
    ("systemAdministratorPassword", "generatePassword", "systemAdministratorPassword"),
    (
        "serviceProviderAdministratorPassword",
        "generatePassword",
        "serviceProviderAdministratorPassword",
    ),
    ("groupAdministratorPassword", "generatePassword", "groupAdministratorPassword"),
    ("userPassword", "generatePassword", "userPassword"),
    ("userPassword", "generatePasscode", "userPasscode"),
    ("userPassword", "generateSipPassword", "userSIPAuthenticationPassword"),
    (
        "accessDeviceAuthenticationPassword",
        "generateDeviceAuthenticationPassword",
        "accessDeviceAuthenticationPassword",
    ),
    (
        "trunkGroupAuthenticationPassword",
        "generateTrunkGroupAuthenticationPassword",
        "trunkGroupAuthenticationPassword",
    ),
];

/// Ten of each kind are the most that rules ask for, and forty characters.
const OF_EACH: usize = 10;
const CLASSES: [&str; 4] =
    ["0123456789", "ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "-_.!$*+=:?"];
const PASSCODE: usize = 8;

#[expect(clippy::unused_async, reason = "one of a room that reads the store")]
pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    // Passwords are for whoever administers something.
    if call.origin.caller.is_user() {
        return Err(crate::oci::errors::unauthorized());
    }
    let fields = call.fields();
    let mut answer = call.answer();
    for (structure, flag, element) in WANTED {
        let Some(inner) = fields.structure(structure) else { continue };
        if inner.flag(flag)?.unwrap_or(false) {
            let secret = if *flag == "generatePasscode" { passcode(call) } else { password(call) };
            answer = answer.with(element, secret);
        }
    }
    Ok(answer)
}

/// One of the characters of a text.
fn one(call: &Call<'_>, of: &str) -> char {
    let mut bytes = [0_u8; 8];
    call.server.random().fill(&mut bytes);
    let length = u64::try_from(of.len()).unwrap_or(1).max(1);
    let index = usize::try_from(u64::from_le_bytes(bytes) % length).unwrap_or(0);
    of.as_bytes().get(index).map_or('0', |byte| char::from(*byte))
}

fn password(call: &Call<'_>) -> String {
    // The classes take turns, so that no place says more than another how many there are.
    (0..OF_EACH).flat_map(|_| CLASSES.map(|class| one(call, class))).collect()
}

fn passcode(call: &Call<'_>) -> String {
    (0..PASSCODE).map(|_| one(call, CLASSES[0])).collect()
}
