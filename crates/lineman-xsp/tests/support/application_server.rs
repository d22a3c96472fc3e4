//! An OCI-P server that knows one subscriber, and can be told to misbehave.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use lineman_ocip::{Command, Document, ErrorResponse, FrameBuffer, Table};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::{UNA, UNA_EMAIL, UNA_PASSWORD, call_settings, calls, directories};

/// The device-management token that it gives out.
pub(crate) const DEVICE_TOKEN: &str = "d3v1ce-t0ken";

/// The login token that it gives out; good once.
pub(crate) const LOGIN_TOKEN: &str = "l0gin-t0ken";

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// As it should.
    Good,
    /// Takes requests and never answers.
    Silent,
    /// Answers in pieces of one byte, the line end last.
    Dripping,
    /// Closes the connection after every answer.
    Closing,
    /// Answers what is no document.
    Babbling,
    /// Refuses everything: it does not trust this XSP.
    Distrusting,
    /// Repeats another tracking id.
    Confused,
}

struct Inner {
    manner: Mutex<Manner>,
    received: Mutex<Vec<Document>>,
    connections: AtomicUsize,
    revoked_at: AtomicI64,
    token_taken: AtomicBool,
}

pub(crate) struct FakeApplicationServer {
    port: u16,
    inner: Arc<Inner>,
    task: JoinHandle<()>,
}

impl FakeApplicationServer {
    pub(crate) async fn start() -> Self {
        Self::start_on(0).await
    }

    pub(crate) async fn start_on(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let inner = Arc::new(Inner {
            manner: Mutex::new(Manner::Good),
            received: Mutex::new(Vec::new()),
            connections: AtomicUsize::new(0),
            revoked_at: AtomicI64::new(0),
            token_taken: AtomicBool::new(false),
        });
        let shared = Arc::clone(&inner);
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                connections.spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self { port, inner, task }
    }

    pub(crate) fn address(&self) -> String {
        format!("localhost:{}", self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn behave(&self, manner: Manner) {
        *self.inner.manner.lock().expect("not poisoned") = manner;
    }

    /// Every document received, in order.
    pub(crate) fn received(&self) -> Vec<Document> {
        self.inner.received.lock().expect("not poisoned").clone()
    }

    /// The names of the commands received, in order.
    pub(crate) fn commands(&self) -> Vec<String> {
        self.received().iter().map(|document| document.commands[0].name().to_owned()).collect()
    }

    pub(crate) fn connections(&self) -> usize {
        self.inner.connections.load(Ordering::SeqCst)
    }

    /// Revokes the tokens issued before this moment.
    pub(crate) fn revoke_at(&self, millis: i64) {
        self.inner.revoked_at.store(millis, Ordering::SeqCst);
    }

    /// Ends it: open connections are closed and the port is free again.
    pub(crate) async fn stop(self) {
        self.task.abort();
        let _ = self.task.await;
    }
}

async fn serve(mut stream: TcpStream, inner: Arc<Inner>) {
    let mut frames = FrameBuffer::default();
    let mut buffer = [0_u8; 4096];
    loop {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(read) => frames.push(&buffer[..read]),
        }
        while let Some(bytes) = frames.next_document().expect("OCI-P") {
            let document = Document::from_bytes(&bytes).expect("a document");
            inner.received.lock().expect("not poisoned").push(document.clone());
            let manner = *inner.manner.lock().expect("not poisoned");
            let mut answer = document.answer(vec![answer(&document.commands[0], &inner, manner)]);
            if manner == Manner::Confused {
                answer.tracking_id = Some("CLIENT_another".to_owned());
            }
            let wire = answer.to_wire();
            let written = match manner {
                Manner::Silent => continue,
                Manner::Babbling => stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await,
                Manner::Dripping => drip(&mut stream, &wire).await,
                _ => stream.write_all(&wire).await,
            };
            if written.is_err() || manner == Manner::Closing {
                return;
            }
        }
    }
}

async fn drip(stream: &mut TcpStream, bytes: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    for byte in bytes {
        stream.write_all(&[*byte]).await?;
        tokio::task::yield_now().await;
    }
    Ok(())
}

fn answer(request: &Command, inner: &Inner, manner: Manner) -> Command {
    let refuse = |text: &str| Command::error(&ErrorResponse::new(text), request);
    if manner == Manner::Distrusting {
        return Command::bare_error(&ErrorResponse::new("[Error 4001] Unauthorized transaction."));
    }
    if let Some(token) = request.text("loginToken") {
        return if token == LOGIN_TOKEN && !inner.token_taken.swap(true, Ordering::SeqCst) {
            login(Command::answer("AuthenticationVerifyResponse22V4", request), inner)
        } else {
            refuse("[Error 4962] Invalid password")
        };
    }
    let user_id = request.text("userId").unwrap_or_default();
    let known = user_id == UNA || user_id == UNA_EMAIL;
    if request.name() != "ServiceProviderGetRequest22V4" && !known {
        return refuse(&format!("[Error 4008] User not found: {user_id}"));
    }
    if let Some(answer) = call_settings::answer(request)
        .or_else(|| calls::answer(request))
        .or_else(|| directories::answer(request))
    {
        return answer;
    }
    match request.name() {
        "AuthenticationVerifyRequest22V4" if request.text("password") != Some(UNA_PASSWORD) => {
            refuse("[Error 4962] Invalid password")
        }
        "AuthenticationVerifyRequest22V4" => {
            login(Command::answer("AuthenticationVerifyResponse22V4", request), inner)
        }
        "UserGetLoginInfoRequest22V4" => {
            login(Command::answer("UserGetLoginInfoResponse22V4", request), inner)
        }
        "UserGetRequest23V2" => user(Command::answer("UserGetResponse23V2", request)),
        "ServiceProviderGetRequest22V4" => {
            Command::answer("ServiceProviderGetResponse22V4", request)
                .with_flag("isEnterprise", true)
                .with("defaultDomain", "bw.example.com")
                .with("serviceProviderId", request.text("serviceProviderId").unwrap_or_default())
        }
        "UserPrimaryAndSCADeviceGetListRequest" => {
            Command::answer("UserPrimaryAndSCADeviceGetListResponse", request)
                .with_element(devices().to_element("accessDeviceTable"))
        }
        "ExternalAuthenticationCreateLoginTokenRequest" => {
            Command::answer("ExternalAuthenticationCreateLoginTokenResponse", request)
                .with("loginToken", LOGIN_TOKEN)
        }
        "PasswordModifyRequest" if request.text("oldPassword") != Some(UNA_PASSWORD) => {
            refuse("[Error 4962] Invalid password")
        }
        "PasswordModifyRequest" => Command::success(request),
        "UserSingleSignOnCreateDeviceTokenRequest" => match request.text("deviceName") {
            Some("una-pc") => Command::answer("UserSingleSignOnCreateDeviceTokenResponse", request)
                .with("deviceToken", DEVICE_TOKEN),
            other => refuse(&format!(
                "[Error 4505] Access Device not found: {}",
                other.unwrap_or_default()
            )),
        },
        other => refuse(&format!("[Error 6004] OCI XML Request validation error {other}")),
    }
}

fn login(answer: Command, inner: &Inner) -> Command {
    let revoked = inner.revoked_at.load(Ordering::SeqCst);
    answer
        .with("loginType", "User")
        .with("locale", "en_US")
        .with("encoding", "ISO-8859-1")
        .with("groupId", "g1")
        .with("serviceProviderId", "ent1")
        .with_flag("isEnterprise", true)
        .with("passwordExpiresDays", "2147483647")
        .with("userId", UNA)
        .with_optional("tokenRevocationTime", (revoked > 0).then(|| revoked.to_string()))
}

fn user(answer: Command) -> Command {
    let alternate =
        lineman_ocip::Element::new("alternateUserId").with_child("alternateUserId", UNA_EMAIL);
    answer
        .with("serviceProviderId", "ent1")
        .with("groupId", "g1")
        .with("userId", UNA)
        .with("lastName", "Öne")
        .with("firstName", "Žofie")
        .with("phoneNumber", "+15550001")
        .with("extension", "0001")
        .with("language", "English")
        .with("timeZone", "Europe/Prague")
        .with("emailAddress", UNA_EMAIL)
        .with("countryCode", "1")
        .with_element(alternate)
}

fn devices() -> Table {
    let mut table = Table::new(&[
        "Device Name",
        "Device Level",
        "Device Type",
        "Line/Port",
        "Endpoint Type",
        "Device Type URL",
        "User Name",
        "Password",
        "Version",
        "Allow Termination",
        "MAC Address",
    ]);
    table.push([
        "una-pc",
        "Group",
        "Business Communicator - PC",
        "una-pc@bw.example.com",
        "Primary",
        "/dms/bc/pc/",
        "unapc",
        "d3v1ce-s3cret",
        "",
        "true",
        "",
    ]);
    table.push([
        "una-mobile",
        "Group",
        "Connect - Mobile",
        "una-mobile@bw.example.com",
        "Shared Call Appearance",
        "http://xsp.example.com/dms/bc/mobile/",
        "",
        "",
        "",
        "true",
        "",
    ]);
    table
}
