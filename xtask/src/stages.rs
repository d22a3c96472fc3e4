//! Stages with their seconds.

use anyhow::Result;
use lineman_model::{Clock, SystemClock};

/// Runs stages and remembers how long each took.
#[derive(Default)]
pub(crate) struct Stages {
    done: Vec<(String, i64)>,
}

impl Stages {
    /// Runs one stage, prints its name before and its seconds after.
    pub(crate) fn run<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("== {name}");
        let started = SystemClock.now();
        let outcome = work();
        let millis = SystemClock.now().since(started);
        println!(
            "== {name}: {} s{}",
            seconds(millis),
            if outcome.is_err() { " (failed)" } else { "" }
        );
        self.done.push((name.to_owned(), millis));
        outcome
    }

    /// Prints all stages.
    pub(crate) fn print_summary(&self) {
        println!("\nstage                                seconds");
        for (name, millis) in &self.done {
            println!("{name:<36} {:>7}", seconds(*millis));
        }
        let total: i64 = self.done.iter().map(|(_, millis)| millis).sum();
        println!("{:<36} {:>7}", "total", seconds(total));
    }
}

fn seconds(millis: i64) -> String {
    format!("{}.{}", millis / 1000, millis % 1000 / 100)
}
