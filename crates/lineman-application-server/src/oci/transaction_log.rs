//! The PSLog: transactions, documents, and the exchange with the messaging server.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use lineman_logs::LogSink;
use lineman_logs::http_block::{HttpRequestBlock, HttpResponseBlock};
use lineman_logs::ps_log::{PsLogEntry, PsLogRecord};
use lineman_model::{Clock, Timestamp};

/// Whether a transaction changes something; each kind has its own counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TransactionKind {
    Read,
    Write,
}

/// A transaction that has ended.
#[derive(Debug)]
pub(crate) struct Transaction<'a> {
    /// Java-style class name.
    pub(crate) class: String,
    pub(crate) kind: TransactionKind,
    pub(crate) executed: bool,
    /// Who asked, `Default Administrator (admin)`.
    pub(crate) user: String,
    pub(crate) level: &'a str,
    pub(crate) started: Timestamp,
    pub(crate) ended: Timestamp,
}

/// Writes the PSLog.
pub(crate) struct TransactionLog {
    sink: Arc<dyn LogSink>,
    clock: Arc<dyn Clock>,
    reads: AtomicU64,
    writes: AtomicU64,
    login_workers: Workers,
    bulk_workers: Workers,
}

impl std::fmt::Debug for TransactionLog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TransactionLog")
    }
}

type Workers = Arc<Mutex<BTreeSet<usize>>>;

/// A worker's name, for as long as it works on one document: documents that are worked on at the
/// same time have different ones, so that a log reader can tell their records apart.
#[derive(Debug)]
pub(crate) struct Thread {
    name: String,
    number: usize,
    workers: Workers,
}

impl Thread {
    fn take(prefix: &str, workers: &Workers) -> Self {
        let number = {
            let mut busy = workers.lock().unwrap_or_else(PoisonError::into_inner);
            let number = (0..).find(|number| !busy.contains(number)).unwrap_or_default();
            busy.insert(number);
            number
        };
        Self { name: format!("{prefix} #{number}"), number, workers: Arc::clone(workers) }
    }

    /// The text of the thread column.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
    }
}

impl TransactionLog {
    pub(crate) fn new(sink: Arc<dyn LogSink>, clock: Arc<dyn Clock>) -> Self {
        Self {
            sink,
            clock,
            reads: AtomicU64::new(0),
            writes: AtomicU64::new(0),
            login_workers: Workers::default(),
            bulk_workers: Workers::default(),
        }
    }

    /// The worker of a document that logs someone in.
    pub(crate) fn login_thread(&self) -> Thread {
        Thread::take("BCCT Worker", &self.login_workers)
    }

    /// The worker of any other document.
    pub(crate) fn bulk_thread(&self) -> Thread {
        Thread::take("Bulk OCI transaction", &self.bulk_workers)
    }

    /// The summary of a transaction. It precedes the documents, as in genuine logs.
    pub(crate) fn transaction(&self, thread: &Thread, transaction: Transaction<'_>) {
        let counter = transaction.executed.then(|| match transaction.kind {
            TransactionKind::Read => {
                format!("read{}", self.reads.fetch_add(1, Ordering::Relaxed) + 1)
            }
            TransactionKind::Write => {
                format!("write{}", self.writes.fetch_add(1, Ordering::Relaxed) + 1)
            }
        });
        let severity = if transaction.executed { "FieldDebug" } else { "Notice" };
        self.append(
            severity,
            thread,
            PsLogEntry::Transaction {
                class: transaction.class,
                counter,
                executed: transaction.executed,
                user: transaction.user,
                level: transaction.level.to_owned(),
                started: transaction.started,
                ended: transaction.ended,
            },
        );
    }

    /// A document that came in.
    pub(crate) fn request(
        &self,
        thread: &Thread,
        severity: &str,
        peer: SocketAddr,
        user: &str,
        document: String,
    ) {
        let (peer, user) = (peer.to_string(), user.to_owned());
        self.append(severity, thread, PsLogEntry::OciRequest { peer, user, document });
    }

    /// A document that went out.
    pub(crate) fn response(&self, thread: &Thread, peer: SocketAddr, user: &str, document: String) {
        let (peer, user) = (peer.to_string(), user.to_owned());
        self.append("Info", thread, PsLogEntry::OciResponse { peer, user, document });
    }

    /// A request to the messaging server; credentials are masked by the caller.
    pub(crate) fn messaging_request(&self, thread: &Thread, request: HttpRequestBlock) {
        self.append("Info", thread, PsLogEntry::HttpRequest(request));
    }

    /// Its answer.
    pub(crate) fn messaging_response(
        &self,
        thread: &Thread,
        tracking_id: &str,
        response: HttpResponseBlock,
    ) {
        let severity = if response.status == 200 { "Info" } else { "Warn" };
        let tracking_id = Some(tracking_id.to_owned());
        self.append(severity, thread, PsLogEntry::HttpResponse { tracking_id, response });
    }

    /// No answer.
    pub(crate) fn messaging_failure(
        &self,
        thread: &Thread,
        tracking_id: &str,
        url: &str,
        reason: &str,
    ) {
        self.append(
            "Warn",
            thread,
            PsLogEntry::HttpFailure {
                tracking_id: Some(tracking_id.to_owned()),
                url: url.to_owned(),
                reason: reason.to_owned(),
            },
        );
    }

    fn append(&self, severity: &str, thread: &Thread, entry: PsLogEntry) {
        let record = PsLogRecord {
            time: self.clock.now(),
            severity: severity.to_owned(),
            thread: thread.name().to_owned(),
            entry,
        };
        self.sink.append(&record.write());
    }
}
