//! The live ladder: the diagnosis engine over the growing logs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lineman_diagnose::{Options, Report};
use lineman_model::{JourneyKind, Language, StepId, StepState};

use super::options::Progress;

/// Remembers what was said, so that each step is said once.
pub(crate) struct LiveLadder {
    logs: PathBuf,
    subscriber: String,
    said: BTreeMap<StepId, StepState>,
}

impl LiveLadder {
    /// A ladder of one subscriber over a folder of logs.
    pub(crate) fn new(logs: &Path, subscriber: &str) -> Self {
        Self { logs: logs.to_path_buf(), subscriber: subscriber.to_owned(), said: BTreeMap::new() }
    }

    /// Reads the logs and says what is new.
    pub(crate) async fn look(&mut self, say: &mut dyn FnMut(Progress)) {
        let Some(report) = read(&self.logs, Language::En).await else { return };
        for (step, state) in states(&report, &self.subscriber) {
            let decided = matches!(state, StepState::Ok | StepState::Failed);
            if decided && self.said.insert(step, state) != Some(state) {
                say(Progress::Step { step, state });
            }
        }
    }
}

/// A diagnosis of a folder; none when the worker thread is gone.
pub(crate) async fn read(logs: &Path, language: Language) -> Option<Report> {
    let paths = vec![logs.to_path_buf()];
    let options = Options { language, ..Options::default() };
    tokio::task::spawn_blocking(move || crate::diagnosis::diagnose(&paths, options, &mut |_, _| {}))
        .await
        .ok()
}

fn states<'a>(
    report: &'a Report,
    subscriber: &'a str,
) -> impl Iterator<Item = (StepId, StepState)> + 'a {
    report
        .journeys
        .iter()
        .filter(move |journey| {
            matches!(journey.kind, JourneyKind::Provisioning | JourneyKind::SignIn)
                && journey.subscriber.as_deref() == Some(subscriber)
        })
        .flat_map(|journey| journey.steps.iter().map(|step| (step.step, step.state)))
}
