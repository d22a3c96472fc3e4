//! Numbers next to each other are shown as one range, `+15550001 - +15550009`.

/// Puts numbers together that follow each other and of which the same is to be said.
pub(super) fn ranges<T: PartialEq>(numbers: Vec<(String, T)>) -> Vec<(String, T)> {
    let mut ranges: Vec<(String, String, T)> = Vec::new();
    for (number, said) in numbers {
        if let Some((_, last, same)) = ranges.last_mut()
            && *same == said
            && follows(last, &number)
        {
            *last = number;
            continue;
        }
        ranges.push((number.clone(), number, said));
    }
    ranges
        .into_iter()
        .map(|(first, last, said)| {
            (if first == last { first } else { format!("{first} - {last}") }, said)
        })
        .collect()
}

/// Whether a number is written like another one and is the next.
fn follows(one: &str, next: &str) -> bool {
    let digits = |text: &str| text.bytes().rev().take_while(u8::is_ascii_digit).count().min(15);
    let (head, tail) = one.split_at(one.len() - digits(one));
    let (next_head, next_tail) = next.split_at(next.len() - digits(next));
    head == next_head
        && tail.len() == next_tail.len()
        && tail
            .parse::<u64>()
            .ok()
            .zip(next_tail.parse::<u64>().ok())
            .is_some_and(|(tail, next)| tail.checked_add(1) == Some(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_range() {
        let numbers = |list: &[(&str, bool)]| {
            list.iter().map(|(number, said)| ((*number).to_owned(), *said)).collect::<Vec<_>>()
        };
        let all = numbers(&[
            ("+1-5550008", true),
            ("+1-5550009", true),
            ("+1-5550010", true),
            ("+1-5550011", false),
            ("+1-5550013", false),
            ("+15550014", false),
        ]);
        assert_eq!(
            ranges(all),
            numbers(&[
                ("+1-5550008 - +1-5550010", true),
                ("+1-5550011", false),
                ("+1-5550013", false),
                ("+15550014", false),
            ])
        );
        assert!(ranges::<bool>(Vec::new()).is_empty());
        assert!(!follows("+999", "+1000"));
    }
}
