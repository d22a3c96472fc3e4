//! From places to rows of the report.

use crate::input::Input;
use crate::observation::{Observation, Place};
use crate::report::Evidence;
use crate::sink::Witness;

/// Paths of the inputs by index.
#[derive(Debug)]
pub(crate) struct Paths(Vec<String>);

impl Paths {
    pub(crate) fn new(inputs: &[Input]) -> Self {
        Self(inputs.iter().map(|input| input.path.clone()).collect())
    }

    pub(crate) fn of(&self, input: u32) -> String {
        self.0.get(input as usize).cloned().unwrap_or_default()
    }

    pub(crate) fn of_observation(&self, one: &Observation) -> Evidence {
        self.row(one.place, one.log, one.at, &one.text)
    }

    pub(crate) fn of_witness(&self, one: &Witness) -> Evidence {
        self.row(one.place, one.log, one.at, &one.text)
    }

    fn row(
        &self,
        place: Place,
        log: lineman_model::LogKind,
        time: Option<lineman_model::Timestamp>,
        text: &str,
    ) -> Evidence {
        Evidence { path: self.of(place.input), line: place.line, log, time, text: text.to_owned() }
    }
}
