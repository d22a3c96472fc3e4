//! A messaging server that answers as told.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the next request gets.
#[derive(Debug, Clone)]
pub(crate) enum Behaviour {
    /// This status with this body.
    Answer(u16, &'static str),
    /// No answer; the connection stays open.
    Silence,
    /// The connection is closed in the middle of the body.
    BrokenBody,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    /// Request line and headers.
    pub(crate) head: String,
    /// The body.
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

#[derive(Debug, Default)]
struct State {
    behaviours: VecDeque<Behaviour>,
    received: Vec<Received>,
}

pub(crate) struct MessagingServer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl MessagingServer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a listener");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self { address, state, task }
    }

    pub(crate) fn url(&self) -> String {
        format!(
            "http://localhost:{}/broadworks-provisioning-bridge/api/v1/subscriberProfile",
            self.address.port()
        )
    }

    pub(crate) fn next(&self, behaviour: Behaviour) {
        self.state.lock().expect("the state").behaviours.push_back(behaviour);
    }

    pub(crate) const fn port(&self) -> u16 {
        self.address.port()
    }

    /// Waits until so many requests came.
    pub(crate) async fn wait_for(&self, count: usize) -> Vec<Received> {
        let mut looks = tokio::time::interval(std::time::Duration::from_millis(20));
        for _ in 0..500 {
            looks.tick().await;
            let received = self.received();
            if received.len() >= count {
                return received;
            }
        }
        panic!("{count} requests did not come: {:?}", self.received());
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.state.lock().expect("the state").received.clone()
    }
}

impl Drop for MessagingServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    while let Some(request) = read_request(&mut stream).await {
        let behaviour = {
            let mut state = state.lock().expect("the state");
            state.received.push(request);
            state.behaviours.pop_front().expect("an expected request")
        };
        match behaviour {
            Behaviour::Answer(status, body) => {
                let answer = format!(
                    "HTTP/1.1 {status} Some Reason\r\ncontent-type: application/xml\r\n\
                     content-length: {}\r\n\r\n{body}",
                    body.len()
                );
                if stream.write_all(answer.as_bytes()).await.is_err() {
                    return;
                }
            }
            Behaviour::Silence => {
                // Until the client gives up.
                let _ = stream.read(&mut [0_u8; 16]).await;
                return;
            }
            Behaviour::BrokenBody => {
                let _ =
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc").await;
                return;
            }
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let mut chunk = [0_u8; 4096];
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..end].to_vec()).expect("a text head");
            let request = Received { head, body: String::new() };
            let length: usize =
                request.header("content-length").map_or(0, |text| text.parse().expect("a length"));
            if bytes.len() >= end + 4 + length {
                let body = String::from_utf8(bytes[end + 4..end + 4 + length].to_vec());
                return Some(Received { body: body.expect("a text body"), ..request });
            }
        }
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
        }
    }
}
