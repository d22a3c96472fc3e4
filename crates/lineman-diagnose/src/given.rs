//! Which logs were given, and which time they cover: only a log that was given can be silent.

use std::collections::{BTreeMap, BTreeSet};

use lineman_model::{Component, LogKind, StepId, Timestamp};

use crate::journey::Journey;

/// The logs that were given.
#[derive(Debug, Default, Clone)]
pub(crate) struct Given {
    /// Earliest time of each kind.
    logs: BTreeMap<LogKind, Option<Timestamp>>,
    /// The cloud services whose lines were seen.
    services: BTreeSet<Component>,
    /// The newest time of all inputs.
    pub(crate) newest: Option<Timestamp>,
}

impl Given {
    /// An input of this kind, with the times that it covers.
    pub(crate) fn input(
        &mut self,
        log: LogKind,
        first: Option<Timestamp>,
        last: Option<Timestamp>,
    ) {
        let known = self.logs.entry(log).or_insert(first);
        *known = match (*known, first) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        self.newest = self.newest.max(last);
    }

    /// What can be silent about one journey: the logs of the servers, and those of the app whose
    /// logs speak of it. An app's log says nothing about the users of other apps.
    pub(crate) fn about(&self, journey: &Journey) -> Self {
        let mut own = self.clone();
        own.logs.retain(|log, _| {
            let of_app = matches!(log, LogKind::ClientStartup | LogKind::ClientCalling);
            !of_app || journey.members.iter().any(|member| member.log == *log)
        });
        own
    }

    /// A line of this cloud service.
    pub(crate) fn service(&mut self, service: Component) {
        self.services.insert(service);
    }

    pub(crate) fn has(&self, log: LogKind) -> bool {
        self.logs.contains_key(&log)
    }

    /// Whether a log that would show the step was given and covers the moment.
    pub(crate) fn would_show(&self, step: StepId, moment: Option<Timestamp>) -> bool {
        let Some(step) = lineman_ladder::step(step) else { return false };
        step.logs.iter().any(|log| {
            // Its lines of these requests name nobody: silence about one user is not to be seen.
            let anonymous = matches!(step.id, StepId::S5_2 | StepId::S6_1 | StepId::S6_4);
            if *log == LogKind::AccessLog && anonymous {
                return false;
            }
            let Some(first) = self.logs.get(log) else { return false };
            let covers = match (first, moment) {
                (Some(first), Some(moment)) => *first <= moment.plus_millis(2_000),
                _ => true,
            };
            covers
                && (*log != LogKind::Cloud || self.services.iter().any(|one| tells(*one, step.id)))
        })
    }

    /// The logs of a step, when none of them was given.
    pub(crate) fn not_given(&self, step: StepId) -> Vec<LogKind> {
        let Some(step) = lineman_ladder::step(step) else { return Vec::new() };
        let logs: Vec<LogKind> =
            step.logs.iter().copied().filter(|log| *log != LogKind::UserJson).collect();
        if logs.iter().any(|log| self.has(*log)) { Vec::new() } else { logs }
    }
}

/// Whether a cloud service's own log shows a step.
const fn tells(service: Component, step: StepId) -> bool {
    use Component as C;
    use StepId as S;
    matches!(
        (service, step),
        (C::Identity, S::S1 | S::S3 | S::S5_1 | S::P5 | S::P6)
            | (C::ActivationPortal, S::S2 | S::S2_3)
            | (C::IdpProxy, S::S2_3 | S::S5)
            | (C::ProvisioningBridge, S::P2 | S::P3 | S::P4 | S::P6)
    )
}
