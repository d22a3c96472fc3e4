//! Filling lines of a terminal.

/// How many columns a text takes: ideographs and full-width marks take two.
#[must_use]
pub fn display_width(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(character: char) -> usize {
    match u32::from(character) {
        0..=0x1f | 0x7f..=0x9f | 0x300..=0x36f | 0x200b..=0x200f => 0,
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe4f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1_f300..=0x1_faff
        | 0x2_0000..=0x3_fffd => 2,
        _ => 1,
    }
}

/// Breaks a text into lines of at most `columns` columns, at blanks and between ideographs. A
/// word that is longer than a line stays whole, so that a path or a command can be copied.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut used = 0;
        for piece in pieces(paragraph) {
            let piece_width = display_width(piece.trim_end());
            if used + piece_width > columns && !line.is_empty() {
                lines.push(line.trim_end().to_owned());
                line.clear();
                used = 0;
            }
            line.push_str(piece);
            used += display_width(piece);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The pieces between which a line may break, each with the blanks that follow it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    // A literal in backticks keeps its ideographs, if any, together with it.
    let mut quoted = false;
    for (index, character) in text.char_indices() {
        let after_blank = previous.is_some_and(|c| c == ' ') && character != ' ';
        let between_ideographs = !quoted
            && previous
                .is_some_and(|c| width(c) == 2 && !opens(c) || width(character) == 2 && c != ' ')
            && (previous.is_some_and(|c| width(c) == 2) || width(character) == 2)
            && !previous.is_some_and(opens)
            && !closes(character);
        if index > start && (after_blank || between_ideographs) {
            pieces.push(&text[start..index]);
            start = index;
        }
        if character == '`' {
            quoted = !quoted;
        }
        previous = Some(character);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// A mark that must not end a line.
fn opens(character: char) -> bool {
    "（《“「『【(〈".contains(character)
}

/// A mark that must not begin a line.
fn closes(character: char) -> bool {
    "，。、；：！？）》”」』】)〉.,;:!?%".contains(character)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_kept_whole() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(
            wrap("a `AS_CLI/Interface/Messaging` b", 10),
            ["a", "`AS_CLI/Interface/Messaging`", "b"]
        );
        assert_eq!(wrap("", 10), Vec::<String>::new());
    }

    #[test]
    fn chinese_breaks_between_ideographs_but_not_before_a_full_stop() {
        assert_eq!(display_width("密码"), 4);
        assert_eq!(wrap("用户的密码错误。", 8), ["用户的密", "码错误。"]);
        assert_eq!(wrap("密码错误。好", 8), ["密码错", "误。好"]);
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost(text in "[a-z 密码，。`]{0,80}", columns in 4_usize..40) {
            let bare = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(bare(&wrap(&text, columns).concat()), bare(&text));
        }
    }
}
