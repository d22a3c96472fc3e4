//! From printed local times to instants (log-formats.md 1.3).
//!
//! A zone word may be ambiguous (`CST`). A numeric word is taken as it is; otherwise epochs inside
//! the records calibrate the input; otherwise the usual meaning of the word is assumed, and said.

use lineman_logs::stamp::{self, Calibration};
use lineman_model::Timestamp;

/// What an input told about its zone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Zones {
    word: Option<String>,
    calibration: Calibration,
    /// Offset of a log that prints it, in minutes.
    printed: Option<i32>,
}

/// How an offset came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// Printed in the log.
    Printed,
    /// From epochs inside the records.
    Calibrated,
    /// From the usual meaning of the word, or by lack of any.
    Assumed,
}

/// The offset of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Zone {
    pub(crate) offset_minutes: i32,
    pub(crate) source: Source,
}

impl Zone {
    /// `-04:00`.
    pub(crate) fn text(self) -> String {
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let minutes = self.offset_minutes.abs();
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl Zones {
    /// A record with a zone word. Gives the time to keep: the instant when the word is numeric,
    /// else the printed time as if it were UTC, which [`Zones::correction`] mends at the end.
    pub(crate) fn stamped(&mut self, local: Timestamp, word: &str, text: &str) -> Timestamp {
        if self.word.as_deref() != Some(word) {
            self.word = Some(word.to_owned());
        }
        match stamp::zone(word) {
            stamp::Zone::Exact(minutes) => local.plus_millis(-i64::from(minutes) * 60_000),
            stamp::Zone::Usual(_) | stamp::Zone::Unknown => {
                self.calibration.observe(local, text);
                local
            }
        }
    }

    /// An offset was printed.
    pub(crate) const fn printed(&mut self, minutes: i32) {
        self.printed = Some(minutes);
    }

    /// The zone word, if one was printed.
    pub(crate) fn word(&self) -> Option<&str> {
        self.word.as_deref()
    }

    /// The offset; none when the input printed no time at all.
    pub(crate) fn resolve(&self) -> Option<Zone> {
        let zone = |offset_minutes, source| Some(Zone { offset_minutes, source });
        if let Some(minutes) = self.printed {
            return zone(minutes, Source::Printed);
        }
        let usual = match stamp::zone(self.word.as_deref()?) {
            stamp::Zone::Exact(minutes) => return zone(minutes, Source::Printed),
            stamp::Zone::Usual(minutes) => minutes,
            stamp::Zone::Unknown => 0,
        };
        match self.calibration.offset_minutes() {
            Some(minutes) => zone(minutes, Source::Calibrated),
            None => zone(usual, Source::Assumed),
        }
    }
}

/// Milliseconds to add to the times kept by [`Zones::stamped`].
pub(crate) fn correction(zone: Option<Zone>) -> i64 {
    match zone {
        Some(Zone { source: Source::Printed, .. }) | None => 0,
        Some(zone) => -i64::from(zone.offset_minutes) * 60_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numeric_word_needs_no_correction() {
        let mut zones = Zones::default();
        let local = Timestamp::from_millis(3_600_000);
        assert_eq!(zones.stamped(local, "GMT+01:00", ""), Timestamp::EPOCH);
        let zone = zones.resolve();
        assert_eq!(zone.map(Zone::text).as_deref(), Some("+01:00"));
        assert_eq!(correction(zone), 0);
    }

    /// log-formats.md 1.3: epochs in SIP tags decide, whatever the word says.
    #[test]
    fn embedded_epochs_calibrate_a_word() {
        let mut zones = Zones::default();
        let epoch = 1_461_797_392_119_i64;
        let local = Timestamp::from_millis(epoch - 4 * 3_600_000 + 40);
        let text = format!("To:<sip:1@x>;tag=749498253-{epoch}\n");
        assert_eq!(zones.stamped(local, "CST", &text), local);
        let zone = zones.resolve();
        assert_eq!(zone.map(|zone| zone.source), Some(Source::Calibrated));
        assert_eq!(local.plus_millis(correction(zone)).since(Timestamp::from_millis(epoch)), 40);
    }

    #[test]
    fn without_epochs_the_word_is_an_assumption() {
        let mut zones = Zones::default();
        assert_eq!(zones.resolve(), None);
        zones.stamped(Timestamp::EPOCH, "CET", "");
        let zone = zones.resolve();
        assert_eq!(
            zone.map(|zone| (zone.offset_minutes, zone.source)),
            Some((60, Source::Assumed))
        );
    }
}
