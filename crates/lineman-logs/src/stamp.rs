//! Times in logs: printing, reading, and finding out the zone (log-formats.md 1 and 1.3).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use lineman_model::Timestamp;
use regex::Regex;

/// The zone word of our own logs.
pub const OUR_ZONE: &str = "GMT+00:00";

/// `YYYY.MM.DD hh:mm:ss:mmm` of a moment, printed in UTC.
#[must_use]
pub fn broadworks(time: Timestamp) -> String {
    let Some((moment, millis)) = time.civil() else {
        return String::from("0000.00.00 00:00:00:000");
    };
    format!(
        "{:04}.{:02}.{:02} {:02}:{:02}:{:02}:{millis:03}",
        moment.year(),
        moment.month(),
        moment.day(),
        moment.hour(),
        moment.minute(),
        moment.second(),
    )
}

/// Reads `YYYY.MM.DD hh:mm:ss:mmm` (dots or dashes, colon, dot or comma before the milliseconds) as
/// if it were UTC. The text must be exactly 23 bytes long.
#[must_use]
pub fn read_broadworks(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    if bytes.len() != 23 || !crate::escape::starts_with_stamp(bytes) || !b":.,".contains(&bytes[19])
    {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let moment = civil(
        number(0, 4)?,
        number(5, 7)?,
        number(8, 10)?,
        number(11, 13)?,
        number(14, 16)?,
        number(17, 19)?,
    )?;
    Some(moment.plus_millis(number(20, 23)?))
}

/// A civil moment as if it were UTC.
#[must_use]
pub fn civil(
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
) -> Option<Timestamp> {
    let small = |value: i64| i8::try_from(value).ok();
    // A leap second is printed as 60 by some machines.
    let second_value = small(second.min(59))?;
    let moment = jiff::civil::DateTime::new(
        i16::try_from(year).ok()?,
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        second_value,
        0,
    )
    .ok()?;
    let zoned = moment.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Timestamp::from_millis(zoned.timestamp().as_millisecond()))
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `24/Oct/2013:13:49:25 -0400` of a moment at an offset.
#[must_use]
pub fn access_log(time: Timestamp, offset_minutes: i32) -> String {
    let local = time.plus_millis(i64::from(offset_minutes) * 60_000);
    let Some((moment, _)) = local.civil() else {
        return String::from("01/Jan/1970:00:00:00 +0000");
    };
    let month = usize::try_from(moment.month() - 1).ok().and_then(|index| MONTHS.get(index));
    let sign = if offset_minutes < 0 { '-' } else { '+' };
    let offset = offset_minutes.abs();
    format!(
        "{:02}/{}/{:04}:{:02}:{:02}:{:02} {sign}{:02}{:02}",
        moment.day(),
        month.unwrap_or(&"Jan"),
        moment.year(),
        moment.hour(),
        moment.minute(),
        moment.second(),
        offset / 60,
        offset % 60,
    )
}

/// Reads `24/Oct/2013:13:49:25 -0400`: the instant and the offset in minutes.
#[must_use]
pub fn read_access_log(text: &str) -> Option<(Timestamp, i32)> {
    let (local, zone) = text.split_once(' ')?;
    let mut parts = local.split(['/', ':']);
    let day: i64 = parts.next()?.parse().ok()?;
    let month_name = parts.next()?;
    let month = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(month_name))? + 1;
    let mut number = || parts.next()?.parse::<i64>().ok();
    let (year, hour, minute, second) = (number()?, number()?, number()?, number()?);
    let offset = numeric_offset(zone)?;
    let moment = civil(year, i64::try_from(month).ok()?, day, hour, minute, second)?;
    Some((moment.plus_millis(-i64::from(offset) * 60_000), offset))
}

/// `+02:00`, `-0400`, `Z` in minutes.
fn numeric_offset(text: &str) -> Option<i32> {
    if text == "Z" {
        return Some(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i32, i32) = match digits.len() {
        1 | 2 => (digits.parse().ok()?, 0),
        3 | 4 => {
            (digits[..digits.len() - 2].parse().ok()?, digits[digits.len() - 2..].parse().ok()?)
        }
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// How a zone word is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The word itself gives the offset in minutes: `GMT+02:00`, `UTC`.
    Exact(i32),
    /// The usual meaning of a short name, which other regions share: `EST`, `CST`.
    Usual(i32),
    /// Nobody knows.
    Unknown,
}

/// The meaning of a zone word.
#[must_use]
pub fn zone(word: &str) -> Zone {
    let word = word.trim();
    for prefix in ["GMT", "UTC", ""] {
        if let Some(rest) = word.strip_prefix(prefix)
            && let Some(offset) = numeric_offset(rest)
        {
            return Zone::Exact(offset);
        }
    }
    let hours = match word {
        "GMT" | "UTC" | "UCT" | "Z" => return Zone::Exact(0),
        "WET" => 0,
        "CET" | "BST" | "WEST" | "MEZ" => 1,
        "CEST" | "EET" | "SAST" | "MESZ" => 2,
        "EEST" | "MSK" => 3,
        "AST" | "EDT" => -4,
        "ADT" => -3,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" | "AKDT" => -8,
        "AKST" => -9,
        "HST" => -10,
        "JST" | "KST" => 9,
        "AEST" => 10,
        "AEDT" | "NZST" => 11,
        "NZDT" => 13,
        "SGT" | "HKT" | "AWST" => 8,
        _ => return Zone::Unknown,
    };
    Zone::Usual(hours * 60)
}

static EMBEDDED_EPOCH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?:tag=[0-9]+-|<sessionId[^>]*>)([0-9]{13})(?:[^0-9]|[0-9]\.)"#).ok()
});

/// Derives a file's offset from epochs that records carry: SIP tags and OCI session ids made by the
/// Application Server end or begin with milliseconds since 1970 (log-formats.md 1.3).
#[derive(Debug, Clone, Default)]
pub struct Calibration {
    votes: BTreeMap<i32, u32>,
}

impl Calibration {
    /// Looks for embedded epochs in a record whose stamp reads `local_time` as if it were UTC.
    pub fn observe(&mut self, local_time: Timestamp, text: &str) {
        const QUARTER_MS: i64 = 15 * 60_000;
        let Some(pattern) = EMBEDDED_EPOCH.as_ref() else { return };
        for found in pattern.captures_iter(text).take(8) {
            let Some(epoch) = found.get(1).and_then(|digits| digits.as_str().parse::<i64>().ok())
            else {
                continue;
            };
            let difference = local_time.as_millis() - epoch;
            // A dialog that began long ago carries an old tag: only near-exact quarters vote.
            let quarters = (difference + QUARTER_MS / 2).div_euclid(QUARTER_MS);
            let rest = (difference - quarters * QUARTER_MS).abs();
            if quarters.abs() <= 14 * 4 && rest < 120_000 {
                let minutes = i32::try_from(quarters * 15).unwrap_or(0);
                *self.votes.entry(minutes).or_default() += 1;
            }
        }
    }

    /// The most frequent offset in minutes.
    #[must_use]
    pub fn offset_minutes(&self) -> Option<i32> {
        self.votes.iter().max_by_key(|(_, votes)| **votes).map(|(offset, _)| *offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broadworks_stamps_go_both_ways() {
        let time = Timestamp::from_millis(1_461_797_392_686);
        assert_eq!(broadworks(time), "2016.04.27 22:49:52:686");
        assert_eq!(read_broadworks(&broadworks(time)), Some(time));
        assert_eq!(read_broadworks("2016-04-27 22:49:52,686"), Some(time));
        assert_eq!(read_broadworks("2016.13.27 22:49:52:686"), None);
        assert_eq!(read_broadworks("2016.04.27 22:49:52"), None);
    }

    #[test]
    fn access_log_times_keep_their_offset() {
        let (time, offset) = read_access_log("24/Oct/2013:13:49:25 -0400").unwrap();
        assert_eq!((time.to_rfc3339().as_str(), offset), ("2013-10-24T17:49:25.000Z", -240));
        assert_eq!(access_log(time, offset), "24/Oct/2013:13:49:25 -0400");
        assert_eq!(read_access_log("24/Foo/2013:13:49:25 -0400"), None);
    }

    #[test]
    fn zone_words_are_exact_usual_or_unknown() {
        assert_eq!(zone("GMT+00:00"), Zone::Exact(0));
        assert_eq!(zone("GMT-04:30"), Zone::Exact(-270));
        assert_eq!(zone("EDT"), Zone::Usual(-240));
        assert_eq!(zone("XYZ"), Zone::Unknown);
    }

    #[test]
    fn an_embedded_epoch_gives_the_offset() {
        let mut calibration = Calibration::default();
        let local = read_broadworks("2016.04.27 18:49:52:686").unwrap();
        calibration
            .observe(local, "<sessionId xmlns=\"\">14617973921190.4555584818232731</sessionId>");
        assert_eq!(calibration.offset_minutes(), Some(-240));
        let local = read_broadworks("2023.01.26 16:51:41:200").unwrap();
        let mut calibration = Calibration::default();
        calibration.observe(local, "To:<sip:1@x>;tag=749498253-1674748301131\n");
        assert_eq!(calibration.offset_minutes(), Some(60));
    }
}
