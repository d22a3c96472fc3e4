//! A lab that ran once, with everything that it left, in memory.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use lineman_deployment::lab::{self, Fault, LabOptions, LabOutcome, Progress};
use lineman_model::Language;
use serde_json::Value;

/// Address of the PostgreSQL server; without one this says so and gives none.
///
/// Panics under `CI=true`, where both engines must be tested.
pub(crate) fn postgres() -> Option<String> {
    let address = std::env::var("LINEMAN_TEST_POSTGRES").ok();
    if address.is_none() {
        let required = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!required, "LINEMAN_TEST_POSTGRES is not set, and CI tests both engines");
        println!("PostgreSQL: not tested, LINEMAN_TEST_POSTGRES is not set");
    }
    address
}

/// A file that a lab left.
#[derive(Debug, Clone)]
pub(crate) struct RecordedFile {
    /// Path below the lab's folder, `logs/as/PSLog….txt`.
    pub(crate) path: String,
    /// Permission bits.
    pub(crate) mode: u32,
    /// Content.
    pub(crate) bytes: Vec<u8>,
}

impl RecordedFile {
    /// Content of a log.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).expect("our logs are UTF-8")
    }
}

/// What a lab left and said.
#[derive(Debug)]
pub(crate) struct Recording {
    /// Its folder, which is gone.
    pub(crate) root: PathBuf,
    /// Permission bits of that folder.
    pub(crate) root_mode: u32,
    /// Its logs, configuration, keys.
    pub(crate) files: Vec<RecordedFile>,
    /// Names of its SQLite files, whose content is of no interest.
    pub(crate) databases: Vec<String>,
    /// `lab.json`.
    pub(crate) lab_json: Value,
    /// How it ended.
    pub(crate) outcome: LabOutcome,
    /// What it said.
    pub(crate) said: Vec<Progress>,
}

impl Recording {
    /// The logs.
    pub(crate) fn logs(&self) -> impl Iterator<Item = &RecordedFile> {
        self.files.iter().filter(|file| file.path.starts_with("logs/"))
    }

    /// A file by its path.
    pub(crate) fn file(&self, path: &str) -> Option<&RecordedFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Puts the logs into a folder, under their paths; gives the files.
    pub(crate) fn restore_logs(&self, folder: &Path) -> Vec<PathBuf> {
        self.logs()
            .map(|file| {
                let path = folder.join(&file.path);
                std::fs::create_dir_all(path.parent().expect("a folder")).expect("make a folder");
                std::fs::write(&path, &file.bytes).expect("write a log");
                path
            })
            .collect()
    }

    /// Runs a lab to its end.
    pub(crate) fn make(faults: &[Fault], postgres: Option<String>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("lab");
        let options =
            LabOptions { once: true, faults: faults.to_vec(), postgres, ..lab_options(&data) };
        let mut said = Vec::new();
        let outcome = runtime()
            .block_on(lab::run(&options, &mut |one| said.push(one), std::future::pending()))
            .expect("the lab runs");
        let root = data.canonicalize().expect("the lab's folder");
        let (mut files, mut databases) = (Vec::new(), Vec::new());
        collect(&root, &root, &mut files, &mut databases);
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let lab_json = std::fs::read(root.join("lab.json")).expect("lab.json");
        Self {
            root_mode: mode(&root),
            lab_json: serde_json::from_slice(&lab_json).expect("lab.json is JSON"),
            root,
            files,
            databases,
            outcome,
            said,
        }
    }
}

/// A lab that stays up, in this folder, on ports that nobody else has.
pub(crate) fn lab_options(data: &Path) -> LabOptions {
    LabOptions {
        data: data.to_path_buf(),
        once: false,
        faults: Vec::new(),
        port_base: Some(0),
        language: Language::En,
        postgres: None,
    }
}

/// The healthy run, or that of one fault, on SQLite; each is made once for all tests.
pub(crate) fn recording(fault: Option<Fault>) -> &'static Recording {
    type Slot = &'static OnceLock<Recording>;
    static RUNS: Mutex<BTreeMap<Option<Fault>, Slot>> = Mutex::new(BTreeMap::new());
    let slot: Slot = {
        let mut runs = RUNS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        runs.entry(fault).or_insert_with(|| Box::leak(Box::default()))
    };
    slot.get_or_init(|| Recording::make(fault.as_slice(), None))
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<RecordedFile>, databases: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("read a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files, databases);
            continue;
        }
        let relative = path.strip_prefix(root).expect("below the root").display().to_string();
        if relative.contains(".db") {
            databases.push(relative);
        } else {
            let bytes = std::fs::read(&path).expect("read a file");
            files.push(RecordedFile { path: relative, mode: mode(&path), bytes });
        }
    }
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).expect("a file's mode").permissions().mode() & 0o777
}

/// A runtime for one lab.
pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
}
