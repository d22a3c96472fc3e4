//! A lab that stays up while a test changes things by hand.

use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use lineman_app::{App, AppConfig, AppSinks, SignInReport};
use lineman_deployment::lab::{self, LabError, LabOptions, LabOutcome, OciClient, Progress};
use lineman_deployment::{APP_CLIENT_ID, APP_REDIRECT_URI, LogFile, folder_name};
use lineman_diagnose::Report;
use lineman_logs::LogSink;
use lineman_model::{Secret, SystemClock, SystemRandom};
use lineman_ocip::Command;
use lineman_store::{CloudStore, SealingKey};
use serde_json::Value;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use super::{diagnose, lab_options, runtime};

/// A lab must be up by then, with everybody walked.
const START: Duration = Duration::from_secs(60);
/// What happens behind the answers (creation of a user) is over by then.
const SOON: Duration = Duration::from_secs(20);

/// A running lab.
pub(crate) struct Staying {
    /// Its folder.
    pub(crate) data: PathBuf,
    /// `lab.json`.
    pub(crate) lab: Value,
    runtime: Runtime,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<LabOutcome, LabError>>>,
}

impl Staying {
    /// Starts a healthy lab in this folder and waits until its walk is over.
    pub(crate) fn start(data: &Path) -> Self {
        let options = lab_options(data);
        let (stop, stopped) = oneshot::channel();
        let (say, said) = mpsc::channel();
        let thread = std::thread::spawn(move || run(&options, &say, stopped));
        let mut all = Vec::new();
        loop {
            match said.recv_timeout(START) {
                Ok(Progress::WalkDone { .. }) => break,
                Ok(other) => all.push(other),
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    panic!("the lab is not up in time; it said {all:?}")
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    panic!("the lab ended: {:?}", thread.join())
                }
            }
        }
        let lab = std::fs::read(data.join("lab.json")).expect("lab.json");
        Self {
            data: data.to_path_buf(),
            lab: serde_json::from_slice(&lab).expect("lab.json is JSON"),
            runtime: runtime(),
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// Stops it, as Ctrl-C does.
    pub(crate) fn stop(mut self) -> LabOutcome {
        drop(self.stop.take());
        let thread = self.thread.take().expect("not stopped yet");
        thread.join().expect("the lab's thread").expect("the lab ran")
    }

    /// Runs something that waits.
    pub(crate) fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// The diagnosis of its logs as they are now.
    pub(crate) fn diagnose(&self) -> Report {
        diagnose(&[self.data.join("logs")])
    }

    /// Diagnoses again and again until the report is as wanted.
    pub(crate) fn diagnose_until(&self, wanted: impl Fn(&Report) -> bool) -> Report {
        let looking = async {
            let mut looks = tokio::time::interval(Duration::from_millis(100));
            loop {
                looks.tick().await;
                let report = self.diagnose();
                if wanted(&report) {
                    return report;
                }
            }
        };
        let found = self.wait(async { tokio::time::timeout(SOON, looking).await });
        found.unwrap_or_else(|_| panic!("still {:#?}", self.diagnose().findings))
    }

    /// A provisioned subscriber of `lab.json`.
    pub(crate) fn subscriber(&self, index: usize) -> Value {
        self.lab["subscribers"][index].clone()
    }

    /// One that the cloud does not know.
    pub(crate) fn unprovisioned(&self, index: usize) -> Value {
        self.lab["unprovisioned_subscribers"][index].clone()
    }

    /// Sends requests as the administrator; whether each was taken.
    pub(crate) fn oci(&self, requests: Vec<Command>) -> Vec<bool> {
        let admin = &self.lab["ocip_admin"];
        let port = self.lab["ports"]["ocip"].as_u64().and_then(|port| u16::try_from(port).ok());
        self.wait(async {
            let address = std::net::SocketAddr::from(([127, 0, 0, 1], port.expect("a port")));
            let password = Secret::new(text(&admin["password"]));
            let user = text(&admin["user_id"]);
            let mut client =
                OciClient::login(address, &user, &password, &SystemRandom).await.expect("log in");
            let mut taken = Vec::new();
            for request in requests {
                let answer = client.send(request).await.expect("an answer");
                taken.push(answer.error_response().is_none());
            }
            taken
        })
    }

    /// The cloud's database.
    pub(crate) fn cloud_store(&self) -> CloudStore {
        let key = std::fs::read_to_string(self.data.join("keys/cloud-sealing.key")).expect("key");
        let key = SealingKey::from_text(key.trim()).expect("the key");
        let address = format!("sqlite:{}", self.data.join("cloud.db").display());
        self.wait(CloudStore::connect(&address, key, Arc::new(SystemRandom))).expect("connect")
    }

    /// An app on one more machine of a subscriber; `machine` tells its logs from others.
    pub(crate) fn app(&self, subscriber: &Value, machine: &str, typed_password: &str) -> App {
        let user = folder_name(&text(&subscriber["bw_user_id"]));
        let folder = self.data.join("logs/client").join(format!("{user}-{machine}"));
        let log = |name: &str| -> Arc<dyn LogSink> {
            LogFile::open(&folder.join(name)).expect("open a log")
        };
        let config = AppConfig {
            email: text(&subscriber["email"]),
            typed_user_name: text(&subscriber["email"]),
            password: Secret::new(typed_password),
            identity_url: text(&self.lab["urls"]["identity"]),
            idp_proxy_url: text(&self.lab["urls"]["idp_proxy"]),
            client_id: APP_CLIENT_ID.to_owned(),
            redirect_uri: APP_REDIRECT_URI.to_owned(),
            platform: String::from("desktop"),
            version: String::from("43.8.0.1"),
            ca_pem: None,
            registration_seconds: AppConfig::REGISTRATION_SECONDS,
            keep_alive: AppConfig::KEEP_ALIVE,
        };
        let sinks =
            AppSinks { startup: log("current_log.txt"), calling: log("bwc/current_log.txt") };
        App::new(config, sinks, Arc::new(SystemClock), Arc::new(SystemRandom))
    }

    /// Signs a subscriber in with the right password, from a machine of his own, and out again.
    pub(crate) fn sign_in(&self, subscriber: &Value, machine: &str) -> SignInReport {
        let mut app = self.app(subscriber, machine, &text(&subscriber["web_password"]));
        self.wait(async {
            let report = app.sign_in().await.expect("the app can try");
            app.sign_out().await;
            report
        })
    }
}

impl Drop for Staying {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // The test that failed says why; the lab only must be gone.
            drop(thread.join());
        }
    }
}

fn run(
    options: &LabOptions,
    say: &mpsc::Sender<Progress>,
    stopped: oneshot::Receiver<()>,
) -> Result<LabOutcome, LabError> {
    // A test that is over hears nothing more.
    let mut say = |one| drop(say.send(one));
    let stop = async { drop(stopped.await) };
    runtime().block_on(lab::run(options, &mut say, stop))
}

/// Text of a field of `lab.json`.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().expect("a text in lab.json").to_owned()
}
