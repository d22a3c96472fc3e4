//! Logs of our own services, as files.

use std::path::{Path, PathBuf};

use lineman_logs::ps_log::PsLogEntry;

use crate::common::File;
use crate::common::build::{Person, World, command, oci};
use crate::common::scenes::Fault;
use crate::files::put;

/// A provisioning that fails, a sign-in that fails and, a minute later, one that succeeds.
pub(crate) fn three_people() -> World {
    let mut world = World::new();
    world.provision(&Person::new(1), Some(Fault::ImpCredentialsMismatch));
    world.sign_in(&Person::new(2), Some(Fault::WrongPassword));
    world.wait(60_000);
    world.sign_in(&Person::new(3), None);
    world
}

/// Writes the logs under a folder; gives the folder.
pub(crate) fn write(world: &World, folder: &Path) -> PathBuf {
    for File { path, text, .. } in world.files() {
        put(folder, &path, text.as_bytes());
    }
    folder.to_owned()
}

/// A provisioning client asks for a group and gets it.
pub(crate) fn oci_pair(world: &mut World, user: &str, fields: &str) {
    let (peer, user) = ("127.0.0.1:40000".to_owned(), user.to_owned());
    let document = oci("admin", None, &command("GroupGetRequest14sp7", fields));
    world.ps("w", PsLogEntry::OciRequest { peer: peer.clone(), user: user.clone(), document });
    let document = oci("admin", None, &command("GroupGetResponse14sp7", ""));
    world.ps("w", PsLogEntry::OciResponse { peer, user, document });
}
