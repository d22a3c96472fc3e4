//! Lists of numbers: `phoneNumber*` and `dnRange*{minPhoneNumber, maxPhoneNumber}`.

use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Fields, NUMBER};

/// Most numbers of one request.
const NUMBERS: usize = 5_000;

/// All numbers that a request names.
pub(super) fn numbers(fields: Fields<'_>) -> Result<Vec<String>, Failure> {
    let mut numbers = fields.list("phoneNumber", NUMBER)?;
    for number in &numbers {
        check(number)?;
    }
    for range in fields.structures("dnRange") {
        let first = range.required("minPhoneNumber", NUMBER)?;
        let last = range.required("maxPhoneNumber", NUMBER)?;
        expand(first, last, &mut numbers)?;
    }
    if numbers.len() > NUMBERS {
        return Err(too_many());
    }
    Ok(numbers)
}

fn too_many() -> Failure {
    errors::validation(format!("More than {NUMBERS} phone numbers"))
}

/// An optional plus, then digits, hyphens between them.
pub(super) fn check(number: &str) -> Result<(), Failure> {
    let digits = number.strip_prefix('+').unwrap_or(number);
    let good = digits.starts_with(|character: char| character.is_ascii_digit())
        && digits.ends_with(|character: char| character.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if good { Ok(()) } else { Err(errors::validation(format!("Invalid phone number: {number}"))) }
}

fn expand(first: &str, last: &str, numbers: &mut Vec<String>) -> Result<(), Failure> {
    check(first)?;
    check(last)?;
    let wrong = || errors::validation(format!("Invalid phone number range: {first} to {last}"));
    // The digits at the end that count; what stands before must be the same.
    let tail = |number: &str| number.bytes().rev().take_while(u8::is_ascii_digit).count().min(9);
    let (first_head, first_tail) = first.split_at(first.len() - tail(first));
    let (last_head, last_tail) = last.split_at(last.len() - tail(last));
    if first_head != last_head || first_tail.len() != last_tail.len() {
        return Err(wrong());
    }
    let from: u32 = first_tail.parse().map_err(|_| wrong())?;
    let to: u32 = last_tail.parse().map_err(|_| wrong())?;
    if to < from {
        return Err(wrong());
    }
    if numbers.len() + usize::try_from(to - from).unwrap_or(usize::MAX) >= NUMBERS {
        return Err(too_many());
    }
    let width = first_tail.len();
    numbers.extend((from..=to).map(|value| format!("{first_head}{value:0width$}")));
    Ok(())
}

#[cfg(test)]
mod tests {
    use lineman_ocip::{Command, Element};

    use super::*;

    fn range(first: &str, last: &str) -> Result<Vec<String>, Failure> {
        let request = Command::request("X").with("phoneNumber", "+15550009").with_element(
            Element::new("dnRange")
                .with_child("minPhoneNumber", first)
                .with_child("maxPhoneNumber", last),
        );
        numbers(Fields::of(&request))
    }

    #[test]
    fn ranges_are_expanded_with_their_zeros() {
        assert_eq!(
            range("+1-5550098", "+1-5550101").expect("a range"),
            ["+15550009", "+1-5550098", "+1-5550099", "+1-5550100", "+1-5550101"]
        );
        assert_eq!(range("+10000", "+10000").expect("one").len(), 2);
    }

    #[test]
    fn impossible_and_endless_ranges_are_refused() {
        for (first, last) in [
            ("+15550009", "+15550001"),
            ("+15550009", "+155500010"),
            ("+1-555", "+2-555"),
            ("+100000000", "+199999999"),
            ("abc", "abd"),
            ("", ""),
            ("+", "+"),
        ] {
            assert!(range(first, last).is_err(), "{first} {last}");
        }
    }
}
