//! OCI-P towards the Application Server: session-less documents with the XSP's own user id over
//! connections that stay open.
//!
//! A connection carries one document at a time, so answers cannot be mixed up; the last one used
//! is used first, so an XSP at rest has one connection, as real ones have. A connection that the
//! Application Server has closed meanwhile is replaced without the caller noticing.

use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lineman_ocip::{Command, Document, FrameBuffer, Identity};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

/// Most documents under way at a time; further ones wait.
const CONNECTIONS: usize = 16;
/// Longest wait for a connection.
const CONNECT_TIME_OUT: Duration = Duration::from_secs(3);

/// Who writes the documents into an application's log.
pub(crate) trait OciObserver: Sync {
    /// A document is about to be sent; secrets are masked.
    fn request(&self, peer: &str, document: String);
    /// Its answer came; secrets are masked.
    fn response(&self, peer: &str, document: String);
    /// No answer came.
    fn failure(&self, peer: &str, reason: String);
}

/// The Application Server could not be asked.
#[derive(Debug, thiserror::Error)]
#[error("asking the Application Server at {peer}: {reason}")]
pub(crate) struct OciUnreachable {
    peer: String,
    reason: String,
}

/// Why an exchange failed.
enum Broken {
    /// The connection ended; on an old connection it is worth another try.
    Closed(String),
    /// Anything else.
    Failed(String),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Closed(format!("the connection ended: {error}"))
    }
}

/// The client of one web application.
pub(crate) struct OciClient {
    address: String,
    user_id: String,
    time_out: Duration,
    permits: Semaphore,
    idle: Mutex<Vec<TcpStream>>,
}

impl OciClient {
    pub(crate) fn new(address: String, user_id: String, time_out: Duration) -> Self {
        Self {
            address,
            user_id,
            time_out,
            permits: Semaphore::new(CONNECTIONS),
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Sends one command and gives its answer, which may be an error answer.
    pub(crate) async fn call(
        &self,
        command: Command,
        tracking_id: Option<&str>,
        observer: &dyn OciObserver,
    ) -> Result<Command, OciUnreachable> {
        let document = Document::new(Identity::UserId(self.user_id.clone()), vec![command])
            .with_tracking_id(tracking_id.map(str::to_owned));
        let exchanged = tokio::time::timeout(self.time_out, self.exchange(&document, observer));
        let answered = match exchanged.await {
            Ok(answered) => answered,
            Err(_) => Err(format!("no answer within {} ms", self.time_out.as_millis())),
        };
        let answered = answered.and_then(|answer| {
            observer.response(&self.address, answer.to_log());
            let mut commands = answer.commands.into_iter();
            match (commands.next(), commands.next()) {
                (Some(command), None) => Ok(command),
                _ => Err("the answer does not have exactly one command".to_owned()),
            }
        });
        answered.map_err(|reason| {
            observer.failure(&self.address, reason.clone());
            OciUnreachable { peer: self.address.clone(), reason }
        })
    }

    async fn exchange(
        &self,
        document: &Document,
        observer: &dyn OciObserver,
    ) -> Result<Document, String> {
        let _permit = self.permits.acquire().await.map_err(|error| error.to_string())?;
        let wire = document.to_wire();
        if let Some(mut stream) = self.take_idle() {
            observer.request(&self.address, document.to_log());
            match round_trip(&mut stream, &wire).await {
                Ok(bytes) => return self.finish(stream, document, &bytes),
                // The Application Server had closed it; that says nothing about a new one.
                Err(Broken::Closed(_)) => {}
                Err(Broken::Failed(reason)) => return Err(reason),
            }
            let mut stream = self.connect().await?;
            let bytes = round_trip(&mut stream, &wire).await.map_err(broken_text)?;
            return self.finish(stream, document, &bytes);
        }
        let mut stream = self.connect().await?;
        observer.request(&self.address, document.to_log());
        let bytes = round_trip(&mut stream, &wire).await.map_err(broken_text)?;
        self.finish(stream, document, &bytes)
    }

    fn finish(
        &self,
        stream: TcpStream,
        request: &Document,
        bytes: &[u8],
    ) -> Result<Document, String> {
        let answer = Document::from_bytes(bytes).map_err(|error| error.to_string())?;
        if answer.tracking_id != request.tracking_id {
            // Not the answer to our question: this connection has lost its order.
            return Err("the answer has another tracking id than the request".to_owned());
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(stream);
        Ok(answer)
    }

    /// The connection used last, unless its other end is closed or has said something unasked.
    fn take_idle(&self) -> Option<TcpStream> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        std::iter::from_fn(|| idle.pop()).find(is_quiet)
    }

    async fn connect(&self) -> Result<TcpStream, String> {
        lineman_net::tcp::connect(self.address.as_str(), CONNECT_TIME_OUT)
            .await
            .map_err(|error| error.to_string())
    }
}

fn broken_text(broken: Broken) -> String {
    match broken {
        Broken::Closed(reason) | Broken::Failed(reason) => reason,
    }
}

/// Whether a connection is open and has nothing to say. The line end behind the last answer may
/// have come later than the answer; it is swallowed here.
fn is_quiet(stream: &TcpStream) -> bool {
    let mut buffer = [0_u8; 16];
    loop {
        match stream.try_read(&mut buffer) {
            Err(error) => return error.kind() == io::ErrorKind::WouldBlock,
            Ok(0) => return false,
            Ok(read) => {
                if !buffer[..read].iter().all(|byte| matches!(byte, b'\r' | b'\n' | b'\0' | b' ')) {
                    return false;
                }
            }
        }
    }
}

/// Writes a document and reads the next one.
async fn round_trip(stream: &mut TcpStream, wire: &[u8]) -> Result<Vec<u8>, Broken> {
    stream.write_all(wire).await?;
    let mut frames = FrameBuffer::default();
    let mut buffer = vec![0_u8; 16 * 1024];
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Err(Broken::Closed("the connection ended before the answer".to_owned())),
            read => frames.push(&buffer[..read]),
        }
        match frames.next_document() {
            Ok(None) => {}
            Ok(Some(document)) => return Ok(document),
            Err(error) => return Err(Broken::Failed(error.to_string())),
        }
    }
}
