//! From printed local times to instants (log-formats.md 1.3).
//!
//! BroadWorks prints a zone word that may be ambiguous (`CST`). A numeric word is taken as it is.
//! Otherwise the offset is calibrated: SIP tags and OCI session ids carry epoch milliseconds, and
//! the most frequent difference between them and the printed time, rounded to quarter hours, is
//! the offset. Without any, a table of common words is used and the report says so.

use std::collections::BTreeMap;

use lineman_model::Timestamp;

const QUARTER_HOUR_MS: i64 = 15 * 60 * 1000;
/// Offsets are between -12 and +14 hours; a larger difference is the tag of an old dialog.
const LARGEST_OFFSET_MINUTES: i64 = 14 * 60;
/// Embedded epochs further from a multiple of a quarter hour than this are old ones.
const TOLERANCE_MS: i64 = 60 * 1000;

/// What an input told about its zone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Zones {
    word: Option<String>,
    /// Offsets in minutes that embedded epochs suggest, and how often.
    votes: BTreeMap<i64, u64>,
    /// Offset of a log that prints it, in minutes.
    printed: Option<i64>,
}

/// How an offset came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// Printed in the log.
    Printed,
    /// From epochs inside the records.
    Calibrated,
    /// From the word alone, or none at all.
    Assumed,
}

/// The offset of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Zone {
    pub(crate) offset_minutes: i64,
    pub(crate) source: Source,
}

impl Zone {
    /// The instant of a local time that was read as if it were UTC.
    pub(crate) const fn instant(self, local: Timestamp) -> Timestamp {
        local.plus_millis(-self.offset_minutes * 60 * 1000)
    }

    /// `-04:00`.
    pub(crate) fn text(self) -> String {
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let minutes = self.offset_minutes.abs();
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl Zones {
    /// A zone word was printed next to a time.
    pub(crate) fn word(&mut self, word: &str) {
        if self.word.as_deref() != Some(word) {
            self.word = Some(word.to_owned());
        }
    }

    /// An offset was printed.
    pub(crate) const fn printed(&mut self, minutes: i64) {
        self.printed = Some(minutes);
    }

    /// A record printed at `local` holds the epoch `millis`.
    pub(crate) fn vote(&mut self, local: Timestamp, millis: i64) {
        let difference = local.as_millis().saturating_sub(millis);
        let quarters = difference.saturating_add(QUARTER_HOUR_MS / 2).div_euclid(QUARTER_HOUR_MS);
        let distance = difference - quarters * QUARTER_HOUR_MS;
        let minutes = quarters * 15;
        if minutes.abs() <= LARGEST_OFFSET_MINUTES && distance.abs() <= TOLERANCE_MS {
            *self.votes.entry(minutes).or_default() += 1;
        }
    }

    pub(crate) fn last_word(&self) -> Option<&str> {
        self.word.as_deref()
    }

    /// The offset; none when the input printed no time at all.
    pub(crate) fn resolve(&self) -> Option<Zone> {
        if let Some(offset_minutes) = self.printed {
            return Some(Zone { offset_minutes, source: Source::Printed });
        }
        let word = self.word.as_deref()?;
        if let Some(offset_minutes) = numeric(word) {
            return Some(Zone { offset_minutes, source: Source::Printed });
        }
        let calibrated = self.votes.iter().max_by_key(|(_, votes)| **votes);
        if let Some((offset_minutes, _)) = calibrated {
            return Some(Zone { offset_minutes: *offset_minutes, source: Source::Calibrated });
        }
        Some(Zone { offset_minutes: common(word).unwrap_or(0), source: Source::Assumed })
    }
}

/// The offset of `GMT+00:00`, `UTC`, `+0200`, `-04:00`, in minutes.
pub(crate) fn numeric(word: &str) -> Option<i64> {
    let word = word.trim();
    if matches!(word, "Z" | "UTC" | "GMT") {
        return Some(0);
    }
    let rest = word.strip_prefix("GMT").or_else(|| word.strip_prefix("UTC")).unwrap_or(word);
    let (sign, digits) = match rest.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|character| *character != ':').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        3 => digits.split_at(1),
        4 => digits.split_at(2),
        _ => return None,
    };
    let hours: i64 = hours.parse().ok()?;
    let minutes: i64 = minutes.parse().ok()?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Words that mostly mean one thing.
fn common(word: &str) -> Option<i64> {
    let hours = match word {
        "NST" => return Some(-210),
        "IST" => return Some(330),
        "ACST" => return Some(570),
        "HST" => -10,
        "AKST" => -9,
        "PST" | "AKDT" => -8,
        "PDT" | "MST" => -7,
        "MDT" | "CST" => -6,
        "CDT" | "EST" => -5,
        "EDT" | "AST" => -4,
        "ADT" | "BRT" => -3,
        "WET" => 0,
        "BST" | "CET" | "WEST" => 1,
        "CEST" | "EET" | "SAST" => 2,
        "EEST" | "MSK" => 3,
        "SGT" | "HKT" | "AWST" => 8,
        "JST" | "KST" => 9,
        "AEST" => 10,
        "AEDT" => 11,
        "NZST" => 12,
        "NZDT" => 13,
        _ => return None,
    };
    Some(hours * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numeric_words_are_taken_as_they_are() {
        for (word, minutes) in
            [("GMT+00:00", 0), ("UTC", 0), ("-04:00", -240), ("+0530", 330), ("GMT-3", -180)]
        {
            assert_eq!(numeric(word), Some(minutes), "{word}");
        }
        for word in ["EDT", "", "GMT+99:00", "+", "-x"] {
            assert_eq!(numeric(word), None, "{word}");
        }
    }

    /// log-formats.md 1.3: the most frequent rounded difference, tags of old dialogs aside.
    #[test]
    fn embedded_epochs_calibrate_a_word() {
        let mut zones = Zones::default();
        zones.word("EDT");
        let epoch = 1_461_797_392_119;
        let local = Timestamp::from_millis(epoch - 4 * 3_600_000 + 40);
        zones.vote(local, epoch);
        zones.vote(local, epoch - 20);
        zones.vote(local, epoch - 40 * 86_400_000);
        zones.vote(local, epoch - 3_600_000 * 2);
        let zone = zones.resolve().unwrap();
        assert_eq!((zone.text().as_str(), zone.source), ("-04:00", Source::Calibrated));
        assert!(zone.instant(local).since(Timestamp::from_millis(epoch)).abs() < 100);
    }

    #[test]
    fn without_epochs_the_word_is_an_assumption() {
        let mut zones = Zones::default();
        assert_eq!(zones.resolve(), None);
        zones.word("CET");
        assert_eq!(zones.resolve().unwrap().text(), "+01:00");
        assert_eq!(zones.resolve().unwrap().source, Source::Assumed);
        zones.word("XYZ");
        assert_eq!(zones.resolve().unwrap().text(), "+00:00");
    }
}
