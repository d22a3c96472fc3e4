//! A notification push server that answers what a test wants.

use std::sync::{Arc, Mutex};

use lineman_model::push::{PushAnswer, PushOutcome, PushRequest, PushResult};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// How it answers.
#[derive(Debug, Clone)]
pub(crate) enum Manner {
    /// Every target ends so.
    Every(PushOutcome),
    /// Another status, or a body that is no answer.
    Raw(u16, String),
}

pub(crate) struct FakePushServer {
    port: u16,
    manner: Arc<Mutex<Manner>>,
    got: Arc<Mutex<Vec<PushRequest>>>,
}

impl FakePushServer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let manner = Arc::new(Mutex::new(Manner::Every(PushOutcome::Sent)));
        let got = Arc::new(Mutex::new(Vec::new()));
        let (for_manner, for_got) = (Arc::clone(&manner), Arc::clone(&got));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&for_manner), Arc::clone(&for_got)));
            }
        });
        Self { port, manner, got }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/nps", self.port)
    }

    pub(crate) fn behave(&self, manner: Manner) {
        *self.manner.lock().expect("not poisoned") = manner;
    }

    pub(crate) fn got(&self) -> Vec<PushRequest> {
        self.got.lock().expect("not poisoned").clone()
    }
}

async fn serve(
    mut stream: TcpStream,
    manner: Arc<Mutex<Manner>>,
    got: Arc<Mutex<Vec<PushRequest>>>,
) {
    let mut bytes = Vec::new();
    let mut chunk = [0_u8; 4096];
    loop {
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return,
            Ok(read) => bytes.extend_from_slice(&chunk[..read]),
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
        });
        let length: usize = length.expect("a length");
        if body.len() < length {
            continue;
        }
        assert!(head.starts_with("POST /nps HTTP/1.1"), "{head}");
        let request: PushRequest = serde_json::from_str(body).expect("a push request");
        let (status, answer) = match manner.lock().expect("not poisoned").clone() {
            Manner::Raw(status, body) => (status, body),
            Manner::Every(outcome) => {
                let results = request.targets.iter().map(|target| PushResult {
                    target_id: target.target_id.clone(),
                    outcome,
                    reason: None,
                });
                let answer = PushAnswer { results: results.collect() };
                (200, serde_json::to_string(&answer).expect("JSON"))
            }
        };
        got.lock().expect("not poisoned").push(request);
        let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n", answer.len());
        stream.write_all(format!("{head}{answer}").as_bytes()).await.expect("written");
        bytes.clear();
    }
}
