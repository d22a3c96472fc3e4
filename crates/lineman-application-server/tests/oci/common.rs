//! An Application Server on port 0 with an empty SQLite store, and a small OCI-P client.

use std::net::SocketAddr;
use std::sync::Arc;

use lineman_application_server::{
    ApplicationServer, ApplicationServerConfig, Logs, OciConfig, SbcTags, StartError, seed,
    seed_administrator,
};
use lineman_logs::MemorySink;
use lineman_model::{ManualClock, Secret, SeededRandom, Timestamp};
use lineman_net::Shutdown;
use lineman_ocip::{
    Command, Document, Element, ErrorResponse, FrameBuffer, Identity, signed_password,
};
use lineman_store::{BroadworksStore, SealingKey};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub(crate) const ADMIN: &str = "admin";
pub(crate) const ADMIN_PASSWORD: &str = "top-5ecret";

/// The server under test and what it works on.
pub(crate) struct Harness {
    pub(crate) server: ApplicationServer,
    pub(crate) store: BroadworksStore,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) ps_log: Arc<MemorySink>,
    pub(crate) xs_log: Arc<MemorySink>,
}

impl Harness {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub(crate) async fn start_with(change: impl FnOnce(&mut OciConfig)) -> Self {
        Self::try_start_with(change).await.expect("a server")
    }

    pub(crate) async fn try_start_with(
        change: impl FnOnce(&mut OciConfig),
    ) -> Result<Self, StartError> {
        let random = Arc::new(SeededRandom::new(11));
        let clock = Arc::new(ManualClock::new(Timestamp::from_millis(1_767_225_600_000)));
        let key = SealingKey::generate(&*random);
        let store = BroadworksStore::connect("sqlite::memory:", key, random.clone())
            .await
            .expect("a store");
        let tags = SbcTags { address: "localhost".into(), port: 5060 };
        seed(&store, &tags).await.expect("seeding");
        seed_administrator(&store, ADMIN, Secret::new(ADMIN_PASSWORD)).await.expect("seeding");
        let mut config = ApplicationServerConfig::default();
        config.oci.device_access_base = String::from("http://localhost:8081");
        change(&mut config.oci);
        let ps_log = Arc::new(MemorySink::default());
        let xs_log = Arc::new(MemorySink::default());
        let logs = Logs { ps_log: ps_log.clone(), xs_log: xs_log.clone() };
        let server = ApplicationServer::start(
            config,
            store.clone(),
            clock.clone(),
            random,
            logs,
            &Shutdown::new(),
        )
        .await?;
        Ok(Self { server, store, clock, ps_log, xs_log })
    }

    /// A client that is not logged in.
    pub(crate) async fn client(&self, session: &str) -> Client {
        Client::connect(self.server.oci_address(), Identity::SessionId(session.to_owned())).await
    }

    /// A client that is logged in as the system administrator.
    pub(crate) async fn admin(&self) -> Client {
        let mut client = self.client("s-admin").await;
        client.log_in(ADMIN, ADMIN_PASSWORD).await.expect("the administrator logs in");
        client
    }

    /// A trusted peer that speaks for a user.
    pub(crate) async fn trusted(&self, user_id: &str) -> Client {
        let address = self.server.oci_trusted_address().expect("a trusted listener");
        Client::connect(address, Identity::UserId(user_id.to_owned())).await
    }

    /// Provider, group, number, device and user of [`subscriber`], all over OCI-P.
    pub(crate) async fn provision(&self, admin: &mut Client) {
        for command in subscriber() {
            admin.done(command).await;
        }
    }
}

/// One connection.
pub(crate) struct Client {
    stream: TcpStream,
    frames: FrameBuffer,
    pub(crate) identity: Identity,
    pub(crate) tracking_id: Option<String>,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr, identity: Identity) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        Self { stream, frames: FrameBuffer::default(), identity, tracking_id: None }
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.expect("written");
        self.stream.flush().await.expect("flushed");
    }

    /// The next frame; none when the server closed the connection.
    pub(crate) async fn read_frame(&mut self) -> Option<Vec<u8>> {
        let mut chunk = [0_u8; 4096];
        loop {
            if let Some(frame) = self.frames.next_document().expect("a good stream") {
                return Some(frame);
            }
            match self.stream.read(&mut chunk).await {
                Ok(0) | Err(_) => return None,
                Ok(count) => self.frames.push(&chunk[..count]),
            }
        }
    }

    pub(crate) async fn read(&mut self) -> Document {
        let frame = self.read_frame().await.expect("an answer");
        Document::from_bytes(&frame).expect("a document")
    }

    pub(crate) fn document(&self, commands: Vec<Command>) -> Document {
        Document::new(self.identity.clone(), commands).with_tracking_id(self.tracking_id.clone())
    }

    /// Sends one command and gives the answer.
    pub(crate) async fn call(&mut self, command: Command) -> Command {
        let bytes = self.document(vec![command]).to_wire();
        self.write(&bytes).await;
        let mut answer = self.read().await;
        assert_eq!(answer.identity, self.identity);
        assert_eq!(answer.tracking_id, self.tracking_id);
        assert_eq!(answer.commands.len(), 1);
        answer.commands.remove(0)
    }

    /// Sends a command that must be answered by success.
    pub(crate) async fn done(&mut self, command: Command) {
        let name = command.name().to_owned();
        let answer = self.call(command).await;
        assert_eq!(answer.name(), "SuccessResponse", "{name}: {answer:?}");
    }

    /// Sends a command that must be answered by data.
    pub(crate) async fn get(&mut self, command: Command) -> Command {
        let name = command.name().replace("Request", "Response");
        let answer = self.call(command).await;
        assert_eq!(answer.name(), name, "{answer:?}");
        answer
    }

    /// Sends a command that must be refused.
    pub(crate) async fn refused(&mut self, command: Command) -> ErrorResponse {
        let name = command.name().to_owned();
        let answer = self.call(command).await;
        answer.error_response().unwrap_or_else(|| panic!("{name} was not refused: {answer:?}"))
    }

    /// The two-stage login.
    pub(crate) async fn log_in(
        &mut self,
        user: &str,
        password: &str,
    ) -> Result<Command, ErrorResponse> {
        let request = Command::request("AuthenticationRequest").with("userId", user);
        let nonce = self.get(request).await.text("nonce").expect("a nonce").to_owned();
        let answer = self
            .call(
                Command::request("LoginRequest14sp4")
                    .with("userId", user)
                    .with("signedPassword", signed_password(password, &nonce)),
            )
            .await;
        match answer.error_response() {
            Some(error) => Err(error),
            None => Ok(answer),
        }
    }
}

pub(crate) const PROVIDER: &str = "ent1";
pub(crate) const GROUP: &str = "Group_ONE";
pub(crate) const USER: &str = "u1@bw.example.com";
pub(crate) const EMAIL: &str = "una@mail.example.com";
pub(crate) const DEVICE: &str = "u1-pc";
pub(crate) const LINE_PORT: &str = "line1@sip.example.com";
pub(crate) const NUMBER: &str = "+15550001";

pub(crate) fn in_group(name: &str) -> Command {
    Command::request(name).with("serviceProviderId", PROVIDER).with("groupId", GROUP)
}

pub(crate) fn access_device(name: &str) -> Element {
    Element::new("accessDevice").with_child("deviceLevel", "Group").with_child("deviceName", name)
}

pub(crate) fn of_user(name: &str) -> Command {
    Command::request(name).with("userId", USER)
}

/// The commands that create one subscriber.
pub(crate) fn subscriber() -> Vec<Command> {
    vec![
        Command::request("ServiceProviderAddRequest13mp2")
            .with_flag("isEnterprise", true)
            .with("serviceProviderId", PROVIDER)
            .with("defaultDomain", "bw.example.com")
            .with("serviceProviderName", "Enterprise One"),
        Command::request("ServiceProviderDnAddListRequest")
            .with("serviceProviderId", PROVIDER)
            .with("phoneNumber", NUMBER)
            .with_element(
                Element::new("dnRange")
                    .with_child("minPhoneNumber", "+15550002")
                    .with_child("maxPhoneNumber", "+15550009"),
            ),
        in_group("GroupAddRequest")
            .with("defaultDomain", "bw.example.com")
            .with("userLimit", "25")
            .with("groupName", "Group One"),
        in_group("GroupDnAssignListRequest").with("phoneNumber", NUMBER),
        in_group("GroupAccessDeviceAddRequest22V2")
            .with("deviceName", DEVICE)
            .with("deviceType", "Business Communicator - PC")
            .with_element(
                Element::new("accessDeviceCredentials")
                    .with_child("userName", "u1pc")
                    .with_child("password", "d3vice-secret"),
            ),
        user_add(USER, NUMBER, "0001")
            .with("password", "web-5ecret")
            .with_element(
                Element::new("accessDeviceEndpoint")
                    .with(access_device(DEVICE))
                    .with_child("linePort", LINE_PORT)
                    .with_child("useHotline", "false"),
            )
            .with("title", "Tester")
            .with("emailAddress", EMAIL)
            .with_element(Element::new("address").with_child("city", "Zürich")),
        of_user("UserAlternateUserIdAddRequest").with("alternateUserId", EMAIL),
        of_user("UserAuthenticationModifyRequest")
            .with("userName", "auth1")
            .with("newPassword", "sip-5ecret"),
    ]
}

/// The first fields of a user.
pub(crate) fn user_add(id: &str, number: &str, extension: &str) -> Command {
    let command = in_group("UserAddRequest22V2")
        .with("userId", id)
        .with("lastName", "One")
        .with("firstName", "Una")
        .with("callingLineIdLastName", "One")
        .with("callingLineIdFirstName", "Una");
    let command = if number.is_empty() { command } else { command.with("phoneNumber", number) };
    command.with("extension", extension)
}
