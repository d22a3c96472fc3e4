//! Bounds of an HTTP server: bytes, headers, time, connections, and the stop.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use lineman_net::Shutdown;
use lineman_net::http::{self, ClientOptions, HttpOptions};
use lineman_net::tcp::ListenerOptions;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::support::serve;

/// Longer than any wait that a test expects to end.
const PATIENCE: Duration = Duration::from_secs(20);

fn client() -> reqwest::Client {
    http::client(&ClientOptions::default()).expect("a client")
}

/// Sends bytes and reads until the server closes; how it did.
async fn raw(port: u16, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("connected");
    stream.write_all(bytes).await.expect("sent");
    read_to_close(&mut stream).await
}

async fn read_to_close(stream: &mut TcpStream) -> String {
    let reading = async {
        let mut answer = Vec::new();
        let mut chunk = [0_u8; 4096];
        loop {
            match stream.read(&mut chunk).await {
                Ok(0) | Err(_) => return String::from_utf8_lossy(&answer).into_owned(),
                Ok(length) => answer.extend_from_slice(&chunk[..length]),
            }
        }
    };
    tokio::time::timeout(PATIENCE, reading).await.expect("the server closes")
}

#[tokio::test]
async fn a_long_body_is_refused() {
    let router =
        Router::new().route("/", post(|body: String| async move { body.len().to_string() }));
    let options = HttpOptions { max_body_bytes: 1000, ..HttpOptions::default() };
    let server = serve(router, options, &Shutdown::new()).await;
    let url = format!("http://localhost:{}/", server.port());
    let fits = client().post(&url).body("x".repeat(1000)).send().await.expect("answered");
    assert_eq!(
        (fits.status().as_u16(), fits.text().await.expect("a body").as_str()),
        (200, "1000")
    );
    let too_long = client().post(&url).body("x".repeat(1001)).send().await.expect("answered");
    assert_eq!(too_long.status(), 413);
    let chunked = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n\
                   3e9\r\n";
    let chunked = format!("{chunked}{}\r\n0\r\n\r\n", "x".repeat(1001));
    let answer = raw(server.port(), chunked.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn many_or_long_headers_are_refused() {
    let options = HttpOptions { max_headers: 10, max_header_bytes: 8192, ..HttpOptions::default() };
    let server = serve(Router::new(), options, &Shutdown::new()).await;
    let many = "GET / HTTP/1.1\r\n".to_owned() + &"a: b\r\n".repeat(11) + "\r\n";
    let answer = raw(server.port(), many.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    let long = format!("GET / HTTP/1.1\r\na: {}\r\n\r\n", "x".repeat(20_000));
    let answer = raw(server.port(), long.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

/// Slow loris: a header that never ends, and a connection that says nothing.
#[tokio::test]
async fn a_header_that_does_not_end_closes_the_connection() {
    let options =
        HttpOptions { header_timeout: Duration::from_millis(200), ..HttpOptions::default() };
    let server = serve(Router::new(), options, &Shutdown::new()).await;
    for bytes in ["", "GET / HTTP/1.1\r\nHost:"] {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port())).await.expect("connected");
        stream.write_all(bytes.as_bytes()).await.expect("sent");
        read_to_close(&mut stream).await;
    }
}

#[tokio::test]
async fn a_body_that_does_not_end_is_timed_out() {
    let router = Router::new().route("/", post(|body: String| async move { body }));
    let options =
        HttpOptions { request_timeout: Duration::from_millis(200), ..HttpOptions::default() };
    let server = serve(router, options, &Shutdown::new()).await;
    let answer =
        raw(server.port(), b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc").await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
}

/// A client that asks for much and reads nothing.
#[tokio::test]
async fn a_client_that_does_not_read_is_dropped() {
    let ended = Arc::new(Notify::new());
    struct OnDrop(Arc<Notify>);
    impl Drop for OnDrop {
        fn drop(&mut self) {
            self.0.notify_one();
        }
    }
    let router = Router::new().route(
        "/",
        get({
            let ended = Arc::clone(&ended);
            move || async move {
                let guard = OnDrop(ended);
                let endless = futures_util::stream::repeat_with(move || {
                    let _ = &guard;
                    Ok::<_, std::io::Error>(vec![0_u8; 65_536])
                });
                axum::body::Body::from_stream(endless)
            }
        }),
    );
    let options =
        HttpOptions { stall_timeout: Duration::from_millis(200), ..HttpOptions::default() };
    let server = serve(router, options, &Shutdown::new()).await;
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).await.expect("connected");
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("sent");
    tokio::time::timeout(PATIENCE, ended.notified()).await.expect("the answer is given up");
}

#[tokio::test]
async fn connections_above_the_limit_wait() {
    let (entered, leave) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let router = Router::new().route("/quick", get(|| async { "quick" })).route(
        "/slow",
        get({
            let (entered, leave) = (Arc::clone(&entered), Arc::clone(&leave));
            move || async move {
                entered.notify_one();
                leave.notified().await;
                "slow"
            }
        }),
    );
    let listener = ListenerOptions { max_connections: 1, ..ListenerOptions::default() };
    let server =
        serve(router, HttpOptions { listener, ..HttpOptions::default() }, &Shutdown::new()).await;
    let get = |path: &str| client().get(format!("http://localhost:{}{path}", server.port())).send();
    let slow = tokio::spawn(get("/slow"));
    entered.notified().await;
    let quick = tokio::spawn(get("/quick"));
    // It cannot be answered while the only place is taken: the slow answer comes first.
    assert!(!quick.is_finished());
    leave.notify_one();
    let answer = slow.await.expect("no panic").expect("answered");
    assert_eq!(answer.text().await.expect("a body"), "slow");
    // The slow client's kept connection ends with its client.
    let answer = quick.await.expect("no panic").expect("answered");
    assert_eq!(answer.text().await.expect("a body"), "quick");
}

#[tokio::test]
async fn a_stop_lets_requests_end_and_then_closes() {
    let (entered, leave) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let router = Router::new().route(
        "/",
        get({
            let (entered, leave) = (Arc::clone(&entered), Arc::clone(&leave));
            move || async move {
                entered.notify_one();
                leave.notified().await;
                "done"
            }
        }),
    );
    let shutdown = Shutdown::new();
    let server = serve(router, HttpOptions::default(), &shutdown).await;
    let port = server.port();
    let mut idle = TcpStream::connect(("127.0.0.1", port)).await.expect("connected");
    let request = tokio::spawn(client().get(format!("http://localhost:{port}/")).send());
    entered.notified().await;
    shutdown.trigger();
    leave.notify_one();
    let answer = request.await.expect("no panic").expect("answered in spite of the stop");
    assert_eq!(answer.text().await.expect("a body"), "done");
    tokio::time::timeout(PATIENCE, server.finished()).await.expect("it ends");
    read_to_close(&mut idle).await;
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err(), "nobody listens any more");
}

/// A handler that never ends does not keep the process.
#[tokio::test]
async fn a_stop_is_bounded() {
    let entered = Arc::new(Notify::new());
    let router = Router::new().route(
        "/",
        get({
            let entered = Arc::clone(&entered);
            move || async move {
                entered.notify_one();
                std::future::pending::<()>().await;
            }
        }),
    );
    let listener =
        ListenerOptions { grace: Duration::from_millis(100), ..ListenerOptions::default() };
    let server =
        serve(router, HttpOptions { listener, ..HttpOptions::default() }, &Shutdown::new()).await;
    let request = tokio::spawn(client().get(format!("http://localhost:{}/", server.port())).send());
    entered.notified().await;
    tokio::time::timeout(PATIENCE, server.stop()).await.expect("it ends");
    request.await.expect("no panic").expect_err("cut off");
}

#[tokio::test]
async fn garbage_is_answered_and_closed() {
    let server = serve(Router::new(), HttpOptions::default(), &Shutdown::new()).await;
    for bytes in [&b"\x16\x03\x01\x02\x00\x01"[..], b"NOT HTTP\r\n\r\n", b"\0\0\0\0\r\n\r\n"] {
        let answer = raw(server.port(), bytes).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    }
    let answer = client().get(format!("http://localhost:{}/", server.port())).send().await;
    assert_eq!(answer.expect("still there").status(), 404);
}
