//! From a frame to its answer: who speaks, which command, what the log shows.

use std::net::SocketAddr;

use lineman_ocip::{
    Command, Document, DocumentError, Identity, Protocol, answer_without_identity,
    unreadable_for_log,
};

use super::caller::{Caller, Origin};
use super::commands;
use super::errors::{self, Failure};
use super::reach::with_reach;
use super::registry::{self, Family};
use super::server::{Call, OciServer};
use super::session::ConnectionId;
use super::transaction_log::{Thread, Transaction, TransactionKind};

/// Characters of an unreadable document that the log shows.
const UNREADABLE: usize = 4096;

/// The connection that a frame came from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub(crate) id: ConnectionId,
    pub(crate) peer: SocketAddr,
    /// Whether session-less documents are accepted: the trusted listener, from its access list.
    pub(crate) trusted: bool,
}

/// Carries out a frame and gives the bytes of the answer.
pub(crate) async fn answer_frame(server: &OciServer, link: Link, frame: &[u8]) -> Vec<u8> {
    match Document::from_bytes(frame) {
        Ok(document) => answer_document(server, link, &document).await.to_wire(),
        Err(error) => answer_unreadable(server, link, frame, &error),
    }
}

/// Carries out a document that arrived as text. An unreadable one is answered, like a frame, by the
/// bytes of an error without an identity.
pub(crate) async fn answer_text(
    server: &OciServer,
    link: Link,
    text: &str,
) -> Result<Document, Vec<u8>> {
    match Document::from_text(text) {
        Ok(document) => Ok(answer_document(server, link, &document).await),
        Err(error) => Err(answer_unreadable(server, link, text.as_bytes(), &error)),
    }
}

async fn answer_document(server: &OciServer, link: Link, document: &Document) -> Document {
    let login = document.commands.iter().all(|command| is_login(command.name()));
    let thread = if login { server.log.login_thread() } else { server.log.bulk_thread() };
    let mut answers = Vec::with_capacity(document.commands.len());
    let mut severity = "Info";
    let mut user = document.identity.text().to_owned();
    for (index, command) in document.commands.iter().enumerate() {
        let origin = origin_of(server, link, &document.identity);
        if index == 0
            && let Ok(Origin { caller: Caller::LoggedIn(who), .. }) = &origin
        {
            user.clone_from(&who.user_id);
        }
        let answer = match origin {
            Ok(_) if document.protocol != Protocol::Oci => {
                Err(Refusal::Answer(errors::validation("The protocol of this server is OCI")))
            }
            Ok(origin) => carry_out(server, &origin, &thread, command).await,
            Err(failure) => Err(Refusal::Bare(failure)),
        };
        answers.push(match answer {
            Ok(command) => command,
            Err(Refusal::Answer(failure)) => Command::error(failure.response(), command),
            Err(Refusal::Bare(failure)) => {
                severity = "Notice";
                Command::bare_error(failure.response())
            }
        });
    }
    let answer = document.answer(answers);
    server.log.request(&thread, severity, link.peer, &user, document.to_log());
    server.log.response(&thread, link.peer, &user, answer.to_log());
    answer
}

fn answer_unreadable(
    server: &OciServer,
    link: Link,
    frame: &[u8],
    error: &DocumentError,
) -> Vec<u8> {
    let failure = errors::validation(error.to_string());
    let answer = answer_without_identity(&Command::bare_error(failure.response()));
    let thread = server.log.bulk_thread();
    let text = unreadable_for_log(frame, UNREADABLE);
    server.log.request(&thread, "Notice", link.peer, "Unknown", text);
    let text = unreadable_for_log(&answer, UNREADABLE);
    server.log.response(&thread, link.peer, "Unknown", text);
    answer
}

/// What is served to whoever is not logged in.
const LOGINS: &[&str] = &["AuthenticationRequest", "LoginRequest", "SessionStartRequest"];

fn is_login(name: &str) -> bool {
    registry::find(name).is_some_and(|(family, _)| LOGINS.contains(&family.name))
}

/// Who speaks in a document.
fn origin_of(server: &OciServer, link: Link, identity: &Identity) -> Result<Origin, Failure> {
    let origin = |session_id, caller| Origin { peer: link.peer, session_id, caller };
    match identity {
        Identity::SessionId(id) => {
            let login = server
                .sessions
                .join(link.peer.ip(), id, link.id)
                .map_err(|_| errors::unauthorized())?;
            let caller = login.map_or(Caller::Unknown, Caller::LoggedIn);
            Ok(origin(Some(id.clone()), caller))
        }
        _ if !link.trusted => Err(errors::unauthorized()),
        other => Ok(origin(None, Caller::Trusted { user_id: other.text().to_owned() })),
    }
}

/// How a command is refused.
enum Refusal {
    /// As the answer to the command.
    Answer(Failure),
    /// Without `echo`: the form for whoever is not logged in.
    Bare(Failure),
}

async fn carry_out(
    server: &OciServer,
    origin: &Origin,
    thread: &Thread,
    request: &Command,
) -> Result<Command, Refusal> {
    let Some((family, version)) = registry::find(request.name()) else {
        // Whoever is not logged in does not learn which names exist.
        return match origin.caller {
            Caller::Unknown => Err(Refusal::Bare(errors::unauthorized())),
            _ => {
                server.unserved.count(request.name());
                Err(Refusal::Answer(errors::unknown_request(request.name())))
            }
        };
    };
    if matches!(origin.caller, Caller::Unknown) && !is_login(request.name()) {
        return Err(Refusal::Bare(errors::unauthorized()));
    }
    let started = server.now();
    let outcome = match permitted(server, origin, family, request).await {
        Ok(origin) => {
            let call = Call { server, origin: &origin, thread, request, version };
            commands::run(&call, family.name).await
        }
        Err(failure) => Err(failure),
    };
    server.log.transaction(
        thread,
        Transaction {
            class: family.class(version),
            kind: family.kind,
            executed: outcome.is_ok(),
            user: origin.caller.log_name(),
            level: origin.caller.log_level(),
            started,
            ended: server.now(),
        },
    );
    outcome.map_err(Refusal::Answer)
}

/// Refuses what a restricted administrator may not do; gives the sender with what is in reach.
async fn permitted(
    server: &OciServer,
    origin: &Origin,
    family: &Family,
    request: &Command,
) -> Result<Origin, Failure> {
    let writes = matches!(family.kind, TransactionKind::Write);
    origin.caller.check_restriction(writes, only_sets_password(family.name, request))?;
    with_reach(&server.store, origin.clone()).await
}

/// Whether a command does nothing but give a user another password.
fn only_sets_password(family: &str, request: &Command) -> bool {
    let allowed = ["userId", "oldPassword", "newPassword"];
    family == "PasswordModifyRequest"
        || (family == "UserModifyRequest"
            && request.body().children().iter().all(|field| allowed.contains(&field.name())))
}
