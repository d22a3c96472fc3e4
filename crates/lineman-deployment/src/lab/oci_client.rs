//! A provisioning client over OCI-P: what an operator's provisioning system would do.

use lineman_model::{Random, Secret, uuid_v4};
use lineman_ocip::{Command, Document, FrameBuffer, Identity, signed_password};
use thiserror::Error;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The longest wait for an answer: the Application Server waits ten seconds for the bridge.
const ANSWER: std::time::Duration = std::time::Duration::from_secs(20);

/// An OCI-P exchange failed.
#[derive(Debug, Error)]
pub enum OciClientError {
    /// The connection.
    #[error("speaking OCI-P: {0}")]
    Io(#[from] std::io::Error),
    /// No answer in time.
    #[error("the Application Server did not answer {0} in time")]
    TimedOut(String),
    /// Not an OCI-P answer.
    #[error("the answer to {0} is not readable OCI-P: {1}")]
    Unreadable(String, String),
    /// A refusal where there must be none.
    #[error("{command}: {summary}")]
    Refused {
        /// Which request.
        command: String,
        /// The summary.
        summary: String,
    },
}

/// A session of an administrator.
pub struct OciClient {
    stream: TcpStream,
    frames: FrameBuffer,
    session: String,
}

impl OciClient {
    /// Connects and logs in, as broadworks-wire.md 1.4 describes it.
    ///
    /// # Errors
    /// When the server does not answer, or refuses.
    pub async fn login(
        address: std::net::SocketAddr,
        user_id: &str,
        password: &Secret,
        random: &dyn Random,
    ) -> Result<Self, OciClientError> {
        let stream = TcpStream::connect(address).await?;
        let mut client = Self { stream, frames: FrameBuffer::default(), session: uuid_v4(random) };
        let challenge =
            client.call(Command::request("AuthenticationRequest").with("userId", user_id)).await?;
        let nonce = challenge.text("nonce").unwrap_or_default();
        let signed = signed_password(password.reveal(), nonce);
        let login = Command::request("LoginRequest14sp4")
            .with("userId", user_id)
            .with("signedPassword", signed);
        client.call(login).await?;
        Ok(client)
    }

    /// Sends a request; a refusal is an error.
    ///
    /// # Errors
    /// When the server does not answer, or refuses.
    pub async fn call(&mut self, command: Command) -> Result<Command, OciClientError> {
        let name = command.name().to_owned();
        let answer = self.send(command).await?;
        match answer.error_response() {
            Some(error) => Err(OciClientError::Refused { command: name, summary: error.summary }),
            None => Ok(answer),
        }
    }

    /// Sends a request and gives whatever comes back.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn send(&mut self, command: Command) -> Result<Command, OciClientError> {
        let name = command.name().to_owned();
        let document = Document::new(Identity::SessionId(self.session.clone()), vec![command]);
        self.stream.write_all(&document.to_wire()).await?;
        let answer = tokio::time::timeout(ANSWER, self.receive(&name))
            .await
            .map_err(|_| OciClientError::TimedOut(name.clone()))??;
        answer
            .commands
            .into_iter()
            .next()
            .ok_or_else(|| OciClientError::Unreadable(name, String::from("no command")))
    }

    async fn receive(&mut self, name: &str) -> Result<Document, OciClientError> {
        let unreadable = |reason: String| OciClientError::Unreadable(name.to_owned(), reason);
        let mut buffer = vec![0_u8; 16 * 1024];
        loop {
            if let Some(bytes) =
                self.frames.next_document().map_err(|error| unreadable(error.to_string()))?
            {
                return Document::from_bytes(&bytes).map_err(|error| unreadable(error.to_string()));
            }
            let count = self.stream.read(&mut buffer).await?;
            if count == 0 {
                return Err(unreadable(String::from("the connection was closed")));
            }
            self.frames.push(&buffer[..count]);
        }
    }
}
