//! What a client does and does not do, and how it names a failure.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Redirect;
use axum::routing::get;
use lineman_net::Shutdown;
use lineman_net::http::{
    self, BodyError, ClientOptions, HttpOptions, TransportFailure, read_capped,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::support::{listener, serve};

fn quick() -> reqwest::Client {
    http::client(&ClientOptions {
        connect_timeout: Duration::from_millis(300),
        timeout: Duration::from_millis(300),
        user_agent: Some("broadworksTeamsClient".into()),
        ..ClientOptions::default()
    })
    .expect("a client")
}

async fn failure(url: &str) -> TransportFailure {
    let error = quick().get(url).send().await.expect_err("no answer");
    TransportFailure::from(&error)
}

#[tokio::test]
async fn a_failure_is_named() {
    let refused = {
        let listener = listener().await;
        listener.local_addr().expect("an address").port()
    };
    assert_eq!(failure(&format!("http://127.0.0.1:{refused}/")).await, TransportFailure::Refused);
    assert_eq!(failure("http://no-such-host.invalid/").await, TransportFailure::Dns);

    let silent = listener().await;
    let port = silent.local_addr().expect("an address").port();
    let url = format!("http://127.0.0.1:{port}/");
    assert_eq!(failure(&url).await, TransportFailure::TimedOut);
    let closing = tokio::spawn(async move {
        // The one that timed out, then the one that is to be closed.
        let _first = silent.accept().await.expect("a connection");
        drop(silent.accept().await.expect("a connection"));
    });
    assert_eq!(failure(&url).await, TransportFailure::Closed);
    closing.await.expect("no panic");
}

#[tokio::test]
async fn half_an_answer_is_a_closed_connection() {
    let server = listener().await;
    let port = server.local_addr().expect("an address").port();
    tokio::spawn(async move {
        let (mut stream, _) = server.accept().await.expect("a connection");
        let mut request = [0_u8; 1024];
        assert!(stream.read(&mut request).await.expect("a request") > 0);
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").await.expect("sent");
    });
    let answer = quick().get(format!("http://127.0.0.1:{port}/")).send().await.expect("a head");
    match read_capped(answer, 100).await {
        Err(BodyError::Transport(TransportFailure::Closed)) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn something_that_is_not_http_is_not_mistaken() {
    let server = listener().await;
    let port = server.local_addr().expect("an address").port();
    tokio::spawn(async move {
        let (mut stream, _) = server.accept().await.expect("a connection");
        let mut request = [0_u8; 1024];
        assert!(stream.read(&mut request).await.expect("a request") > 0);
        stream.write_all(b"SSH-2.0-OpenSSH\r\n").await.expect("sent");
    });
    let failure = failure(&format!("http://127.0.0.1:{port}/")).await;
    assert!(matches!(failure, TransportFailure::Other(_)), "{failure:?}");
}

/// docs/wire.md: redirects are never followed.
#[tokio::test]
async fn redirects_are_answers() {
    let router = Router::new().route("/", get(|| async { Redirect::to("/elsewhere") })).route(
        "/agent",
        get(|headers: ::http::HeaderMap| async move {
            headers.get("user-agent").and_then(|v| v.to_str().ok()).unwrap_or("").to_owned()
        }),
    );
    let server = serve(router, HttpOptions::default(), &Shutdown::new()).await;
    let base = format!("http://localhost:{}", server.port());
    let answer = quick().get(&base).send().await.expect("answered");
    assert_eq!(answer.status(), 303);
    let answer = quick().get(format!("{base}/agent")).send().await.expect("answered");
    assert_eq!(answer.text().await.expect("a body"), "broadworksTeamsClient");
}

#[tokio::test]
async fn a_body_is_read_up_to_the_limit() {
    let chunked = || async {
        // Without a length: only counting finds out.
        let chunks = (0..10).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 100]));
        Body::from_stream(futures_util::stream::iter(chunks))
    };
    let router = Router::new()
        .route("/length", get(|| async { "x".repeat(1000) }))
        .route("/chunked", get(chunked));
    let server = serve(router, HttpOptions::default(), &Shutdown::new()).await;
    for path in ["length", "chunked"] {
        let url = format!("http://localhost:{}/{path}", server.port());
        let answer = quick().get(&url).send().await.expect("answered");
        assert_eq!(read_capped(answer, 1000).await.expect("in the limit").len(), 1000, "{path}");
        let answer = quick().get(&url).send().await.expect("answered");
        let refused = read_capped(answer, 999).await;
        assert!(matches!(refused, Err(BodyError::TooLong { limit: 999 })), "{path}: {refused:?}");
    }
}
