//! baresip phones: each a process with a folder of its own, told what to do over its control port.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use lineman_model::{Clock as _, SystemClock};
use serde_json::{Value, json};

/// Where Debian puts its modules.
const MODULES: &str = "/usr/lib/baresip/modules";
/// How long an event may take.
const PATIENCE_MS: i64 = 15_000;

/// Who a phone is and what it plays.
#[derive(Debug, Clone)]
pub struct PhoneAccount {
    /// `line@domain`.
    pub address: String,
    /// User name of the digest.
    pub auth_user: String,
    /// Its password.
    pub auth_password: String,
    /// `sip:host:port;transport=…` of the SBC.
    pub proxy: String,
    /// Whether it answers by itself.
    pub answers: bool,
    /// The wave file that it speaks.
    pub speaks: PathBuf,
}

/// A running phone.
pub struct Phone {
    child: Child,
    folder: PathBuf,
    control: TcpStream,
    buffer: Vec<u8>,
}

impl Phone {
    /// Starts it in a folder that exists and is empty.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(folder: &Path, account: &PhoneAccount) -> Result<Self> {
        let (sip, control) = (free_sip_port()?, free_tcp_port()?);
        let shown = folder.display();
        std::fs::write(
            folder.join("config"),
            format!(
                "poll_method epoll\nsip_listen 127.0.0.1:{sip}\nnet_interface 127.0.0.1\n\
                 audio_source aufile,{speaks}\naudio_player aubridge,ear\n\
                 audio_alert aubridge,bell\nausrc_format s16\nauplay_format s16\n\
                 auenc_format s16\naudec_format s16\nrtp_ports 20000-29998\n\
                 module_path {MODULES}\nmodule g711.so\nmodule aufile.so\n\
                 module aubridge.so\nmodule sndfile.so\nsnd_path {shown}\n\
                 module_tmp account.so\nmodule_app menu.so\nmodule_app ctrl_tcp.so\n\
                 ctrl_tcp_listen 127.0.0.1:{control}\n",
                speaks = account.speaks.display(),
            ),
        )?;
        let PhoneAccount { address, auth_user, auth_password, proxy, answers, .. } = account;
        let mode = if *answers { "auto" } else { "manual" };
        std::fs::write(
            folder.join("accounts"),
            format!(
                "<sip:{address}>;auth_user={auth_user};auth_pass={auth_password};\
                 outbound=\"{proxy}\";regint=600;answermode={mode};audio_codecs=PCMU\n"
            ),
        )?;
        let log = std::fs::File::create(folder.join("phone.log"))?;
        let child = Command::new("baresip")
            .args(["-s", "-f"])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("starting baresip")?;
        let phone = Self {
            child,
            folder: folder.to_owned(),
            control: connect(control)?,
            buffer: Vec::new(),
        };
        phone.control.set_read_timeout(Some(Duration::from_millis(200)))?;
        Ok(phone)
    }

    /// Calls somebody.
    ///
    /// # Errors
    /// When the phone is gone.
    pub fn dial(&mut self, address: &str) -> Result<()> {
        self.command("dial", address)
    }

    /// Ends the call.
    ///
    /// # Errors
    /// When the phone is gone.
    pub fn hang_up(&mut self) -> Result<()> {
        self.command("hangup", "")
    }

    fn command(&mut self, command: &str, parameter: &str) -> Result<()> {
        let text = json!({ "command": command, "params": parameter }).to_string();
        self.control.write_all(format!("{}:{text},", text.len()).as_bytes())?;
        Ok(())
    }

    /// Waits for an event such as `REGISTER_OK`.
    ///
    /// # Errors
    /// When it does not come in time, or the phone is gone.
    pub fn wait_for(&mut self, wanted: &str) -> Result<()> {
        let end = SystemClock.now().plus_millis(PATIENCE_MS);
        while SystemClock.now() < end {
            while let Some(event) = self.next_event() {
                if event["type"] == wanted {
                    return Ok(());
                }
            }
            let mut bytes = [0_u8; 4096];
            match self.control.read(&mut bytes) {
                Ok(0) => break,
                Ok(length) => self.buffer.extend_from_slice(&bytes[..length]),
                Err(error)
                    if matches!(
                        error.kind(),
                        std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                    ) => {}
                Err(error) => return Err(error).context("reading from the phone"),
            }
        }
        let log = std::fs::read_to_string(self.folder.join("phone.log")).unwrap_or_default();
        bail!("no {wanted} from the phone; its log:\n{log}")
    }

    /// Takes one netstring from the buffer.
    fn next_event(&mut self) -> Option<Value> {
        let colon = self.buffer.iter().position(|byte| *byte == b':')?;
        let length: usize = std::str::from_utf8(&self.buffer[..colon]).ok()?.parse().ok()?;
        let end = colon + 1 + length;
        if self.buffer.len() <= end {
            return None;
        }
        let event = serde_json::from_slice(&self.buffer[colon + 1..end]).unwrap_or(Value::Null);
        self.buffer.drain(..=end);
        Some(event)
    }

    /// What it heard in its call, as a wave file. The call must be over.
    ///
    /// # Errors
    /// When there is no recording.
    pub fn heard(&self) -> Result<Vec<u8>> {
        for entry in std::fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.to_string_lossy().ends_with("-dec.wav") {
                return Ok(std::fs::read(path)?);
            }
        }
        bail!("no recording in {}", self.folder.display())
    }
}

impl Drop for Phone {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The control port opens a moment after the start.
fn connect(port: u16) -> Result<TcpStream> {
    let end = SystemClock.now().plus_millis(PATIENCE_MS);
    loop {
        match TcpStream::connect((Ipv4Addr::LOCALHOST, port)) {
            Ok(stream) => return Ok(stream),
            Err(error) if SystemClock.now() >= end => {
                return Err(error).context("connecting to the phone");
            }
            Err(_) => std::thread::yield_now(),
        }
    }
}

/// A free TCP port.
///
/// # Errors
/// When there is none.
pub fn free_tcp_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// A port that is free for UDP and TCP; the next one is free for TCP, because phones listen there
/// for TLS.
///
/// # Errors
/// When none is found.
pub fn free_sip_port() -> Result<u16> {
    for _ in 0..100 {
        let port = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let both = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok();
        if port < u16::MAX && both(port) && both(port + 1) {
            return Ok(port);
        }
    }
    bail!("no free port")
}
