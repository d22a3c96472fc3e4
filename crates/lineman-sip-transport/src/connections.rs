//! TCP and TLS connections: accepted ones and those that we open, found by the address of the other side.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use lineman_net::Shutdown;
use lineman_sip::{Frame, StreamFramer};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::mpsc;

use crate::observer::SipObserver;
use crate::peer::SipPeer;
use crate::socket::{Incoming, deliver};

/// Messages that may wait for a slow reader before its connection is given up.
const QUEUE: usize = 64;
/// A connection without a byte for so long is closed; keep-alives come every 30 s.
const IDLE: Duration = Duration::from_secs(180);
/// Longest time for one write.
const WRITE: Duration = Duration::from_secs(5);
/// Longest time to connect.
pub(crate) const CONNECT: Duration = Duration::from_secs(3);

/// What may be written to a connection.
#[derive(Debug)]
enum Outgoing {
    Message(Arc<[u8]>),
    KeepAlive(&'static [u8]),
}

/// The open connections.
#[derive(Debug, Default)]
pub(crate) struct Connections(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    /// Tells a connection from a later one with the same address.
    next_number: u64,
    senders: HashMap<SipPeer, (u64, mpsc::Sender<Outgoing>)>,
}

/// Why something was not handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotQueued {
    NoConnection,
    TooSlow,
}

/// A connection that is in the table, so that messages can be queued before it is served.
pub(crate) struct Registered {
    peer: SipPeer,
    number: u64,
    receiver: mpsc::Receiver<Outgoing>,
}

impl Connections {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn len(&self) -> usize {
        self.table().senders.len()
    }

    pub(crate) fn send(&self, peer: SipPeer, bytes: Arc<[u8]>) -> Result<(), NotQueued> {
        self.queue(peer, None, Outgoing::Message(bytes))
    }

    /// As [`Connections::send`], but only over the connection with this number.
    pub(crate) fn send_on(
        &self,
        peer: SipPeer,
        number: u64,
        bytes: Arc<[u8]>,
    ) -> Result<(), NotQueued> {
        self.queue(peer, Some(number), Outgoing::Message(bytes))
    }

    pub(crate) fn ping(&self, peer: SipPeer) -> Result<(), NotQueued> {
        self.queue(peer, None, Outgoing::KeepAlive(b"\r\n\r\n"))
    }

    fn queue(
        &self,
        peer: SipPeer,
        wanted: Option<u64>,
        outgoing: Outgoing,
    ) -> Result<(), NotQueued> {
        let mut table = self.table();
        let Some((number, sender)) = table.senders.get(&peer) else {
            return Err(NotQueued::NoConnection);
        };
        if wanted.is_some_and(|wanted| wanted != *number) {
            return Err(NotQueued::NoConnection);
        }
        match sender.try_send(outgoing) {
            Ok(()) => Ok(()),
            Err(error) => {
                // Dropping the only sender ends the connection's task.
                table.senders.remove(&peer);
                Err(match error {
                    mpsc::error::TrySendError::Full(_) => NotQueued::TooSlow,
                    mpsc::error::TrySendError::Closed(_) => NotQueued::NoConnection,
                })
            }
        }
    }

    /// The number of the connection with this peer, if there is one.
    pub(crate) fn number(&self, peer: SipPeer) -> Option<u64> {
        self.table().senders.get(&peer).map(|(number, _)| *number)
    }

    /// Puts a connection into the table.
    pub(crate) fn register(&self, peer: SipPeer) -> Registered {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let mut table = self.table();
        table.next_number += 1;
        let number = table.next_number;
        table.senders.insert(peer, (number, sender));
        Registered { peer, number, receiver }
    }

    /// Takes a connection out of the table, unless a newer one took its place.
    pub(crate) fn unregister(&self, registered: &Registered) {
        let mut table = self.table();
        if table.senders.get(&registered.peer).is_some_and(|(n, _)| *n == registered.number) {
            table.senders.remove(&registered.peer);
        }
    }
}

/// What a connection's task needs.
#[derive(Clone)]
pub(crate) struct Wiring {
    pub(crate) connections: Arc<Connections>,
    pub(crate) observer: Arc<dyn SipObserver>,
    pub(crate) incoming: mpsc::Sender<Incoming>,
    pub(crate) shutdown: Shutdown,
}

/// Reads and writes one connection until it ends.
pub(crate) async fn serve<S>(
    stream: S,
    mut registered: Registered,
    mut framer: StreamFramer,
    wiring: &Wiring,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let peer = registered.peer;
    let (mut reader, mut writer) = tokio::io::split(stream);
    let mut buffer = vec![0_u8; 16 * 1024];
    loop {
        tokio::select! {
            read = tokio::time::timeout(IDLE, reader.read(&mut buffer)) => {
                let Ok(Ok(length)) = read else { break };
                if length == 0 {
                    break;
                }
                match framer.push(&buffer[..length]) {
                    Ok(frames) => {
                        if !take(frames, peer, &mut writer, wiring).await {
                            break;
                        }
                    }
                    Err(error) => {
                        tracing::debug!(%peer, %error, "closing a connection");
                        break;
                    }
                }
            }
            outgoing = registered.receiver.recv() => {
                let Some(outgoing) = outgoing else { break };
                if !write(&mut writer, peer, &outgoing, wiring).await {
                    break;
                }
            }
            () = wiring.shutdown.triggered() => break,
        }
    }
    wiring.connections.unregister(&registered);
}

async fn take<W>(frames: Vec<Frame>, peer: SipPeer, writer: &mut W, wiring: &Wiring) -> bool
where
    W: AsyncWrite + Unpin,
{
    for frame in frames {
        let alive = match frame {
            Frame::Message(bytes) => {
                deliver(peer, Bytes::from(bytes), &*wiring.observer, &wiring.incoming).await
            }
            Frame::Ping => {
                let pong = Outgoing::KeepAlive(b"\r\n");
                write(writer, peer, &pong, wiring).await
            }
            Frame::Pong => wiring.incoming.send(Incoming::Pong { peer }).await.is_ok(),
        };
        if !alive {
            return false;
        }
    }
    true
}

async fn write<W>(writer: &mut W, peer: SipPeer, outgoing: &Outgoing, wiring: &Wiring) -> bool
where
    W: AsyncWrite + Unpin,
{
    let bytes: &[u8] = match outgoing {
        Outgoing::Message(bytes) => bytes,
        Outgoing::KeepAlive(bytes) => bytes,
    };
    if let Outgoing::Message(bytes) = outgoing {
        // Before it is sent: the answer may be there before we are back.
        wiring.observer.sent(peer, bytes);
    }
    let writing = async {
        writer.write_all(bytes).await?;
        // TLS keeps bytes back until it is told.
        writer.flush().await
    };
    let written = tokio::time::timeout(WRITE, writing).await;
    match (outgoing, written) {
        (_, Ok(Ok(()))) => true,
        (Outgoing::Message(bytes), _) => {
            let undelivered = Incoming::Undelivered {
                peer,
                bytes: Arc::clone(bytes),
                reason: String::from("the connection ended"),
            };
            let _ = wiring.incoming.try_send(undelivered);
            false
        }
        (Outgoing::KeepAlive(_), _) => false,
    }
}
