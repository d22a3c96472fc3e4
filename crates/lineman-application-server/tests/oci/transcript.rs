//! The transcript of a real Provisioning Server, asked again: the same requests must get answers of
//! the same type with the same elements in the same order. The sample is not part of the
//! repository: it lies next to it, or where `LINEMAN_SAMPLES` says; without it the test says so and
//! passes, but not where `CI` is `true`.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;

use lineman_model::Secret;
use lineman_ocip::{Command, CommandKind, Document, Element};

use crate::common::{ADMIN, Client, Harness};

const SAMPLE: &str = "pslog-2016.04.27-18.40.21.txt";
/// The password of the administrator in the sample, which its log shows in the clear.
const SAMPLE_PASSWORD: &str = "admin";
const END: &str = "</BroadsoftDocument>";

fn sample() -> Option<String> {
    let folder = std::env::var_os("LINEMAN_SAMPLES").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples"),
        PathBuf::from,
    );
    match std::fs::read(folder.join(SAMPLE)) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(_) => {
            println!("skipped: no sample {SAMPLE}");
            assert!(!std::env::var("CI").is_ok_and(|ci| ci == "true"), "CI has the sample");
            None
        }
    }
}

/// A request with its answer, and the connection that it came over.
struct Pair {
    peer: String,
    request: Document,
    answer: Document,
}

/// The pairs in the order of their answers.
fn pairs(log: &str) -> Vec<Pair> {
    // Several sessions share a connection, and a session's answer may overtake another's.
    let mut waiting: BTreeMap<(String, String), VecDeque<Document>> = BTreeMap::new();
    let mut pairs = Vec::new();
    let mut rest = log;
    while let Some(start) = rest.find("\n\tFrom ").into_iter().chain(rest.find("\n\tTO ")).min() {
        let line = &rest[start + 2..];
        let (direction, tail) = line.split_once(' ').expect("a direction and a peer");
        let (peer, body) = tail.split_once('\n').expect("a body below the peer");
        let end = body.find(END).expect("the end of the document") + END.len();
        let document = Document::from_text(&body[..end]).expect("a document of the sample");
        let peer = peer.trim().to_owned();
        let key = (peer.clone(), document.identity.text().to_owned());
        if direction == "From" {
            waiting.entry(key).or_default().push_back(document);
        } else {
            let request = waiting.get_mut(&key).and_then(VecDeque::pop_front);
            pairs.push(Pair { request: request.expect("asked before"), peer, answer: document });
        }
        rest = &body[end..];
    }
    assert!(waiting.values().all(VecDeque::is_empty), "every request has an answer");
    pairs
}

/// Type, elements in order and, of an error, its text: what must be the same.
fn shape(command: &Command) -> String {
    fn names(element: &Element, shape: &mut String) {
        for child in element.children() {
            shape.push(' ');
            shape.push_str(child.name());
            if !child.children().is_empty() {
                shape.push_str(" {");
                names(child, shape);
                shape.push_str(" }");
            }
        }
    }
    let mut shape =
        format!("{}{}", command.name(), if command.echo().is_some() { " echo" } else { "" });
    names(command.body(), &mut shape);
    if let Some(error) = command.error_response() {
        shape.push_str(" \"");
        shape.push_str(&error.summary_english);
        shape.push('"');
    }
    shape
}

/// The groups that the sample deletes: they must be there to be deleted.
async fn furnish(admin: &mut Client, pairs: &[Pair]) {
    let mut providers = Vec::new();
    for pair in pairs {
        let command = &pair.request.commands[0];
        if command.name() != "GroupDeleteRequest"
            || pair.answer.commands[0].kind() == CommandKind::Error
        {
            continue;
        }
        let provider = command.text("serviceProviderId").expect("whose group");
        if !providers.contains(&provider) {
            providers.push(provider);
            let add = Command::request("ServiceProviderAddRequest13mp2")
                .with_flag("isEnterprise", true)
                .with("serviceProviderId", provider)
                .with("defaultDomain", "example.com");
            admin.done(add).await;
        }
        let add = Command::request("GroupAddRequest")
            .with("serviceProviderId", provider)
            .with("groupId", command.text("groupId").expect("which group"))
            .with("defaultDomain", "example.com")
            .with("userLimit", "1");
        admin.done(add).await;
    }
}

#[tokio::test]
async fn a_real_transcript_is_answered_alike() {
    let Some(log) = sample() else { return };
    let pairs = pairs(&log);
    assert_eq!(pairs.len(), 119, "the sample is the one that was counted");
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    furnish(&mut admin, &pairs).await;
    let administrators = harness.store.administrators();
    let mut account = administrators.find(ADMIN).await.expect("read").expect("there");
    account.password = Secret::new(SAMPLE_PASSWORD);
    administrators.update(&account).await.expect("the sample's password");

    let mut clients: BTreeMap<String, Client> = BTreeMap::new();
    let mut asked: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut different = Vec::new();
    for pair in &pairs {
        if !clients.contains_key(&pair.peer) {
            let identity = pair.request.identity.clone();
            let client = Client::connect(harness.server.oci_address(), identity).await;
            clients.insert(pair.peer.clone(), client);
        }
        let client = clients.get_mut(&pair.peer).expect("connected");
        client.write(&pair.request.to_wire()).await;
        let answer = client.read().await;
        assert_eq!(answer.commands.len(), pair.answer.commands.len());
        for ((request, recorded), ours) in
            pair.request.commands.iter().zip(&pair.answer.commands).zip(&answer.commands)
        {
            let counts = asked.entry(request.name().to_owned()).or_default();
            counts.0 += 1;
            let (recorded, ours) = (shape(recorded), shape(ours));
            if recorded == ours {
                counts.1 += 1;
            } else {
                different.push(format!("{} | {recorded} | {ours}", request.name()));
            }
        }
    }
    println!("request | asked | answered alike");
    for (name, (asked, alike)) in &asked {
        println!("{name} | {asked} | {alike}");
    }
    println!("different: request | recorded | ours");
    for row in &different {
        println!("{row}");
    }
    assert!(different.is_empty(), "{different:#?}");
    let counts: Vec<(&str, usize)> =
        asked.iter().map(|(name, (asked, _))| (name.as_str(), *asked)).collect();
    assert_eq!(
        counts,
        [("GroupDeleteRequest", 40), ("SessionStartRequest", 39), ("SessionStopRequest", 40)]
    );
}
