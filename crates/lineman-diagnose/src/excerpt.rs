//! Masked excerpts for the report.

/// Longest excerpt in characters.
const CHARACTERS: usize = 200;

/// One line, secrets masked, not too long.
pub(crate) fn excerpt(text: &str) -> Box<str> {
    // Only a bounded part is looked at: a record may be a megabyte long.
    let mut head = text;
    if head.len() > 4 * CHARACTERS {
        let mut cut = 4 * CHARACTERS;
        while !head.is_char_boundary(cut) {
            cut -= 1;
        }
        head = &head[..cut];
    }
    let masked = lineman_logs::mask::mask_excerpt(head);
    let mut line = String::with_capacity(CHARACTERS);
    let mut characters = 0;
    for word in masked.split_whitespace() {
        if characters > 0 {
            line.push(' ');
            characters += 1;
        }
        for character in word.chars() {
            if characters >= CHARACTERS {
                line.push('…');
                return line.into_boxed_str();
            }
            line.push(if character.is_control() { '·' } else { character });
            characters += 1;
        }
    }
    line.into_boxed_str()
}
