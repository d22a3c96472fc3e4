//! The two registrars.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use anyhow::{Context as _, Result, bail};
use lineman_model::{Clock as _, SystemClock};
use serde_json::Value;

use super::load::User;
use super::{USERS, users_of};
use crate::commands::{self, program, root};

const ADMINISTRATOR: [&str; 2] = ["admin", "bench-admin-secret"];

/// A process that ends with us.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// `lineman serve --role broadworks`.
pub(crate) struct Lineman {
    _process: Running,
    folder: PathBuf,
    application_server: u16,
}

impl Lineman {
    pub(crate) fn start(folder: &Path, binary: &Path) -> Result<Self> {
        let application_server = free_port()?;
        let [user, password] = ADMINISTRATOR;
        let any = "\"127.0.0.1:0\"";
        // With a location given, the Application Server looks at the address of the SBC only and
        // not at its port: so sipp on the same machine may stand in for it.
        let text = format!(
            "[data]\ndirectory = \"data\"\n[broadworks.application_server]\noci = {any}\n\
             oci_trusted = {any}\nsip_udp = \"127.0.0.1:{application_server}\"\n\
             sip_tcp = \"127.0.0.1:{application_server}\"\n\
             location = \"localhost:{application_server}\"\n\
             administrator = {{ user_id = \"{user}\", password = \"{password}\" }}\n\
             [broadworks.network_server]\nsip_udp = {any}\nsip_tcp = {any}\n\
             [broadworks.sbc]\nsip_udp = {any}\nsip_tcp = {any}\n\
             [broadworks.xsp]\nhttp = {any}\nauth_service = {any}\nloopback = {any}\n"
        );
        let config = folder.join("lineman.toml");
        std::fs::write(&config, text).context("writing the configuration")?;
        let mut child = program(binary)
            .args(["serve", "--role", "broadworks", "--config"])
            .arg(&config)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        let output = child.stdout.take().context("its standard output")?;
        let process = Running(child);
        for line in BufReader::new(output).lines() {
            if line?.starts_with("ready") {
                let folder = folder.to_owned();
                return Ok(Self { _process: process, folder, application_server });
            }
        }
        bail!("lineman ended before it was ready");
    }

    /// Creates the phones over OCI-P.
    pub(crate) fn provision(&self, python: &Path) -> Result<Vec<User>> {
        let script = root().join("testing/lineman-peers/scripts/provision_phones.py");
        let text = commands::output(
            program(python)
                .arg(script)
                .arg(self.port("ocip")?.to_string())
                .args(ADMINISTRATOR)
                .arg(USERS.to_string()),
        )?;
        users_of(&serde_json::from_str(&text).context("reading the phones")?)
    }

    pub(crate) const fn application_server_port(&self) -> u16 {
        self.application_server
    }

    pub(crate) fn sbc_port(&self) -> Result<u16> {
        self.port("sip_udp")
    }

    fn port(&self, key: &str) -> Result<u16> {
        let text = std::fs::read_to_string(self.folder.join("data/running.json"))?;
        let document: Value = serde_json::from_str(&text)?;
        let port = document["broadworks"][key].as_u64().and_then(|port| u16::try_from(port).ok());
        port.with_context(|| format!("{key} in running.json"))
    }
}

/// Debian's Kamailio with the least that a registrar with digest needs.
pub(crate) struct Kamailio {
    _process: Running,
    port: u16,
}

impl Kamailio {
    pub(crate) fn start(folder: &Path, users: &[User]) -> Result<Self> {
        let port = free_port()?;
        let mut passwords = String::new();
        for User { auth_user, auth_password, .. } in users {
            writeln!(passwords, "  $sht(passwords=>{auth_user}) = \"{auth_password}\";")?;
        }
        let domain = users.first().map_or("", |user| user.domain.as_str());
        let text = format!(
            r#"#!KAMAILIO
debug=1
log_stderror=yes
children=2
disable_tcp=yes
dns=no
rev_dns=no
auto_aliases=no
listen=udp:127.0.0.1:{port}
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
loadmodule "auth.so"
loadmodule "htable.so"
modparam("usrloc", "db_mode", 0)
modparam("registrar", "max_contacts", 10)
modparam("auth", "qop", "auth")
modparam("htable", "htable", "passwords=>size=12;")
event_route[htable:mod-init] {{
{passwords}}}
request_route {{
  if (!is_method("REGISTER")) {{ sl_send_reply("405", "Method Not Allowed"); exit; }}
  $var(password) = $sht(passwords=>$au);
  if ($var(password) == $null || !pv_auth_check("{domain}", "$var(password)", "0", "0")) {{
    auth_challenge("{domain}", "1");
    exit;
  }}
  if (!save("location")) sl_reply_error();
}}
"#
        );
        let config = folder.join("kamailio.cfg");
        std::fs::write(&config, text).context("writing Kamailio's configuration")?;
        let log = std::fs::File::create(folder.join("kamailio.log"))?;
        let child = program("kamailio")
            .current_dir(folder)
            .args(["-DD", "-E", "-Y"])
            .arg(folder)
            .arg("-f")
            .arg(&config)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("starting kamailio")?;
        let kamailio = Self { _process: Running(child), port };
        kamailio.wait_until_it_answers(folder)?;
        Ok(kamailio)
    }

    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    fn wait_until_it_answers(&self, folder: &Path) -> Result<()> {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
        socket.set_read_timeout(Some(std::time::Duration::from_millis(200)))?;
        let own = socket.local_addr()?;
        let end = SystemClock.now().plus_millis(10_000);
        let mut number = 0;
        while SystemClock.now() < end {
            number += 1;
            let request = format!(
                "OPTIONS sip:127.0.0.1:{} SIP/2.0\r\nVia: SIP/2.0/UDP {own};branch=z9hG4bK{number}\r\n\
                 Max-Forwards: 70\r\nFrom: <sip:bench@127.0.0.1>;tag=1\r\nTo: <sip:127.0.0.1>\r\n\
                 Call-ID: bench{number}\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n",
                self.port
            );
            socket.send_to(request.as_bytes(), (Ipv4Addr::LOCALHOST, self.port))?;
            let mut answer = [0_u8; 2048];
            if socket.recv(&mut answer).is_ok() {
                return Ok(());
            }
        }
        let log = std::fs::read_to_string(folder.join("kamailio.log")).unwrap_or_default();
        bail!("Kamailio does not answer; its log:\n{log}")
    }
}

fn free_port() -> Result<u16> {
    loop {
        let port = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        if std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
}
