//! How paths and member names are shown. They come from outside: no control characters, no tricks.

use std::path::Path;

/// Longest name of a member that is shown.
const MEMBER_NAME_CHARS: usize = 512;

/// A path as it is shown: control and direction characters replaced, bytes that are no text too.
#[must_use]
pub fn display_path(path: &Path) -> String {
    path.to_string_lossy().chars().map(visible).collect()
}

/// A member's name as it is shown: relative, forward slashes, no `..`, no control characters.
///
/// The second value tells whether the name pointed outside of the archive.
#[must_use]
pub fn member_name(raw: &str) -> (String, bool) {
    let slashes = raw.replace('\\', "/");
    let mut outside = slashes.starts_with('/');
    let mut parts: Vec<String> = Vec::new();
    for (index, part) in slashes.split('/').enumerate() {
        match part {
            "" | "." => {}
            ".." => outside = true,
            drive if index == 0 && is_drive(drive) => outside = true,
            plain => parts.push(plain.chars().map(visible).collect()),
        }
    }
    let mut name = parts.join("/");
    if let Some((end, _)) = name.char_indices().nth(MEMBER_NAME_CHARS) {
        name.truncate(end);
        name.push('…');
    }
    if name.is_empty() {
        name.push_str("(no name)");
    }
    (name, outside)
}

fn is_drive(part: &str) -> bool {
    let mut characters = part.chars();
    matches!((characters.next(), characters.next(), characters.next()),
        (Some(letter), Some(':'), None) if letter.is_ascii_alphabetic())
}

/// Control characters and those that turn the direction of text could forge what a terminal shows.
const fn visible(character: char) -> char {
    match character {
        '\u{0}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_traversing_name_is_shown_inside_the_archive() {
        for raw in ["../../etc/passwd", "/etc/passwd", "..\\..\\etc\\passwd", "C:\\etc\\passwd"] {
            let (name, outside) = member_name(raw);
            assert_eq!(name, "etc/passwd", "{raw}");
            assert!(outside, "{raw}");
        }
        assert_eq!(member_name("logs/./PSLog.txt"), ("logs/PSLog.txt".to_owned(), false));
    }

    #[test]
    fn control_characters_are_not_shown() {
        assert_eq!(member_name("a\u{1b}[2Jb\n\u{202e}c").0, "a\u{fffd}[2Jb\u{fffd}\u{fffd}c");
        assert_eq!(display_path(Path::new("a\rb")), "a\u{fffd}b");
    }

    #[test]
    fn a_name_is_never_empty_and_never_endless() {
        assert_eq!(member_name("/../..").0, "(no name)");
        assert!(member_name(&"x".repeat(70_000)).0.chars().count() <= MEMBER_NAME_CHARS + 1);
    }
}
