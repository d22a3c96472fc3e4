//! Raw TCP and UDP.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use lineman_net::tcp::{self, Connection, ListenerOptions};
use lineman_net::{NetError, NoObserver, Shutdown, udp};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::mpsc;

use crate::support::listener;

const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_connection_reaches_its_handler_and_hears_of_the_stop() {
    async fn echo(mut connection: Connection) {
        let mut buffer = [0_u8; 16];
        tokio::select! {
            Ok(length) = connection.stream.read(&mut buffer) => {
                connection.stream.write_all(&buffer[..length]).await.expect("sent");
                connection.shutdown.triggered().await;
                connection.stream.write_all(b"bye").await.expect("sent");
            }
            () = connection.shutdown.triggered() => {}
        }
    }
    let server = tcp::serve(
        listener().await,
        None,
        ListenerOptions::default(),
        &Shutdown::new(),
        Arc::new(NoObserver),
        echo,
    )
    .expect("serving");
    let address = server.local_address().to_string();
    let mut stream = tcp::connect(address.as_str(), PATIENCE).await.expect("connected");
    stream.write_all(b"hello").await.expect("sent");
    let mut buffer = [0_u8; 5];
    stream.read_exact(&mut buffer).await.expect("answered");
    assert_eq!(&buffer, b"hello");
    tokio::time::timeout(PATIENCE, server.stop()).await.expect("it ends");
    stream.read_exact(&mut buffer[..3]).await.expect("a word at the end");
    assert_eq!(&buffer[..3], b"bye");
}

/// One handler's panic is one connection's end.
#[tokio::test]
async fn a_panic_ends_one_connection_only() {
    async fn handler(mut connection: Connection) {
        let mut buffer = [0_u8; 1];
        connection.stream.read_exact(&mut buffer).await.expect("a byte");
        assert_ne!(buffer[0], b'!', "as asked");
        connection.stream.write_all(b"ok").await.expect("sent");
    }
    let server = tcp::serve(
        listener().await,
        None,
        ListenerOptions { max_connections: 1, ..ListenerOptions::default() },
        &Shutdown::new(),
        Arc::new(NoObserver),
        handler,
    )
    .expect("serving");
    let address = server.local_address().to_string();
    for (byte, expected) in [(b"!", ""), (b".", "ok"), (b"!", ""), (b".", "ok")] {
        let mut stream = tcp::connect(address.as_str(), PATIENCE).await.expect("connected");
        stream.write_all(byte).await.expect("sent");
        let mut answer = [0_u8; 2];
        let read = tokio::time::timeout(PATIENCE, stream.read(&mut answer)).await.expect("ended");
        let length = read.unwrap_or(0);
        assert_eq!(&answer[..length], expected.as_bytes());
    }
}

#[tokio::test]
async fn a_taken_port_is_named() {
    let taken = listener().await;
    let address = taken.local_addr().expect("an address");
    let error = tcp::bind(address).await.expect_err("taken");
    assert!(matches!(error, NetError::Io { .. }));
    assert!(error.to_string().contains(&address.to_string()), "{error}");
    let gone = drop_and_keep_address(taken);
    assert!(tcp::connect(gone.to_string().as_str(), PATIENCE).await.is_err());
}

fn drop_and_keep_address(listener: tokio::net::TcpListener) -> SocketAddr {
    listener.local_addr().expect("an address")
}

#[tokio::test]
async fn datagrams_reach_the_queue_and_what_it_cannot_take_is_dropped() {
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    let (server, client) =
        (udp::bind(any).await.expect("bound"), udp::bind(any).await.expect("bound"));
    let (sender, mut queue) = mpsc::channel(1);
    let shutdown = Shutdown::new();
    let handle = udp::serve(Arc::clone(&server), &shutdown, sender).expect("serving");
    for number in 0..50_u8 {
        client.send_to(&[number], handle.local_address()).await.expect("sent");
    }
    let first = tokio::time::timeout(PATIENCE, queue.recv()).await.expect("in time").expect("one");
    assert_eq!((&first.bytes[..], first.peer), (&[0_u8][..], client.local_addr().expect("own")));
    // The rest found a full queue or not; the loop goes on either way.
    let largest = vec![b'x'; 60_000];
    loop {
        client.send_to(&largest, handle.local_address()).await.expect("sent");
        let next = tokio::time::timeout(PATIENCE, queue.recv()).await.expect("in time");
        if next.expect("one").bytes.len() == largest.len() {
            break;
        }
    }
    server.send_to(b"answer", first.peer).await.expect("sent");
    let mut buffer = [0_u8; 16];
    let (length, from) = client.recv_from(&mut buffer).await.expect("received");
    assert_eq!((&buffer[..length], from), (&b"answer"[..], handle.local_address()));
    shutdown.trigger();
    tokio::time::timeout(PATIENCE, handle.finished()).await.expect("it ends");
    while queue.recv().await.is_some() {}
}

/// The loop ends with its reader, so that nothing is received for nobody.
#[tokio::test]
async fn a_queue_without_a_reader_ends_the_loop() {
    let socket = udp::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("bound");
    let (sender, queue) = mpsc::channel(1);
    let handle = udp::serve(socket, &Shutdown::new(), sender).expect("serving");
    drop(queue);
    tokio::time::timeout(PATIENCE, handle.finished()).await.expect("it ends");
}
