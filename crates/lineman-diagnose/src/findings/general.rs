//! Findings outside the ladders: error answers that nothing explains, and odd inputs.

use std::collections::BTreeMap;

use lineman_catalog::findings as id;
use lineman_model::LogKind;

use super::Raised;
use crate::evidence::Paths;
use crate::input::Input;
use crate::observation::{Fact, Observation};
use crate::report::Evidence;
use crate::sink::{Origin, Witnesses};

/// What the general findings are made of.
#[derive(Debug)]
pub(crate) struct General<'a> {
    pub(crate) inputs: &'a [Input],
    pub(crate) paths: &'a Paths,
}

impl General<'_> {
    /// One warning per error number.
    pub(crate) fn oci_errors(
        &self,
        mut errors: BTreeMap<u32, Witnesses>,
        unplaced: &[Observation],
    ) -> Vec<Raised> {
        for observation in unplaced {
            let number =
                observation.shows.iter().flat_map(|show| &show.facts).find_map(|fact| match fact {
                    Fact::OciError(number) => Some(*number),
                    _ => None,
                });
            if let Some(number) = number
                && observation.log == LogKind::PsLog
            {
                let origin =
                    Origin { place: observation.place, log: observation.log, at: observation.at };
                errors.entry(number).or_default().add(origin, &observation.text);
            }
        }
        errors
            .into_iter()
            .map(|(number, witnesses)| {
                let text =
                    witnesses.first.first().map(|first| words(&first.text)).unwrap_or_default();
                let evidence =
                    witnesses.first.iter().map(|witness| self.paths.of_witness(witness)).collect();
                let mut raised = Raised::outside_ladder(id::OCI_ERROR, evidence, witnesses.total);
                raised.oci_error = Some((number, text));
                raised
            })
            .collect()
    }

    /// Edited, truncated, capped and unrecognised inputs.
    pub(crate) fn inputs(
        &self,
        edited: &BTreeMap<u32, Witnesses>,
        dropped: Option<u64>,
    ) -> Vec<Raised> {
        let mut raised = Vec::new();
        let total: u64 = edited.values().map(|witnesses| witnesses.total).sum();
        if total > 0 {
            let evidence = edited
                .values()
                .flat_map(|witnesses| &witnesses.first)
                .map(|witness| self.paths.of_witness(witness))
                .collect();
            raised.push(Raised::outside_ladder(id::INPUT_EDITED, evidence, total));
        }
        let truncated = self.of_inputs(|input| input.summary.truncated.clone());
        raised.extend(finding(id::INPUT_TRUNCATED, truncated));
        let mut capped = self.of_inputs(|input| {
            let cut = input.summary.cut_records.max(input.cut_records);
            let cut = (cut > 0).then(|| format!("{cut} records over 1 MiB"));
            input.summary.capped.clone().or(cut)
        });
        if let (Some(dropped), Some(first)) = (dropped, self.inputs.first()) {
            capped.push(self.row(first, format!("{dropped} observations over the limit")));
        }
        raised.extend(finding(id::INPUT_CAPPED, capped));
        let unrecognised =
            self.of_inputs(|input| input.is_unrecognised().then(|| input.summary.notes.join("; ")));
        raised.extend(finding(id::INPUT_UNRECOGNISED, unrecognised));
        raised
    }

    fn of_inputs(&self, reason: impl Fn(&Input) -> Option<String>) -> Vec<Evidence> {
        self.inputs.iter().filter_map(|input| Some(self.row(input, reason(input)?))).collect()
    }

    fn row(&self, input: &Input, text: String) -> Evidence {
        Evidence { path: input.path.clone(), line: 1, log: input.log, time: None, text }
    }
}

fn finding(id: &'static str, evidence: Vec<Evidence>) -> Option<Raised> {
    let total = evidence.len() as u64;
    (total > 0).then(|| Raised::outside_ladder(id, evidence, total))
}

/// The words behind `[Error n]`.
fn words(text: &str) -> String {
    let rest = text.split_once("[Error ").and_then(|(_, rest)| rest.split_once(']'));
    rest.map_or_else(|| text.to_owned(), |(_, words)| words.trim().to_owned())
}
