//! A process that dies without a word, as by `kill -9`.

use std::process::{Command, ExitCode};
use std::sync::Arc;

use lineman_model::SystemRandom;
use lineman_store::CloudStore;
use lineman_store::cloud::{Acceptance, JobState, ProvisioningState};

use crate::assertion::at;
use crate::context::{Context, KEY};
use crate::provisioning::{job, request};

const ADDRESS: &str = "LINEMAN_CONTRACT_CRASH_ADDRESS";

/// The database that this process is to die over, if it is the child.
pub(crate) fn child_address() -> Option<String> {
    std::env::var(ADDRESS).ok()
}

/// Accepts a request, begins to work on it, and aborts. What goes wrong before that is an exit
/// code, which is not what the parent expects.
pub(crate) fn child(address: &str) -> ExitCode {
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread().enable_all().build() else {
        return ExitCode::FAILURE;
    };
    runtime.block_on(async {
        let Ok(store) = CloudStore::connect(address, KEY, Arc::new(SystemRandom)).await else {
            return ExitCode::FAILURE;
        };
        let requests = store.provisioning_requests();
        let accepted = requests.accept(&request("r1", "una@bw"), &job("j1")).await;
        let leased = store.jobs().lease("provision", "child", at(0), 100).await;
        let started = requests.start("r1", at(0)).await;
        match (accepted, leased, started) {
            (Ok(Acceptance::Accepted), Ok(Some(_)), Ok(true)) => std::process::abort(),
            _ => ExitCode::FAILURE,
        }
    })
}

pub(crate) async fn an_accepted_request_survives_abort(context: &Context) {
    let own = std::env::current_exe().expect("this program");
    let status =
        Command::new(own).env(ADDRESS, context.address("cloud")).status().expect("the child ran");
    assert_eq!(status.code(), None, "killed by a signal, not ended: {status}");
    let store = context.cloud().await;
    let requests = store.provisioning_requests();
    let open = requests.find_open("una@bw").await.expect("read").expect("still open");
    assert_eq!(open.state, ProvisioningState::Working);
    assert_eq!(store.jobs().lease("provision", "w", at(99), 100).await.expect("asked"), None);
    let again = store.jobs().lease("provision", "w", at(100), 100).await.expect("leased");
    let again = again.expect("the child's job");
    assert_eq!((again.job_id.as_str(), again.attempts), ("j1", 2));
    assert!(requests.finish("r1", None, None, &again, at(101)).await.expect("ended"));
    assert_eq!(store.jobs().count("provision", JobState::Done).await.expect("counted"), 1);
}
